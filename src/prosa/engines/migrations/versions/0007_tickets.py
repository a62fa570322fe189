"""A help desk's tickets, outgoing events, customers across conversations, erasure."""

import sqlalchemy as sa
from alembic import op

revision = "0007_tickets"
down_revision = "0006_library"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("ticket", sa.Column("subject_sealed", sa.LargeBinary))
    op.add_column("ticket", sa.Column("continues", sa.Integer))
    op.create_foreign_key(
        "fk_ticket_continues_ticket", "ticket", "ticket", ["continues"], ["number"], ondelete="SET NULL"
    )
    op.create_index("ix_ticket_continues", "ticket", ["continues"])
    op.create_index(
        "ix_ticket_expected_at", "ticket", ["expected_at"], postgresql_where=sa.text("status = 'open'")
    )
    op.add_column("ticket_event", sa.Column("value", sa.Text))
    op.create_table(
        "ticket_attachment",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "ticket_number", sa.Integer, sa.ForeignKey("ticket.number", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("at", moment, nullable=False),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("bytes", sa.BigInteger),
        sa.Column("place_sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_ticket_attachment_ticket_number", "ticket_attachment", ["ticket_number"])
    op.create_table(
        "outgoing_event",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due_at", moment),
        sa.Column("delivered_at", moment),
        sa.Column("problem", sa.Text),
    )
    op.create_index(
        "ix_outgoing_event_due", "outgoing_event", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL")
    )
    op.create_index("ix_outgoing_event_at", "outgoing_event", ["at"])
    op.create_table(
        "customer",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("key_hash", sa.LargeBinary, nullable=False),
        sa.Column("profile_sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.UniqueConstraint("key_hash"),
    )
    op.create_table(
        "customer_conversation",
        sa.Column(
            "conversation_id",
            sa.Uuid,
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("customer_id", sa.Uuid, sa.ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("ix_customer_conversation_customer_id", "customer_conversation", ["customer_id"])
    op.create_table(
        "erasure",
        sa.Column("receipt", sa.Text, primary_key=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("conversations", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("tickets", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in (
        "erasure",
        "customer_conversation",
        "customer",
        "outgoing_event",
        "ticket_attachment",
    ):
        op.drop_table(table)
    op.drop_column("ticket_event", "value")
    op.drop_index("ix_ticket_expected_at", "ticket")
    op.drop_index("ix_ticket_continues", "ticket")
    op.drop_column("ticket", "continues")
    op.drop_column("ticket", "subject_sealed")
