"""A person lends the floor to the bot for one form, and gets it back when that ends.

Until then the bot is the one voice, and nobody waits: whatever ends the form gives the floor back in the same
append as the bot's last words.
"""

from prosa.conversations import forms
from prosa.conversations.appending import Appended, Requirement
from prosa.conversations.context import Context
from prosa.conversations.errors import Conflict, NotFoundError
from prosa.conversations.events import (
    AgentId,
    HandOff,
    HandOffCause,
    HandOffStep,
    Message,
    MessageType,
    NewEvent,
    Source,
)
from prosa.conversations.facts import Facts, FormState, IntentFact, Outcome
from prosa.conversations.projection import Conversation
from prosa.conversations.speaking.forms import as_shown
from prosa.conversations.turn import Parts
from prosa.packs.forms import Form, Slot


class NoSuchForm(NotFoundError):
    """The pack has no form of this name."""

    code = "no_such_form"
    says = "Este formulário não existe."


class NothingToAsk(Conflict):
    """The form asks nothing of the customer."""

    code = "nothing_to_ask"
    says = "Este formulário não tem nada a perguntar ao cliente."


async def lend(
    standing: Conversation,
    context: Context,
    form: str,
    by: tuple[AgentId, str],
    parts: Parts,
    require: Requirement,
) -> Appended:
    """Lends the floor: the bot asks the form's first question. `by` is the agent's id and name.

    Raises `NoSuchForm`, `NothingToAsk`, and what `require` raises.
    """
    asked = parts.pack.forms.get(form)
    if asked is None:
        raise NoSuchForm
    # The form began with the message that asks for the first slot, right behind the step itself.
    began = standing.last_offset + 2
    state = forms.asking_next(asked, FormState(form=form, began=began))
    slot = forms.slot_of(asked, state)
    if slot is None:
        raise NothingToAsk
    agent, name = by
    step = HandOff(step=HandOffStep.LENT, agent=agent, agent_name=name, form=form)
    return await parts.ledger.append(
        standing.id,
        [
            NewEvent(Source.AGENT, step),
            NewEvent(Source.BOT, _first_question(_proposing(state, slot, context), slot, context, parts)),
        ],
        require=require,
    )


def floor_back(conversation: Conversation, form: FormState | None, *, hands_over: bool) -> bool:
    """Whether the floor goes back to who has lent it, given the form after the bot's words."""
    if conversation.lent_by is None:
        return False
    under_way = form is not None and form.form == conversation.lent_form and form.stage != "offered"
    return hands_over or not under_way


def giving_back(conversation: Conversation, name: str | None) -> HandOff:
    """The step by which they get it."""
    return HandOff(
        step=HandOffStep.ASSIGNED,
        cause=HandOffCause.FLOOR_BACK,
        agent=conversation.lent_by,
        agent_name=name,
    )


def _proposing(state: FormState, slot: Slot, context: Context) -> FormState:
    """What the customer gave earlier is only ever offered."""
    known = None
    if slot.entity is not None:
        known = context.entities.get(slot.entity) or context.preferences.get(slot.entity)
    return state.model_copy(update={"proposed": known})


def _first_question(state: FormState, slot: Slot, context: Context, parts: Parts) -> Message:
    proposed = None if state.proposed is None else as_shown(state.proposed)
    said = parts.replies.render(
        forms.question(slot, state),
        previous=context.reply,
        said=context.said,
        seed=state.began,
        name=context.name,
        preferences=context.preferences,
        entities=context.entities,
        values={},
        found={},
        proposed=proposed,
    )
    facts = Facts(
        intent=IntentFact(name=_intent_of(state.form, parts), confidence=1),
        sentiment="neutral",
        outcome=Outcome.ASKED,
        form=state,
        reply=said.id,
    )
    yes_no = ("Sim", "Não") if slot.type == "yes_no" else ()
    return Message(
        text=said.text,
        type=MessageType.QUESTION,
        suggestions=said.suggestions or slot.options or yes_no,
        facts=facts,
    )


def _intent_of(form: str, parts: Parts) -> str:
    """The intent that would have begun it."""
    rules = parts.pack.bot.intents.items()
    return next((name for name, rule in rules if rule.form == form), form)


def asks_anything(form: Form) -> bool:
    """Whether an agent can have the bot run it."""
    return forms.asking_next(form, FormState(form="")).asking is not None
