"""People: roles, passwords, second factors, sessions, invitations, resets, teams, and who did what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009_people"
down_revision = "0008_proactive"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.alter_column("agent", "token_hash", nullable=True)
    op.add_column("agent", sa.Column("role", sa.Text, nullable=False, server_default="agent"))
    op.add_column("agent", sa.Column("password_hash", sa.Text))
    op.add_column("agent", sa.Column("totp_sealed", sa.LargeBinary))
    op.add_column("agent", sa.Column("totp_pending_sealed", sa.LargeBinary))
    op.add_column("agent", sa.Column("totp_step", sa.BigInteger))
    op.add_column("agent", sa.Column("oidc_subject", sa.Text))
    op.create_unique_constraint("uq_agent_oidc_subject", "agent", ["oidc_subject"])
    op.create_table(
        "agent_session",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="CASCADE"), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("user_agent", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_agent_session_agent_id", "agent_session", ["agent_id"])
    op.create_table(
        "agent_recovery_code",
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("code_hash", sa.LargeBinary, primary_key=True),
    )
    op.create_table(
        "agent_invitation",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("email", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("teams", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("skills", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("invited_by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "agent_reset",
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "first_code",
        sa.Column("code_hash", sa.LargeBinary, primary_key=True),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("skills", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "team_member",
        sa.Column("team_id", sa.Uuid, sa.ForeignKey("team.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_team_member_agent_id", "team_member", ["agent_id"])
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", JSONB, nullable=False),
    )


def downgrade() -> None:
    for table in (
        "audit_entry",
        "team_member",
        "team",
        "first_code",
        "agent_reset",
        "agent_invitation",
        "agent_recovery_code",
        "agent_session",
    ):
        op.drop_table(table)
    op.drop_constraint("uq_agent_oidc_subject", "agent")
    for column in (
        "oidc_subject",
        "totp_step",
        "totp_pending_sealed",
        "totp_sealed",
        "password_hash",
        "role",
    ):
        op.drop_column("agent", column)
    # Who signs in by password alone gets a token that nobody has.
    op.execute("UPDATE agent SET token_hash = sha256(uuid_send(gen_random_uuid())) WHERE token_hash IS NULL")
    op.alter_column("agent", "token_hash", nullable=False)
