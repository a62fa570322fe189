from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.context import INTENTS_KEPT, TEXTS_KEPT, Context, fingerprint, fold
from prosa.conversations.events import Event, HandOffStep, NewEvent, Note, Source, System
from prosa.conversations.facts import EntityFact, FormState, IntentFact, Outcome
from prosa.language.followups import PREVIOUS_LIMIT
from tests.conversations.saying import (
    agent_says,
    asks_for_a_person,
    bot,
    customer,
    identified,
    new_conversation,
    rated,
    step,
)

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
CONVERSATION = new_conversation()


def log_of(*events: NewEvent) -> list[Event]:
    return [
        Event(CONVERSATION, offset, START + timedelta(seconds=offset), new.source, new.data)
        for offset, new in enumerate(events)
    ]


def context_of(*events: NewEvent) -> Context:
    return fold(log_of(*events))


def entity(kind: str, value: str) -> EntityFact:
    return EntityFact(kind=kind, value=value, text=value, start=0, end=len(value))


words = st.text(max_size=20)
names = st.sampled_from(["order", "email", "product"])
any_event = st.one_of(
    words.map(customer),
    st.builds(
        bot,
        words,
        answers=st.integers(0, 50),
        outcome=st.sampled_from(Outcome),
        intent=st.builds(IntentFact, name=names, confidence=st.floats(0, 1)),
        entities=st.lists(st.builds(entity, names, words), max_size=3).map(tuple),
        form=st.none() | st.builds(FormState, form=names, values=st.dictionaries(names, words)),
        offered=st.lists(names, max_size=3).map(tuple),
        products=st.lists(names, max_size=3).map(tuple),
        anger=st.booleans(),
        reply=st.none() | names,
    ),
    st.sampled_from(HandOffStep).map(step),
    st.dictionaries(names, words, max_size=2).map(lambda profile: identified(**profile)),
    st.sampled_from([agent_says(), rated(), NewEvent(Source.AGENT, Note(text="nota")), asks_for_a_person()]),
)


@given(st.lists(any_event, max_size=30), st.data())
def test_a_context_kept_anywhere_and_carried_on_equals_the_fold_of_the_whole_log(
    events: list[NewEvent], data: st.DataObject
):
    log = log_of(*events)
    cut = data.draw(st.integers(0, len(log)))
    kept = Context.model_validate_json(fold(log[:cut]).model_dump_json(exclude_defaults=True))
    assert fold(log[cut:], kept) == fold(log)


@given(st.lists(any_event, max_size=60))
def test_a_context_stays_small_and_knows_how_far_it_has_read(events: list[NewEvent]):
    context = context_of(*events)
    assert context.offset == len(events) - 1
    assert len(context.texts) <= TEXTS_KEPT and len(context.intents) <= INTENTS_KEPT


def test_it_remembers_what_the_customer_said_of_each_kind_last():
    context = context_of(
        customer("pedido 111"),
        bot(answers=0, entities=(entity("order", "111"), entity("email", "a@b.com"))),
        customer("não, 222"),
        bot(answers=2, entities=(entity("order", "222"),)),
    )
    assert context.entities == {"order": "222", "email": "a@b.com"}
    assert context.started_at == START and context.messages == 2


def test_intents_come_most_recent_first():
    names = ["greeting", "order_status", "thanks"]
    events = [bot(intent=IntentFact(name=name, confidence=1)) for name in names]
    assert context_of(*events).intents == ("thanks", "order_status", "greeting")


def test_all_that_one_message_asked_for_counts_the_last_first():
    also = (IntentFact(name="warranty", confidence=1),)
    context = context_of(bot(intent=IntentFact(name="order_status", confidence=1), also=also))
    assert context.intents == ("warranty", "order_status")


def test_the_topic_is_what_was_last_said_in_full():
    said = (customer("quero trocar meu fone"), bot(), customer("e se for presente?"))
    assert context_of(*said).topic == "quero trocar meu fone"
    assert context_of(*said, bot(follows=True)).topic == "quero trocar meu fone"
    assert context_of(*said, bot()).topic == "e se for presente?"


@pytest.mark.parametrize("said", ["obrigada", "10432", "sim", "oi, tudo bem?"])
def test_small_talk_and_bare_answers_do_not_change_the_topic(said: str):
    context = context_of(customer("quero trocar meu fone"), bot(), customer(said), bot())
    assert context.topic == "quero trocar meu fone"


def test_of_a_long_message_only_the_beginning_is_a_topic():
    assert len(context_of(customer("quero trocar meu fone " * 90), bot()).topic) == PREVIOUS_LIMIT


def test_misses_count_in_a_row_and_an_answer_forgives_them():
    missed = bot(outcome=Outcome.CLARIFIED)
    assert context_of(missed, missed).misses == 2
    assert context_of(missed, bot()).misses == 0


def test_anger_adds_up_until_a_person_is_called():
    angry = bot(anger=True)
    assert context_of(angry, bot(), angry).angers == 2
    assert context_of(angry, bot(anger=True, outcome=Outcome.HANDED_OVER)).angers == 0


def test_a_warning_is_counted_and_leaves_the_form_as_it_was():
    form = FormState(form="order", asking="number")
    context = context_of(bot(outcome=Outcome.ASKED, form=form), bot(outcome=Outcome.WARNED))
    assert (context.form, context.warnings) == (form, 1)


def test_what_a_person_dealt_with_no_longer_counts_when_the_bot_is_back():
    trouble = (
        bot(
            outcome=Outcome.ASKED, form=FormState(form="order"), anger=True, entities=(entity("order", "1"),)
        ),
        customer("oi"),
        bot(outcome=Outcome.WARNED),
        bot(outcome=Outcome.CLARIFIED, form=FormState(form="order"), offered=("thanks",)),
    )
    context = context_of(*trouble, asks_for_a_person(), step(HandOffStep.RETURNED))
    assert (context.misses, context.angers, context.warnings, context.messages) == (0, 0, 0, 0)
    assert context.form is None and context.offered == () and context.texts == ()
    assert context.entities == {"order": "1"}, "the matter is still the same"


def test_a_resolved_conversation_begins_anew_but_for_who_the_customer_is():
    context = context_of(
        identified(name="Ana Souza"),
        customer("pedido 111"),
        bot(entities=(entity("order", "111"),), anger=True),
        step(HandOffStep.RESOLVED),
        customer("oi"),
    )
    assert context.entities == {} and context.intents == () and context.angers == 0
    assert context.name == "Ana" and context.messages == 1
    assert context.started_at == START + timedelta(seconds=4)


def test_what_the_customer_likes_is_remembered_and_the_latest_counts():
    context = context_of(
        bot(preferences={"category": "som"}), bot(), bot(preferences={"category": "cozinha"}), customer()
    )
    assert context.preferences == {"category": "cozinha"}


def test_the_customer_is_known_by_what_was_told_last():
    context = context_of(identified(name="Ana", email="a@b.com"), identified(name="Ana Maria"))
    assert context.profile == {"name": "Ana Maria", "email": "a@b.com"}


@pytest.mark.parametrize("same", ["CADÊ  meu pedido", " cadê meu\npedido "])
def test_texts_that_differ_in_case_and_spaces_are_the_same(same: str):
    assert fingerprint(same) == fingerprint("cadê meu pedido")


@given(st.text())
def test_any_text_has_a_fingerprint_of_sixteen_characters(text: str):
    assert len(fingerprint(text)) == 16


def test_what_was_not_finished_in_another_conversation_is_taken_up_here():
    carried = FormState(form="cancel", values={"order": "777"}, asking="reason", tries=2).carried
    known = System(code="identified", detail={"name": "Ana"}, form=carried)
    context = context_of(NewEvent(Source.SYSTEM, known))
    assert context.form == carried and context.asked_at is not None and context.name == "Ana"
    assert carried is not None and (carried.stage, carried.tries) == ("carried", 0)


def test_what_may_have_been_done_already_is_not_taken_up_elsewhere():
    assert FormState(form="cancel", stage="confirmed").carried is None
    assert FormState(form="cancel", stage="offered").carried is None
