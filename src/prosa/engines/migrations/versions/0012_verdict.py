"""Verdicts: what reports need of ratings and thumbs, beside the sealed bodies."""

import sqlalchemy as sa
from alembic import op

revision = "0012_verdict"
down_revision = "0011_live"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("article", sa.Text))
    op.add_column("event", sa.Column("agent_id", sa.Uuid))
    op.add_column("event", sa.Column("score", sa.SmallInteger))
    # Until now a conversation was rated once, and the score stood in its row.
    op.execute(
        "UPDATE event SET score = conversation.rating FROM conversation"
        " WHERE event.kind = 'rating' AND conversation.id = event.conversation_id"
    )


def downgrade() -> None:
    for column in ("score", "agent_id", "article"):
        op.drop_column("event", column)
