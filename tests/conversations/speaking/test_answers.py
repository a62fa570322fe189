from dataclasses import replace

import pytest

from prosa.conversations.decisions import Clarify, Option, Say, ShowProducts, Warn
from prosa.conversations.events import MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.speaking.answers import CARDS, card, say
from prosa.conversations.turn import Parts
from prosa.knowledge.products import ProductHits
from prosa.packs.replies import Replies
from prosa.packs.schema import Reply
from tests.conversations.reading import understood
from tests.conversations.shop import product
from tests.conversations.speaking.conftest import Speak
from tests.conversations.turning import turn


async def test_a_reply_is_said_with_its_suggestions(speak: Speak):
    spoken = await speak(Say("greeting"))
    assert spoken.message.text == "[greeting]" and spoken.message.type is MessageType.TEXT
    assert spoken.message.suggestions == ("depois de greeting",)
    assert (spoken.outcome, spoken.reply) == (Outcome.ANSWERED, "greeting#1")


async def test_a_rules_suggestions_take_the_place_of_the_replys(speak: Speak):
    assert (await speak(Say("greeting", ("E agora?",)))).message.suggestions == ("E agora?",)


async def test_a_reply_is_not_said_twice_in_a_row_and_knows_the_customer(parts: Parts):
    pack = replace(
        parts.pack,
        replies={"greeting": Reply(text=("Oi{% if name %}, {{ name }}{% endif %}!", "Olá, {{ name }}!"))},
    )
    parts = replace(parts, pack=pack, replies=Replies(pack))
    first = say(Say("greeting"), turn(profile={"name": "Ana Souza"}), parts)
    second = say(Say("greeting"), turn(profile={"name": "Ana Souza"}, reply=first.reply), parts)
    assert {first.message.text, second.message.text} == {"Oi, Ana!", "Olá, Ana!"}


async def test_a_reply_sees_what_was_said_now_before_what_was_said_earlier(parts: Parts):
    pack = replace(
        parts.pack, replies={"greeting": Reply(text=("{{ entities.order }} {{ entities.email }}",))}
    )
    at = turn(understood("777", order="777"), entities={"order": "111", "email": "a@b.com"})
    assert say(Say("greeting"), at, replace(parts, pack=pack, replies=Replies(pack))).message.text == (
        "777 a@b.com"
    )


async def test_a_warning_comes_after_a_pause_and_answers_nothing(speak: Speak):
    spoken = await speak(Warn("warn.repeated", 0))
    assert spoken.message.type is MessageType.WARNING and spoken.outcome is Outcome.WARNED


@pytest.mark.parametrize(
    "kind, outcome",
    [("exact", Outcome.ANSWERED), ("similar", Outcome.ANSWERED), ("popular", Outcome.ASKED)],
)
async def test_products_are_shown_as_cards(speak: Speak, kind: str, outcome: Outcome):
    hits = ProductHits(kind, tuple(product(str(number)) for number in range(6)))  # type: ignore[arg-type]
    spoken = await speak(ShowProducts(hits, ("Quero o segundo",)))
    assert spoken.message.text == f"[products.{kind}]" and spoken.message.type is MessageType.PRODUCTS
    assert [shown.id for shown in spoken.message.products] == [str(number) for number in range(CARDS)]
    assert spoken.message.suggestions == ("Quero o segundo",)
    assert spoken.outcome is outcome
    assert spoken.preferences == ({} if kind == "popular" else {"category": "som"})


async def test_nothing_found_is_said(speak: Speak):
    spoken = await speak(ShowProducts(ProductHits("similar", ())))
    assert spoken.message.text == "[products.none]" and spoken.message.products == ()


def test_a_card_offers_what_can_be_done():
    assert [action.label for action in card(product("1")).actions] == ["Comprar", "Saber mais"]
    gone = card(product("1", availability="out_of_stock"))
    assert [action.label for action in gone.actions] == ["Avise-me", "Saber mais"]
    assert [action.label for action in card(product("1", link=None)).actions] == ["Saber mais"]
    assert str(card(product("1")).price) == "199.90"


async def test_did_you_mean_offers_readings_and_a_person(speak: Speak):
    spoken = await speak(Clarify((Option("thanks", "Agradecer", "obrigada"),)))
    assert spoken.message.type is MessageType.CLARIFY
    assert [(action.label, action.kind, action.value) for action in spoken.message.actions] == [
        ("Agradecer", "say", "obrigada"),
        ("Falar com humano", "escalate", "escalate"),
    ]
    assert (spoken.outcome, spoken.offered) == (Outcome.CLARIFIED, ("thanks",))
