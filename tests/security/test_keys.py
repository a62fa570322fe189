"""An installation's secrets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from prosa.security.keys import SecretsUnusable, load_secrets, new_encryption_key
from prosa.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_secrets_are_made_once_and_kept(home: Path):
    first = load_secrets(Settings(home=home))
    assert load_secrets(Settings(home=home)) == first
    assert len(first.secret_key) >= 32
    assert [len(key) for key in first.encryption_keys] == [32]


def test_two_installations_have_nothing_in_common(tmp_path: Path):
    one, other = (load_secrets(Settings(home=tmp_path / name)) for name in "ab")
    assert one.secret_key != other.secret_key
    assert set(one.encryption_keys).isdisjoint(other.encryption_keys)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_our_account_may_read_them(home: Path, umask: int):
    before = os.umask(umask)
    try:
        load_secrets(Settings(home=home))
    finally:
        os.umask(before)
    assert mode(home / "secrets") == 0o700
    assert {path.name: mode(path) for path in (home / "secrets").iterdir()} == {
        "secret_key": 0o600,
        "encryption_keys": 0o600,
    }


def test_files_that_were_opened_to_others_are_closed_with_a_warning(home: Path):
    made = load_secrets(Settings(home=home))
    (home / "secrets").chmod(0o755)
    (home / "secrets" / "secret_key").chmod(0o644)
    with capture_logs() as logs:
        assert load_secrets(Settings(home=home)) == made
    assert mode(home / "secrets") == 0o700
    assert mode(home / "secrets" / "secret_key") == 0o600
    assert [(entry["log_level"], Path(entry["path"]).name) for entry in logs] == [
        ("warning", "secrets"),
        ("warning", "secret_key"),
    ]


def test_processes_that_start_at_once_agree(home: Path):
    program = (
        "import sys; from pathlib import Path; from prosa.security.keys import load_secrets;"
        "from prosa.settings import Settings;"
        "input(); s = load_secrets(Settings(home=Path(sys.argv[1])));"
        "print(s.secret_key.hex(), s.encryption_keys[0].hex())"
    )
    command = [sys.executable, "-c", program, str(home)]
    children = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    answers = {child.communicate()[0] for child in children}
    assert len(answers) == 1
    assert answers.pop().strip()


def test_configured_secrets_leave_no_files(home: Path):
    old, new = new_encryption_key(), new_encryption_key()
    secrets = load_secrets(
        Settings(home=home, secret_key=SecretStr("s" * 40), encryption_keys=SecretStr(f"{new}, {old}"))
    )
    assert secrets.secret_key == b"s" * 40
    assert len(set(secrets.encryption_keys)) == 2
    assert not home.exists()


@pytest.mark.parametrize("wrong", ["", "abc", "not base64 at all!", "QUJD", f"{'A' * 43}=,QUJD"])
def test_encryption_keys_that_are_none_are_refused(home: Path, wrong: str):
    with pytest.raises(SecretsUnusable, match="PROSA_ENCRYPTION_KEYS"):
        load_secrets(Settings(home=home, secret_key=SecretStr("s" * 40), encryption_keys=SecretStr(wrong)))


def test_a_short_secret_key_is_refused(home: Path):
    with pytest.raises(SecretsUnusable, match="PROSA_SECRET_KEY"):
        load_secrets(Settings(home=home, secret_key=SecretStr("s" * 31)))


def test_a_damaged_file_is_named_and_not_replaced(home: Path):
    load_secrets(Settings(home=home))
    damaged = home / "secrets" / "encryption_keys"
    damaged.write_text("")
    with pytest.raises(SecretsUnusable, match="encryption_keys"):
        load_secrets(Settings(home=home))
    assert damaged.read_text() == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_another_accounts_secrets_are_refused(home: Path):
    load_secrets(Settings(home=home))
    os.chown(home / "secrets" / "secret_key", 65534, 65534)
    with pytest.raises(SecretsUnusable, match="another account"):
        load_secrets(Settings(home=home))


def test_each_purpose_has_a_key_of_its_own(home: Path):
    secrets = load_secrets(Settings(home=home))
    assert secrets.derive("sessions") == secrets.derive("sessions")
    assert len({secrets.derive("sessions"), secrets.derive("search"), secrets.secret_key}) == 3
    assert len(secrets.derive("sessions")) == 32


def test_no_secret_shows_when_printed(home: Path):
    secrets = load_secrets(Settings(home=home))
    assert repr(secrets) == "Secrets()"
