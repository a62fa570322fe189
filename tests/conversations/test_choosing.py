"""Choosing one of what was offered."""

from prosa.conversations.choosing import as_chosen, chosen_intent
from prosa.conversations.context import Context
from tests.conversations import shop
from tests.conversations.reading import understood

BOT = shop.pack().bot


def test_a_button_names_the_intent_that_it_was_made_for():
    name, rule = next((name, rule) for name, rule in BOT.intents.items() if rule.label is not None)
    says = rule.say or rule.label or ""
    offered = Context(offered=(name,))
    assert chosen_intent(says.upper() + " ", offered, BOT) == name
    assert chosen_intent(says, Context(), BOT) is None, "nothing was offered"
    assert chosen_intent("outra coisa", offered, BOT) is None


def test_the_unclear_message_is_read_anew_with_what_was_chosen():
    unclear = understood("o porteiro pode receber?", "change_address", 0.5)
    chosen = as_chosen(unclear, "qual o prazo de entrega?", "delivery_time")
    assert (chosen.intent.name, chosen.intent.confidence) == ("delivery_time", 1.0)
    assert chosen.question == "o porteiro pode receber?" and chosen.text == "qual o prazo de entrega?"
    assert chosen.alternatives == () and chosen.requests == ()
