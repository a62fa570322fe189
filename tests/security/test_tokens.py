from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.security.tokens import MAX_TOKEN_CHARS, BadToken, Tokens

KEY = bytes(range(32))
LIFE = timedelta(hours=24)
NOW = datetime.now(UTC).replace(microsecond=0)
CLAIMS = {"aud": "prosa:session", "sub": str(uuid4()), "iat": NOW, "exp": NOW + LIFE}

tokens = Tokens(KEY, LIFE)


@given(st.uuids())
def test_a_token_opens_the_conversation_it_was_issued_for(conversation: UUID):
    read = tokens.read(tokens.issue(conversation, NOW))
    assert (read.conversation, read.expires_at) == (conversation, NOW + LIFE)


@given(st.data())
def test_a_token_with_any_character_changed_opens_nothing(data: st.DataObject):
    token = tokens.issue(uuid4(), NOW)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda character: character != token[place]))
    changed = token[:place] + other + token[place + 1 :]
    try:
        read = tokens.read(changed)
    except BadToken:
        return
    # The last character of base64 may carry bits that nobody reads.
    assert read == tokens.read(token) and place == len(token) - 1


@given(st.text(max_size=3000))
def test_anything_else_is_a_bad_token(text: str):
    with pytest.raises(BadToken):
        tokens.read(text)


def signed(key: bytes = KEY, algorithm: str = "HS256", **claims: object) -> str:
    kept = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm)


def test_the_tokens_made_here_are_like_ours():
    assert tokens.read(signed()).conversation == UUID(str(CLAIMS["sub"]))


@pytest.mark.parametrize(
    "token",
    [
        signed(key=bytes(32)),
        signed(algorithm="HS512", key=KEY * 2),
        jwt.encode(CLAIMS, "", algorithm="none"),
        signed(exp=NOW - timedelta(seconds=1)),
        signed(aud="prosa:agent"),
        signed(aud=None),
        signed(exp=None),
        signed(sub=None),
        signed(sub="10432"),
        signed(sub=str(uuid4()) + "0"),
        signed(padding="x" * MAX_TOKEN_CHARS),
    ],
    ids="key algorithm none old audience no-audience no-expiry no-subject number long-id too-long".split(),
)
def test_a_token_that_is_not_quite_ours_is_bad(token: str):
    with pytest.raises(BadToken):
        tokens.read(token)


def test_a_bad_token_does_not_say_what_was_in_it():
    with pytest.raises(BadToken) as raised:
        tokens.read(signed(sub="529.982.247-25"))
    assert "529" not in str(raised.value)


def test_a_token_ages_in_its_second_half():
    token = tokens.read(tokens.issue(uuid4(), NOW))
    assert not tokens.aging(token, NOW + LIFE / 2)
    assert tokens.aging(token, NOW + LIFE / 2 + timedelta(seconds=1))
