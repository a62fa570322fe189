"""A short name for what a pack says: equal content, equal name, whatever the files are called."""

from dataclasses import asdict, is_dataclass
from hashlib import blake2b
from typing import cast

import orjson
from pydantic import BaseModel

from prosa.packs.schema import Pack


def fingerprint(*parts: object) -> str:
    """32 hexadecimal digits that change when any of the parts does."""
    content = orjson.dumps(
        parts, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
    )
    return blake2b(content, digest_size=16).hexdigest()


def pack_fingerprint(pack: Pack) -> str:
    """The fingerprint of everything in the pack but where it lies."""
    return fingerprint(pack.bot, pack.training, pack.replies, pack.forms, pack.articles, pack.products)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, frozenset | set):
        return sorted(map(str, cast(set[object], value)))
    return str(value)
