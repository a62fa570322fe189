import pytest

from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.protocol import Encoder
from prosa.language.encoders.registry import Registry
from prosa.language.encoders.universal import shared_encoder


def test_the_universal_encoder_needs_nobody_to_make_it():
    assert Registry().find("universal") is None


def test_a_process_that_knows_no_other_says_so():
    with pytest.raises(EncoderUnusable, match="só tem o encoder universal, não hf:x/y"):
        Registry().find("hf:x/y")


def test_each_encoder_is_made_once():
    made: list[str] = []

    def make(spec: str) -> Encoder:
        made.append(spec)
        return shared_encoder()

    registry = Registry()
    registry.make_with(make)
    for spec in ("hf:a/b", "openai:c", "hf:a/b"):
        assert registry.find(spec) is shared_encoder()
    assert made == ["hf:a/b", "openai:c"]


def test_what_could_not_be_made_is_tried_again():
    registry = Registry()
    tries: list[str] = []

    def make(spec: str) -> Encoder:
        tries.append(spec)
        if len(tries) == 1:
            raise EncoderUnusable("a pasta não existe")
        return shared_encoder()

    registry.make_with(make)
    with pytest.raises(EncoderUnusable):
        registry.find("hf:./modelo")
    assert registry.find("hf:./modelo") is shared_encoder()
