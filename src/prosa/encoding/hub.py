"""Transformers by their name on the Hugging Face hub, through that library's own cache."""

import re
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.huggingface import DESCRIBED, EXPORTED, WEIGHTS, TransformerFolder
from prosa.language.encoders.onnx_text import INSTALL_SMALL

_NAME = re.compile(r"(?P<repository>[a-zA-Z0-9][\w.-]*(/\w[\w.-]*)?)(@(?P<revision>\w[\w.-]*))?", re.ASCII)
_TOKENIZERS = ("tokenizer_config.json", "vocab.txt", "vocab.json", "merges.txt", "special_tokens_map.json")


def from_hub(name: str, *, for_tuning: bool = False, cache: Path | None = None) -> TransformerFolder:
    """The transformer `owner/name` or `owner/name@revision`: from the cache, else downloaded into it.

    What is in the cache is not looked for anew: a model stays what it was until someone empties the cache or
    names another revision. Raises `EncoderUnusable`.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise EncoderUnusable(f"{name!r} não é nome de modelo do Hugging Face; org/modelo é.")
    if find_spec("huggingface_hub") is None:
        raise EncoderUnusable(f"Baixar do Hugging Face precisa de huggingface_hub: {INSTALL_SMALL}")
    hub: Any = import_module("huggingface_hub")
    asked = {"repo_id": match["repository"], "revision": match["revision"], "cache_dir": cache}
    try:
        found = TransformerFolder(Path(hub.snapshot_download(**asked, local_files_only=True)), name)
        if found.weights or (found.exported and not for_tuning):
            return found
    except (OSError, ValueError, EncoderUnusable):
        pass  # not there, or only half of it
    try:
        listed = hub.HfApi().list_repo_files(match["repository"], revision=match["revision"])
        wanted = files_needed(listed, for_tuning=for_tuning)
        return TransformerFolder(Path(hub.snapshot_download(**asked, allow_patterns=wanted)), name)
    except EncoderUnusable:
        raise
    except Exception as error:  # of the hub, of its HTTP client, of the disk: kinds change with versions
        raise EncoderUnusable(
            f"O modelo {name} não está no cache e não pôde ser baixado do Hugging Face"
            f" ({type(error).__name__}). Confira o nome, a rede e, se ele for restrito, HF_TOKEN."
        ) from error


def files_needed(listed: Sequence[str], *, for_tuning: bool) -> list[str]:
    """Of all files of a repository those that an encoder is made of: one form of weights, not five."""
    there = set(listed)
    files = [file for file in (*DESCRIBED, *_TOKENIZERS) if file in there]
    files += [file for file in listed if file.endswith(".model") and "/" not in file]
    exported = next((file for file in EXPORTED if file in there), None)
    if exported and "tokenizer.json" in there and not for_tuning:
        return [*files, exported]
    weights = next((file for file in WEIGHTS if file in there), None)
    if weights is None:
        return files
    shards = [file for file in listed if re.fullmatch(r"model-\d+-of-\d+\.safetensors", file)]
    return [*files, weights, *(shards if weights.endswith(".index.json") else [])]
