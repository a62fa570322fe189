"""What people decide about messages on the list."""

import asyncio

import pytest
from sqlalchemy import text

from prosa.learning.intents import BadIntentName, UnknownIntent
from prosa.learning.items import AlreadyDecided, NoSuchItem, NothingToLearn, Status, TeachesOtherwise
from prosa.learning.noticing import Reason
from prosa.learning.teaching import NEEDED
from prosa.people.agents import Agents
from prosa.people.audit import AuditLog
from tests.learning.conftest import Company


async def test_the_suggested_intent_is_accepted_with_one_call(company: Company):
    item = await company.unsure("onde foi parar minha caixa 104325")
    made = await company.decisions.accept(item.id, company.agent)
    assert (made.example, made.duplicate) == ("onde foi parar minha caixa número", False)
    assert made.item.status is Status.ACCEPTED
    assert (made.item.decided_by, made.item.decided_intent) == (company.agent.id, "order_status")
    (example,) = await company.examples.all()
    assert (example.text, example.intent, example.origin) == (made.example, "order_status", Reason.UNSURE)
    assert (example.item, example.accepted_by) == (item.id, company.agent.id)


async def test_another_intent_may_be_chosen_and_the_example_rewritten(company: Company):
    item = await company.unsure("o negócio da Joana 99999")
    made = await company.decisions.accept(
        item.id, company.agent, "exchange_return", text="quero devolver o que comprei, cpf 12345678909"
    )
    assert made.example == "quero devolver o que comprei, cpf número"
    assert made.intent.name == "exchange_return" and made.intent.learned == 1


async def test_accepting_twice_is_accepting_once(company: Company):
    item = await company.unsure("onde foi parar minha caixa")
    first = await company.decisions.accept(item.id, company.agent)
    again = await company.decisions.accept(item.id, company.agent)
    assert again == first
    assert len(await company.examples.all()) == 1


async def test_two_who_decide_differently_at_once_make_one_decision(company: Company):
    item = await company.unsure("onde foi parar minha caixa")
    other, _ = await Agents(company.database).create("Bia", "bia@loja.example")
    answers = await asyncio.gather(
        company.decisions.accept(item.id, company.agent, "order_status"),
        company.decisions.accept(item.id, other, "exchange_return"),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, AlreadyDecided) for answer in answers) == 1
    assert len(await company.examples.all()) == 1


async def test_an_equal_example_is_not_added_again(company: Company):
    taught, fresh, like_it = [
        await company.unsure(said)
        for said in ("CADÊ MEU PEDIDO", "sumiu o pedido 11111", "sumiu o pedido 22222")
    ]
    assert (await company.decisions.accept(taught.id, company.agent)).duplicate
    assert not (await company.decisions.accept(fresh.id, company.agent)).duplicate
    assert (await company.decisions.accept(like_it.id, company.agent)).duplicate
    assert [example.text for example in await company.examples.all()] == ["sumiu o pedido número"]


async def test_two_equal_messages_accepted_at_once_make_one_example(company: Company):
    items = [await company.unsure(f"sumiu o pedido {number}") for number in (11111, 22222, 33333)]
    await asyncio.gather(*(company.decisions.accept(item.id, company.agent) for item in items))
    assert len(await company.examples.all()) == 1


async def test_a_message_that_teaches_another_intent_already_is_refused(company: Company):
    item = await company.unsure("cadê meu pedido")
    with pytest.raises(TeachesOtherwise, match="order_status"):
        await company.decisions.accept(item.id, company.agent, "delivery_time")
    assert (await company.review.get(item.id)).status is Status.OPEN


async def test_an_intent_nobody_knows_is_taken_for_a_slip(company: Company):
    item = await company.unsure("onde foi parar minha caixa")
    with pytest.raises(UnknownIntent, match=r"order_status.*new_intent"):
        await company.decisions.accept(item.id, company.agent, "order_staus")
    with pytest.raises(BadIntentName):
        await company.decisions.accept(item.id, company.agent, "Troca de Cor", new_intent=True)


async def test_a_new_intent_says_how_many_examples_it_still_needs(company: Company):
    advice: list[str | None] = []
    for number in range(NEEDED):
        item = await company.unsure(f"dá para parcelar {'muito ' * number}no cartão")
        made = await company.decisions.accept(item.id, company.agent, "parcelamento", new_intent=number == 0)
        assert made.intent.is_new and not made.intent.has_rule
        assert made.intent.missing == NEEDED - number - 1
        advice.append(made.intent.advice)
    assert advice[0] == "Falta aceitar mais 4 exemplos para esta intenção entrar no treino."
    assert advice[-1] is not None and "bot.yml" in advice[-1]


async def test_a_message_of_nothing_but_personal_data_teaches_nothing(company: Company):
    item = await company.unsure("olha meu documento")
    with pytest.raises(NothingToLearn):
        await company.decisions.accept(item.id, company.agent, text="123.456.789-09")


async def test_a_dismissed_message_leaves_the_list_and_can_come_back(company: Company):
    item = await company.unsure("kkkkk sei lá")
    await company.decisions.dismiss(item.id, company.agent)
    assert (await company.decisions.dismiss(item.id, company.agent)).status is Status.DISMISSED
    assert await company.listed() == []
    with pytest.raises(AlreadyDecided):
        await company.decisions.accept(item.id, company.agent)
    reopened = await company.decisions.reopen(item.id, company.agent)
    assert (reopened.status, reopened.decided_by) == (Status.OPEN, None)


async def test_reopening_takes_the_example_back(company: Company):
    item = await company.unsure("onde foi parar minha caixa")
    await company.decisions.accept(item.id, company.agent)
    await company.decisions.reopen(item.id, company.agent)
    assert await company.examples.all() == []
    assert (await company.decisions.accept(item.id, company.agent, "exchange_return")).duplicate is False


async def test_withdrawing_an_example_reopens_its_message(company: Company):
    item = await company.unsure("onde foi parar minha caixa")
    await company.decisions.accept(item.id, company.agent)
    (example,) = await company.examples.all()
    await company.examples.withdraw(example.id, company.agent.id)
    assert (await company.review.get(item.id)).status is Status.OPEN


async def test_nothing_that_was_said_lies_open_in_the_database(company: Company):
    item = await company.unsure("meu segredo é um abacaxi")
    await company.decisions.accept(item.id, company.agent)
    async with company.database.connect() as connection:
        for table in ("review_item", "learned_example", "event"):
            rows = await connection.execute(text(f"SELECT t::text AS row FROM {table} t"))
            assert not any("abacaxi" in row.row or b"abacaxi".hex() in row.row for row in rows)


async def test_a_message_that_is_not_listed_cannot_be_decided(company: Company):
    with pytest.raises(NoSuchItem):
        await company.decisions.dismiss(company.agent.id, company.agent)


async def test_the_audit_log_says_who_taught_what(company: Company):
    first, second = await company.unsure("onde foi parar minha caixa"), await company.unsure("kkkk sei lá")
    third = await company.unsure("dá para alugar furadeira?")
    await company.decisions.accept(first.id, company.agent, "exchange_return")
    await company.decisions.accept(first.id, company.agent, "exchange_return")  # changes nothing
    await company.decisions.dismiss(second.id, company.agent)
    await company.decisions.reopen(second.id, company.agent)
    await company.decisions.accept(third.id, company.agent, "rent", new_intent=True)
    (example,) = (await company.examples.page("rent")).examples
    await company.examples.withdraw(example.id, company.agent.id)
    with pytest.raises(UnknownIntent):
        await company.decisions.accept(third.id, company.agent, "nothing_of_the_kind")
    entries = [each for each in await AuditLog(company.database).page(None, 50) if "." in each.action]
    assert {each.by for each in entries} == {company.agent.id}
    assert [(each.action, each.subject) for each in reversed(entries)] == [
        ("example.accepted", "exchange_return"),
        ("example.rejected", str(second.id)),
        ("example.reopened", str(second.id)),
        ("intent.created", "rent"),
        ("example.accepted", "rent"),
        ("example.withdrawn", "rent"),
    ]
    assert not any("caixa" in str(each.detail) for each in entries)
