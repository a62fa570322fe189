"""Speaking unasked, on real engines: once on however many nodes, and never against the customer's wish."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from prosa.conversations.customers import Customer, Customers
from prosa.conversations.events import ConversationId, Event, Message, MessageType, Source
from prosa.conversations.projection import Owner
from prosa.conversations.unasked.initiative import Initiative, Place
from prosa.conversations.unasked.keeping import CompanyEvent, CompanyEvents, Subject, erase_unasked
from prosa.conversations.unasked.models import company_event
from prosa.conversations.unasked.typing import TypingSigns
from prosa.packs.proactive import PageTrigger, Proactive, ProactiveRule, QuietHours
from prosa.packs.rules import Rule
from prosa.packs.schema import Pack, Reply
from prosa.security.identity import Identity
from tests.conversations import shop
from tests.conversations.conftest import StartNode
from tests.conversations.nodes import CIPHER, CUSTOMERS_KEY, Chat, Node
from tests.conversations.reading import Reader, understood
from tests.conversations.saying import new_conversation, opening_of

NEVER = QuietHours(begins=time(0), ends=time(0))
ALWAYS = QuietHours(begins=time(0), ends=time(23, 59))


def pack(quiet: QuietHours = NEVER) -> Pack:
    rules = {
        "cart": ProactiveRule(page=PageTrigger(path="/carrinho*", seconds=30), reply="cart"),
        "late": ProactiveRule(event="order_late", reply="late", once_every_days=0.5, expires_hours=5),
    }
    plain = shop.pack(
        proactive=Proactive(quiet=quiet, rules=rules),
        intents={
            **shop.INTENTS,
            "notices_stop": Rule(proactive="stop", label="Não quero avisos"),
            "notices_start": Rule(proactive="start", label="Quero avisos"),
        },
    )
    replies = {
        "cart": Reply(text=("[cart] {{ name }}",)),
        "late": Reply(text=("[late] {{ event.order }}",)),
        "proactive.stopped": Reply(text=("[stopped]",)),
        "proactive.started": Reply(text=("[started]",)),
    }
    return replace(plain, replies=plain.replies | replies)


class Shop:
    """A node with its initiative."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.customers = Customers(node.database, CIPHER, CUSTOMERS_KEY)
        self.events = CompanyEvents(node.database, CIPHER)
        self.now = datetime.now(UTC)
        self.initiative = Initiative(
            node.database,
            node.parts,
            node.log,
            node.memory,
            self.events,
            self.customers,
            TypingSigns(node.valkey),
            clock=lambda: self.now,
        )

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    async def on_cart(self, conversation: ConversationId, seconds: int = 30, **place: Any) -> bool:
        place.setdefault("opening", opening_of(conversation))
        return await self.initiative.on_page(Place(conversation, **place), "/carrinho", seconds, _free)

    async def happened(self, who: str, order: str = "10432", id: str | None = None) -> bool:
        hashed = Subject(self.customers.hash(who))
        event = CompanyEvent(
            id or uuid4().hex,
            "order_late",
            hashed,
            {"order": order},
            self.now,
            self.now + timedelta(hours=5),
        )
        return await self.events.put(event)

    async def arrives(self, who: str, conversation: ConversationId | None = None) -> ConversationId | None:
        """The conversation in which something was said to who came."""
        here = conversation or new_conversation()
        identity = Identity(who, {"name": "Ana Souza"})
        said = await self.initiative.on_arrival(Place(here, opening_of(here), identity))
        return here if said else None

    async def known(self, who: str) -> Customer:
        found = await self.customers.find(who)
        assert found is not None
        return found

    async def unasked(self, conversation: ConversationId) -> list[str]:
        events = await self.node.log.all_after(conversation, -1)
        return [message.text for message in map(_message, events) if message and message.unasked]


def _message(event: Event) -> Message | None:
    return event.data if isinstance(event.data, Message) else None


async def _free() -> None:
    return


@pytest.fixture
async def here(start_node: StartNode) -> Shop:
    reader = Reader(
        understood("chega de avisos", "notices_stop"),
        understood("quero avisos", "notices_start"),
        understood("cadê meu pedido", "order_status"),
        understood("quero uma pessoa", "speak_to_human"),
    )
    return Shop(await start_node(pack=pack(), reader=reader))


async def said(shop: Shop, text: str, conversation: ConversationId) -> None:
    """The customer says this, long enough ago to be spoken to again."""
    chat = Chat(shop.node)
    chat.conversation = conversation
    await chat.says(text)
    shop.now = datetime.now(UTC) + timedelta(minutes=5)


async def test_a_page_opens_a_conversation_once_with_a_button_that_stops_it(here: Shop):
    conversation = new_conversation()
    assert not await here.on_cart(conversation, seconds=29)
    assert await here.on_cart(conversation)
    assert not await here.on_cart(conversation)
    (event,) = await here.node.log.all_after(conversation, -1)
    message = _message(event)
    assert message is not None and event.source is Source.BOT and message.type is MessageType.PROACTIVE
    assert message.actions[-1].label == "Não quero avisos"
    assert message.unasked is not None and message.unasked.rule == "cart" and message.facts is None


async def test_after_the_period_it_may_be_said_again(here: Shop):
    conversation = new_conversation()
    assert await here.on_cart(conversation)
    here.later(days=6, hours=23)
    assert not await here.on_cart(conversation)
    here.later(hours=2)
    assert await here.on_cart(conversation)


async def test_two_nodes_and_two_tabs_say_it_once(start_node: StartNode):
    shops = [Shop(await start_node(pack=pack())) for _ in range(2)]
    who = Identity("ana", {})
    same, others = new_conversation(), [new_conversation() for _ in range(4)]
    places = [same, same, *others]
    told = await asyncio.gather(
        *(shops[n % 2].on_cart(place, identity=who) for n, place in enumerate(places))
    )
    assert sum(told) == 1
    assert sum([len(await shops[0].unasked(place)) for place in dict.fromkeys(places)]) == 1


async def test_an_event_that_two_nodes_and_two_tabs_see_at_once_is_said_once(start_node: StartNode):
    shops = [Shop(await start_node(pack=pack())) for _ in range(2)]
    await shops[0].happened("ana", "10432")
    seen = await shops[0].arrives("ana")
    assert seen is not None
    for each in shops:
        each.later(hours=13)
    await shops[0].happened("ana", "10433")
    await asyncio.gather(
        *(each.initiative.deliver_due() for each in shops),
        *(each.arrives("ana", seen) for each in shops),
        *(each.arrives("ana") for each in shops),
    )
    told = await shops[0].node.log.all_after(seen, -1)
    assert [event.offset for event in told] == list(range(len(told)))
    assert await shops[0].events.waiting_for(shops[0].customers.hash("ana")) == []
    everywhere = await shops[0].customers.conversations((await shops[0].known("ana")).id)
    said = [text for place in everywhere for text in await shops[0].unasked(place)]
    assert sorted(said) == ["[late] 10432", "[late] 10433"]


async def test_what_the_customer_says_to_it_is_a_turn_like_any_other(here: Shop):
    conversation = new_conversation()
    await here.on_cart(conversation)
    chat = Chat(here.node)
    chat.conversation = conversation
    answer = _message(await chat.says("oi"))
    assert answer is not None and answer.text == "[greeting]"


async def test_who_has_said_stop_is_told_nothing_until_they_say_start(here: Shop):
    conversation = new_conversation()
    await said(here, "chega de avisos", conversation)
    assert not await here.on_cart(conversation)
    await said(here, "quero avisos", conversation)
    assert await here.on_cart(conversation)


async def test_a_customers_stop_holds_in_their_other_conversations(here: Shop):
    first = new_conversation()
    chat = Chat(here.node)
    chat.conversation = first
    await here.node.inbox.receive(
        first, "chega de avisos", opening=opening_of(first), identity=Identity("ana", {})
    )
    await chat.settled()
    await here.happened("ana")
    assert await here.arrives("ana") is None
    assert await here.events.waiting_for(here.customers.hash("ana")) == []
    await here.happened("bia")
    assert await here.arrives("bia") is not None


async def test_nobody_is_interrupted_by_it(here: Shop):
    typing, asked, person = (new_conversation() for _ in range(3))
    await here.initiative.typing.sign(typing, on=True)
    assert not await here.on_cart(typing)
    await here.initiative.typing.sign(typing, on=False)
    assert await here.on_cart(typing)
    await said(here, "cadê meu pedido", asked)
    assert not await here.on_cart(asked)
    await said(here, "quero uma pessoa", person)
    standing = await here.node.log.conversation(person)
    assert standing is not None and standing.owner is Owner.QUEUE
    assert not await here.on_cart(person)


async def test_an_event_waits_until_its_customer_comes_and_is_then_said_once(here: Shop):
    assert await here.happened("ana", id="e-1")
    assert not await here.happened("ana", id="e-1")
    assert await here.initiative.deliver_due() == 1
    assert await here.arrives("bia") is None
    conversation = await here.arrives("ana")
    assert conversation is not None
    assert await here.unasked(conversation) == ["[late] 10432"]
    assert await here.arrives("ana") is None
    assert not await here.happened("ana", id="e-1")


async def test_an_event_reaches_the_conversation_in_which_its_customer_was_last_seen(here: Shop):
    await here.happened("ana", "10432")
    conversation = await here.arrives("ana")
    assert conversation is not None
    here.later(hours=13)
    await here.happened("ana", "10433")
    await here.initiative.deliver_due()
    assert await here.unasked(conversation) == ["[late] 10432", "[late] 10433"]


async def test_a_conversation_that_no_browser_can_open_any_more_is_told_nothing(here: Shop):
    await here.happened("ana", "10432")
    conversation = await here.arrives("ana")
    assert conversation is not None
    here.later(hours=25)
    await here.happened("ana", "10433")
    await here.initiative.deliver_due()
    assert await here.unasked(conversation) == ["[late] 10432"]
    later = await here.arrives("ana")
    assert later is not None and await here.unasked(later) == ["[late] 10433"]


async def test_in_a_browser_that_two_people_share_nobody_hears_what_is_the_others(here: Shop):
    await here.happened("ana", "10432")
    conversation = await here.arrives("ana")
    assert conversation is not None
    here.later(minutes=10)
    await here.happened("bia", "10500")
    assert await here.arrives("bia", conversation) is None
    assert not await here.on_cart(conversation, identity=Identity("bia", {}))
    await here.initiative.deliver_due()
    assert await here.unasked(conversation) == ["[late] 10432"]


async def test_an_event_whose_key_is_gone_is_said_without_its_values(here: Shop):
    await here.happened("ana", "10432")
    async with here.node.database.begin() as connection:
        await connection.execute(update(company_event).values(values_sealed=b"\x00" * 40))
    conversation = await here.arrives("ana")
    assert conversation is not None and await here.unasked(conversation) == ["[late]"]


async def test_an_event_that_has_expired_is_never_said_and_says_nothing_any_more(here: Shop):
    await here.happened("ana")
    here.later(hours=5)
    assert await here.arrives("ana") is None
    assert await here.events.waiting_for(here.customers.hash("ana")) == []


async def test_what_happens_in_quiet_hours_waits(start_node: StartNode):
    shop = Shop(await start_node(pack=pack(quiet=ALWAYS)))
    shop.now = datetime(2030, 6, 10, 15, 0, tzinfo=UTC)
    await shop.happened("ana")
    assert await shop.arrives("ana") is None
    assert len(await shop.events.waiting_for(shop.customers.hash("ana"))) == 1


async def test_the_order_of_an_event_is_what_the_customer_then_speaks_of(here: Shop):
    await here.happened("ana", "10432")
    conversation = await here.arrives("ana")
    assert conversation is not None
    standing = await here.node.log.conversation(conversation)
    assert standing is not None
    assert (await here.node.memory.context(standing)).entities["order"] == "10432"


async def test_erasing_somebody_forgets_what_waits_for_them(here: Shop):
    await here.happened("ana", "10432")
    conversation = await here.arrives("ana")
    assert conversation is not None
    await here.happened("ana", "10433")
    async with here.node.database.begin() as connection:
        assert await erase_unasked(connection, [conversation]) == 2
    assert await here.events.waiting_for(here.customers.hash("ana")) == []
