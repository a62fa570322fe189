"""A transformer as it is: exported once into the data folder, then shared by every model that uses it."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

from prosa.language.encoders.exporting import VERSION, export, facts_of
from prosa.language.encoders.huggingface import TransformerFolder
from prosa.language.encoders.onnx_text import FACTS, MODEL, TOKENIZER, OnnxEncoder, load_encoder
from prosa.language.encoders.protocol import Matrix


class FrozenTransformer:
    """Nothing is exported or loaded before the first text: a model that is trained has its own copy."""

    can_fail = False

    def __init__(self, folder: TransformerFolder, exports: Path) -> None:
        """`exports` is where exported transformers lie, one folder each."""
        self._folder = folder
        self._exports = exports

    @property
    def name(self) -> str:
        """What vectors depend on: the files, and how they are exported."""
        return f"hf:{self._folder.called}/{self._folder.digest}/{VERSION}"

    def encode(self, texts: Sequence[str], *, patient: bool = False, width: int | None = None) -> Matrix:
        """One row of float32 of length 1 for each text; zeros for an empty one."""
        return self._encoder.encode(texts)

    def save(self, folder: Path) -> None:
        """Writes it into this folder, which does not exist yet."""
        self._encoder.save(folder)

    @cached_property
    def _encoder(self) -> OnnxEncoder:
        exported = self._exports / f"{self._folder.digest}-{VERSION}"
        if not exported.is_dir():
            self._exports.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".exporting-", dir=self._exports) as scratch:
                made = Path(scratch) / "encoder"
                self._export(made)
                try:
                    made.rename(exported)
                except OSError:
                    if not exported.is_dir():  # else somebody else was faster, with the same
                        raise
        return load_encoder(exported, self.name)

    def _export(self, into: Path) -> None:
        """What somebody exported already is taken as it is: that needs neither PyTorch nor time."""
        if self._folder.exported is None:
            export(self._folder, self.name, into)
            return
        into.mkdir()
        shutil.copyfile(self._folder.exported, into / MODEL)
        shutil.copyfile(self._folder.path / TOKENIZER, into / TOKENIZER)
        (into / FACTS).write_text(json.dumps(asdict(facts_of(self._folder, self.name))), encoding="utf-8")
