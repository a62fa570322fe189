"""`prosa` as it is called from a shell."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from prosa.security.encryption import KEY_BYTES
from tests.e2e.server import ROOT


def prosa(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Runs it to its end, in an environment without settings."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PROSA_")}
    return subprocess.run(
        (sys.executable, "-m", "prosa.cli", *arguments),
        env=env | {"PROSA_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_help_names_every_command_and_writes_nothing(tmp_path):
    done = prosa("--help", home=tmp_path / "home")
    assert done.returncode == 0
    for command in (
        "up",
        "migrate",
        "train",
        "evaluate",
        "validate",
        "chat",
        "doctor",
        "bench",
        "user",
        "keys",
    ):
        assert f" {command} " in done.stdout
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("command", ["up", "migrate", "train", "validate", "chat", "doctor", "bench"])
def test_every_command_explains_itself(command, tmp_path):
    done = prosa(command, "--help", home=tmp_path)
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_a_new_key_is_one_that_can_be_used_and_another_each_time(tmp_path):
    one, two = (prosa("keys", "new", home=tmp_path) for _ in range(2))
    assert one.returncode == two.returncode == 0
    assert len(base64.urlsafe_b64decode(one.stdout.strip())) == KEY_BYTES
    assert one.stdout != two.stdout


def test_the_sample_shop_is_valid(tmp_path):
    done = prosa("validate", str(ROOT / "packs" / "loja"), home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_pack_is_explained_with_file_and_line(tmp_path):
    (tmp_path / "bot.yml").write_text("company: {nome: X}\n")
    done = prosa("validate", str(tmp_path), home=tmp_path / "home")
    assert done.returncode == 1
    assert "bot.yml:1" in done.stdout + done.stderr


def test_an_unknown_command_is_refused(tmp_path):
    done = prosa("nonsense", home=tmp_path)
    assert done.returncode == 2
    assert "nonsense" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("PROSA_PORT", "eighty"), ("PROSA_DATABASE_URL", "mysql://localhost/prosa")]
)
def test_a_setting_that_makes_no_sense_is_named(name, value, tmp_path, monkeypatch):
    env = {key: found for key, found in os.environ.items() if not key.startswith("PROSA_")}
    done = subprocess.run(
        (sys.executable, "-m", "prosa.cli", "migrate"),
        env=env | {"PROSA_HOME": str(tmp_path), name: value},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr
