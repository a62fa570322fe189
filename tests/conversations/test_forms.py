import pytest

from prosa.conversations import forms
from prosa.conversations.context import Context
from prosa.language.understanding import Understanding
from prosa.packs.forms import Form
from tests.conversations.reading import understood
from tests.conversations.shop import FORMS
from tests.conversations.turning import asking

ORDER, EXCHANGE, CANCEL = FORMS["order_status"], FORMS["exchange"], FORMS["cancel"]


def heard(form: Form, name: str, slot: str | None, text: str, **entities: str):
    return forms.hear(form, asking(name, slot), understood(text, "greeting", 0.2, **entities))  # type: ignore[arg-type]


def test_a_form_begins_with_what_the_message_says():
    state = forms.start("order_status", ORDER, understood("pedido 10432", order="10432"), Context())
    assert state.values == {"order": "10432"} and state.asking is None


def test_a_form_begins_with_what_was_said_earlier():
    state = forms.start("order_status", ORDER, understood("cadê?"), Context(entities={"order": "777"}))
    assert state.values == {"order": "777"}


def test_what_is_said_now_counts_more_than_what_was_said_earlier():
    state = forms.start(
        "order_status", ORDER, understood("o 888", order="888"), Context(entities={"order": "777"})
    )
    assert state.values == {"order": "888"}


def test_a_form_asks_for_its_first_missing_slot_and_never_for_an_optional_one():
    state = forms.start("cancel", CANCEL, understood("quero cancelar"), Context())
    assert state.asking == "order"
    state = forms.hear(CANCEL, state, understood("777", order="777"))
    assert state is not None and state.asking == "reason"
    state = forms.hear(CANCEL, state, understood("achei mais barato"))
    assert state is not None and state.asking is None
    assert state.values == {"order": "777", "reason": "achei mais barato"}


def test_an_answer_may_fill_other_slots_as_well():
    state = heard(CANCEL, "cancel", "order", "777, meu e-mail é a@b.com", order="777", email="a@b.com")
    assert state is not None and state.values == {"order": "777", "email": "a@b.com"}


def test_an_answer_that_does_not_fit_is_none():
    assert heard(ORDER, "order_status", "order", "não sei") is None
    assert heard(EXCHANGE, "exchange", "wants", "tanto faz") is None
    assert heard(CANCEL, "cancel", "reason", "  ") is None
    assert heard(ORDER, "order_status", None, "10432", order="10432") is None


def test_an_option_is_taken_however_it_is_written():
    state = heard(EXCHANGE, "exchange", "wants", " DEVOLVER ")
    assert state is not None and state.values == {"wants": "Devolver"}


def test_an_option_stands_in_for_an_entity():
    state = heard(EXCHANGE, "exchange", "order", "não sei")
    assert state is not None and state.values == {"order": "Não sei"} and state.asking == "wants"


def test_a_plain_answer_says_nothing_else():
    state = asking("order_status", "order")
    assert forms.answers_plainly(ORDER, state, understood("é o 10432", order="10432"))
    assert not forms.answers_plainly(ORDER, state, understood("quero cancelar o pedido 10432", order="10432"))
    assert not forms.answers_plainly(ORDER, state, understood("não sei"))
    assert forms.answers_plainly(EXCHANGE, asking("exchange", "wants"), understood("trocar"))
    assert not forms.answers_plainly(ORDER, asking("order_status", None), understood("1", order="1"))


def test_a_new_question_is_asked_for_the_first_time():
    state = forms.ask_again(asking("cancel", "order", tries=1))
    assert state.tries == 2
    after = forms.hear(CANCEL, state, understood("777", order="777"))
    assert after is not None and (after.asking, after.tries) == ("reason", 0)


REMEMBERED = Context(entities={"order": "777"})
PROPOSED = asking("cancel", "order", proposed="777")


def test_what_was_said_earlier_is_only_proposed_where_a_ticket_will_change_something():
    assert forms.start("cancel", CANCEL, understood("cancela ele"), REMEMBERED) == PROPOSED


@pytest.mark.parametrize("text", ["e o outro pedido?", "quero ver outra compra"])
def test_another_one_is_not_the_one_said_earlier(text: str):
    state = forms.start("order_status", ORDER, understood(text), REMEMBERED)
    assert state == asking("order_status", "order")


@pytest.mark.parametrize(
    "said",
    [
        understood("sim", "affirm"),
        *map(understood, ["esse mesmo", "é ele", "Isso!", "ele mesmo", "esse pedido"]),
    ],
)
def test_a_yes_takes_what_was_proposed(said: Understanding):
    state = forms.hear(CANCEL, PROPOSED, said)
    assert state is not None and state.values == {"order": "777"} and state.asking == "reason"
    assert state.proposed is None


def test_another_value_takes_the_place_of_the_one_proposed():
    state = forms.hear(CANCEL, PROPOSED, understood("não, é o 888", "deny", order="888"))
    assert state is not None and state.values == {"order": "888"}


def test_a_no_and_another_one_decline_what_was_proposed():
    assert forms.declines(PROPOSED, understood("não", "deny"))
    assert forms.declines(PROPOSED, understood("não, é outro"))
    assert not forms.declines(PROPOSED, understood("sim", "affirm"))
    assert not forms.declines(asking("cancel", "order"), understood("não", "deny"))


def test_a_pronoun_means_nothing_where_nothing_was_proposed():
    assert forms.hear(CANCEL, asking("cancel", "order"), understood("esse mesmo")) is None
