"""Tables of the people who work here: who they are, how they prove it, and what they have done."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    false,
)
from sqlalchemy.dialects.postgresql import JSONB

from prosa.engines.tables import metadata

_MOMENT = DateTime(timezone=True)


agent = Table(
    "agent",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False, server_default="agent"),
    # Of the token for programs, which not everybody has.
    Column("token_hash", LargeBinary, unique=True),
    Column("password_hash", Text),
    # The second factor: the one in use, one that is being set up, and the last time step that was accepted.
    Column("totp_sealed", LargeBinary),
    Column("totp_pending_sealed", LargeBinary),
    Column("totp_step", BigInteger),
    # Who they are at the company's own sign-in: issuer and subject.
    Column("oidc_subject", Text, unique=True),
    Column("skills", ARRAY(Text), nullable=False),
    Column("max_conversations", Integer, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("last_seen_at", _MOMENT),
    Column("disabled", Boolean, nullable=False, server_default=false()),
)

agent_session = Table(
    "agent_session",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("user_agent", Text, nullable=False),
    Column("created_at", _MOMENT, nullable=False),
    Column("last_seen_at", _MOMENT, nullable=False),
    Column("expires_at", _MOMENT, nullable=False),
)

agent_recovery_code = Table(
    "agent_recovery_code",
    metadata,
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("code_hash", LargeBinary, primary_key=True),
)

agent_invitation = Table(
    "agent_invitation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("teams", ARRAY(Uuid), nullable=False),
    Column("skills", ARRAY(Text), nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("invited_by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("created_at", _MOMENT, nullable=False),
    Column("expires_at", _MOMENT, nullable=False),
)

agent_reset = Table(
    "agent_reset",
    metadata,
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("expires_at", _MOMENT, nullable=False),
)

first_code = Table(
    "first_code",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("created_at", _MOMENT, nullable=False),
)

team = Table(
    "team",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("description", Text, nullable=False),
    Column("skills", ARRAY(Text), nullable=False),
    Column("created_at", _MOMENT, nullable=False),
)

team_member = Table(
    "team_member",
    metadata,
    Column("team_id", Uuid, ForeignKey("team.id", ondelete="CASCADE"), primary_key=True),
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True, index=True),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("at", _MOMENT, nullable=False),
    Column("by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", JSONB, nullable=False),
)

company = Table(
    "company",
    metadata,
    Column("only", Boolean, primary_key=True),
    Column("name", Text, nullable=False),
)
"""One row at most: the name that was given here."""

first_step = Table(
    "first_step",
    metadata,
    Column("step", Text, primary_key=True),
    Column("agent_id", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("at", _MOMENT, nullable=False),
)
"""What the company has done to begin with, and who did it."""
