"""Which articles answered, and who took or left a conversation, as plain columns for reports."""

import sqlalchemy as sa
from alembic import op

revision = "0014_insights"
down_revision = "0008_proactive"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Null in what was said before: it stays sealed, and no report looks that far back for long.
    op.add_column("event", sa.Column("articles", sa.ARRAY(sa.Text)))
    op.add_column("event", sa.Column("agent", sa.Uuid))


def downgrade() -> None:
    op.drop_column("event", "agent")
    op.drop_column("event", "articles")
