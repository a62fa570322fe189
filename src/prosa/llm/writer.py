"""Writes answers with a language model, or nothing: whoever asks has an answer without one."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from prosa.llm.asking import Passage, Proposed, Question, Show, Written
from prosa.llm.budget import Budget, Cost, estimated
from prosa.llm.cache import Cache
from prosa.llm.checker import Checker
from prosa.llm.condenser import LanguageCondenser
from prosa.llm.draft import Draft
from prosa.llm.endpoint import Ending, LanguageModel
from prosa.llm.failing import Failed, Outcome
from prosa.llm.masking import Mask
from prosa.llm.prompt import NOT_FOUND, Prompt, answering, fitting, rephrasing
from prosa.llm.rephrasing import MAX_TOKENS, SECONDS, accepted
from prosa.llm.tools import as_functions, proposal
from prosa.packs.schema import Company, Persona

TOOL_TOKENS = 120
"""What the description of one form costs, about."""

Observe = Callable[[str, float, int, int], None]
"""Told of each answer: outcome, seconds, tokens read and written."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Voice:
    """As whom the model writes, and how much."""

    persona: Persona
    company: Company
    answer_tokens: int
    seconds: float
    """For the whole answer, from the beginning of the turn."""


class LanguageWriter:
    """Fills the core's port `Writer`. Never raises; what goes wrong is counted, logged once, and is None."""

    def __init__(
        self, model: LanguageModel, voice: Voice, budget: Budget, cache: Cache, observe: Observe
    ) -> None:
        self._model = model
        self._voice = voice
        self._budget = budget
        self._cache = cache
        self._observe = observe

    @property
    def condenser(self) -> LanguageCondenser:
        """Writes summaries with the same model, out of the same budget."""
        return LanguageCondenser(self._model, self._budget, self._observe)

    async def write(self, question: Question, show: Show) -> Written | Proposed | None:
        """The answer, shown while it is written; or a form to begin; or None.

        What was shown is the beginning of what is returned, unless None is.
        """
        began = time.monotonic()
        work = _Work(question)
        failure: Failed | None = None
        try:
            async with asyncio.timeout(self._seconds_left(question)):
                await self._write(work, show)
        except TimeoutError:
            failure = Failed(Outcome.TIMEOUT)
        except Failed as error:
            failure = error
        except Exception:
            log.exception("writing an answer failed")
            failure = Failed(Outcome.BROKEN)
        answer = work.answer()
        outcome = _outcome(work, answer, failure)
        self._observe(outcome.value, time.monotonic() - began, work.read, work.written)
        if answer is None or outcome is Outcome.SHORTENED:
            log.warning(
                "the language model's answer was not used, or not all of it",
                outcome=outcome.value,
                because=None if failure is None else failure.outcome.value,
                flaw=None if work.draft is None or work.draft.flaw is None else work.draft.flaw.value,
                status=None if failure is None else failure.status,
                endpoint=self._model.endpoint.place,
                conversation=question.conversation,
            )
        return answer

    def _seconds_left(self, question: Question) -> float:
        spent = (datetime.now(UTC) - question.began).total_seconds()
        return max(0.0, self._voice.seconds - spent)

    async def _write(self, work: "_Work", show: Show) -> None:
        question, mask = work.question, work.mask
        passages = fitting(question.passages)
        if not passages:
            return
        asked = mask.put(question.text)
        if question.topic:
            asked = await self._whole(work, mask.put(question.topic), asked)
        prompt = answering(
            self._voice.persona, self._voice.company, passages, asked, tools=bool(question.tools)
        )
        key = None if mask.used else self._cache_key(asked, passages, question)
        if key is not None and (kept := await self._cache.find(key, passages)) is not None:
            work.kept = kept
            return
        # Reading passages for the first time takes milliseconds: not in the loop that everybody shares.
        checker = await asyncio.to_thread(Checker, passages, prompt.told, tuple(mask.used))
        work.draft = Draft(checker, mask, passages, show)
        await self._stream(work, work.draft, prompt)
        if key is not None and work.is_whole and (whole := work.draft.written()) is not None:
            await self._cache.keep(key, whole, passages)

    async def _stream(self, work: "_Work", draft: Draft, prompt: Prompt) -> None:
        tools = work.question.tools
        heard = ""
        async with self._asking(work, prompt, self._voice.answer_tokens, len(tools) * TOOL_TOKENS) as cost:
            pieces = self._model.stream(
                prompt.messages, max_tokens=self._voice.answer_tokens, tools=as_functions(tools)
            )
            async with aclosing(pieces):
                async for piece in pieces:
                    if isinstance(piece, Ending):
                        cost.read = piece.read_tokens or cost.read
                        cost.written = piece.written_tokens or cost.written
                        self._end(work, draft, piece, heard)
                        return
                    heard += piece
                    cost.written = estimated(len(heard))
                    if not draft.add(piece):
                        return

    def _end(self, work: "_Work", draft: Draft, ending: Ending, heard: str) -> None:
        if ending.calls and not draft.is_shown:
            work.proposed = proposal(ending.calls, work.question.tools, work.mask)
            return
        if not heard.strip():
            raise Failed(Outcome.EMPTY)
        if NOT_FOUND in heard:
            work.not_found = True
            return
        if ending.reason == "stop":
            draft.finish()
            work.is_whole = draft.flaw is None

    async def _whole(self, work: "_Work", topic: str, message: str) -> str:
        """The message as a whole question; both as they were when that does not come quickly."""
        prompt = rephrasing(topic, message)
        heard = ""
        try:
            async with (
                asyncio.timeout(min(SECONDS, self._seconds_left(work.question) / 3)),
                self._asking(work, prompt, MAX_TOKENS, 0) as cost,
                aclosing(self._model.stream(prompt.messages, max_tokens=MAX_TOKENS)) as pieces,
            ):
                async for piece in pieces:
                    if isinstance(piece, Ending):
                        cost.read = piece.read_tokens or cost.read
                        cost.written = piece.written_tokens or cost.written
                    else:
                        heard += piece
                        cost.written = estimated(len(heard))
        except (Failed, TimeoutError) as error:
            if isinstance(error, Failed) and error.outcome in (Outcome.OVER_BUDGET, Outcome.UNCOUNTED):
                raise
            log.info("a follow-up was not rephrased", conversation=work.question.conversation)
            return f"{topic}\n{message}"
        return accepted(heard, topic, message, prompt, work.mask) or f"{topic}\n{message}"

    @asynccontextmanager
    async def _asking(self, work: "_Work", prompt: Prompt, most: int, besides: int) -> AsyncGenerator[Cost]:
        """Sets aside what an answer may cost, and counts what it did."""
        expected = Cost(estimated(prompt.length) + besides, most)
        async with self._budget.spending(work.question.conversation, expected) as cost:
            cost.written = 0
            try:
                yield cost
            finally:
                work.read += cost.read
                work.written += cost.written

    def _cache_key(self, asked: str, passages: tuple[Passage, ...], question: Question) -> str:
        voice = self._voice
        return self._cache.key(
            asked,
            passages,
            self._model.endpoint.model,
            voice.persona.model_dump_json(),
            voice.company.model_dump_json(),
            " ".join(tool.name for tool in question.tools),
        )


class _Work:
    """One answer on its way."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.mask = Mask(question.names)
        self.draft: Draft | None = None
        self.kept: Written | None = None
        self.proposed: Proposed | None = None
        self.not_found = False
        self.is_whole = False
        self.read = 0
        self.written = 0

    def answer(self) -> Written | Proposed | None:
        """What came of it."""
        if self.kept is not None or self.proposed is not None:
            return self.kept or self.proposed
        return None if self.draft is None else self.draft.written()


def _outcome(work: _Work, answer: Written | Proposed | None, failure: Failed | None) -> Outcome:
    match answer:
        case None if failure is not None:
            return failure.outcome
        case None:
            return Outcome.NOT_FOUND if work.not_found else Outcome.REJECTED
        case Proposed():
            return Outcome.PROPOSED
        case Written() if work.kept is not None:
            return Outcome.CACHED
        case Written():
            return Outcome.WRITTEN if work.is_whole else Outcome.SHORTENED
