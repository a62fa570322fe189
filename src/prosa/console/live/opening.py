"""Puts the live services together."""

from functools import partial

from prosa.console.listing.counting import Counting
from prosa.console.listing.lists import Lists
from prosa.console.listing.reads import Reads
from prosa.console.listing.rows import Rows
from prosa.console.live.access import Live
from prosa.console.live.board import Board
from prosa.console.live.calls import Calls
from prosa.console.live.roll import roll
from prosa.console.live.viewing import Viewing
from prosa.console.searching.finding import Search
from prosa.console.searching.indexing import Indexer
from prosa.console.searching.words import Words
from prosa.conversations.fanout import FanOut
from prosa.conversations.previews import Previews
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.attendance import Attendance
from prosa.handoff.inbox import Inbox
from prosa.security.encryption import Cipher


def open_live(
    database: Database,
    valkey: Valkey,
    cipher: Cipher,
    key: bytes,
    inbox: Inbox,
    fanout: FanOut,
    attendance: Attendance,
) -> Live:
    """The services of one node. `key` hashes the words that are searched for."""
    sealer, words = Sealer(cipher), Words(key)
    rows, reads, counting = Rows(database, cipher), Reads(database), Counting(database)
    return Live(
        inbox=inbox,
        fanout=fanout,
        lists=Lists(database, rows, reads, Search(database, sealer, words)),
        indexer=Indexer(database, sealer, words),
        counting=counting,
        reads=reads,
        board=Board(fanout, rows, reads, counting, Calls(database, sealer), partial(roll, attendance)),
        attendance=attendance,
        viewing=Viewing(valkey, fanout),
        previews=Previews(cipher),
    )
