"""Tables of hand-off: tickets. What a customer wrote is encrypted (`*_sealed`)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)

from prosa.conversations.models import event
from prosa.engines.tables import metadata
from prosa.people.models import agent

ticket = Table(
    "ticket",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column(
        "conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("type", Text, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("description_sealed", LargeBinary, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("expected_at", DateTime(timezone=True), nullable=False),
    Column("subject_sealed", LargeBinary),
    Column("continues", Integer, ForeignKey("ticket.number", ondelete="SET NULL"), index=True),
    Index("ix_ticket_expected_at", "expected_at", postgresql_where=text("status = 'open'")),
)

ticket_event = Table(
    "ticket_event",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True),
    Column(
        "ticket_number", Integer, ForeignKey("ticket.number", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text),
    Column("agent_id", Uuid, ForeignKey(agent.c.id, ondelete="SET NULL")),
    Column("text_sealed", LargeBinary),
    Column("value", Text),
)

ticket_attachment = Table(
    "ticket_attachment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column(
        "ticket_number", Integer, ForeignKey("ticket.number", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("agent_id", Uuid, ForeignKey(agent.c.id, ondelete="SET NULL")),
    Column("media_type", Text, nullable=False),
    Column("bytes", BigInteger),
    Column("place_sealed", LargeBinary, nullable=False),
)

ticket_counter = Table(
    "ticket_counter",
    metadata,
    Column("only", Boolean, primary_key=True),
    Column("last", Integer, nullable=False),
)

# Changes of hands are few among messages; reports and service times look for just them.
Index("ix_event_handoff", event.c.at, postgresql_where=event.c.kind == "handoff")
