"""The command `prosa`."""

from prosa.cli.commands import app


def main() -> None:
    """Runs the command line."""
    app()


__all__ = ["main"]
