"""Tables of learning: the review list, accepted examples, and the versions of the model.

A review item holds no text: it points at the message in the log, and goes when that does. What an accepted
example says, and what a version was trained on, is encrypted (`*_sealed`).
"""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from prosa.engines.tables import metadata

review_item = Table(
    "review_item",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("conversation_id", Uuid, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("listed_at", DateTime(timezone=True), nullable=False),
    Column("reasons", ARRAY(Text), nullable=False),
    Column("intent", Text),
    Column("confidence", Float),
    Column("alternatives", JSONB, nullable=False),
    Column("suggested", Text),
    Column("corrected_by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("status", Text, nullable=False),
    Column("decided_intent", Text),
    Column("decided_by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("decided_at", DateTime(timezone=True)),
    ForeignKeyConstraint(
        ("conversation_id", "offset"), ("event.conversation_id", "event.offset"), ondelete="CASCADE"
    ),
    UniqueConstraint("conversation_id", "offset"),
    Index("ix_review_item_list", "status", "at", "id"),
)

review_position = Table(
    "review_position",
    metadata,
    Column("only", Boolean, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)

learned_example = Table(
    "learned_example",
    metadata,
    Column("id", Uuid, primary_key=True),
    # Of an erased conversation nothing is left to point at; the masked example stays.
    Column("item_id", Uuid, ForeignKey("review_item.id", ondelete="SET NULL"), unique=True),
    Column("intent", Text, nullable=False, index=True),
    Column("text_sealed", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("origin", Text, nullable=False),
    Column("accepted_at", DateTime(timezone=True), nullable=False),
    Column("accepted_by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
)

model_version = Table(
    "model_version",
    metadata,
    Column("id", Text, primary_key=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("examples", Integer, nullable=False),
    Column("learned", Integer, nullable=False),
    Column("intents", Integer, nullable=False),
    Column("held_out", Integer),
    Column("accuracy", Float),
    Column("data_sealed", LargeBinary, nullable=False),
    Column("archive_sealed", LargeBinary),
)

model_choice = Table(
    "model_choice",
    metadata,
    Column("number", Integer, Identity(always=True), primary_key=True),
    Column("bot", Text, nullable=False, index=True),
    Column("pack", Text, nullable=False),
    Column("version_id", Text, ForeignKey("model_version.id", ondelete="CASCADE"), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("how", Text, nullable=False),
)
