"""The reference of the pack format."""

from pathlib import Path

import pytest

from prosa.packs.reference import reference, with_reference
from prosa.packs.required import REPLY_VALUES, REQUIRED_REPLIES
from prosa.packs.wording import SAMPLE

PAGE = Path(__file__).parents[2] / "docs" / "pack-format.md"


def test_the_page_is_up_to_date():
    page = PAGE.read_text("utf-8")
    assert with_reference(page) == page, "run `python -m prosa.packs.reference --write docs/pack-format.md`"


def test_every_field_says_what_it_means():
    rows = [line for line in reference().split("\n") if line.startswith("| `")]
    assert len(rows) > 60
    assert [row for row in rows if not row.split(" | ")[-1].strip(" |")] == []


def test_every_reply_and_value_is_listed():
    assert [key for key in (*REQUIRED_REPLIES, *REPLY_VALUES) if f"| `{key}` |" not in reference()] == []


def test_every_value_has_a_sample_that_replies_are_tried_with():
    assert set(SAMPLE) == set(REPLY_VALUES)


def test_a_page_without_its_marks_is_refused():
    with pytest.raises(ValueError, match="lacks the lines"):
        with_reference("# Packs\n")
