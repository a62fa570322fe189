"""Tables of what is said unasked. A subject is a customer (keyed hash) or a conversation (its id's bytes)."""

from sqlalchemy import Boolean, Column, DateTime, Index, LargeBinary, Table, Text, text

from prosa.engines.tables import metadata

unasked_told = Table(
    "unasked_told",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
)
"""When each rule last spoke to somebody: its key is what makes two nodes say a thing once."""

unasked_choice = Table(
    "unasked_choice",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("stopped", Boolean, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
"""Who has asked to be told nothing unasked, or to be told again."""

company_event = Table(
    "company_event",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key_hash", LargeBinary, nullable=False),
    Column("values_sealed", LargeBinary),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("due_at", DateTime(timezone=True)),
    Column("outcome", Text),
    Index("ix_company_event_due_at", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    Index("ix_company_event_key_hash", "key_hash", postgresql_where=text("due_at IS NOT NULL")),
    Index("ix_company_event_expires_at", "expires_at"),
)
"""What the company's systems have told of customers. Settled events keep their id alone, for a while."""
