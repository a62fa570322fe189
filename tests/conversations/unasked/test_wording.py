"""What a message that nobody asked for leaves behind."""

from datetime import UTC, datetime

from prosa.conversations.context import Context
from prosa.conversations.erasing import ERASED, without_person
from prosa.conversations.events import Event, Message, Source
from prosa.conversations.facts import EntityFact, FormState, Unasked
from tests.conversations.saying import new_conversation

ORDER = EntityFact(kind="order", value="10432", text="10432", start=0, end=5)
SPOKEN = Message(
    text="Ana, o pedido 10432 vai atrasar.",
    suggestions=("Ana?",),
    unasked=Unasked(rule="late", entities=(ORDER,), options=("Falar com uma pessoa",), reply="late#1"),
)


def after(context: Context) -> Context:
    return context.after(Event(new_conversation(), 7, datetime.now(UTC), Source.BOT, SPOKEN))


def test_a_yes_to_it_erases_nothing_and_adds_to_no_ticket():
    context = after(Context(erasing=True, adding=1001, offered=("thanks",)))
    assert (context.erasing, context.adding, context.offered) == (False, None, ())


def test_a_form_that_was_laid_aside_is_still_there_and_nothing_counts_as_understood():
    form = FormState(form="order_status", asking="order")
    context = after(Context(form=form, misses=1, angers=1, intents=("greeting",)))
    assert (context.form, context.misses, context.angers) == (form, 1, 1)
    assert context.intents == ("greeting",)


def test_what_it_names_is_what_comes_next_is_about():
    context = after(Context(entities={"order": "10001", "cep": "01310100"}))
    assert context.entities == {"order": "10432", "cep": "01310100"}
    assert context.options == ("Falar com uma pessoa",) and context.reply == "late#1"


def test_erased_it_keeps_the_name_of_its_rule_alone():
    bare = without_person(SPOKEN)
    assert bare == Message(text=ERASED, unasked=Unasked(rule="late"))
