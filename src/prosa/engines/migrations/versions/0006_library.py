"""Articles written outside the pack, their versions, what was imported, and variants of products."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006_library"
down_revision = "0005_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    by_bytes = sa.Text(collation="C")  # in the order that Python sorts texts
    op.create_table(
        "library_article",
        sa.Column("id", by_bytes, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("published", sa.Integer),
        sa.Column("created_at", moment, nullable=False),
    )
    op.create_index(
        "ix_library_article_published",
        "library_article",
        ["id"],
        postgresql_where=sa.text("published IS NOT NULL"),
    )
    op.create_table(
        "library_version",
        sa.Column(
            "article_id", by_bytes, sa.ForeignKey("library_article.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("tags", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("intents", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("questions", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("link", sa.Text),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
    )
    op.create_foreign_key(
        "fk_library_article_id_published",
        "library_article",
        "library_version",
        ["id", "published"],
        ["article_id", "number"],
        deferrable=True,
        initially="DEFERRED",
    )
    op.create_table(
        "library_change",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column(
            "article_id", by_bytes, sa.ForeignKey("library_article.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("source", sa.Text),
    )
    op.create_index("ix_library_change_article", "library_change", ["article_id", "number"])
    op.create_table(
        "library_index",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("wanted", sa.BigInteger, nullable=False),
        sa.Column("done", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date),
    )
    op.create_table(
        "library_item",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column(
            "article_id", by_bytes, sa.ForeignKey("library_article.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("gone", sa.Boolean, nullable=False),
    )
    op.create_index("ix_library_item_article", "library_item", ["article_id"])
    op.create_table(
        "library_product",
        sa.Column("id", by_bytes, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("data", JSONB, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
    )
    op.create_index("ix_library_product_source", "library_product", ["source"])
    op.add_column("product", sa.Column("variants", JSONB, nullable=False, server_default="[]"))
    op.alter_column("product", "variants", server_default=None)
    op.create_table(
        "library_import",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("dry_run", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("alive_at", moment, nullable=False),
        sa.Column("ended_at", moment),
        sa.Column("by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("report", JSONB),
        sa.Column("problem", sa.Text),
    )
    op.create_index("ix_library_import_started_at", "library_import", ["started_at", "id"])


def downgrade() -> None:
    op.drop_column("product", "variants")
    op.drop_constraint("fk_library_article_id_published", "library_article")
    for table in (
        "library_import",
        "library_product",
        "library_item",
        "library_index",
        "library_change",
        "library_version",
        "library_article",
    ):
        op.drop_table(table)
