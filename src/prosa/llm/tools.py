"""The pack's forms as functions that the model may propose, and what it proposes, looked at closely."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from openai.types.chat import ChatCompletionToolParam

from prosa.llm.asking import Proposed, Tool
from prosa.llm.masking import Mask
from prosa.llm.reading import Call

LONGEST_ARGUMENTS = 4000
LONGEST_VALUE = 500
_PREFIX = "iniciar_"


def as_functions(tools: Sequence[Tool]) -> list[ChatCompletionToolParam]:
    """As the API wants them. All slots are optional: the form asks for what is missing."""
    return [_function(tool) for tool in tools]


def proposal(calls: Sequence[Call], tools: Sequence[Tool], mask: Mask) -> Proposed | None:
    """What the model proposes; None when it is anything but one known form with known slots.

    Values are only texts here: whether the customer said them is for the core to tell.
    """
    if len(calls) != 1:
        return None
    tool = next((tool for tool in tools if _PREFIX + tool.name == calls[0].name), None)
    if tool is None or len(calls[0].arguments) > LONGEST_ARGUMENTS:
        return None
    try:
        said: object = json.loads(calls[0].arguments or "{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    values: dict[str, str] = {}
    for name, value in cast(dict[str, object], said).items():
        options = tool.slots.get(name)
        if value is None or value == "":
            continue
        if options is None or not isinstance(value, str | int) or len(str(value)) > LONGEST_VALUE:
            return None
        if options and str(value) not in options:
            return None
        values[name] = mask.back(str(value)).strip()
    return Proposed(tool.name, values)


def _function(tool: Tool) -> ChatCompletionToolParam:
    properties: Mapping[str, object] = {
        name: {"type": "string", "enum": list(options)} if options else {"type": "string"}
        for name, options in tool.slots.items()
    }
    return {
        "type": "function",
        "function": {
            "name": _PREFIX + tool.name,
            "description": f"{tool.purpose}. Só preencha o que o cliente disse; o resto será perguntado.",
            "parameters": {"type": "object", "properties": dict(properties), "additionalProperties": False},
        },
    }
