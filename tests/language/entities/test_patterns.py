import pytest

from prosa.language.entities.patterns import PatternFinder
from prosa.language.entities.reading import Reading
from prosa.language.training import Pattern
from tests.language.conftest import TODAY


def find(pattern: Pattern, text: str) -> list[tuple[str, str]]:
    found = PatternFinder([pattern]).find(Reading.of(text, TODAY))
    return [(candidate.entity.kind, candidate.entity.value) for candidate in found]


def test_a_packs_expression_marks_its_kind_whatever_the_case():
    assert find(Pattern("sku", r"\bSKU-\d{4}\b"), "quero o sku-1234") == [("sku", "sku-1234")]


def test_kinds_with_a_canonical_form_get_it():
    assert find(Pattern("order", r"BR-?\d{5}"), "é o BR-10432") == [("order", "BR-10432")]


def test_an_expression_that_matches_nothing_finds_nothing():
    assert find(Pattern("empty", r"x*"), "abc") == []


def test_an_expression_that_would_run_forever_is_stopped():
    assert find(Pattern("evil", r"(a+)+$"), "a" * 4000 + "b") == []


def test_an_expression_that_is_none_is_refused_with_its_kind():
    with pytest.raises(ValueError, match="regex of broken"):
        PatternFinder([Pattern("broken", "(")])
