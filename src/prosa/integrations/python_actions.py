"""Actions that are Python: functions of the operator's own, run only where they allow it."""

import asyncio
import inspect
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, cast

from prosa.conversations.ports import ActionAnswer, Done, NotFound, Refused
from prosa.integrations.given import REASON_CHARS, given, one_line

GROUP = "prosa.actions"
"""Entry points that a pack may name."""

Function = Callable[..., Any]


class NotThere(LookupError):
    """There is no such function."""


def load(name: str) -> Function:
    """The function of this name: `module:function`, or an entry point. Raises `NotThere`."""
    module, _, function = name.partition(":")
    try:
        if function:
            found: object = getattr(import_module(module), function)
        else:
            found = next(iter(entry_points(group=GROUP, name=name))).load()
    except (ImportError, AttributeError, StopIteration) as error:
        raise NotThere(f"{name}: {type(error).__name__}") from None
    if not callable(found):
        raise NotThere(f"{name} is no function")
    return cast(Function, found)


async def call(function: Function, values: Mapping[str, str], key: str) -> object:
    """What the function returns. One that is not async runs in a thread, and blocks nobody."""
    if inspect.iscoroutinefunction(function):
        return await function(dict(values), key)
    return await asyncio.to_thread(function, dict(values), key)


def answer_of(returned: object, gives: Mapping[str, str]) -> ActionAnswer:
    """What a function may return: one of the answers themselves, a mapping, or None for nothing found."""
    match returned:
        case None:
            return NotFound()
        case Done(values=values, order=order):
            return Done({str(name): one_line(str(value)) for name, value in values.items()}, order)
        case Refused(reason=reason, again=again):
            return Refused(one_line(reason, REASON_CHARS), again)
        case NotFound():
            return returned
        case Mapping():
            return Done(given(dict(cast(Mapping[str, object], returned)), gives))
        case _:
            raise TypeError("an action returns a mapping, None, Done, NotFound or Refused")
