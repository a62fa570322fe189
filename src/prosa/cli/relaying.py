"""What a server of our own says while it starts, shown as it says it."""

import sys


def relay(said: bytes) -> None:
    """Passes it on to our own terminal, progress bars and all."""
    sys.stderr.buffer.write(said)
    sys.stderr.buffer.flush()
