"""Tables of integrations: events that wait for delivery. None of them holds personal data."""

from sqlalchemy import Column, DateTime, Index, Integer, Table, Text, Uuid, text

from prosa.engines.tables import metadata

outgoing_event = Table(
    "outgoing_event",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", DateTime(timezone=True)),
    Column("delivered_at", DateTime(timezone=True)),
    Column("problem", Text),
    Index("ix_outgoing_event_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
)
"""`due_at`: when to try next; None once it is delivered, or given up."""
