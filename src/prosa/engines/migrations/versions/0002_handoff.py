"""Agents, tickets, and the way to the changes of hands in the log."""

import sqlalchemy as sa
from alembic import op

revision = "0002_handoff"
down_revision = "0001_conversations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agent",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("skills", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("max_conversations", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True)),
        sa.Column("disabled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "ticket",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "conversation_id", sa.Uuid, sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("urgency", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("description_sealed", sa.LargeBinary, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_ticket_conversation_id", "ticket", ["conversation_id"])
    op.create_table(
        "ticket_event",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column(
            "ticket_number", sa.Integer, sa.ForeignKey("ticket.number", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("text_sealed", sa.LargeBinary),
    )
    op.create_index("ix_ticket_event_ticket_number", "ticket_event", ["ticket_number"])
    op.create_table(
        "ticket_counter",
        sa.Column("only", sa.Boolean, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_index("ix_event_handoff", "event", ["at"], postgresql_where=sa.text("kind = 'handoff'"))


def downgrade() -> None:
    op.drop_index("ix_event_handoff", "event")
    for table in ("ticket_counter", "ticket_event", "ticket", "agent"):
        op.drop_table(table)
