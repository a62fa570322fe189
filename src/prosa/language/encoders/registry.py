"""Encoders by what a pack calls them, made by who has a network and a disk: this package has neither."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from prosa.language.encoders.errors import EncoderUnusable

if TYPE_CHECKING:  # arrays take a tenth of a second, and `prosa --help` has none
    from prosa.language.encoders.protocol import Encoder, TunableEncoder

UNIVERSAL = "universal"

Maker = Callable[[str], "Encoder | TunableEncoder"]
"""From what a pack calls an encoder to the encoder. Raises `EncoderUnusable`."""


class Registry:
    """Makes each encoder once. Safe to call from several threads at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._maker: Maker | None = None
        self._made: dict[str, Encoder | TunableEncoder] = {}

    def make_with(self, maker: Maker) -> None:
        """From now on encoders other than the universal one are made by this."""
        with self._lock:
            self._maker = maker
            self._made.clear()

    def find(self, spec: str) -> "Encoder | TunableEncoder | None":
        """The encoder of this name, one for the process; None for the universal one.

        Raises `EncoderUnusable`.
        """
        if spec == UNIVERSAL:
            return None
        with self._lock:
            if self._maker is None:
                raise EncoderUnusable(f"Este processo só tem o encoder universal, não {spec}.")
            if spec not in self._made:
                self._made[spec] = self._maker(spec)
            return self._made[spec]


registry = Registry()
"""The one of this process, as `shared_encoder` is."""
