"""A model's proposal to begin a form becomes a decision, or nothing. Pure.

Nothing is ever changed by a proposal alone: it only counts when the message itself may be understood so, with
values that the customer has said, and it ends in a question, or in looking something up.
"""

from prosa.conversations import forms
from prosa.conversations.decisions import Ask, Clarify, OneDecision, Option
from prosa.conversations.facts import FormState
from prosa.conversations.filling import next_step
from prosa.conversations.turn import Turn
from prosa.language.entities.reading import digits_of, fold
from prosa.llm.asking import Proposed, Tool
from prosa.packs.forms import Slot
from prosa.packs.schema import Pack


def tools(turn: Turn, pack: Pack) -> tuple[Tool, ...]:
    """The forms that the message might be about, going by how it was understood."""
    found: dict[str, Tool] = {}
    for reading in (turn.understood.intent, *turn.understood.alternatives):
        rule = pack.bot.rule(reading.name)
        if rule is None or rule.form is None or rule.form in found:
            continue
        slots = {
            slot.name: () if slot.entity or slot.text else slot.options
            for slot in pack.forms[rule.form].slots
        }
        found[rule.form] = Tool(rule.form, rule.label or rule.say or rule.form, slots)
    return tuple(found.values())


def begun(proposed: Proposed, turn: Turn, pack: Pack) -> OneDecision | None:
    """What to do about it; None when it does not hold what it must."""
    if proposed.form not in {tool.name for tool in tools(turn, pack)}:
        return None
    form = pack.forms[proposed.form]
    state = FormState(form=proposed.form, began=turn.message.offset)
    slots = {slot.name: slot for slot in form.slots}
    for name, value in proposed.values.items():
        heard = _as_said(slots[name], value, turn) if name in slots else None
        if heard is None:
            return None
        state = state.model_copy(update={"values": {**state.values, name: heard}})
    state = forms.asking_next(form, state)
    if not forms.has_consequences(form):
        return next_step(form, state)
    asked = forms.slot_of(form, state)
    if asked is not None and form.opens != "first":
        return Ask(state, forms.question(asked, state))
    return _offered(proposed.form, turn, pack)


def _as_said(slot: Slot, value: str, turn: Turn) -> str | None:
    """The value, if it is the customer's own; in the form in which the form keeps it."""
    if value in slot.options:
        return value if fold(value) in fold(turn.text) else None
    if slot.entity is not None:
        said = [entity.value for entity in turn.understood.entities if entity.kind == slot.entity]
        said += [turn.context.entities[slot.entity]] if slot.entity in turn.context.entities else []
        return next((each for each in said if _same(each, value)), None)
    return value if slot.text and fold(value) in fold(turn.text) else None


def _same(said: str, value: str) -> bool:
    return fold(said) == fold(value) or (digits_of(said) != "" and digits_of(said) == digits_of(value))


def _offered(name: str, turn: Turn, pack: Pack) -> Clarify | None:
    """A button that begins it: what would change something at once waits for the customer's own word."""
    for reading in (turn.understood.intent, *turn.understood.alternatives):
        rule = pack.bot.rule(reading.name)
        if rule is not None and rule.form == name and rule.label is not None:
            return Clarify((Option(reading.name, rule.label, rule.say or rule.label),))
    return None
