from pathlib import Path

import numpy as np
import pytest

from prosa.encoding.choosing import encoder_for
from prosa.encoding.endpoint import EndpointEncoder
from prosa.encoding.frozen import FrozenTransformer
from prosa.language.encoders import torch_parts
from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.tuning import TransformerTuner
from prosa.settings import Settings
from tests.language.encoders.tiny import Tiny

TINY = Tiny()
TEXTS = ["oi", "cadê meu pedido"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", embeddings_base_url="http://localhost:1/v1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return TINY.write_transformer(tmp_path / "meu modelo")


def test_a_transformer_that_somebody_exported_needs_no_pytorch(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(torch_parts, "find_spec", lambda name: None)
    encoder = encoder_for(f"hf:{folder}", settings)
    assert isinstance(encoder, FrozenTransformer)
    assert np.allclose(encoder.encode(TEXTS), TINY.encode(TEXTS), atol=1e-5)


def test_an_export_is_kept_and_shared(settings: Settings, folder: Path):
    for _ in range(2):
        encoder = encoder_for(f"hf:{folder}", settings)
        assert isinstance(encoder, FrozenTransformer)
        encoder.encode(TEXTS)
        assert len(list((settings.home / "encoders").iterdir())) == 1


def test_nothing_is_written_before_a_text_comes(settings: Settings, folder: Path):
    assert encoder_for(f"hf:{folder}", settings).name.startswith("hf:meu modelo/")
    assert not settings.home.exists()


def test_the_same_transformer_elsewhere_has_the_same_name(settings: Settings, tmp_path: Path):
    here, there = (TINY.write_transformer(tmp_path / place / "modelo") for place in ("aqui", "ali"))
    other = Tiny(seed=1).write_transformer(tmp_path / "outro" / "modelo")
    names = [encoder_for(f"hf:{folder}", settings).name for folder in (here, there, other)]
    assert names[0] == names[1] != names[2]


def test_exporting_and_tuning_say_what_to_install(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(torch_parts, "find_spec", lambda name: None)
    (folder / "onnx" / "model.onnx").unlink()
    frozen, tuner = encoder_for(f"hf:{folder}", settings), encoder_for(f"hf:{folder}?tune", settings)
    assert isinstance(frozen, FrozenTransformer) and isinstance(tuner, TransformerTuner)
    with pytest.raises(EncoderUnusable, match=r"torch.*pip install 'prosa\[transformers\]'"):
        frozen.encode(TEXTS)
    with pytest.raises(EncoderUnusable, match=r"torch.*pip install 'prosa\[transformers\]'"):
        tuner.tuned(TEXTS, ["greeting", "order"], [], lambda share: None)
    assert not any((settings.home / "encoders").iterdir())


def test_an_endpoint_is_that_of_the_settings(settings: Settings):
    encoder = encoder_for("openai:nomic-embed-text:latest?dimensions=256", settings)
    assert isinstance(encoder, EndpointEncoder)
    assert encoder.name == "openai:nomic-embed-text:latest/256@localhost:1/v1"


@pytest.mark.parametrize(
    "spec", ["", "hf:", "bert", "openai:", "hf:/não/existe", "universal", "hf:a?b", "x" * 500]
)
def test_what_names_no_encoder_is_refused(settings: Settings, spec: str):
    with pytest.raises(EncoderUnusable):
        encoder_for(spec, settings)
