"""A socket protocol as one JSON Schema, which browsers' types are made of."""

import json
import sys
from collections.abc import Mapping
from enum import Enum

from pydantic import JsonValue, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DataclassField, ModelField, TypedDictField


class _Frames(GenerateJsonSchema):
    """Without a title on every field (each would become a type), and with `type` always required."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False

    def field_is_required(self, field: ModelField | DataclassField | TypedDictField, total: bool) -> bool:
        match field["schema"]:
            case {"type": "default", "schema": {"type": "literal", "expected": [_]}}:
                return True
            case _:
                return super().field_is_required(field, total)


def document(
    title: str,
    description: str,
    client: TypeAdapter[object],
    server: TypeAdapter[object],
    constants: Mapping[str, JsonValue],
) -> dict[str, JsonValue]:
    """The schema of every frame, both ways, with the protocol's constants under `x-constants`.

    Client frames are described as the server reads them, server frames as it writes them; in both a field
    that has a default may be missing, except `type`.
    """
    roots, definitions = TypeAdapter.json_schemas(
        [("client", "validation", client), ("server", "serialization", server)],
        schema_generator=_Frames,
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "required": ["client", "server"],
        "properties": {name: roots[name, mode] for name, mode in sorted(roots)},
        "$defs": definitions["$defs"],
        "x-constants": dict(constants),
    }


def members(enum: type[Enum]) -> dict[str, JsonValue]:
    """An enum's values by name."""
    return {member.name: member.value for member in enum}


def show(described: Mapping[str, JsonValue]) -> None:
    """Prints a schema so that two printings are the same."""
    json.dump(described, sys.stdout, ensure_ascii=False, indent=2, sort_keys=True)
    sys.stdout.write("\n")
