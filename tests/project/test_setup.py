"""`make`: what is done is not done again, what changed is, and nothing lands outside the checkout."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import steps
from tools.checks import Check, run_checks
from tools.chromium import installed
from tools.node import is_recent_enough
from tools.places import ROOT
from tools.steps import SetupFailed, Step, call, fingerprint, run_all
from tools.surroundings import DEFAULTS, SYSTEM_CERTIFICATES, environment, like_pip

MakeStep = Callable[[str], Step]


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """What the step makes: a line each time it is done."""
    return tmp_path / "product"


@pytest.fixture
def step(tmp_path: Path, product: Path, monkeypatch: pytest.MonkeyPatch) -> MakeStep:
    """A step that depends on what it is called with."""
    monkeypatch.setattr(steps, "TOOLS", tmp_path / "tools")

    def work():
        with product.open("a") as file:
            file.write("done\n")

    return lambda depends: Step("sample", "Amostra", depends, (product,), work)


def times_done(product: Path) -> int:
    return product.read_text().count("done")


def test_a_step_that_is_done_is_not_done_again(step: MakeStep, product: Path):
    for _ in range(3):
        run_all([step("a")])
    assert times_done(product) == 1


def test_a_step_is_done_again_when_what_it_depends_on_changed(step: MakeStep, product: Path):
    for depends in ("a", "b", "a"):
        run_all([step(depends)])
    assert times_done(product) == 3


def test_a_step_is_done_again_when_its_product_is_gone(step: MakeStep, product: Path):
    run_all([step("a")])
    product.unlink()
    run_all([step("a")])
    assert times_done(product) == 1


def test_a_step_that_failed_is_not_done(step: MakeStep, product: Path, tmp_path: Path):
    def fail():
        product.touch()
        raise SetupFailed("sem rede")

    broken = Step("sample", "Amostra", "a", (product,), fail)
    with pytest.raises(SetupFailed):
        run_all([broken])
    assert not broken.is_done()


def test_each_step_that_is_done_is_one_numbered_line(step: MakeStep, capsys: pytest.CaptureFixture[str]):
    run_all([step("a"), step("a")])
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("[1/2] Amostra …")
    assert line.endswith("pronto")


def test_a_fingerprint_tells_content_names_and_facts_apart():
    pages = [ROOT / "Makefile", ROOT / "pyproject.toml"]
    prints = [
        fingerprint(),
        fingerprint("x"),
        fingerprint("x", "y"),
        fingerprint("xy"),
        fingerprint(files=pages),
        fingerprint(files=pages[:1]),
    ]
    assert len(set(prints)) == len(prints)
    assert fingerprint(files=pages) == fingerprint(files=reversed(pages))


def test_a_failing_command_tells_what_it_said_and_what_to_do():
    with pytest.raises(SetupFailed, match=r"sem espaço[\s\S]*Libere espaço"):
        call(["sh", "-c", "echo sem espaço; exit 3"], log="test", env=os.environ, hint="Libere espaço.")


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.1.0", "v100.0.0"])
def test_a_recent_node_is_used(version: str):
    assert is_recent_enough(version)


@pytest.mark.parametrize("version", ["", "v8.0.0", "v18.20.4", "v20.18.3", "v21.7.3", "v22.11.0", "node"])
def test_an_older_node_is_not_used(version: str):
    assert not is_recent_enough(version)


def test_every_cache_lies_in_the_checkout():
    folders = [value for value in DEFAULTS.values() if value.startswith("/")]
    assert folders
    assert all(Path(folder).is_relative_to(ROOT / ".tools") for folder in folders)


def test_what_the_user_has_set_wins():
    env = environment({"UV_CACHE_DIR": "/warm", "SSL_CERT_FILE": "/company.pem", "VIRTUAL_ENV": "/theirs"})
    assert env["UV_CACHE_DIR"] == "/warm"
    assert env["NODE_EXTRA_CA_CERTS"] == "/company.pem"
    assert "VIRTUAL_ENV" not in env


def test_node_trusts_whom_the_machine_trusts():
    certificates = environment({}).get("NODE_EXTRA_CA_CERTS")
    assert certificates in SYSTEM_CERTIFICATES or not any(map(os.path.exists, SYSTEM_CERTIFICATES))


def test_uv_learns_of_the_index_that_pip_is_configured_for(tmp_path: Path):
    base = Path(sys.base_prefix, "bin", "python3.11")
    subprocess.run([base, "-m", "venv", tmp_path / "venv"], check=True)
    pip = [str(tmp_path / "venv" / "bin" / "python"), "-m", "pip"]
    config = tmp_path / "pip.conf"
    config.write_text("[global]\nindex-url = https://packages.example/simple\ncert = /company.pem\n")
    env = {"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": str(config)}

    told = like_pip(pip, env)
    assert told["UV_DEFAULT_INDEX"] == "https://packages.example/simple"
    assert told["SSL_CERT_FILE"] == "/company.pem"
    chosen = {"UV_DEFAULT_INDEX": "https://other.example/simple", "SSL_CERT_FILE": "/other.pem"}
    assert chosen.items() <= like_pip(pip, {**env, **chosen}).items()


def test_a_browser_that_does_not_start_is_refused():
    with pytest.raises(SetupFailed, match="PROSA_CHROMIUM"):
        installed({"PROSA_CHROMIUM": "/bin/false", "PATH": os.defpath})


def test_a_failed_check_does_not_keep_the_others_from_running(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    later = tmp_path / "later"
    passed = run_checks([Check("primeira", ("false",)), Check("segunda", ("touch", str(later)))], os.environ)
    assert not passed
    assert later.exists()
    assert capfd.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_make_alone_says_what_every_target_does():
    env = {"PATH": os.environ["PATH"]}  # not the MAKELEVEL of a `make test` around this
    told = subprocess.run(["make"], cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text()
    targets = makefile.split(".PHONY: ")[1].splitlines()[0].split()
    described = {line.split()[0] for line in told.splitlines()[1:] if len(line.split()) > 1}
    assert described == set(targets)


def test_an_unknown_command_is_explained():
    told = subprocess.run(
        [sys.executable, "-m", "tools", "voar"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "setup" in told.stderr
