from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.abuse import MANY_MESSAGES, REPEATED_OF_TEN, Abuse, abuse_of
from prosa.conversations.context import TEXTS_KEPT, Context, fingerprint


def context(*texts: str, messages: int | None = None) -> Context:
    """After these messages, of which the last is the one at hand."""
    prints = tuple(fingerprint(text) for text in reversed(texts))[:TEXTS_KEPT]
    return Context(messages=len(texts) if messages is None else messages, texts=prints)


def test_an_ordinary_conversation_is_no_abuse():
    assert abuse_of("oi", context("oi")) is None
    assert abuse_of("oi", context(*["oi"] * REPEATED_OF_TEN)) is None


def test_more_than_half_of_the_last_ten_being_the_same_is():
    others = [f"outra {number}" for number in range(4)]
    assert abuse_of("oi", context(*others, *["oi"] * 6)) is Abuse.REPEATED
    assert abuse_of("OI ", context(*["oi", "Oi"] * 3)) is Abuse.REPEATED


def test_whoever_stops_repeating_is_listened_to_at_once():
    assert abuse_of("desculpe", context(*["oi"] * 9, "desculpe")) is None


def test_more_than_a_hundred_messages_are():
    assert abuse_of("oi", context("oi", messages=MANY_MESSAGES)) is None
    assert abuse_of("oi", context("oi", messages=MANY_MESSAGES + 1)) is Abuse.FLOOD


@given(st.lists(st.text(max_size=3), min_size=1, max_size=30))
def test_repetition_is_a_matter_of_counting(texts: list[str]):
    last_ten = [fingerprint(text) for text in texts[-TEXTS_KEPT:]]
    repeated = last_ten.count(last_ten[-1]) > REPEATED_OF_TEN
    assert (abuse_of(texts[-1], context(*texts)) is Abuse.REPEATED) == repeated
