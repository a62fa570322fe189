"""Only what the site has signed, for now and for us, says who somebody is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from prosa.security.identity import AUDIENCE, BadIdentity, Identities

SECRET = "shared by the site and by Prosa, long"


def signed(secret: str = SECRET, algorithm: str = "HS256", minutes: float = 5, **claims: Any) -> str:
    now = datetime.now(UTC)
    told = {"sub": "c-1", "aud": AUDIENCE, "iat": now, "exp": now + timedelta(minutes=minutes), **claims}
    return jwt.encode(
        {key: value for key, value in told.items() if value is not None}, secret, algorithm=algorithm
    )


@pytest.fixture
def identities() -> Identities:
    return Identities(SECRET.encode())


def test_a_signed_token_says_who_it_is(identities: Identities):
    told = identities.read(signed(profile={"name": "Ana Souza", "age": 31, "email": None}))
    assert told.id == "c-1"
    assert told.profile == {"name": "Ana Souza", "age": "31"}


@pytest.mark.parametrize(
    "token",
    [
        signed(secret="another secret of the same length ..."),
        signed(secret=SECRET * 2, algorithm="HS512"),
        signed(minutes=-5),
        signed(minutes=60 * 25),
        signed(aud="prosa:session"),
        signed(sub=None),
        signed(sub=" "),
        signed(sub="x" * 300),
        signed(exp=None),
        signed(profile=["Ana"]),
        signed(profile={"name": {"first": "Ana"}}),
        signed(profile={"__class__.x": "Ana"}),
        signed() + "x",
        "x" * 5000,
        "",
        "a.b.c",
        jwt.encode({"sub": "c-1", "aud": AUDIENCE}, "", algorithm="none"),
    ],
)
def test_anything_else_is_nobody(identities: Identities, token: str):
    with pytest.raises(BadIdentity):
        identities.read(token)


def test_a_profile_cannot_turn_our_sentences_around(identities: Identities):
    told = identities.read(signed(profile={"name": "Ana\u202e\n" + "x" * 500}))
    assert "\n" not in told.profile["name"]
    assert "\u202e" not in told.profile["name"]
    assert len(told.profile["name"]) <= 200
