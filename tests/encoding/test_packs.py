"""A pack that names its encoder trains with it, and answers."""

from pathlib import Path

import pytest

from prosa.encoding.choosing import encoder_for
from prosa.encoding.endpoint import EndpointEncoder
from prosa.language.encoders.errors import EncoderUnavailable
from prosa.language.encoders.registry import registry
from prosa.language.model import Model
from prosa.language.understanding import Cues
from prosa.models import is_trained, model_folder, model_for
from prosa.packs.schema import Pack
from prosa.settings import Settings
from tests.encoding.packs import write
from tests.encoding.server import Told
from tests.language.encoders.test_models_with_encoders import ASKED, intents
from tests.language.encoders.tiny import Tiny


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


class Restart:
    """Makes encoders anew, as another process would."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        # What the registry knew before comes back when the test ends.
        monkeypatch.setattr(registry, "_maker", None)
        monkeypatch.setattr(registry, "_made", {})

    def __call__(self, url: str = "http://127.0.0.1:1") -> None:
        settings = Settings(home=self.home, embeddings_base_url=url, embeddings_seconds=30)
        registry.make_with(lambda spec: encoder_for(spec, settings))


@pytest.fixture
def restart(home: Path, monkeypatch: pytest.MonkeyPatch) -> Restart:
    return Restart(home, monkeypatch)


def model_of(home: Path, pack: Pack) -> tuple[Model, list[str]]:
    told: list[str] = []
    return model_for(home, pack, lambda step, done: told.append(step)), told


def test_a_transformer_in_the_packs_folder(home: Path, tmp_path: Path, restart: Restart):
    Tiny().write_transformer(tmp_path / "pack" / "tiny")
    pack = write(tmp_path / "pack", "hf:./tiny")
    restart()
    assert not is_trained(home, pack)
    trained, _ = model_of(home, pack)
    assert intents(trained) == list(ASKED.values())
    restart()
    loaded, told = model_of(home, pack)
    assert told == [] and intents(loaded) == list(ASKED.values())
    assert (model_folder(home, pack) / "encoder" / "model.onnx").is_file()


def test_another_transformer_in_the_same_place_is_trained_for(home: Path, tmp_path: Path, restart: Restart):
    Tiny().write_transformer(tmp_path / "pack" / "tiny")
    pack = write(tmp_path / "pack", "hf:./tiny")
    restart()
    before = model_folder(home, pack)
    Tiny(seed=1).write_onnx(tmp_path / "pack" / "tiny" / "onnx" / "model.onnx")
    restart()
    assert model_folder(home, pack) != before


def test_an_endpoint(home: Path, tmp_path: Path, restart: Restart, server: Told):
    pack = write(tmp_path / "pack", "openai:minúsculo")
    restart(server.url)
    trained, _ = model_of(home, pack)
    asked_for_training = len(server.seen)
    assert intents(trained) == list(ASKED.values())
    assert len(server.seen) == asked_for_training + 1
    restart(server.url)
    loaded, told = model_of(home, pack)
    cues = [Cues()] * len(ASKED)
    assert told == [] and loaded.understand(list(ASKED), cues) == trained.understand(list(ASKED), cues)


def test_an_endpoint_that_fails_while_customers_write(
    home: Path, tmp_path: Path, restart: Restart, server: Told
):
    pack = write(tmp_path / "pack", "openai:minúsculo")
    restart(server.url)
    model, _ = model_of(home, pack)
    server.status = [500, 500]
    for _ in range(3):
        assert intents(model) == list(ASKED.values())
    assert server.status == []


def test_an_endpoint_that_is_away_when_a_node_starts_keeps_nobody_waiting(
    home: Path, tmp_path: Path, restart: Restart, server: Told
):
    pack = write(tmp_path / "pack", "openai:minúsculo")
    restart(server.url)
    model_of(home, pack)
    restart(server.url)
    server.status = [503] * 9
    loaded, told = model_of(home, pack)
    assert told == [] and intents(loaded) == list(ASKED.values())


def test_an_endpoint_that_is_away_while_training_is_told(
    home: Path, tmp_path: Path, restart: Restart, server: Told
):
    pack = write(tmp_path / "pack", "openai:minúsculo")
    restart(server.url)
    server.status = [401]
    with pytest.raises(EncoderUnavailable, match="PROSA_EMBEDDINGS_API_KEY"):
        model_of(home, pack)
    assert not is_trained(home, pack)
    assert isinstance(registry.find(pack.training.encoder), EndpointEncoder)
