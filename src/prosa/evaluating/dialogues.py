"""How a pack's bot holds a conversation: several wishes, follow-ups, refusals, European Portuguese.

`python -m prosa.evaluating.dialogues PACK` prints the figures of `two_requests`, `follow_ups`, `refusals`,
`european` and `questions` (`.jsonl`) in the pack's folder `evaluation`.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prosa.language.model import Model, train
from prosa.language.understanding import Cues, Understander, Understanding
from prosa.packs.loader import load_pack
from prosa.packs.schema import Bot

BATCH = 32

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of messages, 0 to 1, with how many there were."""

    name: str
    share: float
    messages: int


def figures(model: Understander, bot: Bot, folder: Path) -> Iterator[Figure]:
    """All figures of the files in this folder; the held-out halves stand apart."""

    def both_heard(line: Line, found: Understanding) -> bool:
        return set(line["intents"]) <= {request.intent.name for request in found.requests}

    def right(line: Line, found: Understanding) -> bool:
        return found.intent.name == line["intent"]

    def not_refused(line: Line, found: Understanding) -> bool:
        if line["intent"] is not None:
            return right(line, found)
        return line["refused"] in found.refused and found.intent.name != line["refused"]

    def one_heard_as_several(line: Line, found: Understanding) -> bool:
        return sum(_acts(request, bot) for request in found.requests) > 1

    yield from _measured("both of two requests heard", _lines(folder, "two_requests"), model, both_heard)
    follow_ups = _lines(folder, "follow_ups")
    yield from _measured("follow-ups right, in their context", follow_ups, model, right)
    yield from _measured(
        "the same without the message before", [_alone(line) for line in follow_ups], model, right
    )
    yield from _measured("refusals right", _lines(folder, "refusals"), model, not_refused)
    yield from _measured("European Portuguese right", _lines(folder, "european"), model, right)
    questions = _lines(folder, "questions")
    yield from _measured("single requests heard as several", questions, model, one_heard_as_several)


def _acts(request: Understanding, bot: Bot) -> bool:
    rule = bot.rule(request.intent.name)
    return rule is not None and not rule.is_small_talk


def _lines(folder: Path, name: str) -> list[Line]:
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def _alone(line: Line) -> Line:
    return {**line, "turns": ["", line["turns"][1]]}


def _measured(
    name: str, lines: Sequence[Line], model: Understander, good: Callable[[Line, Understanding], bool]
) -> Iterator[Figure]:
    found = _understood(model, lines)
    for held_out in sorted({line.get("held_out", False) for line in lines}):
        hits = [
            good(line, each)
            for line, each in zip(lines, found, strict=True)
            if line.get("held_out", False) == held_out
        ]
        yield Figure(f"{name}, held out" if held_out else name, sum(hits) / len(hits), len(hits))


def _understood(model: Understander, lines: Sequence[Line]) -> list[Understanding]:
    turns = [("", line["text"]) if "text" in line else tuple(line["turns"]) for line in lines]
    found: list[Understanding] = []
    for start in range(0, len(turns), BATCH):
        batch = turns[start : start + BATCH]
        found += model.understand(
            [text for _, text in batch], [Cues(previous=previous) for previous, _ in batch]
        )
    return found


def _main() -> None:
    parser = argparse.ArgumentParser(
        description="Trains a pack's bot and measures how it holds a conversation."
    )
    parser.add_argument("pack", type=Path)
    pack = load_pack(parser.parse_args().pack)
    model: Model = train(pack.training)
    for figure in figures(model, pack.bot, pack.folder / "evaluation"):
        sys.stdout.write(f"{figure.share:7.1%} of {figure.messages:3d}  {figure.name}\n")


if __name__ == "__main__":
    _main()
