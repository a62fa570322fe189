"""What is done about a message: every branch, on a small pack."""

from dataclasses import replace
from datetime import timedelta

import pytest

from prosa.conversations.abuse import MANY_MESSAGES, PAUSE_SECONDS
from prosa.conversations.context import fingerprint
from prosa.conversations.decisions import (
    AddToTicket,
    Ask,
    ChooseArticle,
    Clarify,
    HandOver,
    LookUp,
    OpenTicket,
    Option,
    Say,
    Several,
    ShowArticle,
    ShowProducts,
    Step,
    Warn,
)
from prosa.conversations.events import HandOffReason
from prosa.conversations.stages.decide import CLOSE_SECOND, NO_CHOICE, decision_for
from prosa.conversations.turn import Recalled, Turn
from prosa.knowledge.articles import ArticleHit
from prosa.knowledge.products import ProductHits
from tests.conversations import shop
from tests.conversations.reading import understood
from tests.conversations.turning import NOW, article, asking, turn

PACK = shop.pack()
THRESHOLDS = PACK.bot.thresholds
UNSURE = HandOver(HandOffReason.UNSURE)


def decided(turn: Turn):
    return decision_for(turn, PACK)


class TestASureIntent:
    def test_says_the_reply_of_its_rule(self):
        assert decided(turn(understood(intent="greeting"))) == Say("greeting")

    def test_of_a_group_follows_the_rule_of_the_group(self):
        assert decided(turn(understood(intent="faq/ask_hours"))) == Say("faq")

    @pytest.mark.parametrize("intent, skill", [("speak_to_human", None), ("speak_to_sales", "sales")])
    def test_may_call_a_person_with_the_right_skill(self, intent: str, skill: str | None):
        assert decided(turn(understood(intent=intent))) == HandOver(HandOffReason.ASKED, skill)

    def test_shows_products(self):
        hits = ProductHits("exact", (shop.product("1"),))
        found = turn(understood(intent="product_inquiry"), recalled=Recalled(products=hits))
        assert decided(found) == ShowProducts(hits)

    def test_shows_its_own_article(self):
        own = article("garantia", 0.01)
        assert decided(turn(understood(intent="warranty"), recalled=Recalled((own,)))) == ShowArticle(own)

    def test_whose_article_is_gone_says_so(self):
        assert decided(turn(understood(intent="warranty"))) == Say("articles.none")

    def test_shows_the_article_that_fits_best_and_those_close_to_it(self):
        best, other = article("frete", THRESHOLDS.article), article("prazo", 0.2)
        found = turn(understood(intent="delivery_time"), recalled=Recalled((best, other)))
        assert decided(found) == ShowArticle(best, (other,), ("Quanto custa o frete?",))

    def test_asks_which_article_is_meant_when_two_fit_as_well(self):
        one, other, far = article("frete", 0.4), article("prazo", 0.3), article("loja", 0.1)
        found = turn(understood(intent="delivery_time"), recalled=Recalled((one, other, far)))
        assert decided(found) == ChooseArticle((one, other))

    def test_asks_nothing_when_the_best_article_is_sure_or_the_second_far(self):
        sure, other = article("frete", NO_CHOICE), article("prazo", NO_CHOICE - 0.01)
        found = turn(understood(intent="delivery_time"), recalled=Recalled((sure, other)))
        assert decided(found) == ShowArticle(sure, (other,), ("Quanto custa o frete?",))
        best, second = article("frete", 0.5), article("prazo", 0.5 * CLOSE_SECOND - 0.01)
        found = turn(understood(intent="delivery_time"), recalled=Recalled((best, second)))
        assert decided(found) == ShowArticle(best, (second,), ("Quanto custa o frete?",))

    def test_offers_no_choice_of_articles_that_are_all_unlikely(self):
        poor = Recalled((article("frete", 0.12), article("prazo", 0.11)))
        found = turn(understood(intent="delivery_time"), recalled=poor)
        assert decided(found) == Say("articles.none", ("Quanto custa o frete?",))

    @pytest.mark.parametrize(
        "intent, reply, suggestions",
        [
            ("delivery_time", "articles.none", ("Quanto custa o frete?",)),
            ("support_request", "support.none", ()),
        ],
    )
    def test_without_an_article_that_fits_says_its_fallback(
        self, intent: str, reply: str, suggestions: tuple[str, ...]
    ):
        poor = Recalled((article("frete", THRESHOLDS.article - 0.01),))
        assert decided(turn(understood(intent=intent), recalled=poor)) == Say(reply, suggestions)

    def test_no_after_did_you_mean_calls_a_person(self):
        assert decided(turn(understood(intent="deny"), offered=("thanks",))) == UNSURE
        assert decided(turn(understood(intent="deny"))) == Say("deny")


class TestAForm:
    def test_asks_for_what_is_missing(self):
        asked = asking("order_status", "order")
        assert decided(turn(understood("cadê meu pedido", "order_status"))) == Ask(asked, "order.ask")

    def test_looks_up_at_once_when_nothing_is_missing(self):
        found = decided(turn(understood("cadê o 1", "order_status", order="1")))
        assert found == LookUp(asking("order_status", None, values={"order": "1"}))

    def test_of_the_first_kind_opens_its_ticket_before_it_asks(self):
        assert decided(turn(understood("quero trocar", "exchange_return"))) == OpenTicket(
            asking("exchange", "order")
        )

    def test_adds_answers_to_the_ticket_it_has_opened(self):
        state = asking("exchange", "order", ticket=1001)
        after = asking("exchange", "wants", ticket=1001, values={"order": "777"})
        said = understood("777", "greeting", 0.3, order="777")
        assert decided(turn(said, form=state)) == AddToTicket(after)

    def test_of_the_last_kind_opens_its_ticket_when_all_is_said(self):
        state = asking("cancel", "reason", values={"order": "777"})
        done = asking("cancel", None, values={"order": "777", "reason": "achei mais barato"})
        said = understood("achei mais barato", "greeting", 0.2)
        assert decided(turn(said, form=state)) == OpenTicket(done)

    def test_takes_a_bare_answer_whatever_intent_it_resembles(self):
        said = understood("10432", "cancel_order", 0.99, order="10432")
        assert decided(turn(said, form=asking("order_status", "order"))) == LookUp(
            asking("order_status", None, values={"order": "10432"})
        )

    def test_asks_again_with_help_and_then_calls_a_person(self):
        state = asking("order_status", "order")
        said = understood("hein?", "greeting", 0.2)
        again = decided(turn(said, form=state))
        assert isinstance(again, Ask)
        assert again == Ask(asking("order_status", "order", tries=1), "order.again")
        assert decided(turn(said, form=again.form)) == UNSURE

    def test_whose_rule_names_a_skill_calls_a_person_who_has_it(self):
        state = asking("exchange", "wants", tries=2)
        assert decided(turn(understood("hein?", "greeting", 0.2), form=state)) == HandOver(
            HandOffReason.UNSURE, "exchanges"
        )

    def test_answers_another_question_and_asks_its_own_again(self):
        state = asking("order_status", "order")
        assert decided(turn(understood("oi", "greeting"), form=state)) == Several(
            (Step(Say("greeting")), Step(Ask(state, "order.ask")))
        )

    def test_gives_way_to_a_person(self):
        state = asking("order_status", "order")
        assert decided(turn(understood("quero um vendedor", "speak_to_sales"), form=state)) == HandOver(
            HandOffReason.ASKED, "sales"
        )

    def test_gives_way_to_another_form_even_if_the_message_names_what_was_asked(self):
        said = understood("quero cancelar o pedido 777", "cancel_order", order="777")
        assert decided(turn(said, form=asking("order_status", "order"))) == Ask(
            asking("cancel", "reason", values={"order": "777"}), "cancel.reason"
        )

    def test_keeps_an_answer_that_also_greets(self):
        said = understood("boa tarde, comprei na loja, pedido 777", "greeting", order="777")
        assert decided(turn(said, form=asking("order_status", "order"))) == LookUp(
            asking("order_status", None, values={"order": "777"})
        )

    def test_ends_with_a_no(self):
        assert decided(turn(understood("não quero", "deny"), form=asking("order_status", "order"))) == Say(
            "form.cancelled"
        )

    def test_does_not_end_with_a_yes_that_answers_nothing(self):
        state = asking("order_status", "order")
        assert decided(turn(understood("sim", "affirm"), form=state)) == Ask(
            asking("order_status", "order", tries=1), "order.again"
        )

    def test_that_the_pack_no_longer_has_is_forgotten(self):
        assert decided(turn(understood(), form=asking("gone", "order"))) == Say("greeting")

    def test_that_is_complete_asks_nothing(self):
        assert decided(turn(understood(), form=asking("order_status", None))) == Say("greeting")


class TestAFollowUpAboutAForm:
    ABOUT = article("trocas", THRESHOLDS.article)

    @staticmethod
    def asks(intent: str, *articles: ArticleHit, **context: object) -> Turn:
        said = replace(understood("e o prazo?", intent), follows=True)
        return turn(said, recalled=Recalled(articles), **context)  # type: ignore[arg-type]

    def test_is_answered_and_opens_no_second_ticket(self):
        assert decided(self.asks("exchange_return", self.ABOUT)) == ShowArticle(self.ABOUT, (), ("Trocar",))

    def test_without_an_article_is_owned_up_to(self):
        assert decided(self.asks("exchange_return")) == Say("articles.none", ("Trocar",))

    def test_is_answered_before_the_form_goes_on(self):
        state = asking("exchange", "order", ticket=1001)
        assert decided(
            self.asks("exchange_return", self.ABOUT, form=state, later=("cancel_order",))
        ) == Several(
            (Step(ShowArticle(self.ABOUT, (), ("Trocar",))), Step(Ask(state, "exchange.order"))),
            later=("cancel_order",),
        )

    def test_looks_an_order_up_again(self):
        assert decided(self.asks("order_status", self.ABOUT, entities={"order": "777"})) == LookUp(
            asking("order_status", None, values={"order": "777"})
        )


class TestARefusal:
    def test_that_says_nothing_else_is_taken_note_of(self):
        refused = replace(understood("não quero cancelar", "thanks", 0.1), refused=("cancel_order",))
        assert decided(turn(refused)) == Say("form.cancelled")

    def test_ends_the_form_it_is_about_and_no_other(self):
        refused = replace(understood("não quero cancelar", "thanks", 0.1), refused=("cancel_order",))
        assert decided(turn(refused, form=asking("cancel", "order"))) == Say("form.cancelled")
        assert isinstance(decided(turn(refused, form=asking("order_status", "order"))), Ask)

    def test_beside_a_sure_wish_is_not_in_its_way(self):
        refused = replace(understood("não quero cancelar, obrigado", "thanks"), refused=("cancel_order",))
        assert decided(turn(refused)) == Say("thanks")


class TestAProposal:
    PROPOSED = asking("cancel", "order", proposed="777")

    def test_is_made_of_what_was_said_earlier(self):
        found = decided(turn(understood("cancela ele", "cancel_order"), entities={"order": "777"}))
        assert found == Ask(self.PROPOSED, "form.confirm")

    def test_that_is_declined_is_followed_by_the_question(self):
        assert decided(turn(understood("não", "deny"), form=self.PROPOSED)) == Ask(
            asking("cancel", "order"), "cancel.order"
        )

    def test_that_is_declined_for_another_value_takes_that(self):
        said = understood("não, é o 888", "deny", order="888")
        assert decided(turn(said, form=self.PROPOSED)) == Ask(
            asking("cancel", "reason", values={"order": "888"}), "cancel.reason"
        )


class TestAnUnsureIntent:
    @staticmethod
    def unsure(intent: str = "thanks", confidence: float = 0.5, **context: object) -> Turn:
        alternatives = (
            ("order_status", 0.2),
            ("greeting", 0.1),
            ("cancel_order", 0.05),
            ("delivery_time", 0.02),
        )
        said = understood("hum", intent, confidence, alternatives=alternatives)
        return turn(said, **context)  # type: ignore[arg-type]

    def test_offers_the_likeliest_readings_that_have_a_label(self):
        assert decided(self.unsure()) == Clarify(
            (
                Option("thanks", "Agradecer", "Agradecer"),
                Option("order_status", "Acompanhar pedido", "cadê meu pedido"),
                Option("cancel_order", "Cancelar", "Cancelar"),
            )
        )

    def test_does_not_offer_a_person_beside_the_button_that_calls_one(self):
        decision = decided(self.unsure("speak_to_human"))
        assert isinstance(decision, Clarify)
        assert "speak_to_human" not in [option.intent for option in decision.options]

    def test_calls_a_person_at_the_second_miss(self):
        assert decided(self.unsure(misses=1)) == UNSURE
        assert decided(self.unsure("support_request", misses=1)) == HandOver(
            HandOffReason.UNSURE, "technical"
        )

    def test_about_another_company_is_told_so_however_sure(self):
        at = turn(replace(understood("minha Netflix", "cancel_order", 0.99), elsewhere="netflix"))
        assert decided(at) == Say("scope.elsewhere")

    def test_calls_a_person_below_the_lower_threshold(self):
        assert decided(self.unsure(confidence=0.39)) == UNSURE

    def test_calls_a_person_when_nothing_can_be_offered(self):
        assert decided(turn(understood("hum", "unheard_of", 0.5))) == UNSURE

    def test_is_taken_for_small_talk_when_that_does_no_harm(self):
        assert decided(turn(understood("👍", "affirm", 0.5))) == Say("affirm")

    def test_is_answered_by_an_article_that_fits_well(self):
        good, other = article("frete", THRESHOLDS.article_alone), article("prazo", 0.3)
        found = self.unsure(recalled=Recalled((good, other)))
        assert decided(found) == ShowArticle(good, (other,))
        poor = self.unsure(recalled=Recalled((article("frete", THRESHOLDS.article_alone - 0.01),)))
        assert isinstance(decided(poor), Clarify)

    @pytest.mark.parametrize("confidence, sure", [(0.7, True), (0.6999, False)])
    def test_ends_at_the_upper_threshold(self, confidence: float, sure: bool):
        assert (decided(self.unsure(confidence=confidence)) == Say("thanks")) == sure

    def test_without_a_rule_is_not_followed_however_sure(self):
        assert decided(turn(understood("hum", "unheard_of", 0.99))) == UNSURE


class TestTrouble:
    def test_a_second_angry_message_calls_a_person(self):
        angry = understood("que absurdo", "complaint", anger=True)
        assert decided(turn(angry, angers=1)) == HandOver(HandOffReason.ANGER)
        assert decided(turn(angry)) != HandOver(HandOffReason.ANGER)

    def test_past_anger_alone_calls_nobody(self):
        assert decided(turn(understood(), angers=5)) == Say("greeting")

    def test_anger_comes_before_a_form(self):
        angry = understood("777, que absurdo", "greeting", anger=True, order="777")
        assert decided(turn(angry, angers=1, form=asking("order_status", "order"))) == HandOver(
            HandOffReason.ANGER
        )

    def test_repetition_is_warned_of_and_then_a_person_is_called(self):
        texts = (fingerprint("oi"),) * 6
        assert decided(turn(understood("oi"), texts=texts)) == Warn("warn.repeated", PAUSE_SECONDS)
        assert decided(turn(understood("oi"), texts=texts, warnings=1)) == Warn(
            "warn.repeated", PAUSE_SECONDS
        )
        assert decided(turn(understood("oi"), texts=texts, warnings=2)) == HandOver(HandOffReason.ABUSE)

    def test_a_flood_is_asked_to_slow_down(self):
        assert decided(turn(understood("oi"), messages=MANY_MESSAGES + 1)) == Warn(
            "warn.slow_down", PAUSE_SECONDS
        )


class TestAFormLaidAside:
    LONG_AGO = NOW - timedelta(hours=2)
    STATE = asking("cancel", "reason", values={"order": "777"})
    RESUMED = asking("cancel", "reason", values={"order": "777"}, stage="resuming")

    @pytest.mark.parametrize("stage", ["filling", "carried"])
    def test_is_gone_on_with_when_the_customer_wants_to(self, stage: str):
        state = self.STATE.model_copy(update={"stage": stage})
        back = turn(understood("oi"), form=state, asked_at=self.LONG_AGO)
        assert decided(back) == Ask(self.RESUMED, "form.resume")
        assert decided(turn(understood("sim", "affirm"), form=self.RESUMED)) == Ask(
            self.STATE, "cancel.reason"
        )
        assert decided(turn(understood("não", "deny"), form=self.RESUMED)) == Say("form.cancelled")

    def test_that_was_begun_in_another_conversation_is_asked_about_at_once(self):
        state = self.STATE.model_copy(update={"stage": "carried"})
        assert decided(turn(understood("oi"), form=state, asked_at=NOW)) == Ask(self.RESUMED, "form.resume")

    def test_is_forgotten_after_a_week(self):
        back = turn(understood("oi"), form=self.STATE, asked_at=NOW - timedelta(days=8))
        assert decided(back) == Say("greeting")

    def test_gives_way_to_the_same_wish_about_something_else(self):
        said = understood("quero cancelar o pedido 888", "cancel_order", order="888")
        assert decided(turn(said, form=self.STATE, asked_at=self.LONG_AGO)) == Ask(
            asking("cancel", "reason", values={"order": "888"}), "cancel.reason"
        )
