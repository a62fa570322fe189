"""Every command may meet a pack with an encoder of its own."""

from typing import TYPE_CHECKING

from prosa.language.encoders.registry import registry

if TYPE_CHECKING:
    from prosa.language.encoders.protocol import Encoder, TunableEncoder


def know_encoders() -> None:
    """Lets this process's models use every encoder that a pack can name. Loads nothing yet."""
    registry.make_with(_make)


def _make(spec: str) -> "Encoder | TunableEncoder":
    from prosa import watching
    from prosa.encoding.choosing import encoder_for
    from prosa.settings import Settings

    return encoder_for(spec, Settings(), watching.encoded)
