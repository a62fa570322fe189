"""Has a language model sum a conversation up, or nothing: there is a summary without one."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing

import structlog

from prosa.llm.budget import Budget, Cost, estimated
from prosa.llm.condensing import MAX_TOKENS, Line, accepted, condensing, fitting
from prosa.llm.endpoint import Ending, LanguageModel
from prosa.llm.failing import Failed, Outcome
from prosa.llm.masking import Mask
from prosa.llm.prompt import Prompt

SECONDS = 20.0
"""Longest that a summary may take: nobody waits for it."""

Observe = Callable[[str, float, int, int], None]

log = structlog.get_logger()


class LanguageCondenser:
    """Never raises; what goes wrong is counted, logged once, and is None."""

    def __init__(self, model: LanguageModel, budget: Budget, observe: Observe) -> None:
        self._model = model
        self._budget = budget
        self._observe = observe

    async def condense(
        self, conversation: str, lines: Sequence[Line], names: Sequence[str] = ()
    ) -> str | None:
        """A few sentences that what was said bears out. `names` are what must not leave the house."""
        began, cost, heard = time.monotonic(), Cost(0, 0), ""
        mask = Mask(tuple(names))
        told = await asyncio.to_thread(_masked, lines, mask)
        if not told:
            return None
        prompt = condensing(told)
        outcome = Outcome.REJECTED
        summary: str | None = None
        try:
            async with asyncio.timeout(SECONDS):
                heard = await self._ask(conversation, prompt, cost)
            summary = await asyncio.to_thread(accepted, heard, told, prompt, mask)
            outcome = Outcome.WRITTEN if summary is not None else outcome
        except TimeoutError:
            outcome = Outcome.TIMEOUT
        except Failed as error:
            outcome = error.outcome
        except Exception:
            log.exception("writing a summary failed")
            outcome = Outcome.BROKEN
        self._observe(f"summary_{outcome.value}", time.monotonic() - began, cost.read, cost.written)
        if summary is None:
            log.warning(
                "the language model's summary was not used", outcome=outcome.value, conversation=conversation
            )
            return None
        return mask.back(summary)

    async def _ask(self, conversation: str, prompt: Prompt, spent: Cost) -> str:
        heard, whole = "", False
        expected = Cost(estimated(prompt.length), MAX_TOKENS)
        async with self._budget.spending(conversation, expected) as cost:
            cost.written = 0
            try:
                async with aclosing(self._model.stream(prompt.messages, max_tokens=MAX_TOKENS)) as pieces:
                    async for piece in pieces:
                        if isinstance(piece, Ending):
                            cost.read = piece.read_tokens or cost.read
                            cost.written = piece.written_tokens or cost.written
                            whole = piece.reason == "stop"
                            break
                        heard += piece
                        cost.written = estimated(len(heard))
            finally:
                spent.read, spent.written = cost.read, cost.written
        if not heard.strip():
            raise Failed(Outcome.EMPTY)
        if not whole:
            raise Failed(Outcome.CUT)
        return heard


def _masked(lines: Sequence[Line], mask: Mask) -> tuple[Line, ...]:
    # Masked before they are cut: half a document's number would not be known for one.
    return fitting([Line(line.who, mask.put(line.text)) for line in lines])
