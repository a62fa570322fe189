"""Articles and products, with vectors and full text."""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import VECTOR
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0003_knowledge"
down_revision = "0002_handoff"
branch_labels = None
depends_on = None

ARTICLE_SEARCH = """
    setweight(to_tsvector('portuguese', headline), 'A') || setweight(to_tsvector('portuguese', content), 'C')
"""
PRODUCT_SEARCH = """
    setweight(to_tsvector('portuguese', heads), 'A') || setweight(to_tsvector('portuguese', headline), 'B')
    || setweight(to_tsvector('portuguese', content), 'C')
"""


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.create_table(
        "article",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("tags", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("intents", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("questions", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("updated", sa.Date),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("search", TSVECTOR, sa.Computed(ARTICLE_SEARCH, persisted=True)),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_article_search", "article", ["search"], postgresql_using="gin")
    op.create_index("ix_article_intents", "article", ["intents"], postgresql_using="gin")
    op.create_table(
        "article_passage",
        sa.Column("article_id", sa.Text, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.SmallInteger, primary_key=True),
        sa.Column("summary", sa.Boolean, nullable=False),
        sa.Column("vector", VECTOR(512), nullable=False),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("brand", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("category_name", sa.Text, nullable=False),
        sa.Column("price", sa.Numeric(12, 2), nullable=False),
        sa.Column("old_price", sa.Numeric(12, 2)),
        sa.Column("availability", sa.Text, nullable=False),
        sa.Column("features", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("aliases", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("popularity", sa.Integer, nullable=False),
        sa.Column("link", sa.Text),
        sa.Column("image", sa.Text),
        sa.Column("heads", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("search", TSVECTOR, sa.Computed(PRODUCT_SEARCH, persisted=True)),
        sa.Column("vector", VECTOR(512), nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_product_search", "product", ["search"], postgresql_using="gin")
    op.create_index("ix_product_popularity", "product", ["popularity"])
    for table in ("article_passage", "product"):
        op.create_index(
            f"ix_{table}_vector",
            table,
            ["vector"],
            postgresql_using="hnsw",
            postgresql_ops={"vector": "vector_cosine_ops"},
        )
        # A vector is just too long to stay in its row by default, and a scan would fetch each from aside.
        op.execute(f"ALTER TABLE {table} ALTER COLUMN vector SET STORAGE PLAIN")


def downgrade() -> None:
    for table in ("product", "article_passage", "article"):
        op.drop_table(table)
