import json
from pathlib import Path
from typing import Any, get_args

import pytest

from prosa.console.live.protocol import Frame, ServerMessage
from prosa.console.live.schema import document

COMMITTED = Path(__file__).parents[3] / "web" / "shared" / "agent-protocol.schema.json"
SCHEMA: Any = document()


def test_the_console_takes_its_types_from_the_protocol_as_it_is_now():
    """If not: `python -m prosa.console.live.schema` into the file, npm run generate."""
    assert json.loads(COMMITTED.read_text("utf-8")) == json.loads(json.dumps(SCHEMA))


@pytest.mark.parametrize("frame", get_args(get_args(ServerMessage)[0]))
def test_every_frame_of_the_server_names_its_type(frame: type[Frame]):
    assert "type" in SCHEMA["$defs"][frame.__name__]["required"]
