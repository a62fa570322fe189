"""Several answers to one message: which come first, and which has to wait. Pure."""

from collections.abc import Callable, Sequence

from prosa.conversations.context import Context
from prosa.conversations.decisions import (
    Act,
    AddToTicket,
    Ask,
    Decision,
    HandOver,
    LookUp,
    OfferForm,
    OneDecision,
    OpenTicket,
    Several,
    ShowArticle,
    Step,
)
from prosa.conversations.turn import Turn
from prosa.packs.rules import Rule
from prosa.packs.schema import Bot


def in_order(decisions: Sequence[OneDecision], apart: Sequence[Turn]) -> Decision:
    """What is decided for each request, as one answer.

    What can be answered comes first, so that a question, or the farewell to a person, stands last. One form
    is filled in at a time: the others begin when it is done.
    """
    steps = _without_repetition([Step(decision, place) for place, decision in enumerate(decisions)])
    answers = [step for step in steps if not asks_back(step.decision)]
    calls = [step for step in steps if isinstance(step.decision, HandOver)]
    questions = [step for step in steps if asks_back(step.decision) and step not in calls]
    if calls:
        return Several((*answers, calls[0]))
    later = [apart[step.request].understood.intent.name for step in questions[1:] if step.request is not None]
    return Several((*answers, *questions[:1]), tuple(later))


def with_later(
    answer: Decision, context: Context, follow: Callable[[Rule], OneDecision], bot: Bot
) -> Decision:
    """The answer within a form; when that fills it in, with the beginning of the one that had to wait."""
    if not isinstance(answer, Act | LookUp | OpenTicket | AddToTicket) or asks_back(answer):
        return answer
    rule = bot.rule(context.later[0]) if context.later else None
    if rule is None or rule.form is None:
        return answer
    return Several((Step(answer), Step(follow(rule))), context.later[1:])


def asks_back(decision: OneDecision) -> bool:
    """Whether the conversation waits for something after this: an answer to a question, or a person."""
    match decision:
        case Ask() | HandOver():
            return True
        case OpenTicket(form=form) | AddToTicket(form=form):
            return form.asking is not None
        case OfferForm():
            return True
        case Act(asks=asks):
            return asks
        case _:
            return False


def _without_repetition(steps: Sequence[Step]) -> list[Step]:
    """One step for each article, although two questions may lead to the same."""
    kept: dict[object, Step] = {}
    for step in steps:
        same = step.decision.article.id if isinstance(step.decision, ShowArticle) else step.request
        kept.setdefault(same, step)
    return list(kept.values())
