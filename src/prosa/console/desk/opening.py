"""Puts the desk's services together."""

from collections.abc import Callable
from datetime import datetime

from prosa.console.card.making import Cards
from prosa.console.desk.access import Desk
from prosa.console.listing.rows import Rows
from prosa.console.searching.finding import Search
from prosa.console.searching.words import Words
from prosa.conversations.log import Log
from prosa.conversations.sealing import Sealer
from prosa.conversations.turn import Parts
from prosa.desk.canned import CannedReplies
from prosa.desk.condensed import Condensed
from prosa.desk.contacts import Contacts
from prosa.desk.files.links import FileLinks
from prosa.desk.files.store import Files
from prosa.desk.marks import Marks
from prosa.desk.merging import Merging
from prosa.desk.notes import Notes
from prosa.desk.suggesting import Suggester
from prosa.desk.teaching import Corrector, Drafts, Teaching
from prosa.desk.values import Recall, Values
from prosa.desk.waking import Waking
from prosa.engines.database import Database
from prosa.handoff.tickets import TicketReview
from prosa.security.encryption import Cipher


def open_desk(
    database: Database,
    cipher: Cipher,
    log: Log,
    parts: Parts,
    recall: Recall,
    links: FileLinks,
    search_key: bytes,
    corrector: Corrector,
    drafts: Drafts,
    condensed: Condensed | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Desk:
    """The services of one node."""
    words, bot = Words(search_key), parts.pack.bot
    timed = {} if clock is None else {"clock": clock}
    contacts = Contacts(database, cipher, words, Search(database, Sealer(cipher), words).holds)
    suggester = Suggester(database, bot, parts.reader, parts.articles, parts.extractor, parts.writer, **timed)
    return Desk(
        chat=log,
        canned=CannedReplies(database, **timed),
        values=Values(bot, recall, **timed),
        marks=Marks(database, parts.ledger, **timed),
        notes=Notes(database, parts.ledger),
        files=Files(database, cipher, **timed),
        links=links,
        contacts=contacts,
        merging=Merging(database, contacts),
        cards=Cards(
            database,
            parts.pack,
            log,
            contacts,
            Rows(database, cipher),
            TicketReview(database, cipher),
            suggester,
            parts.lookups,
            condensed,
            **timed,
        ),
        suggester=suggester,
        teaching=Teaching(database, log, corrector, drafts, **timed),
        waking=Waking(database, parts.ledger, **timed),
    )
