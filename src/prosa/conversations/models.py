"""Tables of the core: contacts, conversations, and the event log.

What a person said or is called is encrypted (`*_sealed`); the plain columns of `event` are facts for
reports, none of them personal.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from prosa.engines.tables import metadata

contact = Table(
    "contact",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("profile_sealed", LargeBinary),
    # Hashes of the words that it is found by, and where it went when it turned out to be somebody's second.
    Column("words", ARRAY(BigInteger), nullable=False, server_default="{}"),
    Column("merged_into", Uuid, ForeignKey("contact.id", ondelete="CASCADE"), index=True),
    Index("ix_contact_words", "words", postgresql_using="gin"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    # What agents say of them, for the queue; null: as the site says of each conversation.
    Column("vip", Boolean),
)

contact_identity = Table(
    "contact_identity",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("contact_id", Uuid, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True),
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("contact_id", Uuid, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False, index=True),
    Column("owner", Text, nullable=False),
    Column("assignee", Uuid),
    Column("last_offset", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("last_customer_offset", Integer, nullable=False, server_default="-1"),
    Column("queued_at", DateTime(timezone=True)),
    Column("assigned_at", DateTime(timezone=True)),
    Column("urgency", Text, nullable=False),
    Column("skill", Text),
    Column("customer_messages", Integer, nullable=False),
    Column("bot_messages", Integer, nullable=False),
    Column("agent_messages", Integer, nullable=False),
    Column("escalations", Integer, nullable=False),
    Column("rating", SmallInteger),
    Column("tags", ARRAY(Text), nullable=False, server_default="{}"),
    Column("snoozed_until", DateTime(timezone=True)),
    Column("resolution", Text),
    Column("delivered_offset", Integer, nullable=False, server_default="-1"),
    Column("read_offset", Integer, nullable=False, server_default="-1"),
    Column("vip", Boolean, nullable=False, server_default=false()),
    Column("team", Uuid),
    Column("preferred_agent", Uuid),
    Column("last_agent", Uuid),
    Column("lost_by", Uuid),
    Column("rejoined_at", DateTime(timezone=True)),
    Column("spoken_at", DateTime(timezone=True)),
    Column("lent_by", Uuid),
    Column("lent_form", Text),
    Column("waiting_since", DateTime(timezone=True)),
    Column("first_response_at", DateTime(timezone=True)),
    Column("first_response_due", DateTime(timezone=True)),
    Column("next_response_due", DateTime(timezone=True)),
    Column("resolution_due", DateTime(timezone=True)),
    Column("warned", ARRAY(Text), nullable=False, server_default="{}"),
    Column("breached", ARRAY(Text), nullable=False, server_default="{}"),
    Index("ix_conversation_lent_by", "lent_by", postgresql_where=text("lent_by IS NOT NULL")),
    Index("ix_conversation_last_agent", "contact_id", postgresql_where=text("last_agent IS NOT NULL")),
    Index("ix_conversation_queue", "queued_at", postgresql_where=text("owner = 'queue'")),
    Index("ix_conversation_assignee", "assignee", postgresql_where=text("owner = 'agent'")),
    Index("ix_conversation_snoozed", "snoozed_until", postgresql_where=text("snoozed_until IS NOT NULL")),
    Index("ix_conversation_tags", "tags", postgresql_using="gin"),
    # Customer messages that no turn has answered: what a restart must pick up.
    Index(
        "ix_conversation_unanswered",
        "updated_at",
        postgresql_where=text("owner = 'bot' AND last_customer_offset > answered"),
    ),
)

event = Table(
    "event",
    metadata,
    Column("conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("offset", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("external_id", Text),
    Column("data_sealed", LargeBinary, nullable=False),
    Column("intent", Text),
    Column("confidence", Float),
    Column("sentiment", Text),
    Column("outcome", Text),
    Column("milliseconds", Float),
    Column("article", Text),
    Column("agent_id", Uuid),
    Column("score", SmallInteger),
    # The id first: it finds an event by itself, and so few channels would not.
    UniqueConstraint("external_id", "channel"),
    Index("ix_event_at", "at", postgresql_using="brin"),
)

customer = Table(
    "customer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key_hash", LargeBinary, nullable=False, unique=True),
    Column("profile_sealed", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)
"""Who the company's site has vouched for. `key_hash` is a keyed hash of the site's id of them."""

customer_conversation = Table(
    "customer_conversation",
    metadata,
    Column("conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", Uuid, ForeignKey("customer.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
)
"""Conversations that an identified customer has had."""

erasure = Table(
    "erasure",
    metadata,
    Column("receipt", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("how", Text, nullable=False),
    Column("conversations", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("tickets", Integer, nullable=False),
)
"""That somebody's data was erased, and how much of it: nothing of whose."""
