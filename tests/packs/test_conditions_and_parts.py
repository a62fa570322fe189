"""Replies in other words under conditions, what they show besides words, and words that agree with a noun."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from prosa.language.training import TrainingData
from prosa.packs import filters
from prosa.packs.conditions import Situation, When
from prosa.packs.gender import is_feminine
from prosa.packs.replies import Replies, fingerprint
from prosa.packs.rich import Cards, Page, Place, web_link
from prosa.packs.schema import Bot, Company, Pack, Reply

NOON = datetime(2026, 3, 4, 15, tzinfo=UTC)
NIGHT = datetime(2026, 3, 4, 23, tzinfo=UTC)


def replies(**entries: object) -> Replies:
    return Replies(
        Pack(
            folder=Path(),
            bot=Bot(company=Company(name="Loja"), intents={}),
            training=TrainingData(examples=()),
            replies={key: Reply.model_validate(entry) for key, entry in entries.items()},
            forms={},
            articles=(),
            products=(),
        )
    )


HELLO = {
    "text": ["Oi!"],
    "otherwise": [
        {"when": {"channel": ["voice"]}, "text": ["Alô!"]},
        {"when": {"open": False, "known": True}, "text": ["{{ name }}, voltamos amanhã."]},
        {"when": {"sentiment": "negative"}, "text": ["Sinto muito."]},
        {"when": {"part_of_day": ["evening"]}, "text": ["Boa noite!"]},
    ],
}


@pytest.mark.parametrize(
    "situation, name, now, said",
    [
        (Situation(channel="web"), "", NOON, "Oi!"),
        (Situation(channel="voice", open=False), "Ana", NIGHT, "Alô!"),
        (Situation(channel="web", open=False), "Ana", NOON, "Ana, voltamos amanhã."),
        (Situation(channel="web", open=False), "", NOON, "Oi!"),
        (Situation(channel="web", sentiment="negative"), "", NIGHT, "Sinto muito."),
        (Situation(), "", NIGHT, "Boa noite!"),
        (None, "", NOON, "Oi!"),
    ],
)
def test_the_first_words_whose_conditions_hold_are_said(
    situation: Situation | None, name: str, now: datetime, said: str
):
    assert replies(hello=HELLO).render("hello", now=now, name=name, situation=situation).text == said


def test_a_condition_without_any_is_a_mistake():
    with pytest.raises(ValidationError, match="a condition is missing"):
        When.model_validate({})
    with pytest.raises(ValidationError):
        When.model_validate({"weather": "rain"})


def test_the_same_sentence_is_not_said_twice_whatever_reply_it_comes_from():
    spoken = replies(a={"text": ["Certo!"]}, b={"text": ["Certo!", "Combinado!"]}, c={"text": ["Certo!"]})
    last = fingerprint(spoken.render("a").text)
    assert {spoken.render("b", said=last, seed=seed).text for seed in range(20)} == {"Combinado!"}
    assert spoken.render("c", said=last).text == "Certo!", "better twice than nothing"


def test_texts_in_parts_are_templates_and_links_are_not():
    card = {
        "title": "Oi, {{ name }}",
        "image": "/a.png",
        "buttons": [{"label": "Ver", "open": "/p/{{name}}"}],
    }
    said = replies(r={"text": ["Veja:"], "parts": [{"kind": "cards", "cards": [card]}]}).render(
        "r", name="Ana"
    )
    [cards] = said.parts
    assert isinstance(cards, Cards)
    assert cards.cards[0].title == "Oi, Ana"
    assert cards.cards[0].buttons[0].open == "/p/{{name}}"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "ftp://a",
        "http://a b",
        "x",
    ],
)
def test_a_link_leads_to_a_web_page_or_nowhere(link: str):
    with pytest.raises(ValidationError):
        Page.model_validate({"kind": "link", "link": link, "title": "x"})


@given(st.text(max_size=40))
def test_whatever_counts_as_a_link_is_http_or_a_path(link: str):
    try:
        kept = web_link(link)
    except ValueError:
        return
    assert kept.startswith(("http://", "https://")) or (kept[0] == "/" and kept[1:2] not in ("/", "\\"))


def test_a_place_has_a_link_to_a_map():
    place = Place(kind="map", title="Loja", address="Rua A, 1", latitude=-8.0631, longitude=-34.8713)
    assert place.link.endswith("mlat=-8.06310&mlon=-34.87130#map=17/-8.06310/-34.87130")


@pytest.mark.parametrize(
    "noun, said",
    [
        ("Fone Wave", "o Fone Wave"),
        ("Fritadeira Elétrica", "a Fritadeira Elétrica"),
        ("TV 50 polegadas", "a TV 50 polegadas"),
        ("Fogão 4 bocas", "o Fogão 4 bocas"),
        ("Fones de ouvido", "os Fones de ouvido"),
        ("Panelas de inox", "as Panelas de inox"),
        ("Lava-louças", "a Lava-louças"),
        ("Tênis de corrida", "o Tênis de corrida"),
        ("", ""),
    ],
)
def test_the_article_agrees_with_the_noun(noun: str, said: str):
    assert filters.artigo(noun) == said


def test_other_words_agree_too():
    assert filters.genero("Caixas de som", "novo", "nova") == "novas"
    assert filters.artigo("Notebook", "um") == "um Notebook"
    assert filters.artigo("entrega", "do") == "da entrega"
    assert is_feminine("promoção")
    assert not is_feminine("problema")


def test_brazilian_numbers_are_written_as_brazilians_do():
    assert filters.fone("+5511987654321") == "(11) 98765-4321"
    assert filters.fone("1133334444") == "(11) 3333-4444"
    assert filters.fone("87654321") == "8765-4321"
    assert filters.fone("190") == "190"
    assert filters.cep("50010000") == "50010-000"
    assert filters.cpf("52998224725") == "***.982.247-**"
    assert filters.cpf("123") == ""
