"""Whether what a bot did with a message was right. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from prosa.rehearsing.questions import Expected, Question
from prosa.rehearsing.reactions import Did, Reaction


class Verdict(StrEnum):
    """A person's judgement of one answer."""

    SETTLED = "settled"
    """Right, without a person: answered, or on the way with the right question."""
    OFFERED = "offered"
    """The right one was among the buttons, and tapping it led to more buttons."""
    UNSETTLED = "unsettled"
    """The bot admitted that it did not know, offered the wrong choices, or called a person without need."""
    WRONG = "wrong"
    """Answered something else, or began something else, as if it knew."""
    HANDED_OVER = "handed_over"
    """A person was asked for, and called."""
    HELD = "held"
    """Out of scope, and not answered."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, what the bot did, and what to think of it."""

    question: Question
    reaction: Reaction
    verdict: Verdict


def judge(question: Question, reaction: Reaction, meant_by: Mapping[str, frozenset[str]]) -> Judged:
    """The verdict. `meant_by` names the intents that each article answers."""
    return Judged(question, reaction, _verdict(question, reaction, meant_by))


def _verdict(question: Question, reaction: Reaction, meant_by: Mapping[str, frozenset[str]]) -> Verdict:
    acted = reaction.did in (Did.ANSWERED, Did.ASKED)
    if reaction.did is Did.FAILED:
        return Verdict.FAILED
    if question.out_of_scope:
        # Asking which order is meant shows that the bot took it for its business.
        return Verdict.WRONG if acted else Verdict.HELD
    if question.expected is Expected.HANDOFF:
        if reaction.did is Did.HANDED_OVER:
            return Verdict.HANDED_OVER
        return Verdict.WRONG if acted else Verdict.UNSETTLED
    if acted:
        return Verdict.SETTLED if _is_right(question, reaction, meant_by) else Verdict.WRONG
    if reaction.did is Did.OFFERED and choice(question, reaction, meant_by) is not None:
        return Verdict.OFFERED
    return Verdict.UNSETTLED


def _is_right(question: Question, reaction: Reaction, meant_by: Mapping[str, frozenset[str]]) -> bool:
    if question.articles and reaction.articles:
        return not question.articles.isdisjoint(reaction.articles)
    if question.intent is None:
        # Nobody said what is right, only that it can be answered; an article was wanted if one was named.
        return not question.articles
    answered = {intent for article in reaction.articles for intent in meant_by.get(article, frozenset())}
    return question.intent in reaction.intents or question.intent in answered


def choice(question: Question, reaction: Reaction, meant_by: Mapping[str, frozenset[str]]) -> int | None:
    """The place of what the customer means among what is offered; None when it is not there."""
    right = [
        place
        for place, id in enumerate(reaction.offered)
        if id in question.articles or (not question.articles and question.intent in meant_by.get(id, ()))
    ]
    intents = [place for place, id in enumerate(reaction.offered) if id == question.intent]
    found = [place for place in (*right, *intents) if place < len(reaction.buttons)]
    return found[0] if found else None
