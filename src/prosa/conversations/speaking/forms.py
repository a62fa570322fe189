"""Forms in words: the next question, the looked-up answer, the ticket."""

from prosa.conversations import forms
from prosa.conversations.decisions import AddToTicket, Ask, LookUp, OpenTicket
from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import FormState, Outcome
from prosa.conversations.parts import Action, OrderCard, TicketCard, Urgency
from prosa.conversations.ports import NotFound, TicketRequest, Unavailable
from prosa.conversations.pressing import urgency_of
from prosa.conversations.speaking.answers import ASK_A_PERSON
from prosa.conversations.speaking.voice import utter
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.packs.replies import Said
from prosa.packs.schema import Form


def ask(decision: Ask, turn: Turn, parts: Parts) -> Spoken:
    """The question for what is missing."""
    state = decision.form
    uttered = utter(turn, parts, decision.reply, values=state.values, proposed=state.proposed)
    slot = forms.slot_of(parts.pack.forms[state.form], state)
    message = Message(
        text=uttered.text,
        type=MessageType.QUESTION,
        suggestions=uttered.suggestions or (slot.options if slot is not None else ()),
    )
    return Spoken(message, Outcome.ASKED, uttered.id, form=state)


async def look_up(decision: LookUp, turn: Turn, parts: Parts) -> Spoken:
    """What the company's system says."""
    form = parts.pack.forms[decision.form.form]
    values = decision.form.values
    answer = await parts.lookups.ask(form.lookup or "", values)
    match answer:
        case OrderCard():
            uttered = utter(turn, parts, form.done, order=answer, values=values)
            message = Message(
                text=uttered.text, type=MessageType.ORDER, order=answer, suggestions=uttered.suggestions
            )
            return Spoken(message, Outcome.ANSWERED, uttered.id)
        case NotFound():
            return _ask_other(form, decision.form, turn, parts)
        case Unavailable():
            uttered = utter(turn, parts, form.unavailable or "failure", values=values)
            message = Message(text=uttered.text, suggestions=(*uttered.suggestions, ASK_A_PERSON))
            return Spoken(message, Outcome.ANSWERED, uttered.id)


def _ask_other(form: Form, state: FormState, turn: Turn, parts: Parts) -> Spoken:
    """Nothing is known by that value: says so and waits for another."""
    uttered = utter(turn, parts, form.not_found or "failure", values=state.values)
    asked = FormState(form=state.form, asking=form.slots[0].name, tries=1)
    message = Message(
        text=uttered.text,
        type=MessageType.QUESTION,
        suggestions=uttered.suggestions,
        actions=(Action(label=ASK_A_PERSON, kind="escalate", value="escalate"),),
    )
    return Spoken(message, Outcome.ASKED, uttered.id, form=asked)


async def open_ticket(decision: OpenTicket, turn: Turn, parts: Parts) -> Spoken:
    """A numbered ticket, and the question for what it still lacks."""
    form, state = parts.pack.forms[decision.form.form], decision.form
    urgency = urgency_of(turn, parts)
    request = TicketRequest(
        number=await parts.tickets.next_number(),
        conversation=turn.conversation.id,
        type=form.ticket or state.form,
        urgency=urgency,
        description=_description(turn.text, state),
        expected_at=parts.tickets.promise(urgency, turn.now),
    )
    card = _card(request, urgency)
    uttered = utter(turn, parts, form.done, ticket=card, values=state.values)
    return _with_next_question(
        uttered, card, form, state.model_copy(update={"ticket": request.number}), turn, parts
    ).with_effects(parts.tickets.open(request))


async def add_to_ticket(decision: AddToTicket, turn: Turn, parts: Parts) -> Spoken:
    """What the customer said goes to the ticket."""
    form, state = parts.pack.forms[decision.form.form], decision.form
    number = state.ticket or 0
    card = await parts.tickets.card(number)
    uttered = utter(turn, parts, form.added or form.done, ticket=card, values=state.values)
    return _with_next_question(uttered, card, form, state, turn, parts).with_effects(
        parts.tickets.add(number, _description(turn.text, state))
    )


def _with_next_question(
    uttered: Said, card: TicketCard | None, form: Form, state: FormState, turn: Turn, parts: Parts
) -> Spoken:
    slot = forms.slot_of(form, state)
    question = None
    if slot is not None:
        key = forms.question(slot, state)
        question = utter(turn, parts, key, values=state.values, proposed=state.proposed)
    message = Message(
        text=uttered.text if question is None else f"{uttered.text}\n\n{question.text}",
        type=MessageType.TICKET,
        ticket=card,
        suggestions=question.suggestions if question is not None else uttered.suggestions,
    )
    return Spoken(message, Outcome.TICKETED, uttered.id, form=state if slot is not None else None)


def _card(request: TicketRequest, urgency: Urgency) -> TicketCard:
    return TicketCard(
        number=request.number,
        type=request.type,
        urgency=urgency,
        status="open",
        expected_at=request.expected_at,
    )


def _description(text: str, state: FormState) -> str:
    known = "".join(f"\n{name}: {value}" for name, value in state.values.items() if value != text)
    return f"{text}{known}"
