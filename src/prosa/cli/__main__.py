"""`python -m prosa.cli` is `prosa`."""

from prosa.cli import main

main()
