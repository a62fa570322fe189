"""Reading a streamed completion: text as it comes, calls of tools gathered, thinking aloud left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prosa.llm.failing import Failed, Outcome

LONGEST_CHARS = 20_000
"""Of what one answer may stream, thinking included; a model that goes on and on is let go."""
_THINK, _THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Call:
    """A tool that the model wants called; `arguments` is meant to be a JSON object."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a stream ended."""

    reason: str
    """`stop`, `tool_calls`, `length`, …"""
    calls: tuple[Call, ...] = ()
    read_tokens: int | None = None
    """As the server counted them; None when it does not tell."""
    written_tokens: int | None = None


Piece = str | Ending


@dataclass(slots=True)
class StreamReader:
    """Reads chunks in order. The SDK does not look into them, so anything may stand where text should."""

    _reason: str | None = None
    _names: dict[int, str] = field(default_factory=dict[int, str])
    _arguments: dict[int, str] = field(default_factory=dict[int, str])
    _usage: tuple[int, int] | None = None
    _size: int = 0
    _thoughts: str | None = ""
    """What may yet be the beginning of thoughts; None once the answer proper has begun."""

    def read(self, chunk: Any) -> Iterator[str]:
        """The text that this chunk adds. Raises `Failed`."""
        try:
            if (usage := getattr(chunk, "usage", None)) is not None:
                self._usage = int(usage.prompt_tokens), int(usage.completion_tokens)
            if not chunk.choices:
                return
            choice = chunk.choices[0]
            self._reason = choice.finish_reason or self._reason
            if (delta := choice.delta) is None:
                return
            self._calls(delta.tool_calls or ())
            text = delta.content or ""
            thinking = getattr(delta, "reasoning_content", None) or ""
            self._size += len(text) + len(thinking)
        except (AttributeError, TypeError, ValueError, KeyError, IndexError):
            raise Failed(Outcome.NONSENSE, may_pass=True) from None
        if self._size > LONGEST_CHARS:
            raise Failed(Outcome.NONSENSE)
        if text and (said := self._without_thoughts(text)):
            yield said

    def ending(self) -> Ending:
        """What the whole came to. Raises `Failed` when it was cut short."""
        if self._reason is None:
            raise Failed(Outcome.CUT, may_pass=self._size == 0)
        calls = tuple(Call(self._names[place], self._arguments[place]) for place in sorted(self._names))
        read, written = self._usage or (None, None)
        return Ending(self._reason, calls, read, written)

    def _calls(self, deltas: Any) -> None:
        for delta in deltas:
            if (asked := delta.function) is None:
                continue
            self._names[delta.index] = self._names.get(delta.index, "") + (asked.name or "")
            self._arguments[delta.index] = self._arguments.get(delta.index, "") + (asked.arguments or "")
            self._size += len(asked.arguments or "")

    def _without_thoughts(self, text: str) -> str:
        """Models that think aloud do so first, between <think> and </think>."""
        if self._thoughts is None:
            return text
        self._thoughts += text
        begun = self._thoughts.lstrip()
        if begun.startswith(_THINK):
            _, closed, said = begun.partition(_THOUGHT)
            if not closed:
                return ""
        elif _THINK.startswith(begun):
            return ""
        else:
            said = self._thoughts
        self._thoughts = None
        return said.lstrip()
