"""What of the log comes to the review list, and that nothing gets lost or doubled on the way."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text

from prosa.conversations.events import HandOffReason
from prosa.conversations.facts import FormState, Outcome
from prosa.conversations.models import conversation as conversation_table
from prosa.learning.collecting import PAGE
from prosa.learning.items import Status
from prosa.learning.noticing import Reason
from tests.conversations.saying import new_conversation, rated
from tests.learning.conftest import Company


async def test_a_message_the_bot_was_unsure_of_is_listed_with_what_it_took_it_for(company: Company):
    conversation, offset = await company.asked(
        "queria ver um negócio do meu pacote",
        "order_status",
        0.55,
        outcome=Outcome.CLARIFIED,
        alternatives=[{"name": "exchange_return", "confidence": 0.2}],
    )
    (item,) = await company.listed()
    assert (item.conversation, item.offset) == (conversation, offset)
    assert item.text == "queria ver um negócio do meu pacote"
    assert item.reasons == (Reason.UNSURE,)
    assert item.understood is not None and (item.understood.name, item.understood.confidence) == (
        "order_status",
        0.55,
    )
    assert [other.name for other in item.alternatives] == ["exchange_return"]
    assert (item.suggested, item.status) == ("order_status", Status.OPEN)


async def test_what_was_understood_is_not_listed(company: Company):
    await company.asked("cadê meu pedido", "order_status", 0.95)
    assert await company.listed() == []


async def test_an_answer_below_the_threshold_is_unsure_although_it_was_given(company: Company):
    await company.asked("prazo para palmas", "delivery_time", 0.5, outcome=Outcome.ANSWERED)
    assert [item.reasons for item in await company.listed()] == [(Reason.UNSURE,)]


async def test_answers_to_a_question_of_a_form_are_not_listed(company: Company):
    id = new_conversation()
    first = await company.says(id, "quero cancelar meu pedido")
    asking = FormState(form="cancel", asking="reason")
    await company.answers(id, first, "cancel_order", 0.95, outcome=Outcome.ASKED, form=asking)
    second = await company.says(id, "comprei errado mesmo")
    await company.answers(id, second, "greeting", 0.3, outcome=Outcome.ANSWERED)
    assert await company.listed() == []


@pytest.mark.parametrize("text", ["104325", "123.456.789-09", "👍", "eu@example.com"])
async def test_what_says_nothing_without_its_numbers_is_not_listed(company: Company, text: str):
    await company.asked(text, "order_status", 0.3, outcome=Outcome.CLARIFIED)
    assert await company.listed() == []


async def test_the_message_that_was_not_understood_and_led_to_a_person_is_listed(company: Company):
    id, offset = await company.asked("meu trem deu pau", "greeting", 0.2, outcome=Outcome.HANDED_OVER)
    await company.hands_over(id, offset)
    (item,) = await company.listed()
    assert (item.offset, item.reasons) == (offset, (Reason.HANDED_OVER,))


@pytest.mark.parametrize("reason", [HandOffReason.ASKED, HandOffReason.ANGER])
async def test_of_a_customer_who_wants_a_person_the_message_answered_before_is_listed(
    company: Company, reason: HandOffReason
):
    id = new_conversation()
    await company.answers(id, await company.says(id, "oi"), "greeting", 0.9)
    matter = await company.says(id, "a máquina veio sem o cabo")
    await company.answers(id, matter, "delivery_time", 0.8)
    person = await company.says(id, "quero falar com uma pessoa")
    await company.answers(id, person, "speak_to_human", 0.97, outcome=Outcome.HANDED_OVER)
    await company.hands_over(id, person, reason)
    (item,) = await company.listed()
    assert (item.text, item.reasons) == ("a máquina veio sem o cabo", (Reason.HANDED_OVER,))


async def test_a_customer_who_asks_for_a_person_at_once_teaches_nothing(company: Company):
    id, offset = await company.asked(
        "quero um atendente", "speak_to_human", 0.97, outcome=Outcome.HANDED_OVER
    )
    await company.hands_over(id, offset, HandOffReason.ASKED)
    assert await company.listed() == []


async def test_a_low_rating_lists_what_the_bot_was_least_sure_of(company: Company):
    id = new_conversation()
    for said, sure in (("cadê meu pedido", 0.95), ("e a garantia do cabo", 0.72), ("qual o prazo", 0.9)):
        await company.answers(id, await company.says(id, said), "delivery_time", sure)
    await company.ledger.append(id, [rated(1)])
    (item,) = await company.listed()
    assert (item.text, item.reasons) == ("e a garantia do cabo", (Reason.LOW_RATING,))


async def test_a_good_rating_lists_nothing(company: Company):
    id, _ = await company.asked("cadê meu pedido", confidence=0.9)
    await company.ledger.append(id, [rated(4)])
    assert await company.listed() == []


async def test_a_message_noticed_twice_is_listed_once_with_both_reasons(company: Company):
    id, offset = await company.asked("meu trem deu pau", confidence=0.5, outcome=Outcome.CLARIFIED)
    await company.listed()
    await company.hands_over(id, offset)
    (item,) = await company.listed()
    assert set(item.reasons) == {Reason.UNSURE, Reason.HANDED_OVER}


async def test_what_a_node_that_died_had_not_read_the_next_one_reads(company: Company):
    await company.asked("primeira dúvida estranha", outcome=Outcome.CLARIFIED)
    await company.collector.collect()
    await company.asked("segunda dúvida estranha", outcome=Outcome.CLARIFIED)
    assert await company.another_collector().collect() == 2, "the overlap is read again"
    assert len(await company.listed()) == 2, "and nothing is listed twice"


async def test_an_event_that_becomes_visible_late_is_still_noticed(company: Company):
    await company.collector.collect()
    id, _ = await company.asked("chegou atrasada no banco", outcome=Outcome.CLARIFIED)
    async with company.database.begin() as connection:
        await connection.execute(text("UPDATE event SET at = at - interval '30 seconds'"))
    assert [item.conversation for item in await company.listed()] == [id]


async def test_a_decided_message_stays_decided_when_the_log_is_read_again(company: Company):
    item = await company.unsure("meu trem deu pau")
    await company.decisions.dismiss(item.id, company.agent)
    await company.another_collector().collect()
    assert (await company.review.get(item.id)).status is Status.DISMISSED


async def test_more_than_a_page_is_read_in_one_look(company: Company):
    for number in range(PAGE + 5):
        await company.asked(f"dúvida esquisita {'x' * number}", outcome=Outcome.CLARIFIED)
    assert await company.collector.collect() == PAGE + 5


async def test_a_long_history_is_read_to_its_end(company: Company):
    for days in (20, 10, 3):
        id, _ = await company.asked(f"dúvida de {'muitos ' * days}dias", outcome=Outcome.CLARIFIED)
        async with company.database.begin() as connection:
            await connection.execute(
                text("UPDATE event SET at = at - make_interval(days => :days) WHERE conversation_id = :id"),
                {"days": days, "id": id},
            )
    assert await company.collector.collect() == 3


async def test_what_is_older_than_the_history_is_left_alone(company: Company):
    await company.asked("de outro tempo", outcome=Outcome.CLARIFIED)
    company.clock.now += timedelta(days=60)
    assert await company.listed() == []


async def test_a_body_that_does_not_open_keeps_no_other_from_being_read(company: Company):
    broken, _ = await company.asked("esta linha foi trocada", outcome=Outcome.CLARIFIED)
    whole, _ = await company.asked("esta linha está inteira", outcome=Outcome.CLARIFIED)
    async with company.database.begin() as connection:
        await connection.execute(
            text("UPDATE event SET data_sealed = '\\x00' WHERE conversation_id = :id"), {"id": broken}
        )
    assert [item.conversation for item in await company.listed()] == [whole]


async def test_nothing_is_left_on_the_list_of_an_erased_conversation(company: Company):
    item = await company.unsure("meu trem deu pau")
    await company.decisions.accept(item.id, company.agent)
    async with company.database.begin() as connection:
        await connection.execute(
            delete(conversation_table).where(conversation_table.c.id == item.conversation)
        )
    assert await company.listed(status=None) == []
    (kept,) = await company.examples.all()
    assert (kept.text, kept.item) == ("meu trem deu pau", None)
