"""What a rehearsal adds up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.language.evaluation.thresholds import ThresholdPoint, point_at, suggested, threshold_curve
from prosa.packs.schema import Pack
from prosa.rehearsing.judging import Judged, Verdict, judge
from prosa.rehearsing.questions import Expected, Question
from prosa.rehearsing.reactions import Did, Reaction

TOLERATED = 0.03
"""Share of wrong answers up to which a threshold is suggested."""
_NEVER = -1.0
"""Confidence of what was not answered: below every threshold."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All judgements, and their figures. Shares are 0 to 1; None where the file has no such questions."""

    judged: tuple[Judged, ...]
    settled: float | None
    """Of what the bot is there for: settled right without a person, tapping at most one button."""
    settled_at_once: float | None
    """Of the same: without a button."""
    wrong_confident: float | None
    """Of everything in scope: answered wrongly as if it knew."""
    handed_over: float | None
    """Of the messages that want a person: given to one."""
    out_of_scope_held: float | None
    outcome_right: float | None
    """Of what was settled: answered where an answer was due, asked where something was missing."""
    curve: tuple[ThresholdPoint, ...]
    chosen: ThresholdPoint
    suggestion: ThresholdPoint | None
    milliseconds: tuple[float, float]
    """Median and 95th percentile from acceptance to answer."""

    def of(self, *verdicts: Verdict) -> tuple[Judged, ...]:
        """The judgements of these kinds, in order."""
        return tuple(each for each in self.judged if each.verdict in verdicts)


def measure(pack: Pack, questions: Sequence[Question], reactions: Sequence[Reaction]) -> Measured:
    """Judges and counts. The questions must be at least one."""
    meant_by = intents_of(pack)
    judged = tuple(
        judge(question, reaction, meant_by) for question, reaction in zip(questions, reactions, strict=True)
    )
    inside = [each for each in judged if not each.question.out_of_scope]
    outside = [each for each in judged if each.question.out_of_scope]
    bots = [each for each in inside if each.question.expected is not Expected.HANDOFF]
    persons = [each for each in inside if each.question.expected is Expected.HANDOFF]
    settled = [each for each in bots if each.verdict is Verdict.SETTLED]
    curve_of = (
        _confidences(bots),
        np.asarray([each.verdict is Verdict.SETTLED for each in bots], dtype=np.bool_),
    )
    held_of = _confidences(outside)
    curve = threshold_curve(*curve_of, held_of) if bots else ()
    threshold = pack.bot.thresholds.answer
    times = [each.reaction.milliseconds for each in judged]
    return Measured(
        judged=judged,
        settled=_share(bots, Verdict.SETTLED),
        settled_at_once=sum(not each.reaction.tapped for each in settled) / len(bots) if bots else None,
        wrong_confident=_share(inside, Verdict.WRONG),
        handed_over=_share(persons, Verdict.HANDED_OVER),
        out_of_scope_held=_share(outside, Verdict.HELD),
        outcome_right=sum(map(_as_expected, settled)) / len(settled) if settled else None,
        curve=curve,
        chosen=point_at(threshold, *curve_of, held_of) if bots else ThresholdPoint(threshold, 0, 0, None),
        suggestion=suggested(curve, TOLERATED),
        milliseconds=(float(np.percentile(times, 50)), float(np.percentile(times, 95))),
    )


def intents_of(pack: Pack) -> Mapping[str, frozenset[str]]:
    """The intents that each article answers: those it names, and those whose rule names it."""
    ruled = [(rule.article, name) for name, rule in pack.bot.intents.items() if rule.article is not None]
    return {
        article.id: frozenset(article.intents) | {name for id, name in ruled if id == article.id}
        for article in pack.articles
    }


def _confidences(judged: Sequence[Judged]) -> NDArray[np.float64]:
    acted = (Did.ANSWERED, Did.ASKED)
    return np.asarray(
        [each.reaction.confidence if each.reaction.did in acted else _NEVER for each in judged],
        dtype=np.float64,
    )


def _share(judged: Sequence[Judged], verdict: Verdict) -> float | None:
    return sum(each.verdict is verdict for each in judged) / len(judged) if judged else None


def _as_expected(judged: Judged) -> bool:
    return (
        judged.reaction.did
        == {Expected.ANSWER: Did.ANSWERED, Expected.ASK: Did.ASKED}[judged.question.expected]
    )
