"""Filling in a form: which slot a message fills, and what to ask next. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from prosa.conversations import slots, wishing
from prosa.conversations.context import Context
from prosa.conversations.facts import FormState
from prosa.language.bare import is_bare
from prosa.language.entities.reading import fold
from prosa.language.understanding import Understanding
from prosa.packs.forms import Form, Slot
from prosa.packs.schema import Pack

CONFIRM = "form.confirm"
"""The reply that asks whether what was given earlier is meant again."""

_OTHER = re.compile(r"\b(?:outr[oa]s?|diferentes?|nao e (?:ess|est|el)[ea]s?)\b")
_THAT_ONE = re.compile(
    r"\W*(?:(?:e|sim) )?(?:(?:ess[ea]|est[ea]|el[ea]|isso|o)\b)(?: (?:mesm[oa]|ai|pedido))*\W*$"
)


def start(
    name: str,
    form: Form,
    understanding: Understanding,
    context: Context,
    began: int = 0,
    today: date | None = None,
) -> FormState:
    """The form as begun, by the message at offset `began`, with what was said in it or earlier."""
    state = FormState(form=name, began=began)
    remembered = {} if _OTHER.search(fold(understanding.question)) else context.entities
    for slot in form.slots:
        value = slots.volunteered(slot, understanding, {}, today)
        # What has consequences asks first: then nothing that must be right is taken for granted.
        if value is None and slot.entity is not None and not (has_consequences(form) and slot.required):
            value = _still_fitting(slot, remembered.get(slot.entity), today)
        state = _filled(state, slot, value)
    state = asking_next(form, state)
    asked = slot_of(form, state)
    if asked is None or asked.entity is None:
        return state
    # What is kept of an identified customer from other conversations is only ever offered.
    kept = {} if _OTHER.search(fold(understanding.question)) else context.preferences
    known = remembered.get(asked.entity) or kept.get(asked.entity)
    proposed = _still_fitting(asked, known, today)
    return state.model_copy(update={"proposed": proposed})


def hear(
    form: Form, state: FormState, understanding: Understanding, today: date | None = None
) -> FormState | None:
    """The form after this message, or None when the message does not answer what was asked."""
    asked = slot_of(form, state)
    if asked is None or (value := _answer(asked, state, understanding, today)) is None:
        return None
    state = _filled(state, asked, value)
    for slot in form.slots:
        if slot.name not in state.values:
            state = _filled(state, slot, slots.volunteered(slot, understanding, state.found, today))
    return asking_next(form, state)


def filled_by(form: Form, state: FormState, slot: Slot, value: str) -> FormState:
    """The form going on with this value, which did not come by words."""
    return asking_next(form, _filled(state.model_copy(update={"stage": "filling"}), slot, value))


def correct(
    form: Form, state: FormState, understanding: Understanding, today: date | None = None
) -> FormState | None:
    """The form after this message has taken back something given before; None when it does not.

    Asked to confirm, any other value does; before that, one that is announced ("não, o CPF é …").
    """
    confirming = state.stage == "confirming"
    if not confirming and not wishing.corrects(understanding.text):
        return None
    for slot in form.slots:
        if slot.name in state.values and slot.name != state.asking:
            value = _corrected(slot, state, understanding, today)
            if value is not None:
                return asking_next(form, _filled(reopened(form, state, slot), slot, value))
    return None


def named(form: Form, state: FormState, text: str) -> Slot | None:
    """The slot that the customer wants to give anew: "quero mudar o endereço"."""
    for slot in answered(form, state):
        if slot.label is not None and wishing.after_label(text, slot.label) is not None:
            return slot
    return None


def answered(form: Form, state: FormState) -> tuple[Slot, ...]:
    """The slots that the customer has filled or passed over."""
    return tuple(slot for slot in form.slots if slot.name in state.values or slot.name in state.skipped)


def reopened(form: Form, state: FormState, slot: Slot) -> FormState:
    """The form asking for this slot again. What its action and later ones found is looked up anew."""
    before = [each.name for each in form.slots][: form.slots.index(slot)]
    return state.model_copy(
        update={
            "values": {name: value for name, value in state.values.items() if name != slot.name},
            "checked": tuple(name for name in state.checked if name in before),
            "skipped": tuple(name for name in state.skipped if name != slot.name),
            "asking": slot.name,
            "stage": "filling",
            "tries": 0,
            "proposed": None,
        }
    )


def answers_plainly(
    form: Form, state: FormState, understanding: Understanding, today: date | None = None
) -> bool:
    """Whether the message is an answer to what was asked and nothing else, whatever intent it resembles."""
    asked = slot_of(form, state)
    if asked is None:
        return False
    entity = understanding.entity(asked.entity) if asked.entity is not None else None
    if slots.option(asked, understanding.text) is not None or (
        entity is not None and is_bare(understanding.text, entity)
    ):
        return True
    if asked.type == "date" and (day := understanding.entity("date")) is not None:
        return is_bare(understanding.text, day)
    if asked.type is None and (asked.pattern is None or asked.text):
        return False
    value = slots.answer(asked, understanding, state.found, today)
    rest = understanding.text.replace(value, "", 1) if value else understanding.text
    return value is not None and (asked.type == "yes_no" or len(rest.split()) <= 3) and "?" not in rest


def declines(state: FormState, understanding: Understanding) -> bool:
    """Whether the customer says that what was given earlier is not what is meant now."""
    other = _OTHER.search(fold(understanding.text)) is not None
    return state.proposed is not None and (other or understanding.intent.name == "deny")


def without_proposal(state: FormState) -> FormState:
    """The form asking for the value anew."""
    return state.model_copy(update={"proposed": None})


def skipped(form: Form, state: FormState, slot: Slot) -> FormState:
    """The form going on without this optional slot."""
    return asking_next(form, state.model_copy(update={"skipped": (*state.skipped, slot.name)}))


def question(slot: Slot, state: FormState) -> str:
    """The reply that asks for this slot."""
    return slot.ask if state.proposed is None else CONFIRM


def ask_again(state: FormState) -> FormState:
    """The form after an answer that did not fit."""
    return state.model_copy(update={"tries": state.tries + 1})


def asking_next(form: Form, state: FormState) -> FormState:
    """The form asking for its first missing slot; for nothing when it is complete or an action is due."""
    missing = None
    for slot in form.slots:
        if not _applies(slot, state):
            continue
        if slot.name in state.values:
            if slot.action is not None and slot.name not in state.checked:
                break
        elif slot.required or (slot.asked and slot.name not in state.skipped):
            missing = slot.name
            break
    return state.model_copy(update={"asking": missing, "tries": 0, "proposed": None})


def pending(form: Form, state: FormState) -> Slot | None:
    """The slot whose action has to take its value before anything else is asked."""
    if state.asking is not None:
        return None
    return next(
        (
            slot
            for slot in form.slots
            if slot.action is not None
            and slot.name in state.values
            and slot.name not in state.checked
            and _applies(slot, state)
        ),
        None,
    )


def has_more_to_ask(form: Form, state: FormState) -> bool:
    """Whether a question is still to come, whatever actions answer."""
    missing = any(slot.required and slot.name not in state.values for slot in form.slots if not slot.when)
    return missing or (form.confirm is not None and state.stage != "confirmed")


def taken(form: Form, state: FormState, slot: Slot, found: Mapping[str, str]) -> FormState:
    """The form after the slot's action has taken its value."""
    known = {**state.found, **found}
    return asking_next(
        form, state.model_copy(update={"found": known, "checked": (*state.checked, slot.name)})
    )


def slot_of(form: Form, state: FormState) -> Slot | None:
    """The slot being asked for."""
    return next((slot for slot in form.slots if slot.name == state.asking), None)


def has_consequences(form: Form) -> bool:
    """Whether filling it in changes something."""
    return bool(form.ticket or form.confirm)


def is_own(pack: Pack, state: FormState, intent: str) -> bool:
    """Whether an intent is what this form is for."""
    rule = pack.bot.rule(intent)
    return rule is not None and rule.form == state.form


def _applies(slot: Slot, state: FormState) -> bool:
    for name, wanted in slot.when.items():
        known = state.found.get(name[6:]) if name.startswith("found.") else state.values.get(name)
        if known not in ((wanted,) if isinstance(wanted, str) else wanted):
            return False
    return True


def _filled(state: FormState, slot: Slot, value: str | None) -> FormState:
    return state if value is None else state.model_copy(update={"values": {**state.values, slot.name: value}})


def _still_fitting(slot: Slot, value: str | None, today: date | None) -> str | None:
    return value if value is not None and slots.fits(slot, value, {}, today) else None


def _answer(slot: Slot, state: FormState, understanding: Understanding, today: date | None) -> str | None:
    if (value := slots.volunteered(slot, understanding, state.found, today)) is not None:
        return value
    if state.proposed is not None and _says_yes(understanding):
        return state.proposed
    return slots.answer(slot, understanding, state.found, today)


def _corrected(slot: Slot, state: FormState, understanding: Understanding, today: date | None) -> str | None:
    """Another value for a slot that has one."""
    current = state.values[slot.name]
    if slot.entity is not None:
        said = [entity.value for entity in understanding.entities if entity.kind == slot.entity]
        # "Não é 10432, é 10777": the last one is what is meant.
        others = [value for value in said if value != current and slots.fits(slot, value, state.found, today)]
        if others:
            return others[-1]
    if (chosen := slots.option_within(slot, understanding.text)) is not None and chosen != current:
        return chosen
    if slot.label is not None and (told := wishing.after_label(understanding.text, slot.label)):
        value = slots.answer(slot, replace(understanding, text=told), state.found, today)
        return value if value != current else None
    if slot.type == "date":
        value = slots.answer(slot, understanding, state.found, today)
        return value if value != current else None
    return None


def _says_yes(understanding: Understanding) -> bool:
    return understanding.intent.name == "affirm" or _THAT_ONE.match(fold(understanding.text)) is not None
