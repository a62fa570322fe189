"""A transformer as Hugging Face keeps it: a folder with a configuration, a tokenizer and weights."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from prosa.language.encoders.errors import EncoderUnusable

WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")
"""Best first. The last is a pickle, which transformers reads in its safe mode."""

EXPORTED = ("onnx/model_quantized.onnx", "onnx/model_int8.onnx", "onnx/model.onnx", "model.onnx")
"""Where people put what is exported already: best first."""

POOLING = "1_Pooling/config.json"
"""Of sentence-transformers: how token vectors become one."""

DESCRIBED = ("config.json", "tokenizer.json", POOLING)


@dataclass(frozen=True)
class TransformerFolder:
    """Such a folder. Reads nothing but what it is asked for; raises `EncoderUnusable`."""

    path: Path
    called: str
    """How people named it: part of the encoder's name."""

    def __post_init__(self) -> None:
        if not self.path.is_dir():
            raise EncoderUnusable(f"Não existe a pasta do encoder: {self.path}")
        if not (self.path / "config.json").is_file():
            raise EncoderUnusable(f"Falta config.json em {self.path}: não é a pasta de um transformer.")

    @cached_property
    def exported(self) -> Path | None:
        """The ONNX file with its tokenizer, when somebody has exported it already."""
        if not (self.path / "tokenizer.json").is_file():
            return None
        return next((self.path / file for file in EXPORTED if (self.path / file).is_file()), None)

    @cached_property
    def weights(self) -> Path | None:
        """The weights, for export and tuning."""
        return next((self.path / file for file in WEIGHTS if (self.path / file).is_file()), None)

    @cached_property
    def digest(self) -> str:
        """Hash of all that vectors depend on; reads the weights, half a second for 400 MB."""
        digest = hashlib.sha256()
        weights = sorted(self.path.glob("model*.safetensors")) or [self.weights]
        tokenizers = (self.path / name for name in ("vocab.txt", "vocab.json", "merges.txt"))
        models = self.path.glob("*.model")
        files = [*(self.path / name for name in DESCRIBED), *tokenizers, *models, *weights, self.exported]
        for file in (file for file in files if file is not None and file.is_file()):
            with file.open("rb") as content:
                inside = hashlib.file_digest(content, "sha256").hexdigest()
            digest.update(f"{file.relative_to(self.path).as_posix()} {inside}\n".encode())
        return digest.hexdigest()[:16]

    @cached_property
    def config(self) -> dict[str, Any]:
        """The transformer's own configuration."""
        return self._json("config.json")

    @property
    def dimensions(self) -> int:
        """Width of its vectors."""
        width = self.config.get("hidden_size", self.config.get("dim"))
        if not isinstance(width, int):
            raise EncoderUnusable(
                f"config.json em {self.path} não diz hidden_size: não é um encoder de texto."
            )
        return width

    @property
    def pad(self) -> int:
        """Token that fills shorter rows."""
        pad = self.config.get("pad_token_id")
        return pad if isinstance(pad, int) else 0

    @property
    def reads_first_token(self) -> bool:
        """Whether the first token's vector stands for the text; otherwise the mean of all does."""
        return (self.path / POOLING).is_file() and bool(self._json(POOLING).get("pooling_mode_cls_token"))

    def most_tokens(self, wanted: int) -> int:
        """So many tokens, or as many as it can read. Some count positions from 2 on."""
        positions = self.config.get("max_position_embeddings")
        return min(wanted, positions - 2) if isinstance(positions, int) and positions > 2 else wanted

    def _json(self, file: str) -> dict[str, Any]:
        try:
            read = json.loads((self.path / file).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EncoderUnusable(f"{file} em {self.path} não pode ser lido: {error}") from error
        if not isinstance(read, dict):
            raise EncoderUnusable(f"{file} em {self.path} não é o que deveria ser.")
        return read  # pyright: ignore[reportUnknownVariableType]
