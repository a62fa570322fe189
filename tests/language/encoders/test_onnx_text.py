from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prosa.language.encoders import onnx_text
from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.onnx_text import MODEL, TOKENIZER, OnnxEncoder, load_encoder
from tests.language.encoders.tiny import WIDTH, WORDS, Tiny

TINY = Tiny()
TEXTS = ["oi", "cadê meu pedido que não chegou", "quero cancelar a compra", "", "boa noite"]
sentences = st.lists(st.lists(st.sampled_from([*WORDS, "xyz"]), max_size=20).map(" ".join), max_size=40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return TINY.write_encoder(tmp_path_factory.mktemp("encoders") / "tiny")


@pytest.fixture(scope="module")
def encoder(folder: Path) -> OnnxEncoder:
    return load_encoder(folder)


def close(found: object, wanted: object) -> bool:
    return np.allclose(np.asarray(found), np.asarray(wanted), atol=1e-5)


def test_vectors_are_those_of_the_same_transformer_in_plain_numpy(encoder: OnnxEncoder):
    assert close(encoder.encode(TEXTS), TINY.encode(TEXTS))


def test_the_first_token_may_stand_for_the_text(tmp_path: Path):
    encoder = load_encoder(TINY.write_encoder(tmp_path / "cls", pooling="cls"))
    assert close(encoder.encode(TEXTS), TINY.encode(TEXTS, pooling="cls"))


@given(sentences)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_company_in_a_batch_does_not_change_a_row(encoder: OnnxEncoder, texts: list[str]):
    together = encoder.encode(texts)
    assert together.shape == (len(texts), WIDTH)
    assert close(together, TINY.encode(texts).reshape(len(texts), WIDTH))


def test_rows_have_length_one_and_an_empty_text_has_none(encoder: OnnxEncoder):
    assert close(np.linalg.norm(encoder.encode(TEXTS), axis=1), [1, 1, 1, 0, 1])
    assert encoder.encode([]).shape == (0, WIDTH)


def test_a_long_text_is_cut(tmp_path: Path):
    encoder = load_encoder(TINY.write_encoder(tmp_path / "short", most_tokens=8))
    long = " ".join(WORDS)
    assert close(encoder.encode([long]), TINY.encode([long], most=8))
    assert not close(encoder.encode([long]), TINY.encode([long]))


def test_threads_do_not_disturb_each_other(encoder: OnnxEncoder):
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: encoder.encode(TEXTS), range(32)))
    assert all(close(each, found[0]) for each in found)


def test_a_saved_encoder_is_the_same_one(encoder: OnnxEncoder, tmp_path: Path):
    encoder.save(tmp_path / "copy")
    copy = load_encoder(tmp_path / "copy")
    assert copy.name == encoder.name == "tiny"
    assert close(copy.encode(TEXTS), encoder.encode(TEXTS))


def test_a_folder_without_an_encoder_says_so(tmp_path: Path):
    with pytest.raises(EncoderUnusable, match="Não há um encoder"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("file", [MODEL, TOKENIZER])
def test_a_damaged_file_is_named(tmp_path: Path, file: str):
    damaged = TINY.write_encoder(tmp_path / "damaged")
    (damaged / file).write_bytes(b"nonsense")
    with pytest.raises(EncoderUnusable, match=file):
        load_encoder(damaged)


def test_without_the_libraries_one_is_told_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(onnx_text, "find_spec", lambda name: None)
    with pytest.raises(EncoderUnusable, match=r"pip install 'prosa\[onnx\]'"):
        load_encoder(folder)
