"""What each agent has read."""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, Table, Uuid

from prosa.engines.tables import metadata

agent_read = Table(
    "agent_read",
    metadata,
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "conversation_id",
        Uuid,
        ForeignKey("conversation.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("offset", Integer, nullable=False),
    Column("customer_messages", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
"""`customer_messages`: how many there were up to the offset, so that a list need not count the rest."""
