"""Where every channel hands in what customers do: stored first, answered after."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Append, Appended, Opening
from prosa.conversations.errors import Conflict
from prosa.conversations.events import (
    ConversationId,
    HandOff,
    HandOffCause,
    HandOffReason,
    HandOffStep,
    Message,
    MessageType,
    NewEvent,
    Source,
    System,
)
from prosa.conversations.facts import Facts, IntentFact, Outcome
from prosa.conversations.lending import giving_back
from prosa.conversations.parts import FileCard, Urgency
from prosa.conversations.ports import Closing, Effect
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.speaking.closing import LEFT_MESSAGE, calls_nobody, own_words, ticket_of
from prosa.conversations.speaking.handover import queue_reply, ticket_message
from prosa.conversations.turn import Parts
from prosa.conversations.turns import Turns
from prosa.security.identity import Identity

_PRESSED = "Pediu uma pessoa pelo botão, fora do horário."
"""What agents read in a ticket until the customer has written something."""


class WithPeople(Conflict):
    """The conversation is already in the queue or with an agent."""

    code = "with_people"
    says = "Esta conversa já está com a nossa equipe."


class NotWaiting(Conflict):
    """Nobody is waited for: a person was faster, or the bot has it already."""

    code = "not_waiting"
    says = "Esta conversa não está mais na fila."


class Inbox:
    """Takes in what customers say and ask for. What returns from here is committed."""

    def __init__(self, parts: Parts, turns: Turns) -> None:
        self._parts = parts
        self._turns = turns

    async def receive(
        self,
        conversation: ConversationId,
        text: str,
        *,
        opening: Opening,
        external_id: str | None = None,
        profile: Mapping[str, str] | None = None,
        identity: Identity | None = None,
        files: Sequence[FileCard] = (),
        keeping: Sequence[Effect] = (),
    ) -> Appended:
        """Stores a message of the customer and sees to it that it is answered, if that is the bot's to do.

        Sending an `external_id` again stores nothing and answers nothing. `identity` is whom the site has
        vouched for; `keeping` keeps the `files` of the message. Raises `DatabaseAway`, and `OtherCustomer`.
        """
        said = NewEvent(Source.CUSTOMER, Message(text=text, files=tuple(files)), external_id)
        known = [NewEvent(Source.SYSTEM, System(code="identified", detail=dict(profile)))] if profile else []
        effects: list[Effect] = [*keeping]
        if identity is not None and self._parts.customers is not None:
            event, tie = await self._parts.customers.link(conversation, identity)
            known.append(NewEvent(Source.SYSTEM, event))
            effects.append(tie)
        if files:
            appended = await self._alone(Append(conversation, [*known, said], opening, None, effects))
        else:
            appended = await self._parts.ledger.append(
                conversation, [*known, said], opening=opening, effects=effects
            )
        self._turns.begin(appended)
        return appended

    async def _alone(self, append: Append) -> Appended:
        """Appended in a transaction of its own: megabytes shall keep nobody else's message waiting."""

        async def work(_: AsyncConnection) -> Append:
            return append

        appended = await self._parts.ledger.append_within(work)
        if appended is None:
            raise RuntimeError("what was to be appended was not")
        return appended

    async def identify(self, conversation: ConversationId, identity: Identity) -> Appended:
        """Notes whom the site has vouched for in a conversation that has begun.

        Raises `OtherCustomer`, `UnknownConversation`, `DatabaseAway`.
        """
        if self._parts.customers is None:
            raise RuntimeError("nobody keeps customers here")
        event, tie = await self._parts.customers.link(conversation, identity)
        return await self._parts.ledger.append(conversation, [NewEvent(Source.SYSTEM, event)], effects=[tie])

    async def call_a_person(self, conversation: ConversationId, *, opening: Opening) -> Appended:
        """Puts the conversation in the queue because the customer pressed the button. Raises `WithPeople`.

        Who asks while the bot does something for an agent gets that agent back. While nobody answers the
        channel's hours may have the bot keep it.
        """
        try:
            return await self._call(conversation, opening)
        except _Lent as lent:
            return await self._back_to_lender(lent.conversation)

    async def _back_to_lender(self, standing: Conversation) -> Appended:
        name = None if standing.lent_by is None else await self._parts.desk.name_of(standing.lent_by)

        def still_lent(conversation: Conversation) -> None:
            if conversation.lent_by != standing.lent_by or standing.lent_by is None:
                raise WithPeople

        back = NewEvent(Source.CUSTOMER, giving_back(standing, name))
        return await self._parts.ledger.append(standing.id, [back], require=still_lent)

    async def _call(self, conversation: ConversationId, opening: Opening) -> Appended:
        closing = self._parts.desk.outside(opening.channel)
        if closing is not None and calls_nobody(closing):
            return await self._keep(conversation, closing, opening)
        place = await self._parts.desk.place_for_new(Urgency.MEDIUM, None, opening.channel)
        text = queue_reply(self._parts, HandOffReason.ASKED, place, closing)
        return await self._parts.ledger.append(
            conversation,
            [
                NewEvent(Source.BOT, Message(text=text, type=MessageType.HANDOFF)),
                NewEvent(
                    Source.CUSTOMER,
                    HandOff(step=HandOffStep.REQUESTED, reason=HandOffReason.ASKED, queue=place),
                ),
            ],
            opening=opening,
            require=_not_with_people,
        )

    async def _keep(self, conversation: ConversationId, closing: Closing, opening: Opening) -> Appended:
        """Says that nobody is called, or opens a ticket to which the next message is added."""
        parts, effects = self._parts, list[Effect]()
        if closing.outside.does == "bot":
            said = Message(text=own_words(closing) or "", type=MessageType.HANDOFF)
        else:
            card, effect = await ticket_of(_PRESSED, Urgency.MEDIUM, conversation, parts)
            effects.append(effect)
            facts = Facts(
                intent=IntentFact(name=LEFT_MESSAGE, confidence=1),
                sentiment="neutral",
                outcome=Outcome.TICKETED,
                adding=card.number,
            )
            said = ticket_message(closing, card, parts, seed=str(conversation))
            said = said.model_copy(update={"facts": facts})
        return await parts.ledger.append(
            conversation,
            [NewEvent(Source.BOT, said)],
            opening=opening,
            require=_not_with_people,
            effects=effects,
        )

    async def leave_queue(
        self, conversation: ConversationId, message: str | None = None, external_id: str | None = None
    ) -> Appended:
        """The customer does not want to wait: back to the bot, having left a message for people or not.

        A message becomes a ticket, which people answer later. Sending its `external_id` again stores nothing.
        Raises `NotWaiting`, `UnknownConversation`.
        """
        parts = self._parts
        step = HandOff(step=HandOffStep.RETURNED, cause=HandOffCause.LEFT_QUEUE)
        left = NewEvent(Source.CUSTOMER, step)
        if message is None:
            said = parts.replies.render("queue.left", seed=str(conversation), name="")
            words = Message(text=said.text, type=MessageType.HANDOFF, suggestions=said.suggestions)
            return await parts.ledger.append(
                conversation, [left, NewEvent(Source.BOT, words)], require=_waits
            )
        card, effect = await ticket_of(message, Urgency.MEDIUM, conversation, parts)
        said = parts.replies.render("queue.message", seed=str(conversation), name="", ticket=card)
        words = Message(text=said.text, type=MessageType.TICKET, ticket=card, suggestions=said.suggestions)
        return await parts.ledger.append(
            conversation,
            [
                NewEvent(Source.CUSTOMER, Message(text=message), external_id),
                left,
                NewEvent(Source.BOT, words),
            ],
            require=_waits,
            effects=[effect],
        )


class _Lent(Exception):
    """The bot does something for an agent."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.conversation = conversation


def _not_with_people(conversation: Conversation) -> None:
    if conversation.lent_by is not None:
        raise _Lent(conversation)
    if conversation.owner in (Owner.QUEUE, Owner.AGENT):
        raise WithPeople


def _waits(conversation: Conversation) -> None:
    if conversation.owner is not Owner.QUEUE:
        raise NotWaiting
