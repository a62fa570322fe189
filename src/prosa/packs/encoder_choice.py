"""Which encoder a pack asks for, as `bot.yml` says it."""

import re
from pathlib import Path

from pydantic import Field, model_validator

from prosa.language.encoders.registry import UNIVERSAL
from prosa.packs.fields import Entry, ShortText


class EncoderChoice(Entry):
    """What turns messages into vectors, by whose direction intents are told apart.

    In short `universal`, `hf:NAME`, `hf:NAME?tune`, `openai:MODEL` or `openai:MODEL?dimensions=256`.
    """

    hf: ShortText | None = None
    """A Hugging Face encoder: a folder (`./bertimbau`, counted from the pack's), or a name on the hub, with
    `@` and a revision if need be. Needs `prosa[transformers]`."""

    tune: bool = False
    """With `hf`: let it learn from the examples first. Takes minutes, and gains most with many examples."""

    openai: ShortText | None = None
    """A model behind any endpoint that speaks as OpenAI's does: `PROSA_EMBEDDINGS_BASE_URL`."""

    dimensions: int | None = Field(default=None, ge=8, le=16384)
    """With `openai`: width to ask the model for, where it offers several."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value == UNIVERSAL:
            return {}
        match = re.fullmatch(r"(hf|openai):([^?]*[^?\s][^?]*)(\?tune|\?dimensions=(\d{1,5}))?", value)
        if match is None:
            raise ValueError(f"{value[:60]!r} must be universal, hf:NAME or openai:MODEL")
        kind, name, more, dimensions = match.groups()
        return {kind: name.strip(), "tune": more == "?tune", "dimensions": dimensions and int(dimensions)}

    @model_validator(mode="after")
    def _one(self) -> "EncoderChoice":
        if self.hf and self.openai:
            raise ValueError("an encoder is hf or openai, not both")
        if self.tune and not self.hf:
            raise ValueError("tune goes with hf: only a transformer's own weights can learn")
        if self.dimensions and not self.openai:
            raise ValueError("dimensions goes with openai; other encoders have theirs")
        return self

    def folder(self, pack: Path) -> Path | None:
        """The folder that `hf` names, counted from the pack's; None when it is a name on the hub."""
        if self.hf is None or not self.hf.startswith((".", "/", "~")):
            return None
        return (pack / Path(self.hf).expanduser()).resolve()

    def spec(self, pack: Path) -> str:
        """The choice in short, with a folder as everybody finds it."""
        if self.openai is not None:
            return f"openai:{self.openai}" + (f"?dimensions={self.dimensions}" if self.dimensions else "")
        if self.hf is None:
            return UNIVERSAL
        return f"hf:{self.folder(pack) or self.hf}" + ("?tune" if self.tune else "")
