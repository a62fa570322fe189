"""The sample shop's bot: what it offers to tap leads where it says."""

from prosa.language.model import Model
from prosa.language.understanding import Cues
from prosa.packs.schema import Pack

INTENTS = set(
    "greeting goodbye thanks affirm deny bot_challenge speak_to_human speak_to_sales complaint "
    "product_inquiry product_availability order_status delivery_time change_address cancel_order "
    "exchange_return refund_status support_request warranty billing_question invoice_copy "
    "payment_methods discount_coupon account_access store_info schedule_callback ticket_status "
    "ticket_add ticket_reopen my_data forget_me notices_stop notices_start".split()
)
SMALL_TALK = {"greeting", "goodbye", "thanks", "affirm", "deny", "bot_challenge"}


def understood(model: Model, texts: list[str]) -> dict[str, tuple[str, float]]:
    read = model.understand(texts, [Cues()] * len(texts))
    return {each.text: (each.intent.name, each.intent.confidence) for each in read}


def test_every_intent_has_a_rule_and_enough_examples(pack: Pack):
    assert set(pack.bot.intents) == INTENTS
    counted: dict[str, int] = dict.fromkeys(INTENTS, 0)
    for example in pack.training.examples:
        counted[example.intent] += 1
    assert min(counted.values()) >= 40


def test_every_intent_but_small_talk_can_be_offered_as_did_you_mean(pack: Pack):
    assert {intent for intent, rule in pack.bot.intents.items() if rule.label is None} == SMALL_TALK


def test_a_button_of_did_you_mean_leads_to_the_intent_it_names(pack: Pack, model: Model):
    said = {rule.say or rule.label or "": intent for intent, rule in pack.bot.intents.items() if rule.label}
    read = understood(model, list(said))
    sure = pack.bot.thresholds.answer
    assert {text: read[text] for text in said if read[text][0] != said[text] or read[text][1] < sure} == {}


def test_every_quick_reply_is_understood(pack: Pack, model: Model):
    rules = (text for rule in pack.bot.intents.values() for text in rule.suggestions)
    replies = (text for reply in pack.replies.values() for text in reply.suggestions)
    read = understood(model, list(dict.fromkeys((*rules, *replies, *pack.bot.starters))))
    unsure = {text for text, found in read.items() if found[1] < pack.bot.thresholds.answer}
    assert unsure <= {"Tentar de novo", "Amanhã"}, "these are read by the forms that offer them"


def test_a_reply_is_never_said_twice_in_a_row(pack: Pack):
    lonely = {key for key, reply in pack.replies.items() if len(set(reply.text)) < 2}
    assert lonely == set()


def test_all_articles_are_about_an_intent_and_are_asked_for_in_several_ways(pack: Pack):
    assert [
        article.id for article in pack.articles if not article.intents or len(article.questions) < 3
    ] == []
