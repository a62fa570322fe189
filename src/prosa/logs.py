"""Log lines: JSON for machines, colours for people, and nothing personal for anyone."""

import asyncio
import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any

import structlog

from prosa.settings import Settings

_PERSONAL = frozenset(
    {"text", "message_text", "name", "email", "phone", "cpf", "cnpj", "address", "token", "profile"}
)
"""Keys that never reach a log, whoever passes them."""
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+|prosa_agent_[\w-]+")

Raised = tuple[type[BaseException], BaseException, TracebackType | None]

log = structlog.get_logger()


def set_up(settings: Settings) -> None:
    """Sends structlog's and the libraries' log lines through one pipeline, to standard error."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    level = getattr(logging, settings.log_level.upper())
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        leave_out_personal,
        structlog.processors.ExceptionRenderer(_formatted),
    ]
    rendering = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else _for_people()
    structlog.configure(
        processors=[*shared, rendering],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, rendering],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # What libraries say below a warning is of no use to operators, and frames and statements are among it.
    root.setLevel(max(level, logging.WARNING))


def unhandled(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler. Its own would print the exception, and with it what it quotes."""
    log.error("an error that nobody waited for", what=context["message"], exc_info=context.get("exception"))


def leave_out_personal(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blanks what is personal or secret, by key, and tokens wherever they stand."""
    for key, value in line.items():
        if key in _PERSONAL:
            line[key] = "…"
        elif isinstance(value, str):
            line[key] = _TOKEN.sub("…", value)
    return line


def traceback_of(error: BaseException) -> str:
    """Where an error came from, with all that led to it, and what each one says if it is one of ours.

    What others say may quote what a customer wrote: `invalid literal for int(): '529.982.247-25'`.
    """
    return "\n".join(_lines(error))


def _lines(error: BaseException, known: frozenset[int] = frozenset()) -> Iterator[str]:
    known |= {id(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in known:
        yield from _lines(before, known)
        yield "which led to:"
    for line in traceback.format_tb(error.__traceback__):
        yield line.rstrip()
    ours = type(error).__module__.partition(".")[0] == __package__
    yield f"{type(error).__module__}.{type(error).__qualname__}{f': {error}' if ours else ''}"
    if isinstance(error, BaseExceptionGroup):
        inner: tuple[BaseException, ...] = error.exceptions  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        for part in inner:
            yield "made of:"
            yield from _lines(part, known)


def _formatted(exc_info: Raised) -> str:
    return traceback_of(exc_info[1])


def _for_people() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
