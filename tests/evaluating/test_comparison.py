from pathlib import Path
from typing import Any

import orjson
import pytest

from prosa.evaluating.comparison import NotComparable, as_stored, read_record, side_by_side
from prosa.evaluating.page.comparison import comparison_page, verdict
from prosa.evaluating.page.rendering import render
from prosa.evaluating.reading import Unreadable
from prosa.evaluating.record import Judgement, judgements, message_ids, record


def results(**guesses: str) -> dict[str, Any]:
    """A record of a model that was asked these messages, all of intent "a"."""
    predictions = [Judgement(text, "a", guess, guess == "a") for text, guess in guesses.items()]
    right = sum(prediction.right for prediction in predictions)
    return record("intents", {"accuracy": right / len(predictions)}, judgements(predictions))


def test_messages_won_and_lost_are_named_with_what_the_other_took_them_for():
    first = as_stored(results(um="a", dois="b", tres="a", quatro="c"))
    second = as_stored(results(um="a", dois="a", tres="b", quatro="c"))
    found = side_by_side(("velho", first), ("novo", second))
    assert [(one.text, one.mistaken_for) for one in found.won] == [("dois", "b")]
    assert [(one.text, one.mistaken_for) for one in found.lost] == [("tres", "b")]
    assert found.comparison.p_value == 1 and "pode ser acaso" in verdict(found)
    assert ("accuracy", 0.5, 0.5) in found.figures


def test_a_record_is_compared_as_it_was_written(tmp_path: Path):
    (tmp_path / "a.json").write_bytes(orjson.dumps(results(um="a", dois="b")))
    found = side_by_side(("a", read_record(tmp_path / "a.json")), ("b", as_stored(results(um="a", dois="a"))))
    assert [one.text for one in found.won] == ["dois"]


def test_records_of_other_messages_cannot_be_compared():
    with pytest.raises(NotComparable, match="nenhuma mensagem"):
        side_by_side(("a", as_stored(results(um="a"))), ("b", as_stored(results(dois="a"))))


def test_a_message_that_comes_twice_is_two_messages_and_its_label_is_part_of_it():
    ids = message_ids([("oi", "a"), ("oi", "a"), ("oi", "b")])
    assert len(set(ids)) == 3 and message_ids([("oi", "a")]) == ids[:1]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"accuracy": 1}', b'{"predictions": []}', b"\xff"])
def test_what_is_no_record_is_explained(tmp_path: Path, content: bytes):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(Unreadable, match=r"a\.json não é um resultado"):
        read_record(tmp_path / "a.json")


def test_the_page_of_a_comparison_shows_the_messages():
    messages = {f"mensagem{number}": "b" for number in range(12)}
    first, second = as_stored(results(**messages)), as_stored(results(**dict.fromkeys(messages, "a")))
    found = side_by_side(("<velho>", first), ("novo", second))
    page = render(comparison_page(found))
    assert "mensagem11" in page and "&lt;velho&gt;" in page and "<velho>" not in page
    assert "p &lt; 0,001, não parece acaso" in page
