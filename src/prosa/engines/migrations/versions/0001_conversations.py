"""Contacts, conversations and the event log."""

import sqlalchemy as sa
from alembic import op

revision = "0001_conversations"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("profile_sealed", sa.LargeBinary),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "contact_identity",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("external_id", sa.Text, primary_key=True),
        sa.Column("contact_id", sa.Uuid, sa.ForeignKey("contact.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_contact_identity_contact_id", "contact_identity", ["contact_id"])
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("contact_id", sa.Uuid, sa.ForeignKey("contact.id", ondelete="CASCADE"), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("assignee", sa.Uuid),
        sa.Column("last_offset", sa.Integer, nullable=False),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("last_customer_offset", sa.Integer, nullable=False, server_default="-1"),
        sa.Column("queued_at", sa.DateTime(timezone=True)),
        sa.Column("assigned_at", sa.DateTime(timezone=True)),
        sa.Column("urgency", sa.Text, nullable=False),
        sa.Column("skill", sa.Text),
        sa.Column("customer_messages", sa.Integer, nullable=False),
        sa.Column("bot_messages", sa.Integer, nullable=False),
        sa.Column("agent_messages", sa.Integer, nullable=False),
        sa.Column("escalations", sa.Integer, nullable=False),
        sa.Column("rating", sa.SmallInteger),
    )
    op.create_index("ix_conversation_contact_id", "conversation", ["contact_id"])
    op.create_index("ix_conversation_updated_at", "conversation", ["updated_at"])
    op.create_index(
        "ix_conversation_queue", "conversation", ["queued_at"], postgresql_where=sa.text("owner = 'queue'")
    )
    op.create_index(
        "ix_conversation_assignee", "conversation", ["assignee"], postgresql_where=sa.text("owner = 'agent'")
    )
    op.create_index(
        "ix_conversation_unanswered",
        "conversation",
        ["updated_at"],
        postgresql_where=sa.text("owner = 'bot' AND last_customer_offset > answered"),
    )
    op.create_table(
        "event",
        sa.Column(
            "conversation_id", sa.Uuid, sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("offset", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("data_sealed", sa.LargeBinary, nullable=False),
        sa.Column("intent", sa.Text),
        sa.Column("confidence", sa.Float),
        sa.Column("sentiment", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.Column("milliseconds", sa.Float),
        sa.UniqueConstraint("external_id", "channel"),
    )
    op.create_index("ix_event_at", "event", ["at"], postgresql_using="brin")


def downgrade() -> None:
    for table in ("event", "conversation", "contact_identity", "contact"):
        op.drop_table(table)
