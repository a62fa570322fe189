"""Passages of articles with vectors for questions, and what decides whether an article is found at all."""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import HALFVEC
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0005_search"
down_revision = "0004_learning"
branch_labels = None
depends_on = None

CHUNK_WORDS = r"array_to_tsvector(string_to_array(replace(terms, E'\n', ' '), ' '))"
ARTICLE_SEARCH = """
    setweight(to_tsvector('portuguese', headline), 'A') || setweight(to_tsvector('portuguese', content), 'C')
"""


def upgrade() -> None:
    for table in ("article", "product"):
        op.add_column(table, sa.Column("origin", sa.Text, nullable=False, server_default="pack"))
        op.alter_column(table, "origin", server_default=None)
    for column, default in (("audience", "all"), ("language", "pt-BR"), ("headwords", "")):
        op.add_column("article", sa.Column(column, sa.Text, nullable=False, server_default=default))
        op.alter_column("article", column, server_default=None)
    op.add_column("article", sa.Column("valid_from", sa.Date))
    op.add_column("article", sa.Column("valid_until", sa.Date))
    op.add_column("article", sa.Column("link", sa.Text))
    # Words are searched in the passages from now on. They are made when the next index finds other hashes.
    op.drop_index("ix_article_search", "article")
    for column in ("search", "headline", "content"):
        op.drop_column("article", column)
    op.create_table(
        "article_chunk",
        sa.Column("article_id", sa.Text, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("words", TSVECTOR, sa.Computed(CHUNK_WORDS, persisted=True)),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("vector", HALFVEC(384)),
    )
    op.create_index("ix_article_chunk_words", "article_chunk", ["words"], postgresql_using="gin")
    op.create_index(
        "ix_article_chunk_vector",
        "article_chunk",
        ["vector"],
        postgresql_using="hnsw",
        postgresql_ops={"vector": "halfvec_cosine_ops"},
    )
    op.create_index(
        "ix_article_chunk_waiting",
        "article_chunk",
        ["article_id"],
        postgresql_where=sa.text("vector IS NULL"),
    )
    op.execute("ALTER TABLE article_chunk ALTER COLUMN vector SET STORAGE PLAIN")
    op.create_table(
        "search_word",
        sa.Column("word", sa.Text, primary_key=True),
        sa.Column("chunks", sa.Integer, nullable=False),
    )
    op.create_table(
        "search_gram",
        sa.Column("gram", sa.Text, primary_key=True),
        sa.Column("word", sa.Text, primary_key=True),
    )


def downgrade() -> None:
    for table in ("search_gram", "search_word", "article_chunk"):
        op.drop_table(table)
    op.add_column("article", sa.Column("headline", sa.Text, nullable=False, server_default=""))
    op.add_column("article", sa.Column("content", sa.Text, nullable=False, server_default=""))
    op.add_column("article", sa.Column("search", TSVECTOR, sa.Computed(ARTICLE_SEARCH, persisted=True)))
    op.create_index("ix_article_search", "article", ["search"], postgresql_using="gin")
    for column in ("link", "valid_until", "valid_from", "headwords", "language", "audience"):
        op.drop_column("article", column)
    for table in ("product", "article"):
        op.drop_column(table, "origin")
