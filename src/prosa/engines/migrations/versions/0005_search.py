"""Passages of articles with vectors for questions, and what decides whether an article is found at all."""

import sqlalchemy as sa
from alembic import op

revision = "0005_search"
down_revision = "0004_learning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("article", "product"):
        op.add_column(table, sa.Column("origin", sa.Text, nullable=False, server_default="pack"))
        op.alter_column(table, "origin", server_default=None)
    for column, default in (("audience", "all"), ("language", "pt-BR")):
        op.add_column("article", sa.Column(column, sa.Text, nullable=False, server_default=default))
        op.alter_column("article", column, server_default=None)
    op.add_column("article", sa.Column("valid_from", sa.Date))
    op.add_column("article", sa.Column("valid_until", sa.Date))


def downgrade() -> None:
    for column in ("valid_until", "valid_from", "language", "audience"):
        op.drop_column("article", column)
    for table in ("product", "article"):
        op.drop_column(table, "origin")
