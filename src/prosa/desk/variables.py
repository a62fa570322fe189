"""Variables in ready answers, `{{primeiro_nome}}`: found and filled in, and nothing else. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

NAMES = {
    "nome": "nome",
    "primeiro_nome": "primeiro_nome",
    "email": "email",
    "telefone": "telefone",
    "pedido": "pedido",
    "chamado": "chamado",
    "atendente": "atendente",
    "empresa": "empresa",
    "saudacao": "saudacao",
    "name": "nome",
    "first_name": "primeiro_nome",
    "phone": "telefone",
    "order": "pedido",
    "ticket": "chamado",
    "agent": "atendente",
    "company": "empresa",
    "greeting": "saudacao",
}
"""What may be written, and the value that it stands for."""

_VARIABLE = re.compile(r"(?P<before>,?[ \t]*)\{\{[ \t]*(?P<name>\w{1,40})[ \t]*\}\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its variables filled in."""

    text: str
    missing: tuple[str, ...]
    """Variables that nothing is known for at the moment: they are left out."""


def unknown(text: str) -> tuple[str, ...]:
    """What stands in braces and is no variable of ours."""
    names = (found["name"] for found in _VARIABLE.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name not in NAMES))


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """The text with these values, whatever they hold: what is filled in is not looked at again.

    A variable without a value goes with the comma or the space before it: "Olá, {{nome}}!" is "Olá!".
    """
    missing: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        name = NAMES.get(found["name"])
        if name is None:
            return found[0]
        value = values.get(name, "")
        if not value:
            missing[name] = None
            return ""
        return found["before"] + value

    return Filled(_VARIABLE.sub(put, text), tuple(missing))
