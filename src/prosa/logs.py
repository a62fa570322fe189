"""Log lines: JSON for machines, colours for people, and nothing personal for anyone."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from prosa.settings import Settings

_PERSONAL = frozenset(
    {"text", "message_text", "name", "email", "phone", "cpf", "cnpj", "address", "token", "profile"}
)
"""Keys that never reach a log, whoever passes them."""
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
# Without the values of local variables: they are what customers said.
_TRACEBACKS_AS_DATA = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


def _for_people() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def set_up(settings: Settings) -> None:
    """Sends structlog's and the libraries' log lines through one pipeline, to standard error."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    level = getattr(logging, settings.log_level.upper())
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        leave_out_personal,
    ]
    rendering: list[structlog.types.Processor] = (
        [_TRACEBACKS_AS_DATA, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [_for_people()]
    )
    structlog.configure(
        processors=[*shared, *rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING))


def leave_out_personal(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blanks what is personal or secret, by key, and session tokens wherever they stand."""
    for key, value in line.items():
        if key in _PERSONAL:
            line[key] = "…"
        elif isinstance(value, str) and "eyJ" in value:
            line[key] = _TOKEN.sub("…", value)
    return line
