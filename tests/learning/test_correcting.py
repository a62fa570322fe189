"""Agents who say that the bot understood wrongly."""

import pytest

from prosa.conversations.events import ConversationId
from prosa.conversations.facts import Outcome
from prosa.learning.intents import UnknownIntent
from prosa.learning.items import AlreadyDecided, NoSuchMessage
from prosa.learning.noticing import Reason
from tests.conversations.saying import new_conversation
from tests.learning.conftest import Company


async def test_a_correction_lists_the_message_with_the_agents_intent(company: Company):
    id, offset = await company.asked("minha caixa sumiu", "delivery_time", 0.92)
    item = await company.corrections.correct(id, offset, "order_status", company.agent)
    assert (item.text, item.reasons) == ("minha caixa sumiu", (Reason.CORRECTED,))
    assert item.understood is not None and item.understood.name == "delivery_time"
    assert (item.suggested, item.corrected_by) == ("order_status", company.agent.id)
    accepted = await company.decisions.accept(item.id, company.agent)
    assert accepted.intent.name == "order_status"
    assert [each.origin for each in await company.examples.all()] == [Reason.CORRECTED]


async def test_correcting_again_replaces_the_suggestion(company: Company):
    id, offset = await company.asked("minha caixa sumiu", outcome=Outcome.CLARIFIED)
    await company.listed()
    await company.corrections.correct(id, offset, "delivery_time", company.agent)
    await company.corrections.correct(id, offset, "exchange_return", company.agent)
    (item,) = await company.listed()
    assert item.suggested == "exchange_return"
    assert sorted(item.reasons) == [Reason.CORRECTED, Reason.UNSURE]


async def test_a_message_said_to_a_person_can_be_taught_too(company: Company):
    id = new_conversation()
    offset = await company.says(id, "minha caixa sumiu")
    item = await company.corrections.correct(id, offset, "order_status", company.agent)
    assert (item.understood, item.suggested) == (None, "order_status")


async def test_an_agent_may_say_that_it_was_wrong_without_knowing_what_is_right(company: Company):
    id, offset = await company.asked("minha caixa sumiu", "delivery_time", 0.92)
    item = await company.corrections.correct(id, offset, None, company.agent)
    assert item.suggested is None


async def test_only_messages_of_customers_can_be_corrected(company: Company):
    id, offset = await company.asked("minha caixa sumiu")
    for conversation, place in ((id, offset + 1), (id, 99), (ConversationId(company.agent.id), 0)):
        with pytest.raises(NoSuchMessage):
            await company.corrections.correct(conversation, place, None, company.agent)
    with pytest.raises(UnknownIntent):
        await company.corrections.correct(id, offset, "nada_disso", company.agent)


async def test_a_message_decided_otherwise_is_not_quietly_changed(company: Company):
    item = await company.unsure("minha caixa sumiu")
    await company.decisions.accept(item.id, company.agent, "order_status")
    with pytest.raises(AlreadyDecided):
        await company.corrections.correct(item.conversation, item.offset, "delivery_time", company.agent)
    same = await company.corrections.correct(item.conversation, item.offset, "order_status", company.agent)
    assert same.decided_intent == "order_status"
