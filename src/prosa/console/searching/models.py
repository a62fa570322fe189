"""Tables of the search. They hold no word: only keyed hashes of words' stems."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Index, Integer, Table, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from prosa.engines.tables import metadata

search_entry = Table(
    "search_entry",
    metadata,
    Column("conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("offset", Integer, primary_key=True, autoincrement=False),
    Column("words", ARRAY(BigInteger), nullable=False),
    Index("ix_search_entry_words", "words", postgresql_using="gin"),
)
"""Which words an event holds."""

search_position = Table(
    "search_position",
    metadata,
    Column("only", Boolean, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)
"""Up to which moment the log has been read."""
