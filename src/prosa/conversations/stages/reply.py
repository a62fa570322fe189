"""Fifth stage: the decision in words."""

import asyncio
from dataclasses import replace

from prosa.conversations.decisions import (
    Act,
    AddToTicket,
    Ask,
    ChooseArticle,
    ChooseNotices,
    Clarify,
    HandOver,
    LookUp,
    OfferForm,
    OpenTicket,
    Recollect,
    Say,
    Several,
    ShowArticle,
    ShowProducts,
    TicketStep,
    Warn,
)
from prosa.conversations.events import Message
from prosa.conversations.facts import Outcome
from prosa.conversations.several import asks_back
from prosa.conversations.speaking import answers, forms, memory, notices, tickets
from prosa.conversations.speaking.acting import act
from prosa.conversations.speaking.articles import speak_of_articles
from prosa.conversations.speaking.handover import hand_over
from prosa.conversations.speaking.together import together
from prosa.conversations.speaking.voice import utter
from prosa.conversations.speaking.written import as_written, write
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.llm.asking import Written

LATER = "form.later"
"""The reply that says what else will be seen to."""


async def reply(turn: Turn, parts: Parts) -> Turn:
    """Carries out what was decided, up to the point of writing it down."""
    if isinstance(turn.decision, Several):
        return replace(turn, spoken=await _speak_several(turn.decision, turn, parts))
    spoken = await _speak(turn, parts)
    # While a form goes on, so do those that wait for it.
    return replace(turn, spoken=replace(spoken, later=turn.context.later if spoken.form is not None else ()))


async def _speak(turn: Turn, parts: Parts, *, alone: bool = True) -> Spoken:
    """What is said; written by a language model where there is one and the decision leaves it to speak."""
    answer = await write(turn, parts, shown=alone)
    if isinstance(answer, Written):
        return as_written(answer, await _speak_plainly(turn, parts))
    return await _speak_plainly(turn if answer is None else replace(turn, decision=answer), parts)


async def _speak_plainly(turn: Turn, parts: Parts) -> Spoken:
    match turn.decision:
        case Say() as decision:
            return answers.say(decision, turn, parts)
        case ShowArticle() | ChooseArticle() as decision:
            return await speak_of_articles(decision, turn, parts)
        case ShowProducts() as decision:
            return answers.show_products(decision, turn, parts)
        case Clarify() as decision:
            return answers.clarify(decision, turn, parts)
        case HandOver() as decision:
            return await hand_over(decision, turn, parts)
        case Warn() as decision:
            await asyncio.sleep(decision.pause_seconds)
            return answers.warn(decision, turn, parts)
        case TicketStep() | Recollect() | ChooseNotices() as decision:
            return await _on_record(decision, turn, parts)
        case Several() | None:
            raise RuntimeError("the stage `reply` needs the stage `decide` before it")
        case decision:
            return await _speak_in_form(decision, turn, parts)


async def _speak_in_form(
    decision: Ask | OfferForm | LookUp | Act | OpenTicket | AddToTicket, turn: Turn, parts: Parts
) -> Spoken:
    match decision:
        case Ask():
            return forms.ask(decision, turn, parts)
        case OfferForm():
            return forms.offer(decision, turn, parts)
        case Act():
            return await act(decision, turn, parts)
        case LookUp():
            return await forms.look_up(decision, turn, parts)
        case OpenTicket():
            return await forms.open_ticket(decision, turn, parts)
        case AddToTicket():
            return await forms.add_to_ticket(decision, turn, parts)


async def _on_record(decision: TicketStep | Recollect | ChooseNotices, turn: Turn, parts: Parts) -> Spoken:
    """What is about records that are kept of the customer."""
    match decision:
        case TicketStep():
            return await tickets.on_ticket(decision, turn, parts)
        case Recollect():
            return await memory.recollect(decision, turn, parts)
        case ChooseNotices():
            return await notices.choose_notices(decision, turn, parts)


async def _speak_several(decision: Several, turn: Turn, parts: Parts) -> Spoken:
    """The answers one after the other, and what else comes once the last one's question is settled."""
    said: list[Spoken] = []
    later = list(decision.later)
    # A form that is only offered follows what was seen growing; two answers are shown together.
    alone = sum(not isinstance(step.decision, OfferForm) for step in decision.steps) == 1
    for step in decision.steps:
        of = turn if step.request is None else turn.apart[step.request]
        if asks_back(step.decision) and said and _asks(said[-1]):
            # An answer turned into a question of its own, such as for an order that nobody knows.
            later.insert(0, of.understood.intent.name)
            continue
        said.append(await _speak(replace(of, decision=step.decision), parts, alone=alone))
    said.sort(key=_place)
    labels = [rule.label for name in later if (rule := parts.pack.bot.rule(name)) and rule.label]
    if labels and turn.apart:
        said.insert(
            -1, Spoken(Message(text=utter(turn, parts, LATER, options=labels).text), Outcome.ANSWERED)
        )
    return together(said, tuple(later))


def _place(spoken: Spoken) -> int:
    """What may be passed over comes after what only answers, and what has to be answered comes last."""
    return 2 if _asks(spoken) or spoken.handoff is not None else int(spoken.form is not None)


def _asks(spoken: Spoken) -> bool:
    """Whether a form waits for an answer to this; what is only offered may be passed over."""
    return spoken.form is not None and spoken.form.stage != "offered"
