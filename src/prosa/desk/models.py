"""Tables of what agents work with. What a person wrote or is called is encrypted (`*_sealed`)."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)

from prosa.engines.tables import metadata

_MOMENT = DateTime(timezone=True)

canned_reply = Table(
    "canned_reply",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("shortcut", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("team_id", Uuid, ForeignKey("team.id", ondelete="CASCADE")),
    Column("made_by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("made_at", _MOMENT, nullable=False),
    Column("changed_at", _MOMENT, nullable=False),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("used_at", _MOMENT),
    UniqueConstraint("shortcut", "team_id", postgresql_nulls_not_distinct=True),
)
"""Ready answers. Written by the company for everybody: nothing in them is personal."""

tag = Table(
    "tag",
    metadata,
    Column("name", Text, primary_key=True),
    Column("color", Text),
    Column("used_at", _MOMENT, nullable=False),
)

mention = Table(
    "mention",
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
    Column("at", _MOMENT, nullable=False),
)
"""The latest note of each conversation that calls each agent."""

file = Table(
    "file",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column(
        "conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    # None: the customer.
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("at", _MOMENT, nullable=False),
    Column("name_sealed", LargeBinary, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("sent", Boolean, nullable=False, server_default=false()),
    Index("ix_file_unsent", "at", postgresql_where=text("NOT sent")),
)

file_chunk = Table(
    "file_chunk",
    metadata,
    Column("file_id", Uuid, ForeignKey("file.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("data_sealed", LargeBinary, nullable=False),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    # Of the customer's message that it answers.
    Column("offset", Integer, nullable=False),
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("at", _MOMENT, nullable=False),
    Column("article", Text),
    Column("written", Boolean, nullable=False),
    Column("verdict", Text),
    Column("judged_at", _MOMENT),
    UniqueConstraint("conversation_id", "offset", "agent_id"),
    Index("ix_suggestion_at", "at"),
)
"""What was suggested to agents, and what they made of it: figures for reports, no texts."""

wrong_answer = Table(
    "wrong_answer",
    metadata,
    Column("conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("offset", Integer, primary_key=True, autoincrement=False),
    Column("at", _MOMENT, nullable=False),
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("article", Text),
    Column("better", Text),
)
"""Answers of the bot that agents found wrong: from which article, and which would have been right."""

article_draft = Table(
    "article_draft",
    metadata,
    Column("conversation_id", Uuid, ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("offset", Integer, primary_key=True, autoincrement=False),
    Column("at", _MOMENT, nullable=False),
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("article", Text, nullable=False),
)
"""Agents' answers that articles were begun from."""
