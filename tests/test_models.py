"""Trained models in the data folder: trained once for each content, and never in the way."""

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Cues
from prosa.models import KEPT, is_trained, model_folder, model_for
from prosa.packs.schema import Pack

GREETINGS = ("oi", "olá", "bom dia", "boa tarde", "oi tudo bem", "alô")
FAREWELLS = ("tchau", "até logo", "adeus", "até mais", "falou", "tchauzinho")


@pytest.fixture
def small(pack: Pack) -> Callable[..., Pack]:
    """The sample shop with little to learn; one more greeting makes it another training."""

    def small(*more: str) -> Pack:
        examples = [Example(text, "greeting") for text in (*GREETINGS, *more)]
        examples += [Example(text, "goodbye") for text in FAREWELLS]
        return replace(pack, training=TrainingData(tuple(examples)))

    return small


class Steps:
    """Hears of training."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def __call__(self, step: str, done: float) -> None:
        self.told.append(step)


def test_a_model_is_trained_once_and_then_loaded(small, tmp_path):
    first, second = Steps(), Steps()
    assert not is_trained(tmp_path, small())
    model_for(tmp_path, small(), first)
    assert is_trained(tmp_path, small())
    loaded = model_for(tmp_path, small(), second)
    assert first.told
    assert not second.told
    assert loaded.understand(["bom dia"], [Cues()])[0].intent.name == "greeting"


def test_what_is_not_learned_from_needs_no_training(small, tmp_path):
    said_otherwise = replace(small(), replies={}, articles=())
    assert model_folder(tmp_path, said_otherwise) == model_folder(tmp_path, small())
    assert model_folder(tmp_path, small("opa")) != model_folder(tmp_path, small())


def test_a_damaged_model_is_trained_anew(small, tmp_path):
    model_for(tmp_path, small(), Steps())
    for file in model_folder(tmp_path, small()).rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:10])
    again = Steps()
    model = model_for(tmp_path, small(), again)
    assert again.told
    assert model.understand(["tchau"], [Cues()])[0].intent.name == "goodbye"


def test_a_few_older_models_stay_and_the_others_go(small, tmp_path):
    older = [tmp_path / "models" / f"older-{age}" for age in range(KEPT + 2)]
    for age, folder in enumerate(older):
        folder.mkdir(parents=True)
        os.utime(folder, (1_000_000 - age, 1_000_000 - age))
    model_for(tmp_path, small(), Steps())
    assert set((tmp_path / "models").iterdir()) == {model_folder(tmp_path, small()), *older[:KEPT]}
