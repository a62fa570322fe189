"""Running a form's actions, and saying what came of them."""

from dataclasses import dataclass, replace
from hashlib import blake2b

from prosa.conversations import forms
from prosa.conversations.decisions import Act, AddToTicket, Ask, HandOver, LookUp, OfferForm, OpenTicket
from prosa.conversations.events import ConversationId, HandOffReason, MessageType
from prosa.conversations.facts import ActionFact, FormState, Outcome
from prosa.conversations.filling import next_step, skill_for
from prosa.conversations.parts import OrderCard
from prosa.conversations.ports import ActionAnswer, Done, NotFound, Refused, Unavailable
from prosa.conversations.speaking.answers import ASK_A_PERSON
from prosa.conversations.speaking.forms import (
    A_PERSON,
    add_to_ticket,
    ask,
    description,
    look_up,
    offer,
    open_ticket,
    seen_of,
)
from prosa.conversations.speaking.handover import hand_over
from prosa.conversations.speaking.voice import actions_of, said_as, utter
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.packs.forms import Form, Slot
from prosa.packs.replies import Said

_OUTCOMES: dict[type[ActionAnswer], str] = {
    Done: "done",
    NotFound: "not_found",
    Refused: "refused",
    Unavailable: "unavailable",
}


def idempotency_key(conversation: ConversationId, state: FormState, action: str) -> str:
    """Stands for one wish: the same for a turn that is repeated, another once the company has refused.

    It says nothing about the customer.
    """
    wish = f"{conversation}/{state.form}/{state.began}/{state.attempt}/{action}"
    return blake2b(wish.encode(), digest_size=16).hexdigest()


@dataclass(slots=True)
class _Running:
    """A form whose actions are being run, with what came of them so far."""

    turn: Turn
    parts: Parts
    form: Form
    state: FormState
    facts: tuple[ActionFact, ...] = ()
    order: OrderCard | None = None

    async def run(self, action: str) -> ActionAnswer:
        key = idempotency_key(self.turn.conversation.id, self.state, action)
        answer = await self.parts.actions.run(action, self.state.known, key)
        fact = ActionFact.model_validate({"name": action, "outcome": _OUTCOMES[type(answer)]})
        self.facts = (*self.facts, fact)
        if isinstance(answer, Done):
            self.order = answer.order or self.order
        return answer

    def say(self, key: str, **more: object) -> Said:
        """A reply that sees the form and the order."""
        return utter(self.turn, self.parts, key, **seen_of(self.state, order=self.order, **more))


async def act(decision: Act, turn: Turn, parts: Parts) -> Spoken:
    """Runs the action of the slot just filled, and what follows, up to a question or the form's end."""
    running = _Running(turn, parts, parts.pack.forms[decision.form.form], decision.form)
    spoken = await _go_on(running)
    return replace(spoken, actions=(*running.facts, *spoken.actions))


async def _go_on(running: _Running) -> Spoken:
    form = running.form
    while (slot := forms.pending(form, running.state)) is not None:
        answer = await running.run(slot.action or "")
        if not isinstance(answer, Done):
            return await _trouble(running, answer, slot)
        running.state = forms.taken(form, running.state, slot, answer.values)
    if running.state.asking is None and form.action is not None and _may_act(form, running.state):
        return await _finish(running, form.action)
    if running.state.asking is None and not (form.action or form.ticket or form.lookup):
        return _done(running)
    match next_step(form, running.state):
        case Ask() as decision:
            return ask(decision, running.turn, running.parts)
        case OpenTicket() as decision:
            return await open_ticket(decision, running.turn, running.parts)
        case AddToTicket() as decision:
            return await add_to_ticket(decision, running.turn, running.parts)
        case LookUp() as decision:
            return await look_up(decision, running.turn, running.parts)
        case other:
            raise RuntimeError(f"no action may be followed by {type(other).__name__}")


def _may_act(form: Form, state: FormState) -> bool:
    return form.confirm is None or state.stage == "confirmed"


async def _finish(running: _Running, action: str) -> Spoken:
    answer = await running.run(action)
    if not isinstance(answer, Done):
        return await _trouble(running, answer, None)
    running.state = running.state.model_copy(update={"found": {**running.state.found, **answer.values}})
    form, state, parts = running.form, running.state, running.parts
    if form.ticket is not None and state.ticket is None:
        return await open_ticket(OpenTicket(state), running.turn, parts)
    if state.ticket is not None:
        card = await parts.tickets.card(state.ticket)
        said = running.say(form.added or form.done, ticket=card)
        message = said_as(said, type=MessageType.TICKET, ticket=card)
        effect = parts.tickets.add(state.ticket, description(running.turn.text, state))
        return Spoken(message, Outcome.TICKETED, said.id).with_effects(effect)
    return _done(running)


def _done(running: _Running) -> Spoken:
    """The form's last word, and the form that is offered after it."""
    said = running.say(running.form.done)
    kind = MessageType.TEXT if running.order is None else MessageType.ORDER
    message = said_as(said, type=kind, order=running.order)
    spoken = Spoken(message, Outcome.ANSWERED, said.id)
    return _with_offer(spoken, running)


def _with_offer(spoken: Spoken, running: _Running) -> Spoken:
    then, turn, parts = running.form.then, running.turn, running.parts
    form = parts.pack.forms.get(then.form) if then is not None else None
    if then is None or form is None:
        return spoken
    names = {slot.name for slot in form.slots}
    known = {name: value for name, value in running.state.values.items() if name in names}
    begun = FormState(form=then.form, values=known, began=turn.message.offset, found=running.state.found)
    state = forms.asking_next(form, begun)
    if state.asking is None:
        return spoken
    offered = offer(OfferForm(state.model_copy(update={"stage": "offered"}), then.ask), turn, parts)
    text = f"{spoken.message.text}\n\n{offered.message.text}"
    return replace(spoken, message=spoken.message.model_copy(update={"text": text}), form=offered.form)


async def _trouble(running: _Running, answer: NotFound | Refused | Unavailable, slot: Slot | None) -> Spoken:
    """The action did not do it: another value is asked for, or that is the form's end."""
    form, state = running.form, running.state
    match answer:
        case Unavailable():
            # The form waits: trying again is the same wish, and is not done twice.
            said = running.say(form.unavailable or "failure")
            suggestions = tuple(dict.fromkeys((*said.suggestions, ASK_A_PERSON)))
            message = said_as(said, suggestions=suggestions)
            return Spoken(message, Outcome.ANSWERED, said.id, form=state)
        case NotFound():
            reason, key, again = "", form.not_found or "failure", True
        case Refused(reason=reason, again=again):
            own = slot.refused if slot is not None and again else None
            key = own or form.refused or "failure"
    said = running.say(key, reason=reason)
    asked = slot if slot is not None else (form.slots[0] if isinstance(answer, NotFound) else None)
    if asked is None or not again:
        return Spoken(said_as(said), Outcome.ANSWERED, said.id)
    tries = _tries(running, asked)
    if tries >= form.tries:
        skill = skill_for(state.form, running.parts.pack)
        return await hand_over(HandOver(HandOffReason.UNSURE, skill), running.turn, running.parts)
    waiting = forms.reopened(form, state, asked).model_copy(
        update={"attempt": state.attempt + 1, "tries": tries}
    )
    message = said_as(said, type=MessageType.QUESTION, actions=(*actions_of(said), A_PERSON))
    return Spoken(message, Outcome.ASKED, said.id, form=waiting)


def _tries(running: _Running, slot: Slot) -> int:
    """Wrong values count as answers that do not fit, so that nobody guesses at a CPF all day."""
    before = running.turn.context.form
    same = before is not None and before.form == running.state.form and before.asking == slot.name
    return (before.tries if same and before is not None else 0) + 1
