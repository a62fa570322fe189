import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.stages.preprocess import visible


@given(st.text())
def test_nothing_invisible_is_left_and_nothing_visible_is_lost(text: str):
    seen = visible(text)
    left = [character for character in seen if unicodedata.category(character).startswith("C")]
    assert set(left) <= {"\n", "\t", "\u200d"}
    assert [c for c in seen if c.isalnum()] == [c for c in text if c.isalnum()]
    assert seen == seen.strip()
    assert visible(seen) == seen


@pytest.mark.parametrize(
    "text, seen",
    [
        ("oi\x00 tudo\x07 bem", "oi tudo bem"),
        ("a\u202eb\u2066c\ufeff", "abc"),
        ("linha 1\nlinha 2\t!", "linha 1\nlinha 2\t!"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("\ud800oi", "oi"),
        ("  \u200b ", ""),
    ],
)
def test_what_models_read_is_what_people_see(text: str, seen: str):
    assert visible(text) == seen
