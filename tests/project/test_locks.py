"""What gets installed is exactly what is in the locks, and the locks are what the project asks for."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = sorted(ROOT.glob("requirements*.lock"))
NPM_LOCKS = [
    ROOT / "web" / "package-lock.json",
    ROOT / "tools" / "browser" / "package-lock.json",
    ROOT / "bench" / "nlu" / "node-nlp" / "package-lock.json",
]
EXACT = re.compile(
    r"^(?P<requirement>\S+?==\S+)(?: ; (?P<marker>.*?))?(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)$"
)

ASKED = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-dev.lock": PROJECT["project"]["dependencies"]
    + PROJECT["project"]["optional-dependencies"]["onnx"]
    + PROJECT["dependency-groups"]["dev"],
    "requirements-transformers.lock": PROJECT["project"]["optional-dependencies"]["transformers"],
    "requirements-uv.lock": PROJECT["dependency-groups"]["uv"],
    "requirements-node.lock": PROJECT["dependency-groups"]["node"],
    "requirements-bench.lock": PROJECT["dependency-groups"]["bench"],
}


def entries(lock: Path) -> Iterator[str]:
    """The entries of a lock, each joined into one line, without comments."""
    text = lock.read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            yield " ".join(line.split())


def locked(lock: Path) -> dict[str, Version]:
    """The versions a lock installs on this machine."""
    versions: dict[str, Version] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split(" --hash=")[0])
        if requirement.marker is None or requirement.marker.evaluate():
            (exact,) = requirement.specifier
            versions[canonicalize_name(requirement.name)] = Version(exact.version)
    return versions


def test_there_is_a_lock_for_each_use_and_no_other():
    assert [lock.name for lock in LOCKS] == sorted(ASKED)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_one_version_and_a_hash(lock: Path):
    assert [entry for entry in entries(lock) if not EXACT.match(entry)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_no_address(lock: Path):
    assert "://" not in lock.read_text()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_is_in_step_with_the_project(lock: Path):
    versions = locked(lock)
    for asked in map(Requirement, ASKED[lock.name]):
        if asked.name != "prosa" and (asked.marker is None or asked.marker.evaluate()):
            version = versions.get(canonicalize_name(asked.name))
            assert version is not None, f"{asked.name} is not locked: run `make lock`"
            assert asked.specifier.contains(version, prereleases=True), (
                f"{asked} but {version}: run `make lock`"
            )


def test_developers_run_what_is_shipped():
    shipped = locked(ROOT / "requirements.lock")
    developed = locked(ROOT / "requirements-dev.lock")
    assert {name: developed.get(name) for name in shipped} == shipped


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_every_npm_package_has_a_hash_and_no_download_address(lock: Path):
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text())["packages"]
    for path, package in packages.items():
        if "node_modules/" in path and not package.get("link"):
            assert package.get("integrity", "").startswith("sha512-"), path
            assert "resolved" not in package, path


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_an_npm_lock_has_the_variants_for_every_platform(lock: Path):
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text())["packages"]
    names = {path.rpartition("node_modules/")[2] for path in packages}
    for path, package in packages.items():
        assert set(package.get("optionalDependencies", {})) <= names, path
