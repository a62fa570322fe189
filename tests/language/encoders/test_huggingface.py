import json
from pathlib import Path

import pytest

from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.huggingface import TransformerFolder
from tests.language.encoders.tiny import WIDTH, Tiny


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Tiny().write_transformer(tmp_path / "model")


def folder(path: Path) -> TransformerFolder:
    return TransformerFolder(path, "model")


def test_a_folder_that_is_missing_or_is_none_of_a_transformer_is_refused(path: Path, tmp_path: Path):
    with pytest.raises(EncoderUnusable, match="Não existe a pasta"):
        folder(tmp_path / "nowhere")
    (path / "config.json").unlink()
    with pytest.raises(EncoderUnusable, match=r"Falta config\.json"):
        folder(path)


@pytest.mark.parametrize("content", ["{", "[]", '{"hidden_size": "many"}', "\xff"])
def test_a_broken_configuration_is_refused(path: Path, content: str):
    (path / "config.json").write_text(content, encoding="latin-1")
    with pytest.raises(EncoderUnusable, match=r"config\.json"):
        _ = folder(path).dimensions


def test_what_the_configuration_says_is_heard(path: Path):
    assert (folder(path).dimensions, folder(path).pad, folder(path).most_tokens(128)) == (WIDTH, 0, 64)
    assert not folder(path).reads_first_token
    (path / "1_Pooling").mkdir()
    (path / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    assert folder(path).reads_first_token


def test_an_export_in_eight_bits_is_preferred_and_needs_its_tokenizer(path: Path):
    assert folder(path).exported == path / "onnx" / "model.onnx"
    (path / "onnx" / "model_quantized.onnx").touch()
    assert folder(path).exported == path / "onnx" / "model_quantized.onnx"
    (path / "tokenizer.json").unlink()
    assert folder(path).exported is None


def test_safe_weights_are_preferred(path: Path):
    assert folder(path).weights is None
    (path / "pytorch_model.bin").touch()
    assert folder(path).weights == path / "pytorch_model.bin"
    (path / "model.safetensors").touch()
    assert folder(path).weights == path / "model.safetensors"


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "onnx/model.onnx", "model.safetensors"])
def test_another_content_is_another_encoder(path: Path, file: str):
    before = folder(path).digest
    (path / "README.md").write_text("Como usar este modelo")
    assert folder(path).digest == before
    with (path / file).open("ab") as opened:
        opened.write(b" ")
    assert folder(path).digest != before
