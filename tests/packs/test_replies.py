"""Saying a reply: variants, values, and texts that try to do more."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.packs.loader import load_pack
from prosa.packs.replies import Replies, Said, UnknownReply
from prosa.packs.required import REQUIRED_REPLIES
from prosa.packs.schema import Pack
from prosa.packs.templates import MAX_OUTPUT_CHARS, TemplateProblem, compile_template, render
from prosa.packs.wording import SAMPLE
from tests.packs.conftest import WritePack

LOJA = Path(__file__).parents[2] / "packs" / "loja"
NOON = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def loja() -> Pack:
    return load_pack(LOJA)


@pytest.fixture(scope="module")
def replies(loja: Pack) -> Replies:
    return Replies(loja, lambda: NOON)


def say(text: str, **values: object) -> str:
    return render(compile_template(text), values, NOON.astimezone(ZoneInfo("America/Sao_Paulo")))


def test_a_reply_names_the_customer_only_when_the_name_is_known(write_pack: WritePack):
    replies = Replies(load_pack(write_pack()))
    said = {replies.render("hello", seed=seed, name="Ana").text for seed in range(20)}
    assert said == {"Oi, Ana!", "Olá!"}
    assert {replies.render("hello", seed=seed).text for seed in range(20)} == {"Oi!", "Olá!"}


@given(seed=st.integers() | st.text(), key=st.sampled_from(sorted(REQUIRED_REPLIES)))
def test_the_same_seed_says_the_same_and_never_what_was_said_last(
    replies: Replies, seed: int | str, key: str
):
    first = replies.render(key, seed=seed, **SAMPLE)
    assert replies.render(key, seed=seed, **SAMPLE) == first
    second = replies.render(key, first.id, seed=seed, **SAMPLE)
    assert second.id != first.id


def test_a_reply_with_one_variant_may_repeat_itself(write_pack: WritePack):
    replies = Replies(load_pack(write_pack()))
    assert replies.render("lost", "lost#1") == Said("Não achei", "lost#1", ())


def test_every_variant_gets_its_turn(replies: Replies, loja: Pack):
    said = {replies.render("greeting", seed=seed, **SAMPLE).id for seed in range(200)}
    assert said == {f"greeting#{number + 1}" for number in range(len(loja.replies["greeting"].text))}


def test_every_reply_of_the_shop_can_be_said_with_and_without_values(replies: Replies, loja: Pack):
    for key in loja.replies:
        for seed in range(12):
            for values in (SAMPLE, {}):
                text = replies.render(key, seed=seed, **values).text
                assert text and "None" not in text and "{" not in text and "  " not in text, (key, text)


def test_an_unknown_reply_is_an_error_in_code(replies: Replies):
    with pytest.raises(UnknownReply):
        replies.render("nada")


def test_a_field_with_a_method_s_name_is_still_a_field():
    assert say("{{ order.items|lista }}", order={"items": ["1× Fone", "2× Cabo"]}) == "1× Fone e 2× Cabo"


@dataclass(frozen=True, slots=True)
class Place:
    """Anything with fields may be shown."""

    position: int

    def secret(self) -> str:
        return "segredo"


def test_only_fields_are_seen_never_methods_or_insides():
    texts = (
        "{{ place.secret }}",
        "{{ place.__class__ }}",
        "{{ place }}",
        "{{ name.upper }}",
        "{{ name.__len__ }}",
    )
    assert [say(text, place=Place(3), name="Ana") for text in texts] == [""] * 5
    assert say("{{ place.position }}", place=Place(3)) == "3"


@pytest.mark.parametrize(
    "text",
    [
        "{{ name.upper() }}",
        "{{ ''.__class__ }}{{ range(9) }}",
        "{% set x = 1 %}",
        "{% include 'a' %}",
        "{% import 'os' as os %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 2 ** 99999999 }}",
        "{% macro a() %}{% endmacro %}",
        "{{ name|attr('x') }}",
        "{{ name|format }}",
        "{% for x in y recursive %}{{ loop(x) }}{% endfor %}",
        "{{ }}",
        "{% if %}",
        "{{ 'a' % 'b' }}",
        "{% call x() %}{% endcall %}",
        "{{ [1] }}",
        "{% filter upper %}a{% endfilter %}",
    ],
)
def test_a_text_that_would_do_more_than_show_is_refused(text: str):
    with pytest.raises(TemplateProblem):
        compile_template(text)


@given(st.text(max_size=300))
def test_any_text_compiles_or_is_refused(text: str):
    with contextlib.suppress(TemplateProblem):
        compile_template(text)


@given(st.text(max_size=2000))
def test_a_customer_s_words_are_shown_and_never_run(name: str):
    shown = say("{{ name }}", name="{{ 1 + 1 }}" + name)
    assert shown.startswith("{{ 1 + 1 }}") and len(shown) <= 500
    assert not set(shown) & {"\x00", "\u202e", "\x1b"}


def test_endless_output_is_cut():
    nested = "{% for a in x %}{% for b in x %}{% for c in x %}{{ name }}{% endfor %}{% endfor %}{% endfor %}"
    assert len(say(nested, x=list(range(50)), name="a" * 500)) <= MAX_OUTPUT_CHARS


@pytest.mark.parametrize(
    "text", ["{{ x > 3 }}", "{{ x.y.z|brl }}", "{{ x - 1 }}", "{{ 1 + x }}", "{{ x|plural('a') }}"]
)
def test_what_is_missing_never_fails(text: str):
    assert "None" not in say(text)
