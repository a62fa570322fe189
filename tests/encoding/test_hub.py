import json
from pathlib import Path

import pytest

from prosa.encoding import hub
from prosa.encoding.hub import files_needed, from_hub
from prosa.language.encoders.errors import EncoderUnusable
from tests.language.encoders.tiny import Tiny

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ENCODER = ["README.md", "config.json", "tokenizer.json", "vocab.txt", "1_Pooling/config.json"]
WEIGHTS = ["model.safetensors", "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack", "rust_model.ot"]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """The hub library's cache, with one model in it."""
    kept = tmp_path / "models--casa--tiny"
    Tiny().write_transformer(kept / "snapshots" / COMMIT)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text(COMMIT)
    return tmp_path


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch):
    """As the library is told by HF_HUB_OFFLINE, which it reads when it is loaded."""
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)


@pytest.mark.parametrize("name", ["casa/tiny", "casa/tiny@main", f"casa/tiny@{COMMIT}"])
def test_what_is_in_the_cache_is_taken_from_there(cache: Path, name: str):
    found = from_hub(name, cache=cache)
    assert found.path == cache / "models--casa--tiny" / "snapshots" / COMMIT
    assert found.called == name


def test_what_is_nowhere_is_explained(cache: Path):
    with pytest.raises(EncoderUnusable, match=r"casa/outro não está no cache e não pôde ser baixado"):
        from_hub("casa/outro", cache=cache)


def test_half_a_model_in_the_cache_is_not_taken_for_a_whole_one(cache: Path):
    (cache / "models--casa--tiny" / "snapshots" / COMMIT / "onnx" / "model.onnx").unlink()
    with pytest.raises(EncoderUnusable, match="não está no cache"):
        from_hub("casa/tiny", cache=cache)


def test_tuning_needs_weights_that_an_export_no_longer_has(cache: Path):
    with pytest.raises(EncoderUnusable, match="não está no cache"):
        from_hub("casa/tiny", for_tuning=True, cache=cache)


@pytest.mark.parametrize("name", ["", "a/b/c", "../casa", "casa/tiny?x", "casa tiny", "casa/tiny@", "ação/x"])
def test_what_is_no_name_is_not_asked_for(name: str, cache: Path):
    with pytest.raises(EncoderUnusable, match="não é nome de modelo"):
        from_hub(name, cache=cache)


def test_without_the_library_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "find_spec", lambda name: None)
    with pytest.raises(EncoderUnusable, match=r"pip install 'prosa\[onnx\]'"):
        from_hub("casa/tiny")


def test_of_many_forms_of_the_weights_one_is_downloaded():
    assert set(files_needed([*ENCODER, *WEIGHTS], for_tuning=False)) == {
        "config.json", "tokenizer.json", "vocab.txt", "1_Pooling/config.json", "model.safetensors",
    }  # fmt: skip
    assert "pytorch_model.bin" in files_needed(["config.json", *WEIGHTS[1:]], for_tuning=False)


def test_an_export_is_downloaded_instead_of_the_weights_but_not_for_tuning():
    listed = [*ENCODER, *WEIGHTS, "onnx/model.onnx", "onnx/model_quantized.onnx"]
    frozen, tuned = files_needed(listed, for_tuning=False), files_needed(listed, for_tuning=True)
    assert "onnx/model_quantized.onnx" in frozen and "model.safetensors" not in frozen
    assert "model.safetensors" in tuned and not any(file.endswith(".onnx") for file in tuned)


def test_weights_in_several_files_are_all_downloaded():
    shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    found = files_needed(["config.json", "model.safetensors.index.json", *shards], for_tuning=False)
    assert {*shards, "model.safetensors.index.json"} <= set(found)


def test_the_configuration_in_the_cache_is_read(cache: Path):
    config = json.loads((from_hub("casa/tiny", cache=cache).path / "config.json").read_text())
    assert from_hub("casa/tiny", cache=cache).dimensions == config["hidden_size"]
