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
    Say,
    ShowArticle,
    ShowProducts,
    Warn,
)
from prosa.conversations.speaking import answers, forms
from prosa.conversations.speaking.handover import hand_over
from prosa.conversations.turn import Parts, Spoken, Turn


async def reply(turn: Turn, parts: Parts) -> Turn:
    """Carries out what was decided, up to the point of writing it down."""
    return replace(turn, spoken=await _speak(turn, parts))


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
        case OpenTicket() as decision:
            return await forms.open_ticket(decision, turn, parts)
        case AddToTicket() as decision:
            return await forms.add_to_ticket(decision, turn, parts)
        case HandOver() as decision:
            return await hand_over(decision, turn, parts)
        case Warn() as decision:
            await asyncio.sleep(decision.pause_seconds)
            return answers.warn(decision, turn, parts)
        case None:
            raise RuntimeError("the stage `reply` needs the stage `decide` before it")
