"""Filling in a form: which slot a message fills, and what to ask next. Pure."""

import re

from prosa.conversations.context import Context
from prosa.conversations.facts import FormState
from prosa.language.bare import is_bare
from prosa.language.entities.reading import fold
from prosa.language.understanding import Entity, Understanding
from prosa.packs.schema import Form, Slot

CONFIRM = "form.confirm"
"""The reply that asks whether what was given earlier is meant again."""

_OTHER = re.compile(r"\b(?:outr[oa]s?|diferentes?|nao e (?:ess|est|el)[ea]s?)\b")
_THAT_ONE = re.compile(
    r"\W*(?:(?:e|sim) )?(?:(?:ess[ea]|est[ea]|el[ea]|isso|o)\b)(?: (?:mesm[oa]|ai|pedido))*\W*$"
)


def start(name: str, form: Form, understanding: Understanding, context: Context) -> FormState:
    """The form as begun with what the customer has said, in this message or earlier."""
    state = FormState(form=name)
    remembered = {} if _OTHER.search(fold(understanding.question)) else context.entities
    for slot in form.slots:
        value = _value_said(slot, understanding)
        # What opens a ticket has consequences: then nothing that must be right is taken for granted.
        if value is None and slot.entity is not None and not (form.ticket and slot.required):
            value = remembered.get(slot.entity)
        state = _filled(state, slot, value)
    state = asking_next(form, state)
    asked = slot_of(form, state)
    if asked is None or asked.entity is None:
        return state
    # What is kept of an identified customer from other conversations is only ever offered.
    kept = {} if _OTHER.search(fold(understanding.question)) else context.preferences
    proposed = remembered.get(asked.entity) or kept.get(asked.entity)
    return state.model_copy(update={"proposed": proposed})


def hear(form: Form, state: FormState, understanding: Understanding) -> FormState | None:
    """The form after this message, or None when the message does not answer what was asked."""
    asked = slot_of(form, state)
    if asked is None or (value := _answer(asked, state, understanding)) is None:
        return None
    state = _filled(state, asked, value)
    for slot in form.slots:
        if slot.name not in state.values:
            state = _filled(state, slot, _value_said(slot, understanding))
    return asking_next(form, state)


def answers_plainly(form: Form, state: FormState, understanding: Understanding) -> bool:
    """Whether the message is an answer to what was asked and nothing else, whatever intent it resembles."""
    asked = slot_of(form, state)
    if asked is None:
        return False
    entity = understanding.entity(asked.entity) if asked.entity is not None else None
    return _option(asked, understanding) is not None or (
        entity is not None and is_bare(understanding.text, entity)
    )


def declines(state: FormState, understanding: Understanding) -> bool:
    """Whether the customer says that what was given earlier is not what is meant now."""
    other = _OTHER.search(fold(understanding.text)) is not None
    return state.proposed is not None and (other or understanding.intent.name == "deny")


def without_proposal(state: FormState) -> FormState:
    """The form asking for the value anew."""
    return state.model_copy(update={"proposed": None})


def question(slot: Slot, state: FormState) -> str:
    """The reply that asks for this slot."""
    return slot.ask if state.proposed is None else CONFIRM


def ask_again(state: FormState) -> FormState:
    """The form after an answer that did not fit."""
    return state.model_copy(update={"tries": state.tries + 1})


def asking_next(form: Form, state: FormState) -> FormState:
    """The form asking for its first missing required slot, or for nothing when it is complete."""
    missing = next(
        (slot.name for slot in form.slots if slot.required and slot.name not in state.values), None
    )
    return state.model_copy(update={"asking": missing, "tries": 0, "proposed": None})


def slot_of(form: Form, state: FormState) -> Slot | None:
    """The slot being asked for."""
    return next((slot for slot in form.slots if slot.name == state.asking), None)


def _filled(state: FormState, slot: Slot, value: str | None) -> FormState:
    return state if value is None else state.model_copy(update={"values": {**state.values, slot.name: value}})


def _value_said(slot: Slot, understanding: Understanding) -> str | None:
    entity: Entity | None = understanding.entity(slot.entity) if slot.entity is not None else None
    return None if entity is None else entity.value


def _answer(slot: Slot, state: FormState, understanding: Understanding) -> str | None:
    if (value := _value_said(slot, understanding)) is not None:
        return value
    if state.proposed is not None and _says_yes(understanding):
        return state.proposed
    if (option := _option(slot, understanding)) is not None:
        return option
    return understanding.text.strip() or None if slot.text else None


def _says_yes(understanding: Understanding) -> bool:
    return understanding.intent.name == "affirm" or _THAT_ONE.match(fold(understanding.text)) is not None


def _option(slot: Slot, understanding: Understanding) -> str | None:
    said = understanding.text.strip().casefold()
    return next((option for option in slot.options if option.casefold() == said), None)
