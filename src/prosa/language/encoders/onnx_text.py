"""A transformer in ONNX form: tokenizers and onnxruntime, nothing else."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.protocol import Matrix
from prosa.language.encoders.rows import unit_rows

MODEL, TOKENIZER, FACTS = "model.onnx", "tokenizer.json", "encoder.json"
"""The files of such an encoder's folder."""

INSTALL_SMALL = "pip install 'prosa[onnx]'"

_BATCH = 32
"""Texts of like length that are run together. More gain nothing on a processor, and take their memory."""

MOST_TOKENS = 128
"""As many as 512 characters of Portuguese have; more would cost, and a model reads no more than those."""

Pooling = Literal["mean", "cls"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one must know of a transformer besides its weights."""

    name: str
    dimensions: int
    most_tokens: int
    """Longer texts are cut."""
    pooling: Pooling = "mean"
    """How token vectors become one: their mean, or the first one's."""
    pad: int = 0
    """Token that fills the shorter rows of a batch."""


class OnnxEncoder:
    """A transformer that was exported to ONNX. Safe to call from several threads at once."""

    can_fail = False

    def __init__(self, folder: Path, facts: Facts, *, threads: int = 1) -> None:
        """Loads it from its folder. Raises `EncoderUnusable`."""
        self._folder, self._facts = folder, facts
        self._session = open_session(folder / MODEL, threads)
        self._tokenizer = _open_tokenizer(folder / TOKENIZER)
        self._tokenizer.enable_truncation(facts.most_tokens)
        self._tokenizer.no_padding()
        self._inputs = {taken.name for taken in self._session.get_inputs()}
        self._states = self._session.get_outputs()[0].name

    @property
    def name(self) -> str:
        """What vectors depend on."""
        return self._facts.name

    @property
    def dimensions(self) -> int:
        """Width of a row."""
        return self._facts.dimensions

    def encode(self, texts: Sequence[str], *, patient: bool = False, width: int | None = None) -> Matrix:
        """One row of float32 of length 1 for each text; zeros for an empty one."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        read = cast(list[list[int]], [read.ids for read in self._tokenizer.encode_batch_fast(list(texts))])
        # By length, or one long text would make a whole batch as slow as itself.
        said = sorted((index for index, text in enumerate(texts) if text), key=lambda index: len(read[index]))
        for start in range(0, len(said), _BATCH):
            batch = said[start : start + _BATCH]
            vectors[batch] = self._run([read[index] for index in batch])
        return vectors

    def save(self, folder: Path) -> None:
        """Writes it into this folder, which does not exist yet."""
        folder.mkdir()
        (folder / FACTS).write_text(json.dumps(asdict(self._facts), indent=2), encoding="utf-8")
        for file in (MODEL, TOKENIZER):
            shutil.copyfile(self._folder / file, folder / file)

    def _run(self, rows: Sequence[Sequence[int]]) -> Matrix:
        longest = max(map(len, rows))
        tokens = np.full((len(rows), longest), self._facts.pad, dtype=np.int64)
        mask = np.zeros((len(rows), longest), dtype=np.int64)
        for index, row in enumerate(rows):
            tokens[index, : len(row)] = row
            mask[index, : len(row)] = 1
        given: Mapping[str, Any] = {
            "input_ids": tokens,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(tokens),
        }
        states = self._session.run([self._states], {name: given[name] for name in self._inputs})[0]
        return unit_rows(pooled(np.asarray(states, dtype=np.float32), mask, self._facts.pooling))


def load_encoder(folder: Path, name: str | None = None) -> OnnxEncoder:
    """The encoder that `save` wrote, under another name if one is given. Raises `EncoderUnusable`."""
    try:
        facts = Facts(**json.loads((folder / FACTS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise EncoderUnusable(f"Não há um encoder em {folder}: {error!r}") from error
    return OnnxEncoder(folder, replace(facts, name=name or facts.name))


def pooled(states: Matrix, mask: Any, pooling: Pooling) -> Matrix:
    """One vector a text from those of its tokens: batch × tokens × width to batch × width."""
    if pooling == "cls":
        return states[:, 0]
    weights = np.asarray(mask, dtype=np.float32)[:, :, None]
    return (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), np.float32(1))


def open_session(file: Path, threads: int = 1) -> Any:
    """The ONNX file, ready to run. Raises `EncoderUnusable`."""
    runtime = _library("onnxruntime")
    options = runtime.SessionOptions()
    # Concurrency comes from the caller's threads: on a node, cores belong to messages, not to one message.
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Its warnings are about graphs that optimise less than they might; an error is an exception anyway.
    options.log_severity_level = 3
    try:
        return runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # it raises kinds of its own
        raise EncoderUnusable(f"{file} não pode ser lido: {error}") from error


def _open_tokenizer(file: Path) -> Any:
    tokenizers = _library("tokenizers")
    try:
        return tokenizers.Tokenizer.from_file(str(file))
    except Exception as error:  # it raises bare `Exception`s
        raise EncoderUnusable(f"{file} não pode ser lido: {error}") from error


def _library(name: str) -> Any:
    if find_spec(name) is None:
        raise EncoderUnusable(f"Este encoder precisa de {name}: {INSTALL_SMALL}")
    return import_module(name)
