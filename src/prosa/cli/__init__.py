"""The command `prosa`."""

import sys

from pydantic import ValidationError

from prosa.cli.commands import app
from prosa.cli.encoders import know_encoders


def main() -> None:
    """Runs the command line."""
    know_encoders()
    try:
        app()
    except ValidationError as error:
        if error.title != "Settings":
            raise
        sys.exit(_unreadable(error))


def _unreadable(error: ValidationError) -> str:
    """Which settings make no sense. Their values are not shown: they may be secrets."""
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    lines = (
        f"✗ PROSA_{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}" for problem in problems
    )
    return "\n".join((*lines, "Corrija essas variáveis de ambiente; docs/configuration.md explica cada uma."))


__all__ = ["main"]
