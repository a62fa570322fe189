"""Where things are. Everything that is installed, built or cached lives below the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
"""What `make setup` installs besides the Python environment; `make clean` removes it."""
CACHE = TOOLS / "cache"
VENV = ROOT / ".venv"
WEB = ROOT / "web"
STATIC = ROOT / "src" / "prosa" / "static"
"""The built web applications, served by Prosa and part of the wheel."""
