"""Encryption at rest."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prosa.security.encryption import Cipher, Undecipherable

keys = st.binary(min_size=32, max_size=32)
texts = st.binary(max_size=2000)
places = st.binary(max_size=40)


@given(texts, places, st.lists(keys, min_size=1, max_size=4, unique=True))
def test_what_was_encrypted_is_read_at_its_place(text: bytes, place: bytes, ring: list[bytes]):
    cipher = Cipher(ring)
    assert cipher.decrypt(cipher.encrypt(text, place), place) == text


@given(texts, places, places, keys)
def test_a_token_moved_elsewhere_does_not_open(text: bytes, place: bytes, elsewhere: bytes, key: bytes):
    assume(place != elsewhere)
    cipher = Cipher([key])
    with pytest.raises(Undecipherable):
        cipher.decrypt(cipher.encrypt(text, place), elsewhere)


@given(texts, keys, st.data())
def test_a_changed_or_shortened_token_does_not_open(text: bytes, key: bytes, data: st.DataObject):
    cipher = Cipher([key])
    token = bytearray(cipher.encrypt(text))
    if data.draw(st.booleans()):
        token[data.draw(st.integers(0, len(token) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        del token[data.draw(st.integers(0, len(token) - 1)) :]
    with pytest.raises(Undecipherable):
        cipher.decrypt(bytes(token))


@given(st.binary(max_size=100), keys)
def test_bytes_that_are_no_token_do_not_open(noise: bytes, key: bytes):
    with pytest.raises(Undecipherable):
        Cipher([key]).decrypt(noise)


@given(texts, keys, keys)
def test_another_installations_key_does_not_open(text: bytes, ours: bytes, theirs: bytes):
    assume(ours != theirs)
    with pytest.raises(Undecipherable, match="no key"):
        Cipher([theirs]).decrypt(Cipher([ours]).encrypt(text))


@given(texts, places, keys, keys)
def test_after_a_rotation_the_old_key_is_not_needed(text: bytes, place: bytes, old: bytes, new: bytes):
    assume(old != new)
    token = Cipher([old]).encrypt(text, place)
    both = Cipher([new, old])
    assert both.decrypt(token, place) == text
    assert not both.is_current(token)

    rotated = both.rotate(token, place)
    assert Cipher([new]).decrypt(rotated, place) == text
    assert both.is_current(rotated)
    assert both.rotate(rotated, place) == rotated


def test_equal_texts_do_not_look_equal():
    cipher = Cipher([bytes(32)])
    assert len({cipher.encrypt(b"oi", b"1") for _ in range(50)}) == 50


def test_the_text_does_not_show_in_its_token():
    assert b"10432" not in Cipher([bytes(32)]).encrypt(b"cade meu pedido 10432?")


@pytest.mark.parametrize("ring", [[], [b"short"], [bytes(32), bytes(31)]])
def test_keys_of_the_wrong_size_are_refused(ring: list[bytes]):
    with pytest.raises(ValueError, match="32 bytes"):
        Cipher(ring)
