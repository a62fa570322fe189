"""A transformer's way from PyTorch to ONNX, with its weights in eight bits."""

import json
import logging
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.huggingface import TransformerFolder
from prosa.language.encoders.onnx_text import FACTS, MODEL, MOST_TOKENS, TOKENIZER, Facts, open_session
from prosa.language.encoders.torch_parts import TorchParts, load_transformer, torch_parts

VERSION = 1
"""Raise it when what is exported from the same weights changes."""

_OPSET = 18


def facts_of(folder: TransformerFolder, name: str) -> Facts:
    """What one must know to run it."""
    return Facts(
        name=name,
        dimensions=folder.dimensions,
        most_tokens=folder.most_tokens(MOST_TOKENS),
        pooling="cls" if folder.reads_first_token else "mean",
        pad=folder.pad,
    )


def export(folder: TransformerFolder, name: str, into: Path) -> None:
    """Writes the transformer as it is into a new folder for `load_encoder`. Raises `EncoderUnusable`."""
    parts = torch_parts()
    model, tokenizer = load_transformer(folder, parts)
    write(model, tokenizer, facts_of(folder, name), into, parts)


def write(model: Any, tokenizer: Any, facts: Facts, into: Path, parts: TorchParts) -> None:
    """Writes a transformer that is in memory into a new folder that `load_encoder` reads."""
    into.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="prosa-onnx-") as scratch, _quiet():
        exact = Path(scratch) / MODEL
        try:
            _to_onnx(model, exact, parts)
            # Matrices and the table of words: a quarter of the size, integer arithmetic where time goes.
            parts.quantization.quantize_dynamic(
                exact, into / MODEL, weight_type=parts.quantization.QuantType.QInt8, per_channel=True
            )
        except EncoderUnusable:
            raise
        except Exception as error:  # the exporter has many kinds of its own
            raise EncoderUnusable(
                f"Este transformer não se deixa exportar para ONNX: {type(error).__name__}: {error}"
            ) from error
    tokenizer.save(str(into / TOKENIZER))
    (into / FACTS).write_text(json.dumps(asdict(facts), indent=2), encoding="utf-8")


def _to_onnx(model: Any, file: Path, parts: TorchParts) -> None:
    """Exports, and makes sure that what was exported says the same."""
    torch = parts.torch
    # Rows of their own lengths, and two tensors of their own: what is alike here would be taken for the same.
    tokens = torch.arange(5, 29).reshape(3, 8)
    mask = (torch.arange(8)[None, :] < torch.tensor([[8], [5], [3]])).long()
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens")}
    torch.onnx.export(
        model,
        (),
        file,
        kwargs={"input_ids": tokens, "attention_mask": mask, "return_dict": False},
        dynamic_shapes={"input_ids": axes, "attention_mask": axes, "return_dict": None},
        input_names=["input_ids", "attention_mask"],
        opset_version=_OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    fewer, shorter = tokens[:2, :6].flip(1), mask[:2, :6]
    with torch.inference_mode():
        wanted = model(input_ids=fewer, attention_mask=shorter).last_hidden_state
    session = open_session(file)
    given = {"input_ids": fewer.numpy(), "attention_mask": shorter.numpy()}
    found = torch.from_numpy(session.run([session.get_outputs()[0].name], given)[0])
    if not torch.allclose(found[shorter.bool()], wanted[shorter.bool()], atol=1e-3):
        raise EncoderUnusable("Exportado para ONNX, este transformer dá outros vetores.")


@contextmanager
def _quiet() -> Generator[None]:
    """The exporter tells every step, and of libraries that nobody needs."""
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "torch.export", "onnxscript", "root")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
