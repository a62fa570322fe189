import asyncio

import pytest
from sqlalchemy import select

from prosa.conversations.appending import UnknownConversation
from prosa.conversations.events import HandOffStep, Message, Rating, Source, Thumb
from prosa.conversations.models import event as event_table
from prosa.conversations.verdicts.taking import AlreadyRated, NotAnAnswer
from prosa.handoff.models import ticket as ticket_table
from prosa.packs.rules import Rule
from prosa.packs.schema import Pack
from prosa.packs.verdict import VerdictRules
from tests.conversations import shop
from tests.conversations.conftest import StartNode
from tests.conversations.nodes import Chat, Node
from tests.conversations.reading import Reader
from tests.conversations.saying import new_conversation, step


async def test_a_verdict_is_given_once(node: Node, chat: Chat):
    await chat.says("oi")
    await node.verdicts.rate(chat.conversation, 5, "ótimo")
    with pytest.raises(AlreadyRated):
        await node.verdicts.rate(chat.conversation, 1, "")
    assert (await chat.standing()).rating == 5


async def test_the_next_matter_may_be_rated_too(node: Node, chat: Chat):
    await chat.says("oi")
    await node.parts.ledger.append(chat.conversation, [step(HandOffStep.RESOLVED)])
    await node.verdicts.rate(chat.conversation, 5, "")
    await chat.says("mais uma coisa")
    await node.verdicts.rate(chat.conversation, 4, "")
    scores = [event.data.score for event in await chat.events() if isinstance(event.data, Rating)]
    assert scores == [5, 4]


async def test_the_same_verdict_sent_three_times_at_once_is_stored_and_promised_once(node: Node, chat: Chat):
    await chat.says("oi")
    await asyncio.gather(*(node.verdicts.rate(chat.conversation, 1, "ruim", "web:r-1") for _ in range(3)))
    assert len([event for event in await chat.events() if isinstance(event.data, Rating)]) == 1
    async with node.database.connect() as connection:
        assert len((await connection.execute(select(ticket_table))).all()) == 1


async def test_what_nobody_said_cannot_be_rated(node: Node):
    with pytest.raises(UnknownConversation):
        await node.verdicts.rate(new_conversation(), 5, "")


async def test_a_low_verdict_opens_a_ticket_and_promises_an_answer(node: Node, chat: Chat):
    await chat.says("oi")
    await node.verdicts.rate(chat.conversation, 2, "ninguém resolveu")
    rating, promise = (await chat.events())[-2:]
    assert isinstance(promise.data, Message) and promise.data.ticket is not None
    assert promise.data.text == "[verdict.low]"
    assert isinstance(rating.data, Rating) and rating.data.comment == "ninguém resolveu"
    async with node.database.connect() as connection:
        ticket = (await connection.execute(select(ticket_table))).one()
    assert (ticket.number, ticket.type, ticket.urgency) == (
        promise.data.ticket.number,
        "Avaliação baixa",
        "high",
    )


async def test_three_stars_open_nothing(node: Node, chat: Chat):
    await chat.says("oi")
    await node.verdicts.rate(chat.conversation, 3, "")
    assert isinstance((await chat.events())[-1].data, Rating)


async def test_a_pack_may_want_no_tickets(start_node: StartNode):
    node = await start_node(pack=shop.pack(verdict=VerdictRules(low=0)))
    chat = Chat(node)
    await chat.says("oi")
    await node.verdicts.rate(chat.conversation, 1, "")
    assert isinstance((await chat.events())[-1].data, Rating)


async def test_reports_see_score_and_subject_of_a_verdict_and_nothing_that_was_said(start_node: StartNode):
    node = await start_node(reader=Reader(), pack=_labelled())
    chat = Chat(node)
    answer = await chat.says("oi")
    await node.verdicts.thumb(chat.conversation, answer.offset, up=False)
    await node.verdicts.rate(chat.conversation, 4, "bom")
    async with node.database.connect() as connection:
        rows = (
            await connection.execute(
                select(event_table.c.kind, event_table.c.outcome, event_table.c.intent, event_table.c.score)
                .where(event_table.c.source == Source.CUSTOMER.value, event_table.c.kind != "message")
                .order_by(event_table.c.offset)
            )
        ).all()
    assert [tuple(row) for row in rows] == [
        ("thumb", "down", "greeting", None),
        ("rating", "bot", "greeting", 4),
    ]


async def test_the_last_thumb_on_an_answer_counts_and_the_first_is_kept(start_node: StartNode):
    node = await start_node(reader=Reader(), pack=_labelled())
    chat = Chat(node)
    answer = await chat.says("oi")
    for up in (False, True):
        await node.verdicts.thumb(chat.conversation, answer.offset, up)
    thumbs = [event.data for event in await chat.events() if isinstance(event.data, Thumb)]
    assert [(thumb.of, thumb.up) for thumb in thumbs] == [(answer.offset, False), (answer.offset, True)]


async def test_only_answers_to_the_matter_get_a_thumb(node: Node, chat: Chat):
    greeting = await chat.says("oi")
    for of in (0, greeting.offset, greeting.offset + 5):
        with pytest.raises(NotAnAnswer):
            await node.verdicts.thumb(chat.conversation, of, up=True)


def _labelled() -> Pack:
    """A shop where a greeting is to the matter: it may be offered as a reading."""
    return shop.pack(intents={**shop.INTENTS, "greeting": Rule(reply="greeting", label="Oi")})
