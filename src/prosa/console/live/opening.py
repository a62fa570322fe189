"""Puts the live services together."""

from prosa.console.listing.counting import Counting
from prosa.console.listing.lists import Lists
from prosa.console.listing.reads import Reads
from prosa.console.listing.rows import Rows
from prosa.console.live.access import Live
from prosa.engines.database import Database
from prosa.security.encryption import Cipher


def open_live(database: Database, cipher: Cipher) -> Live:
    """The services of one node."""
    rows = Rows(database, cipher)
    reads = Reads(database)
    return Live(lists=Lists(database, rows, reads), counting=Counting(database), reads=reads)
