"""An agent has the bot run a form, and gets the floor back."""

from datetime import UTC, datetime, timedelta

import pytest

from prosa.conversations.events import HandOff, HandOffCause, HandOffStep, Message, Source
from prosa.conversations.lending import NoSuchForm
from prosa.conversations.projection import Owner
from prosa.conversations.unasked.deciding import is_with_people
from prosa.conversations.verdicts.ending import Endings
from prosa.handoff.guards import NotYours
from prosa.handoff.service import HandOffs
from prosa.handoff.steps import BotSteps
from prosa.packs.verdict import VerdictRules
from prosa.people.agents import Agent, Agents
from tests.conversations import shop
from tests.conversations.conftest import StartNode
from tests.conversations.nodes import Chat, Node
from tests.conversations.reading import Reader, understood
from tests.conversations.saying import bot, opening_of


@pytest.fixture
async def node(start_node: StartNode) -> Node:
    """A node whose bot understands what a form may hear."""
    return await start_node(
        reader=Reader(
            understood("10432", "greeting", 0.2, order="10432"),
            understood("deixa pra lá", "deny"),
            understood("quero falar com uma pessoa", "speak_to_human"),
        )
    )


@pytest.fixture
async def ana(node: Node) -> Agent:
    return (await Agents(node.database).create("Ana", "ana@loja.example"))[0]


@pytest.fixture
async def chat(node: Node, ana: Agent) -> Chat:
    """A conversation that Ana holds."""
    chat = Chat(node)
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    await HandOffs(node.database, node.parts.ledger).take(chat.conversation, ana)
    return chat


@pytest.fixture
def steps(node: Node) -> BotSteps:
    return BotSteps(node.parts, node.log, node.memory)


async def last_step(chat: Chat) -> HandOff:
    return [event.data for event in await chat.events() if isinstance(event.data, HandOff)][-1]


async def texts(chat: Chat) -> list[str]:
    return [event.data.text for event in await chat.events(Source.BOT) if isinstance(event.data, Message)]


async def test_the_bot_asks_the_form_s_questions_and_the_floor_comes_back_with_its_end(
    chat: Chat, steps: BotSteps, ana: Agent
):
    lent = await steps.begin(chat.conversation, ana, "exchange")
    assert (lent.owner, lent.lent_by, lent.lent_form) == (Owner.BOT, ana.id, "exchange")
    assert (await texts(chat))[-1] == "[exchange.order]"

    await chat.says("10432")
    under_way = await chat.standing()
    assert (under_way.owner, under_way.lent_by) == (Owner.BOT, ana.id)

    await chat.says("Trocar")
    back = await chat.standing()
    assert (back.owner, back.assignee, back.lent_by) == (Owner.AGENT, ana.id, None)
    step = await last_step(chat)
    assert (step.step, step.cause, step.agent_name) == (
        HandOffStep.ASSIGNED,
        HandOffCause.FLOOR_BACK,
        "Ana",
    )


async def test_a_form_that_is_given_up_gives_the_floor_back(chat: Chat, steps: BotSteps, ana: Agent):
    await steps.begin(chat.conversation, ana, "cancel")
    await chat.says("deixa pra lá")
    assert (await chat.standing()).assignee == ana.id


async def test_a_customer_who_wants_a_person_in_mid_form_gets_the_one_they_had_and_no_queue(
    chat: Chat, steps: BotSteps, ana: Agent
):
    await steps.begin(chat.conversation, ana, "cancel")
    await chat.says("quero falar com uma pessoa")
    assert (await chat.standing()).assignee == ana.id
    assert (await texts(chat))[-1] == "[handoff.asked]"


async def test_the_agent_may_take_the_floor_back_in_mid_form(
    chat: Chat, node: Node, steps: BotSteps, ana: Agent
):
    await steps.begin(chat.conversation, ana, "cancel")
    taken = await HandOffs(node.database, node.parts.ledger).take(chat.conversation, ana)
    assert (taken.owner, taken.assignee, taken.lent_by) == (Owner.AGENT, ana.id, None)
    before = await texts(chat)
    await chat.send("10432")
    await node.turns.close()
    assert await texts(chat) == before, "the bot is silent again"


async def test_while_the_bot_has_the_floor_the_agent_does_not_talk_over_it(
    chat: Chat, node: Node, steps: BotSteps, ana: Agent
):
    await steps.begin(chat.conversation, ana, "cancel")
    with pytest.raises(NotYours):
        await HandOffs(node.database, node.parts.ledger).answer(chat.conversation, ana, "oi")


async def test_only_who_holds_the_conversation_asks_the_bot_and_only_for_what_there_is(
    chat: Chat, node: Node, steps: BotSteps, ana: Agent
):
    bia, _ = await Agents(node.database).create("Bia", "bia@loja.example")
    with pytest.raises(NotYours):
        await steps.begin(chat.conversation, bia, "cancel")
    with pytest.raises(NoSuchForm):
        await steps.begin(chat.conversation, ana, "pix")
    assert (await chat.standing()).assignee == ana.id


async def test_who_presses_the_button_for_a_person_meanwhile_gets_the_lender_and_does_not_queue(
    chat: Chat, node: Node, steps: BotSteps, ana: Agent
):
    await steps.begin(chat.conversation, ana, "exchange")
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    back = await chat.standing()
    assert (back.owner, back.assignee, back.lent_by) == (Owner.AGENT, ana.id, None)
    step = await last_step(chat)
    assert (step.step, step.cause, step.agent_name) == (
        HandOffStep.ASSIGNED,
        HandOffCause.FLOOR_BACK,
        "Ana",
    )


async def test_the_bot_does_not_end_what_it_does_for_an_agent(
    chat: Chat, node: Node, steps: BotSteps, ana: Agent
):
    await steps.begin(chat.conversation, ana, "exchange")
    asked = bot(intent={"name": "warranty", "confidence": 0.9}, answers=0)
    await node.parts.ledger.append(chat.conversation, [asked])
    rules = VerdictRules(after_minutes=15)
    later = datetime.now(UTC) + timedelta(hours=2)
    endings = Endings(node.database, node.parts.ledger, shop.pack(verdict=rules).bot, lambda: later)
    assert await endings.look() == 0
    assert is_with_people(await chat.standing()), "nor does it speak unasked"
