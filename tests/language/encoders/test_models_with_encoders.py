"""Models over another encoder than the universal one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from prosa.language.encoders.errors import EncoderUnavailable
from prosa.language.encoders.onnx_text import load_encoder
from prosa.language.encoders.protocol import Encoder, Matrix
from prosa.language.encoders.universal import DIMENSIONS, shared_encoder
from prosa.language.model import Model, ModelUnreadable, fingerprint, train
from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Cues
from tests.language.encoders.tiny import Tiny

SHOP = {
    "greeting": "oi; olá; bom dia; boa tarde; boa noite; oi bom dia; olá boa tarde; oi boa noite",
    "order": "cadê meu pedido; onde está meu pedido; meu pedido não chegou; quando chegou meu pedido;"
    " onde está a entrega; cadê a entrega do pedido; meu pedido ainda não chegou; e minha entrega já foi",
    "cancel": "quero cancelar; cancela a compra; quero cancelar o pedido; desisti da compra;"
    " cancela tudo; já desisti quero cancelar; cancelar minha compra por favor; preciso cancelar logo",
}
DATA = TrainingData(
    tuple(Example(text.strip(), intent) for intent, texts in SHOP.items() for text in texts.split(";"))
)
ASKED = {"oi boa tarde": "greeting", "onde está minha entrega": "order", "quero cancelar tudo": "cancel"}


def intents(model: Model) -> list[str]:
    return [found.intent.name for found in model.understand(list(ASKED), [Cues()] * len(ASKED))]


class Distant:
    """An encoder that answers until it is `away`."""

    name = "distant"
    can_fail = True

    def __init__(self, encode: Callable[[Sequence[str]], Matrix]) -> None:
        self.encode_here = encode
        self.away = False

    def encode(self, texts: Sequence[str], *, patient: bool = False, width: int | None = None) -> Matrix:
        if self.away:
            raise EncoderUnavailable("não responde")
        vectors = self.encode_here(texts)
        if width not in (None, vectors.shape[1]):
            raise EncoderUnavailable("outra largura")
        return vectors


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return load_encoder(Tiny().write_encoder(tmp_path_factory.mktemp("encoders") / "tiny"))


@pytest.fixture(scope="module")
def own(tiny: Encoder) -> Model:
    return train(DATA, encoder=tiny)


@pytest.fixture(scope="module")
def trained_afar() -> tuple[Model, Distant]:
    distant = Distant(Tiny().encode)
    return train(DATA, encoder=distant), distant


@pytest.fixture
def afar(trained_afar: tuple[Model, Distant]) -> tuple[Model, Distant]:
    trained_afar[1].away = False
    return trained_afar


def test_intents_are_told_by_the_encoder_that_was_given(own: Model):
    assert intents(own) == list(ASKED.values())


def test_the_knowledge_base_is_still_searched_by_the_universal_encoder(own: Model):
    (found,) = own.understand(["onde está minha entrega"], [Cues()])
    assert found.vector.shape == (DIMENSIONS,)
    assert np.allclose(found.vector, shared_encoder().encode([found.normalised])[0], atol=1e-5)


def test_a_model_takes_its_encoder_along(own: Model, tmp_path: Path):
    own.save(tmp_path / "model")
    loaded = Model.load(tmp_path / "model")
    cues = [Cues()] * len(ASKED)
    assert loaded.understand(list(ASKED), cues) == own.understand(list(ASKED), cues)


def test_a_damaged_encoder_is_noticed(own: Model, tmp_path: Path):
    own.save(tmp_path / "model")
    with (tmp_path / "model" / "encoder" / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelUnreadable, match="damaged"):
        Model.load(tmp_path / "model")


def test_another_encoder_is_another_model(tiny: Encoder, own: Model):
    assert own.fingerprint == fingerprint(DATA, tiny)
    assert len({fingerprint(DATA), fingerprint(DATA, tiny), fingerprint(DATA, Distant(Tiny().encode))}) == 3


def test_when_the_encoder_is_away_messages_are_understood_without_it(afar: tuple[Model, Distant]):
    model, distant = afar
    confident = model.understand(list(ASKED), [Cues()] * len(ASKED))
    distant.away = True
    without = model.understand(list(ASKED), [Cues()] * len(ASKED))
    assert [found.intent.name for found in without] == list(ASKED.values())
    assert [found.intent for found in without] != [found.intent for found in confident]
    distant.away = False
    assert model.understand(list(ASKED), [Cues()] * len(ASKED)) == confident


def test_what_it_says_without_the_encoder_is_what_a_model_without_it_would_say(afar: tuple[Model, Distant]):
    model, distant = afar
    distant.away = True
    plain = train(DATA)
    cues = [Cues()] * len(ASKED)
    assert [found.intent for found in model.understand(list(ASKED), cues)] == [
        found.intent for found in plain.understand(list(ASKED), cues)
    ]


def test_an_encoder_that_answers_in_another_width_is_done_without(
    afar: tuple[Model, Distant], tmp_path: Path
):
    model, _ = afar
    model.save(tmp_path / "model")
    narrower = Distant(lambda texts: Tiny().encode(texts)[:, :8])
    assert intents(Model.load(tmp_path / "model", encoder=narrower)) == list(ASKED.values())


def test_a_model_is_not_loaded_with_another_encoder(
    afar: tuple[Model, Distant], own: Model, tiny: Encoder, tmp_path: Path
):
    afar[0].save(tmp_path / "model")
    with pytest.raises(ModelUnreadable, match="trained with the encoder distant, not tiny"):
        Model.load(tmp_path / "model", encoder=tiny)


def test_a_model_whose_encoder_nobody_can_make_says_so(tmp_path: Path):
    asked = replace(DATA, encoder="openai:outro")
    train(asked, encoder=Distant(Tiny().encode)).save(tmp_path / "model")
    with pytest.raises(ModelUnreadable, match="openai:outro"):
        Model.load(tmp_path / "model")


def test_training_needs_the_encoder(afar: tuple[Model, Distant]):
    afar[1].away = True
    with pytest.raises(EncoderUnavailable):
        train(DATA, encoder=afar[1])
