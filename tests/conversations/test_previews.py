from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.previews import Previews
from prosa.security.encryption import KEY_BYTES, Cipher
from tests.conversations.saying import new_conversation

PREVIEWS = Previews(Cipher([b"k" * KEY_BYTES]))


@given(st.text(max_size=500, alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_preview_opens_in_its_conversation_and_in_no_other(text: str):
    conversation = new_conversation()
    sealed = PREVIEWS.seal(conversation, text)
    assert PREVIEWS.open(conversation, sealed) == text
    assert PREVIEWS.open(new_conversation(), sealed) == ""


@given(st.text(max_size=100))
def test_what_is_no_preview_shows_nothing(sealed: str):
    assert PREVIEWS.open(new_conversation(), sealed) == ""


def test_half_of_a_character_is_no_reason_to_fail():
    conversation = new_conversation()
    assert PREVIEWS.open(conversation, PREVIEWS.seal(conversation, "oi \ud83d")) == "oi ?"
