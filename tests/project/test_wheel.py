"""What is shipped is whole: a wheel that serves without a checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_a_wheel_brings_the_web_applications(shipped: set[str]):
    assert {"prosa/static/widget/prosa-widget.js", "prosa/static/demo/index.html"} <= shipped


def test_a_wheel_brings_the_whole_sample_pack(shipped: set[str]):
    pack = ROOT / "packs" / "loja"
    files = [path for path in pack.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {f"prosa/sample_pack/{path.relative_to(pack)}" for path in files} <= shipped


def test_a_wheel_brings_every_module_and_migration(shipped: set[str]):
    source = ROOT / "src"
    assert {str(path.relative_to(source)) for path in (source / "prosa").rglob("*.py")} <= shipped


def test_a_wheel_brings_nothing_of_the_workshop(shipped: set[str]):
    tops = {name.split("/")[0] for name in shipped}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"prosa"}
    assert not any("__pycache__" in name or "node_modules" in name for name in shipped)
