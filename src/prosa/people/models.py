"""Tables of the people who answer."""

from sqlalchemy import ARRAY, Boolean, Column, DateTime, Integer, LargeBinary, Table, Text, Uuid, false

from prosa.engines.tables import metadata

agent = Table(
    "agent",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, unique=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("skills", ARRAY(Text), nullable=False),
    Column("max_conversations", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("last_seen_at", DateTime(timezone=True)),
    Column("disabled", Boolean, nullable=False, server_default=false()),
)
