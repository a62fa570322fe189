"""Real transformers, made small and random here: needs PyTorch, and so `make test-transformers`."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.exporting import export
from prosa.language.encoders.huggingface import POOLING, TransformerFolder
from prosa.language.encoders.onnx_text import load_encoder
from prosa.language.encoders.torch_parts import TorchParts, load_transformer, torch_parts
from prosa.language.encoders.tuning import TransformerTuner
from prosa.language.model import Model, train
from tests.language.encoders.test_models_with_encoders import ASKED, DATA, SHOP, intents

WHY = "PyTorch não está instalado: make test-transformers o instala num ambiente à parte e roda estes testes"
for library in ("torch", "transformers", "onnxscript"):
    pytest.importorskip(library, reason=WHY)

_EIGHT_BITS = (onnx.TensorProto.INT8, onnx.TensorProto.UINT8)
TEXTS = ["oi", "cadê meu pedido", "quero cancelar a compra que fiz ontem à noite", "boa tarde"]
SIZE = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
KINDS: dict[str, dict[str, Any]] = {
    "Bert": {**SIZE, "max_position_embeddings": 64},
    "Roberta": {**SIZE, "max_position_embeddings": 66, "pad_token_id": 0, "type_vocab_size": 1},
    "XLMRoberta": {**SIZE, "max_position_embeddings": 66, "pad_token_id": 0, "type_vocab_size": 1},
    "DistilBert": {"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 64, "max_position_embeddings": 64},
}


@pytest.fixture(scope="module")
def parts() -> TorchParts:
    return torch_parts()


def write(folder: Path, kind: str, parts: TorchParts) -> TransformerFolder:
    """A random transformer with a tokenizer of the shop's words."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    trainer = trainers.WordPieceTrainer(vocab_size=300, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator([*SHOP.values(), *TEXTS], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", **names})
    )
    parts.torch.manual_seed(0)
    config = getattr(parts.transformers, f"{kind}Config")(
        vocab_size=tokenizer.get_vocab_size(), **KINDS[kind]
    )
    getattr(parts.transformers, f"{kind}Model")(config).save_pretrained(folder)
    return TransformerFolder(folder, kind.lower())


def by_torch(folder: TransformerFolder, parts: TorchParts) -> Any:
    """What PyTorch makes of each text alone, in full precision."""
    model, tokenizer = load_transformer(folder, parts)
    rows: list[Any] = []
    for text in TEXTS:
        states = model(input_ids=parts.torch.tensor([tokenizer.encode(text).ids])).last_hidden_state[0]
        pooled = states[0] if folder.reads_first_token else states.mean(dim=0)
        rows.append((pooled / pooled.norm()).detach().numpy())
    return np.asarray(rows)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_exported_means_the_same_in_eight_bits(kind: str, tmp_path: Path, parts: TorchParts):
    folder = write(tmp_path / kind, kind, parts)
    export(folder, "small", tmp_path / "exported")
    vectors = load_encoder(tmp_path / "exported").encode(TEXTS)
    assert ((vectors * by_torch(folder, parts)).sum(axis=1) > 0.995).all()


def test_the_pooling_of_sentence_transformers_is_kept(tmp_path: Path, parts: TorchParts):
    folder = write(tmp_path / "bert", "Bert", parts)
    (folder.path / POOLING).parent.mkdir()
    (folder.path / POOLING).write_text(json.dumps({"pooling_mode_cls_token": True}))
    export(folder, "small", tmp_path / "exported")
    vectors = load_encoder(tmp_path / "exported").encode(TEXTS)
    assert ((vectors * by_torch(folder, parts)).sum(axis=1) > 0.995).all()


def test_matrices_and_words_have_eight_bits(tmp_path: Path, parts: TorchParts):
    folder = write(tmp_path / "bert", "Bert", parts)
    export(folder, "small", tmp_path / "exported")
    weights = onnx.load(str(tmp_path / "exported" / "model.onnx")).graph.initializer
    small = sum(math.prod(array.dims) for array in weights if array.data_type in _EIGHT_BITS)
    large = sum(math.prod(array.dims) for array in weights if array.data_type == onnx.TensorProto.FLOAT)
    words, layers = folder.config["vocab_size"] * 32, 2 * (4 * 32 * 32 + 2 * 32 * 64)
    assert small >= words + layers > 8 * large


def test_a_folder_without_weights_is_refused(tmp_path: Path, parts: TorchParts):
    folder = write(tmp_path / "bert", "Bert", parts)
    (folder.path / "model.safetensors").unlink()
    with pytest.raises(EncoderUnusable, match="Faltam os pesos"):
        export(TransformerFolder(folder.path, "bert"), "small", tmp_path / "exported")


def test_weights_that_are_no_weights_are_refused(tmp_path: Path, parts: TorchParts):
    folder = write(tmp_path / "bert", "Bert", parts)
    (folder.path / "model.safetensors").write_bytes(b"nonsense")
    with pytest.raises(EncoderUnusable, match="não pode ser lido"):
        export(folder, "small", tmp_path / "exported")


def apart(vectors: Any, labels: list[str]) -> float:
    """How much nearer messages of one intent are to each other than to the others, in cosine."""
    same = np.asarray([[first == second for second in labels] for first in labels])
    cosines = vectors @ vectors.T
    return float(cosines[same].mean() - cosines[~same].mean())


def test_tuning_moves_the_messages_of_an_intent_together(tmp_path: Path, parts: TorchParts):
    folder = write(tmp_path / "bert", "Bert", parts)
    texts = [example.text for example in DATA.examples]
    labels = [example.intent for example in DATA.examples]
    export(folder, "small", tmp_path / "exported")
    shares: list[float] = []
    tuned = TransformerTuner(folder).tuned(texts, labels, [0, 8, 16], shares.append)
    before = apart(load_encoder(tmp_path / "exported").encode(texts), labels)
    assert apart(tuned.encode(texts), labels) > before
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_a_tuned_model_answers_and_takes_its_encoder_along(tmp_path: Path, parts: TorchParts):
    model = train(DATA, encoder=TransformerTuner(write(tmp_path / "bert", "Bert", parts)))
    assert intents(model) == list(ASKED.values())
    model.save(tmp_path / "model")
    assert intents(Model.load(tmp_path / "model")) == list(ASKED.values())


def test_tuning_twice_gives_the_same(tmp_path: Path, parts: TorchParts):
    folder = write(tmp_path / "bert", "Bert", parts)
    texts = [example.text for example in DATA.examples]
    labels = [example.intent for example in DATA.examples]
    first, second = (TransformerTuner(folder).tuned(texts, labels, [0], lambda share: None) for _ in range(2))
    assert np.allclose(first.encode(TEXTS), second.encode(TEXTS), atol=1e-4)
