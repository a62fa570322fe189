"""Fifth stage: the decision in words."""

import asyncio
from dataclasses import replace

from prosa.conversations.decisions import (
    AddToTicket,
    Ask,
    Clarify,
    HandOver,
    LookUp,
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
from prosa.conversations.speaking import answers, forms, memory, tickets
from prosa.conversations.speaking.handover import hand_over
from prosa.conversations.speaking.together import together
from prosa.conversations.speaking.voice import utter
from prosa.conversations.turn import Parts, Spoken, Turn

LATER = "form.later"
"""The reply that says what else will be seen to."""


async def reply(turn: Turn, parts: Parts) -> Turn:
    """Carries out what was decided, up to the point of writing it down."""
    if isinstance(turn.decision, Several):
        return replace(turn, spoken=await _speak_several(turn.decision, turn, parts))
    spoken = await _speak(turn, parts)
    # While a form goes on, so do those that wait for it.
    return replace(turn, spoken=replace(spoken, later=turn.context.later if spoken.form is not None else ()))


async def _speak(turn: Turn, parts: Parts) -> Spoken:
    match turn.decision:
        case Say() as decision:
            return answers.say(decision, turn, parts)
        case ShowArticle() as decision:
            return answers.show_article(decision, turn, parts)
        case ShowProducts() as decision:
            return answers.show_products(decision, turn, parts)
        case Clarify() as decision:
            return answers.clarify(decision, turn, parts)
        case Ask() as decision:
            return forms.ask(decision, turn, parts)
        case LookUp() as decision:
            return await forms.look_up(decision, turn, parts)
        case OpenTicket() | AddToTicket() | TicketStep() | Recollect() as decision:
            return await _on_record(decision, turn, parts)
        case HandOver() as decision:
            return await hand_over(decision, turn, parts)
        case Warn() as decision:
            await asyncio.sleep(decision.pause_seconds)
            return answers.warn(decision, turn, parts)
        case Several() | None:
            raise RuntimeError("the stage `reply` needs the stage `decide` before it")


async def _on_record(
    decision: OpenTicket | AddToTicket | TicketStep | Recollect, turn: Turn, parts: Parts
) -> Spoken:
    """What touches records that are kept of the customer."""
    match decision:
        case OpenTicket():
            return await forms.open_ticket(decision, turn, parts)
        case AddToTicket():
            return await forms.add_to_ticket(decision, turn, parts)
        case TicketStep():
            return await tickets.on_ticket(decision, turn, parts)
        case Recollect():
            return await memory.recollect(decision, turn, parts)


async def _speak_several(decision: Several, turn: Turn, parts: Parts) -> Spoken:
    """The answers one after the other, and what else comes once the last one's question is settled."""
    said: list[Spoken] = []
    later = list(decision.later)
    for step in decision.steps:
        of = turn if step.request is None else turn.apart[step.request]
        if asks_back(step.decision) and said and said[-1].form is not None:
            # An answer turned into a question of its own, such as for an order that nobody knows.
            later.insert(0, of.understood.intent.name)
            continue
        said.append(await _speak(replace(of, decision=step.decision), parts))
    said.sort(key=lambda one: one.form is not None or one.handoff is not None)
    labels = [rule.label for name in later if (rule := parts.pack.bot.rule(name)) and rule.label]
    if labels and turn.apart:
        said.insert(
            -1, Spoken(Message(text=utter(turn, parts, LATER, options=labels).text), Outcome.ANSWERED)
        )
    return together(said, tuple(later))
