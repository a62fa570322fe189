"""Taking the customer's verdict: stars once for each matter, thumbs on single answers."""

from datetime import UTC, datetime

from prosa.conversations.appending import Appended, UnknownConversation
from prosa.conversations.errors import Conflict, Invalid
from prosa.conversations.events import (
    ConversationId,
    Event,
    Message,
    MessageType,
    NewEvent,
    Rating,
    Source,
    Thumb,
)
from prosa.conversations.facts import Facts, Outcome
from prosa.conversations.log import PAGE, Log
from prosa.conversations.parts import TicketCard, Urgency
from prosa.conversations.ports import TicketRequest
from prosa.conversations.projection import Conversation
from prosa.conversations.rows import article_of
from prosa.conversations.turn import Parts
from prosa.conversations.verdicts.matter import matter_of

LOW = "verdict.low"
_STARS = "Nota {score} de 5."


class AlreadyRated(Conflict):
    """The customer has given a verdict on this matter before."""

    code = "already_rated"
    says = "Você já avaliou este atendimento. Obrigado!"


class NotAnAnswer(Invalid):
    """A thumb points at something that is no answer of the bot."""

    code = "not_an_answer"
    says = "Só dá para avaliar respostas do assistente."


class Verdicts:
    """Stores what customers think of how they were dealt with."""

    def __init__(self, parts: Parts, log: Log) -> None:
        self._parts = parts
        self._log = log

    async def rate(
        self, conversation: ConversationId, score: int, comment: str, external_id: str | None = None
    ) -> Appended:
        """Stores the verdict on the matter at hand, once; the same `external_id` again is the same verdict.

        A low one opens a ticket in the same transaction. Raises `AlreadyRated`, `UnknownConversation`.
        """
        rating = matter_of(await self._latest(conversation)).rated(score, comment)
        events = [NewEvent(Source.CUSTOMER, rating, external_id)]
        if score > self._parts.pack.bot.verdict.low:
            return await self._parts.ledger.append(conversation, events, require=_not_rated)
        request = await self._follow_up(conversation, rating)
        events.append(NewEvent(Source.BOT, self._promise(conversation, request)))
        return await self._parts.ledger.append(
            conversation, events, require=_not_rated, effects=[self._parts.tickets.open(request)]
        )

    async def thumb(
        self, conversation: ConversationId, of: int, up: bool, external_id: str | None = None
    ) -> Appended:
        """Stores whether an answer helped; given again, the last counts.

        Raises `NotAnAnswer`, `UnknownConversation`.
        """
        found = await self._log.after(conversation, of - 1, limit=1)
        facts = answered(found[0]) if found and found[0].offset == of else None
        if facts is None:
            raise NotAnAnswer
        article = article_of(found[0].data)
        thumb = Thumb(of=of, up=up, intent=facts.intent.name, article=article)
        return await self._parts.ledger.append(conversation, [NewEvent(Source.CUSTOMER, thumb, external_id)])

    async def _latest(self, conversation: ConversationId) -> list[Event]:
        standing = await self._log.conversation(conversation)
        if standing is None:
            raise UnknownConversation
        return await self._log.after(conversation, max(-1, standing.last_offset - PAGE), limit=PAGE)

    async def _follow_up(self, conversation: ConversationId, rating: Rating) -> TicketRequest:
        urgency = Urgency.HIGH
        return TicketRequest(
            number=await self._parts.tickets.next_number(),
            conversation=conversation,
            type=self._parts.pack.bot.verdict.ticket,
            urgency=urgency,
            description=f"{_STARS.format(score=rating.score)} {rating.comment}".strip(),
            expected_at=self._parts.tickets.promise(urgency, datetime.now(UTC)),
        )

    def _promise(self, conversation: ConversationId, request: TicketRequest) -> Message:
        """What the customer is told: somebody will read it, under this number."""
        card = TicketCard(
            number=request.number,
            type=request.type,
            urgency=request.urgency,
            status="open",
            expected_at=request.expected_at,
        )
        said = self._parts.replies.render(LOW, seed=str(conversation), name="", ticket=card)
        return Message(text=said.text, type=MessageType.TICKET, ticket=card)


def answered(event: Event) -> Facts | None:
    """What the bot knew when it answered something, and not merely a greeting; None for anything else."""
    match event.data:
        case Message(facts=Facts(outcome=Outcome.ANSWERED, small_talk=False) as facts):
            return facts
        case _:
            return None


def _not_rated(conversation: Conversation) -> None:
    if conversation.rating is not None:
        raise AlreadyRated
