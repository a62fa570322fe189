from dataclasses import replace

from prosa.conversations.decisions import Ask, LookUp, Say, Several, ShowArticle, Step
from prosa.conversations.events import MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import OrderCard
from prosa.conversations.ports import NotFound
from prosa.conversations.speaking.together import MOST_SUGGESTIONS
from prosa.conversations.turn import Parts, Turn
from tests.conversations.nodes import Orders
from tests.conversations.reading import understood
from tests.conversations.speaking.conftest import Speak
from tests.conversations.turning import article, asking, turn

ASKED = Ask(asking("cancel", "order"), "cancel.order")


def parted(*intents: str, **context: object) -> Turn:
    whole = turn(**context)  # type: ignore[arg-type]
    return replace(
        whole, apart=tuple(replace(whole, understanding=understood(intent=name)) for name in intents)
    )


async def test_an_answer_and_a_question_are_one_message(speak: Speak):
    decision = Several((Step(ShowArticle(article("frete", 0.9)), 0), Step(ASKED, 1)))
    spoken = await speak(decision, parted("delivery_time", "cancel_order"))
    assert spoken.message.text == "Resumo de frete.\n\n[cancel.order]"
    assert spoken.message.type is MessageType.QUESTION
    assert [source.id for source in spoken.message.sources] == ["frete"]
    assert spoken.message.suggestions == ("depois de cancel.order",)
    assert (spoken.outcome, spoken.form, spoken.later) == (Outcome.ASKED, ASKED.form, ())


async def test_two_answers_show_the_quick_replies_of_both(speak: Speak):
    said = Several((Step(Say("greeting", ("a", "b", "c")), 0), Step(Say("thanks", ("d", "e", "a")), 1)))
    spoken = await speak(said, parted("greeting", "thanks"))
    assert spoken.message.text == "[greeting]\n\n[thanks]"
    assert spoken.message.suggestions == ("a", "d", "b", "e") and MOST_SUGGESTIONS == 4
    assert (spoken.outcome, spoken.form) == (Outcome.ANSWERED, None)


async def test_an_article_gives_the_message_its_type(speak: Speak):
    said = Several((Step(Say("greeting"), 0), Step(ShowArticle(article("frete", 0.9)), 1)))
    assert (await speak(said, parted("greeting", "delivery_time"))).message.type is MessageType.ARTICLE


async def test_what_has_to_wait_is_named_before_the_question(speak: Speak):
    decision = Several((Step(ASKED, 0),), later=("order_status",))
    spoken = await speak(decision, parted("cancel_order", "order_status"))
    assert spoken.message.text == "[form.later]\n\n[cancel.order]"
    assert spoken.later == ("order_status",)


async def test_what_waits_goes_on_waiting_while_its_form_goes_on(speak: Speak):
    assert (await speak(ASKED, turn(later=("order_status",)))).later == ("order_status",)
    assert (await speak(Say("greeting"), turn(later=("order_status",)))).later == ()


async def test_a_looked_up_order_comes_with_the_next_question(parts: Parts, speak: Speak):
    assert isinstance(parts.lookups, Orders)
    parts.lookups.answer = OrderCard(number="777", status="sent", status_text="A caminho")
    known = LookUp(asking("order_status", None, values={"order": "777"}))
    spoken = await speak(Several((Step(known), Step(ASKED))), turn(later=("cancel_order",)))
    assert spoken.message.text == "[order.found]\n\n[cancel.order]"
    assert spoken.message.order is not None and spoken.form == ASKED.form


async def test_an_answer_that_turns_into_a_question_makes_the_next_one_wait(parts: Parts, speak: Speak):
    assert isinstance(parts.lookups, Orders)
    parts.lookups.answer = NotFound()
    known = LookUp(asking("order_status", None, values={"order": "777"}))
    spoken = await speak(Several((Step(known, 0), Step(ASKED, 1))), parted("order_status", "cancel_order"))
    assert "[order.not_found]" in spoken.message.text and "[cancel.order]" not in spoken.message.text
    assert spoken.form is not None and spoken.form.form == "order_status"
    assert spoken.later == ("cancel_order",)
