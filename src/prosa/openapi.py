"""The API as OpenAPI: `python -m prosa.openapi` prints it, the console's types are made of it."""

import json
import sys

from pydantic import JsonValue

from prosa.app import build_app
from prosa.settings import Settings


def document() -> dict[str, JsonValue]:
    """The API of a node with default settings; its keys sorted, so that two printings are the same."""
    return json.loads(json.dumps(build_app(Settings()).openapi(), sort_keys=True))


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
