"""Rasa's inline entities."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.packs.markup import Mark, MarkupError, read_markup


@pytest.mark.parametrize(
    "written, plain, marks",
    [
        ("oi", "oi", ()),
        ("cadê o [10432](order)?", "cadê o 10432?", (Mark("order", "10432", "10432"),)),
        ("uma [airfrai](product:airfryer)", "uma airfrai", (Mark("product", "airfrai", "airfryer"),)),
        ('[tv]{"entity": "product"}', "tv", (Mark("product", "tv", "tv"),)),
        ('[tevê]{"entity": "product", "value": "tv"}', "tevê", (Mark("product", "tevê", "tv"),)),
        (
            '[SP]{"entity": "city", "role": "to", "group": "1", "value": ""}',
            "SP",
            (Mark("city", "SP", "SP"),),
        ),
        (
            '[sábado][{"entity": "date"}, {"entity": "day", "value": 6}]',
            "sábado",
            (Mark("date", "sábado", "sábado"), Mark("day", "sábado", "6")),
        ),
        (
            "de [Recife](city) a [Natal](city)",
            "de Recife a Natal",
            (Mark("city", "Recife", "Recife"), Mark("city", "Natal", "Natal")),
        ),
        ("preço (em reais) [sic]", "preço (em reais) [sic]", ()),
    ],
)
def test_every_notation_is_read(written: str, plain: str, marks: tuple[Mark, ...]):
    assert read_markup(written) == (plain, marks)


@pytest.mark.parametrize("written", ["[tv]()", "[tv](:x)", "[tv]{entity: tv}", '[tv]{"value": "tv"}'])
def test_a_mark_without_a_name_is_refused(written: str):
    with pytest.raises(MarkupError):
        read_markup(written)


WORDS = st.text(st.characters(categories=("L", "N", "Zs")), min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["city", "product"])), max_size=5))
def test_what_is_marked_comes_back_as_it_was(parts: list[tuple[str, str, str]]):
    written = "".join(f"{before}[{text}]({kind})" for before, text, kind in parts)
    plain, marks = read_markup(written)
    assert plain == "".join(before + text for before, text, _ in parts)
    assert [(mark.text, mark.kind) for mark in marks] == [(text, kind) for _, text, kind in parts]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str):
    with contextlib.suppress(MarkupError):
        read_markup(text)
