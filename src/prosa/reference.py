"""Reference pages made from the code: `python -m prosa.reference configuration|protocol|agent-protocol`.

A test keeps `docs/configuration.md` and the tables of `docs/socket-protocol.md` and `docs/agent-socket.md` in
step.
"""

import ast
import inspect
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from prosa.channels.web import protocol
from prosa.console.live import protocol as agent_protocol
from prosa.settings import Settings

_CONFIGURATION = """# Configuration

Every setting is an environment variable. None is needed on a laptop. This page is made from
`src/prosa/settings.py` by `python -m prosa.reference configuration`.

| variable | default | what it does |
|---|---|---|
"""


def configuration() -> str:
    """The page on settings."""
    rows = (
        f"| `PROSA_{name.upper()}` | {_default(field)} | {_one_line(field.description or '')} |"
        for name, field in Settings.model_fields.items()
    )
    return _CONFIGURATION + "\n".join(rows) + "\n"


def frames(spoken: Any) -> str:
    """Every frame of a socket protocol, with its fields."""
    client = get_args(get_args(spoken.ClientMessage)[0])
    server = get_args(get_args(spoken.ServerMessage)[0])
    return (
        "### From the client\n\n"
        + "\n".join(_frame(frame) for frame in client)
        + "\n### From the server\n\n"
        + "\n".join(_frame(frame) for frame in server)
    )


def close_codes(spoken: Any) -> str:
    """Every close code, with what a client does about it."""
    rows = (f"| {int(code)} | {meaning} |" for code, meaning in _members(spoken.CloseCode))
    return "| code | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"


def error_codes(spoken: Any) -> str:
    """Every error code."""
    return _codes(spoken.ErrorCode)


def notice_codes(spoken: Any) -> str:
    """Every reason for a notice."""
    return _codes(spoken.NoticeCode)


PARTS = {
    "frames": frames,
    "close_codes": close_codes,
    "error_codes": error_codes,
    "notice_codes": notice_codes,
}


def protocol_page(page: str, spoken: Any = protocol) -> str:
    """The page with each part between `<!-- name -->` and `<!-- /name -->` made anew, where it has them."""
    for name, make in PARTS.items():
        before, found, rest = page.partition(f"<!-- {name} -->")
        if not found:
            continue
        _, _, after = rest.partition(f"<!-- /{name} -->")
        page = f"{before}<!-- {name} -->\n{make(spoken)}<!-- /{name} -->{after}"
    return page


def _codes(enum: Any) -> str:
    rows = (f"| `{code.value}` | {meaning} |" for code, meaning in _members(enum))
    return "| code | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"


def _frame(frame: type[BaseModel]) -> str:
    name = get_args(frame.model_fields["type"].annotation)[0]
    lines = [f"**`{name}`** {_one_line(inspect.getdoc(frame) or '')}\n"]
    written = _written(frame)
    for field_name, field in frame.model_fields.items():
        if field_name == "type":
            continue
        need = "" if field.is_required() else f", default {_default(field)}"
        lines.append(
            f"- `{field_name}` ({written[field_name].type}{need}) {written[field_name].doc}".rstrip()
        )
    return "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    default: Any = field.get_default(call_default_factory=False)
    if field.default_factory is not None:
        return "`.prosa/` in a checkout, else the platform's data folder"
    if default is PydanticUndefined or default is None or default == "":
        return "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _members(enum: Any) -> Iterable[tuple[Any, str]]:
    docs = _written(enum)
    return ((member, docs[member.name].doc) for member in enum)


@dataclass(frozen=True, slots=True)
class _Written:
    """A field as its class's source says it."""

    type: str
    doc: str


def _written(owner: type) -> dict[str, _Written]:
    """The annotation of each field of a class body, and the docstring that follows it."""
    body = ast.parse(inspect.getsource(owner)).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, _Written] = {}
    for statement, following in zip_longest(body.body, body.body[1:]):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                found[name] = _Written(ast.unparse(annotation).replace(" | ", " or "), _doc(following))
            case ast.Assign(targets=[ast.Name(id=name)]):
                found[name] = _Written("", _doc(following))
            case _:
                continue
    return found


def _doc(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return _one_line(text)
        case _:
            return ""


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["configuration"]:
            sys.stdout.write(configuration())
        case ["protocol", path]:
            sys.stdout.write(protocol_page(Path(path).read_text(encoding="utf-8")))
        case ["agent-protocol", path]:
            page = Path(path).read_text(encoding="utf-8")
            sys.stdout.write(protocol_page(page, agent_protocol))
        case _:
            sys.exit("usage: python -m prosa.reference configuration | protocol PAGE | agent-protocol PAGE")
