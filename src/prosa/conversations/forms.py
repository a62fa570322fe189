"""Filling in a form: which slot a message fills, and what to ask next. Pure."""

from prosa.conversations.context import Context
from prosa.conversations.facts import FormState
from prosa.language.bare import is_bare
from prosa.language.understanding import Entity, Understanding
from prosa.packs.schema import Form, Slot


def start(name: str, form: Form, understanding: Understanding, context: Context) -> FormState:
    """The form as begun with what the customer has said, in this message or earlier."""
    state = FormState(form=name)
    for slot in form.slots:
        value = _value_said(slot, understanding)
        if value is None and slot.entity is not None:
            value = context.entities.get(slot.entity)
        state = _filled(state, slot, value)
    return asking_next(form, state)


def hear(form: Form, state: FormState, understanding: Understanding) -> FormState | None:
    """The form after this message, or None when the message does not answer what was asked."""
    asked = next((slot for slot in form.slots if slot.name == state.asking), None)
    if asked is None or (value := _answer(asked, understanding)) is None:
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


def ask_again(state: FormState) -> FormState:
    """The form after an answer that did not fit."""
    return state.model_copy(update={"tries": state.tries + 1})


def asking_next(form: Form, state: FormState) -> FormState:
    """The form asking for its first missing required slot, or for nothing when it is complete."""
    missing = next(
        (slot.name for slot in form.slots if slot.required and slot.name not in state.values), None
    )
    return state.model_copy(update={"asking": missing, "tries": 0})


def slot_of(form: Form, state: FormState) -> Slot | None:
    """The slot being asked for."""
    return next((slot for slot in form.slots if slot.name == state.asking), None)


def _filled(state: FormState, slot: Slot, value: str | None) -> FormState:
    return state if value is None else state.model_copy(update={"values": {**state.values, slot.name: value}})


def _value_said(slot: Slot, understanding: Understanding) -> str | None:
    entity: Entity | None = understanding.entity(slot.entity) if slot.entity is not None else None
    return None if entity is None else entity.value


def _answer(slot: Slot, understanding: Understanding) -> str | None:
    if (value := _value_said(slot, understanding)) is not None:
        return value
    if (option := _option(slot, understanding)) is not None:
        return option
    return understanding.text.strip() or None if slot.text else None


def _option(slot: Slot, understanding: Understanding) -> str | None:
    said = understanding.text.strip().casefold()
    return next((option for option in slot.options if option.casefold() == said), None)
