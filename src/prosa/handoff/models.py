"""Tables of hand-off: presence, hours, service levels, tickets. What a customer wrote is `*_sealed`."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
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
from sqlalchemy.dialects.postgresql import JSONB

from prosa.conversations.models import event
from prosa.engines.tables import metadata
from prosa.people.models import agent

agent_presence = Table(
    "agent_presence",
    metadata,
    Column("agent_id", Uuid, ForeignKey(agent.c.id, ondelete="CASCADE"), primary_key=True),
    Column("chosen", Text, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("active_at", DateTime(timezone=True), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("given_at", DateTime(timezone=True)),
)
"""What agents said of their presence. `live`: they have had a socket; `given_at`: when they last got one."""

opening_hours = Table(
    "opening_hours",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("timezone", Text, nullable=False),
    Column("hours", JSONB, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Uuid),
)
"""Of channels whose hours are not the pack's."""

service_level = Table(
    "service_level",
    metadata,
    Column("urgency", Text, primary_key=True),
    Column("first_response_minutes", Float),
    Column("next_response_minutes", Float),
    Column("resolution_minutes", Float),
)

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
