"""The template language of replies: Jinja cut down to showing values, so that a text can do nothing else."""

import dataclasses
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from jinja2 import ChainableUndefined, Template, TemplateSyntaxError, nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context
from pydantic import BaseModel

from prosa.packs import filters

MAX_VALUE_CHARS = 500
MAX_OUTPUT_CHARS = 4000
NOW = "now"
"""Name of the moment that date filters count from."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.Filter, nodes.Test, nodes.If, nodes.CondExpr, nodes.For, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Add, nodes.Sub, nodes.Concat,
    nodes.Keyword,
)  # fmt: skip
_STANDARD_FILTERS = (
    "capitalize", "default", "first", "int", "join", "last", "length",
    "lower", "round", "title", "trim", "upper",
)  # fmt: skip
_STANDARD_TESTS = (
    "defined", "undefined", "none", "divisibleby", "even",
    "odd", "eq", "ne", "lt", "le", "gt", "ge", "in",
)  # fmt: skip
_LOOP_FIELDS = ("index", "first", "last", "length")
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Characters that turn the direction of the text after them, which a name must not do to our sentence."""


class Missing(ChainableUndefined):
    """A value that is not there now: shown as nothing, part of nothing, neither smaller nor larger."""

    def _never(self, _: object) -> bool:
        return False

    def _still_missing(self, _: object) -> "Missing":
        return self

    __lt__ = __le__ = __gt__ = __ge__ = _never
    __add__ = __radd__ = __sub__ = __rsub__ = _still_missing


class Fields:
    """Data as a template sees it: only fields and keys, never a method."""

    __slots__ = ("_data",)

    def __init__(self, data: object) -> None:
        self._data = data

    def field(self, name: object) -> object:
        """The field's value for a template; KeyError when there is none."""
        data = self._data
        if isinstance(data, Mapping):
            return visible(cast(Mapping[object, object], data)[name])
        known = data.__class__.model_fields if isinstance(data, BaseModel) else _dataclass_fields(data)
        if name not in known:
            raise KeyError(name)
        return visible(getattr(data, str(name)))

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return self._data != {}


def _dataclass_fields(data: object) -> frozenset[str]:
    if not dataclasses.is_dataclass(data):
        return frozenset()
    return frozenset(field.name for field in dataclasses.fields(data))


def visible(value: object) -> object:
    """A value as templates may see it: text is bounded and without control characters, objects are Fields."""
    if isinstance(value, str):
        return "".join(
            character for character in value[:MAX_VALUE_CHARS] if character == "\n" or _harmless(character)
        )
    if isinstance(value, Mapping | BaseModel) or dataclasses.is_dataclass(value):
        return Fields(cast(object, value))
    if isinstance(value, Sequence | frozenset | set):
        return [visible(item) for item in list(cast(Sequence[object], value))[:50]]
    return value


def _harmless(character: str) -> bool:
    return (
        unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn")
        and unicodedata.bidirectional(character) not in _TURNING
    )


class _Environment(ImmutableSandboxedEnvironment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        try:
            if isinstance(obj, Fields):
                return obj.field(argument)
            if isinstance(obj, list) and isinstance(argument, int):
                return cast(list[object], obj)[argument]
            if isinstance(obj, LoopContext) and argument in _LOOP_FIELDS:
                return getattr(obj, argument)
        except (KeyError, IndexError):
            pass
        return obj if isinstance(obj, Missing) else self.undefined(obj=obj, name=str(argument))


def _finalize(value: object) -> object:
    return "" if value is None else value


def _environment() -> _Environment:
    environment = _Environment(
        autoescape=False, undefined=Missing, finalize=_finalize, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    environment.tests = {name: environment.tests[name] for name in _STANDARD_TESTS}

    @pass_context
    def data(context: Context, moment: object) -> str:
        return filters.data(moment, _now(context))

    @pass_context
    def hora(context: Context, moment: object) -> str:
        return filters.hora(moment, _now(context))

    @pass_context
    def quando(context: Context, moment: object) -> str:
        return filters.quando(moment, _now(context))

    ours: dict[str, Any] = {
        "artigo": filters.artigo,
        "brl": filters.brl,
        "cep": filters.cep,
        "cpf": filters.cpf,
        "fone": filters.fone,
        "genero": filters.genero,
        "data": data,
        "espera": filters.espera,
        "hora": hora,
        "lista": filters.lista,
        "plural": filters.plural,
        "quando": quando,
        "situacao": filters.situacao,
    }
    environment.filters = {name: environment.filters[name] for name in _STANDARD_FILTERS} | ours
    return environment


def _now(context: Context) -> datetime:
    return cast(datetime, context[NOW])


environment = _environment()


@dataclasses.dataclass(frozen=True, slots=True)
class TemplateProblem(Exception):
    """Why a text cannot be a template. `line` counts from 1 inside the text."""

    message: str
    line: int = 1


@lru_cache(maxsize=4096)
def compile_template(text: str) -> Template:
    """The text, ready to render, which changes nothing in it. Raises `TemplateProblem`.

    Kept: what is compiled to look for mistakes when a pack is read is what a node renders.
    """
    try:
        for node in _walk(environment.parse(text)):
            if not isinstance(node, _ALLOWED):
                kind = type(node).__name__.lower()
                raise TemplateProblem(
                    f"a reply shows values, filters, if and for; {kind} is not among them", node.lineno
                )
        return environment.from_string(text)
    except TemplateSyntaxError as error:
        raise TemplateProblem(error.message or "not a template", error.lineno) from None


def names_read(text: str) -> Iterator[tuple[str, int]]:
    """Names that the template reads and does not set itself, with their lines."""
    tree = environment.parse(text)
    own = {"loop"} | {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.name not in own:
            yield name.name, name.lineno


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def render(template: Template, values: Mapping[str, object], now: datetime) -> str:
    """What the template says of these values, cut at `MAX_OUTPUT_CHARS`. `now` is in the pack's time zone."""
    context = {name: visible(value) for name, value in values.items()} | {NOW: now}
    said: list[str] = []
    length = 0
    for part in template.generate(context):
        said.append(part)
        length += len(part)
        if length > MAX_OUTPUT_CHARS:
            break
    return _tidy("".join(said))[:MAX_OUTPUT_CHARS]


Filled = TypeVar("Filled", bound=BaseModel)


def filled(part: Filled, values: Mapping[str, object], now: datetime) -> Filled:
    """A rich part of a reply with the templates in its texts filled in. Its links are left as they are."""
    told = {
        name: _filled_value(name, getattr(part, name), values, now) for name in part.__class__.model_fields
    }
    return part.model_copy(update=told)


def _filled_value(name: str, value: object, values: Mapping[str, object], now: datetime) -> object:
    if isinstance(value, BaseModel):
        return filled(value, values, now)
    if isinstance(value, tuple):
        return tuple(_filled_value(name, each, values, now) for each in cast(tuple[object, ...], value))
    if isinstance(value, str) and name not in NOT_TEMPLATES and ("{{" in value or "{%" in value):
        return render(compiled(value), values, now)
    return value


NOT_TEMPLATES = frozenset({"kind", "link", "image", "open"})


@cache
def compiled(text: str) -> Template:
    """A template of a pack, compiled once."""
    return compile_template(text)


def _tidy(text: str) -> str:
    """Without the double blanks and stray spaces that an empty value leaves behind."""
    return "\n".join(" ".join(line.split(" ")) for line in _single_spaces(text).strip().split("\n"))


def _single_spaces(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text.replace(" \n", "\n")
