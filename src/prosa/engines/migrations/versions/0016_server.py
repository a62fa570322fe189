"""Whom agents say to come first, known to the queue; what a channel says and does outside its hours."""

import sqlalchemy as sa
from alembic import op

revision = "0016_server"
down_revision = "0014_company"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("vip", sa.Boolean))


def downgrade() -> None:
    op.drop_column("contact", "vip")
