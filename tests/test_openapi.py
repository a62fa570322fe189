import json
from pathlib import Path

from prosa.openapi import document

COMMITTED = Path(__file__).parents[1] / "web" / "console" / "openapi.json"


def test_the_console_is_built_against_the_api_as_it_is():
    """If not: `python -m prosa.openapi > web/console/openapi.json; npm --prefix web run generate`."""
    assert json.loads(COMMITTED.read_text("utf-8")) == document()
