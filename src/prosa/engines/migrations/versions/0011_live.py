"""What agents have read, and the words that conversations are found by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0011_live"
down_revision = "0010_queue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "agent_read",
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "conversation_id",
            sa.Uuid,
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("customer_messages", sa.Integer, nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("ix_agent_read_conversation_id", "agent_read", ["conversation_id"])
    op.create_table(
        "search_entry",
        sa.Column(
            "conversation_id",
            sa.Uuid,
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("offset", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("words", ARRAY(sa.BigInteger), nullable=False),
    )
    op.create_index("ix_search_entry_words", "search_entry", ["words"], postgresql_using="gin")
    op.create_table(
        "search_position",
        sa.Column("only", sa.Boolean, primary_key=True),
        sa.Column("at", moment, nullable=False),
    )


def downgrade() -> None:
    for table in ("search_position", "search_entry", "agent_read"):
        op.drop_table(table)
