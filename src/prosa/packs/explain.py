"""Turns what pydantic found into lines of the file and plain words."""

from collections.abc import Iterable
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from prosa.packs.problems import Problems, did_you_mean
from prosa.packs.yaml_lines import Document, Path

Model = TypeVar("Model", bound=BaseModel)

_WORDS = {
    "string_type": "must be text; put it in quotes",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "decimal_parsing": "must be a number such as 1299.90",
    "decimal_type": "must be a number such as 1299.90",
    "tuple_type": "must be a list: one entry a line, each after a dash",
    "list_type": "must be a list: one entry a line, each after a dash",
    "dict_type": "must be a mapping of names to values",
    "model_type": "must be a mapping with the fields {fields}",
    "string_too_short": "must not be empty",
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be less than {lt}",
    "too_short": "must have at least {min_length} entry",
    "string_too_long": "must not be longer than {max_length} characters",
}


def validate(
    model: type[Model], value: object, document: Document, path: Path, problems: Problems
) -> Model | None:
    """`value`, which stands at `path` in the document, as a model; None after noting every mistake in it."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = tuple(part for part in detail["loc"] if part != "[key]")
            problems.error(document.file, document.line((*path, *place)), _sentence(model, place, detail))
    return None


def _sentence(model: type[BaseModel], place: Path, detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        fields = _fields(model, place[:-1])
        return f'"{place[-1]}" is not a field here{did_you_mean(str(place[-1]), fields) or _list(fields)}'
    if kind == "missing":
        return f'"{place[-1]}" is missing'
    name = _name(place)
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", '"')
        return f"{name}{_shown(detail['input'])} must be {expected}"
    if kind == "string_pattern_mismatch":
        return f"{name}{_shown(detail['input'])} may only hold small letters, digits, and . _ -"
    if kind == "value_error":
        return f"{name}{detail['msg'].removeprefix('Value error, ')}"
    words = _WORDS.get(kind)
    if words is None:
        return f"{name}{detail['msg'][0].lower()}{detail['msg'][1:]}"
    return name + words.format(**{"fields": ", ".join(_fields(model, place)), **context})


def _name(place: Path) -> str:
    names = [part for part in place if isinstance(part, str)]
    return f'"{names[-1]}": ' if names else ""


def _shown(value: object) -> str:
    return f"{str(value)[:60]!r} " if isinstance(value, str | int | float) else ""


def _list(fields: Iterable[str]) -> str:
    return f"; there are {', '.join(fields)}"


def _fields(model: type[BaseModel], place: Path) -> list[str]:
    """Names of the fields of the model that stands at `place` inside `model`."""
    here: Any = model
    for part in place:
        here = _inside(_plain(here), part)
    here = _plain(here)
    return list(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _inside(annotation: Any, part: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(part))
        return field.annotation if field else None
    arguments = get_args(annotation)
    return arguments[1 if get_origin(annotation) is dict else 0] if arguments else None


def _plain(annotation: Any) -> Any:
    """The annotation without `| None`."""
    if get_origin(annotation) in (Union, UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        return options[0] if len(options) == 1 else annotation
    return annotation
