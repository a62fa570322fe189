"""A transformer small enough to be made by a test: one layer of attention with random weights, in ONNX."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from prosa.language.encoders.onnx_text import FACTS, MODEL, TOKENIZER, Facts

WIDTH = 32
WORDS = """
a ainda até boleto boa bom cadê cancelar cancela chegou com compra da de desisti devolver dia do e entrega
está eu faço falou foi já logo mais meu minha não noite o oi olá onde pedido por preciso produto quando quero
segunda tarde tchau tudo troca trocar um uma veio via você é
""".split()
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


class Tiny:
    """Its weights, and what they make of texts: the reference that others are held against."""

    def __init__(self, seed: int = 0) -> None:
        generator = np.random.default_rng(seed)
        self.vocabulary = {word: number for number, word in enumerate((*_SPECIAL, *WORDS))}
        self.embeddings = generator.normal(size=(len(self.vocabulary), WIDTH)).astype(np.float32)
        self.query, self.key, self.value = (
            (generator.normal(size=(WIDTH, WIDTH)) / WIDTH**0.5).astype(np.float32) for _ in range(3)
        )

    def tokens(self, text: str, most: int) -> list[int]:
        words = [self.vocabulary.get(word, 1) for word in text.split()]
        return [2, *words[: most - 2], 3]

    def encode(self, texts: Sequence[str], most: int = 64, pooling: str = "mean") -> NDArray[np.float32]:
        """Row by row, in plain numpy, and so without any padding."""
        rows: list[Any] = []
        for text in texts:
            states = self.embeddings[self.tokens(text, most)]
            scores = (states @ self.query) @ (states @ self.key).T / np.float32(WIDTH**0.5)
            attention = np.exp(scores - scores.max(axis=1, keepdims=True))
            attention /= attention.sum(axis=1, keepdims=True)
            states = states + attention @ (states @ self.value)
            pooled = states[0] if pooling == "cls" else states.mean(axis=0)
            rows.append(pooled / np.linalg.norm(pooled) if text else np.zeros(WIDTH))
        return np.asarray(rows, dtype=np.float32)

    def write_onnx(self, file: Path) -> None:
        weights = {
            "embeddings": self.embeddings,
            "query": self.query,
            "key": self.key,
            "value": self.value,
            "scale": np.float32(WIDTH**-0.5),
            "one": np.float32(1),
            "far": np.float32(-1e9),
            "axis": np.asarray([1]),
        }
        nodes = [
            helper.make_node("Gather", ["embeddings", "input_ids"], ["x"]),
            helper.make_node("MatMul", ["x", "query"], ["q"]),
            helper.make_node("MatMul", ["x", "key"], ["k"]),
            helper.make_node("MatMul", ["x", "value"], ["v"]),
            helper.make_node("Transpose", ["k"], ["kt"], perm=[0, 2, 1]),
            helper.make_node("MatMul", ["q", "kt"], ["raw"]),
            helper.make_node("Mul", ["raw", "scale"], ["scaled"]),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Sub", ["one", "mask"], ["hidden"]),
            helper.make_node("Mul", ["hidden", "far"], ["away"]),
            helper.make_node("Unsqueeze", ["away", "axis"], ["wide"]),
            helper.make_node("Add", ["scaled", "wide"], ["scores"]),
            helper.make_node("Softmax", ["scores"], ["attention"], axis=-1),
            helper.make_node("MatMul", ["attention", "v"], ["seen"]),
            helper.make_node("Add", ["x", "seen"], ["last_hidden_state"]),
        ]
        axes = ["batch", "tokens"]
        graph = helper.make_graph(
            nodes,
            "tiny",
            [helper.make_tensor_value_info(name, TensorProto.INT64, axes) for name in _INPUTS],
            [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*axes, WIDTH])],
            [numpy_helper.from_array(np.asarray(array), name) for name, array in weights.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        onnx.checker.check_model(model)
        onnx.save(model, str(file))

    def write_tokenizer(self, file: Path) -> None:
        tokenizer = Tokenizer(models.WordLevel(self.vocabulary, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
        )
        tokenizer.save(str(file))

    def write_encoder(self, folder: Path, **facts: Any) -> Path:
        """A folder that `load_encoder` reads."""
        folder.mkdir(parents=True)
        self.write_onnx(folder / MODEL)
        self.write_tokenizer(folder / TOKENIZER)
        known: dict[str, Any] = {"name": "tiny", "dimensions": WIDTH, "most_tokens": 64}
        told = Facts(**(known | facts))
        (folder / FACTS).write_text(json.dumps(asdict(told)))
        return folder

    def write_transformer(self, folder: Path) -> Path:
        """A folder as the hub has them, with a model that somebody exported already."""
        (folder / "onnx").mkdir(parents=True)
        self.write_onnx(folder / "onnx" / "model.onnx")
        self.write_tokenizer(folder / TOKENIZER)
        config = {"model_type": "tiny", "hidden_size": WIDTH, "pad_token_id": 0}
        (folder / "config.json").write_text(json.dumps({**config, "max_position_embeddings": 66}))
        return folder


_INPUTS = ("input_ids", "attention_mask")
