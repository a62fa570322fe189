"""Tables of the knowledge base: what the pack says, with what it takes to find it."""

from pgvector.sqlalchemy import HALFVEC, VECTOR
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Computed,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from prosa.engines.tables import metadata
from prosa.language.encoders.passages import DIMENSIONS as PASSAGE_DIMENSIONS
from prosa.language.encoders.universal import DIMENSIONS

CHUNK_WORDS = r"array_to_tsvector(string_to_array(replace(terms, E'\n', ' '), ' '))"
"""The stems of a passage (`terms.stored`): our own, so that no configuration of a server changes them."""
PRODUCT_SEARCH = """
    setweight(to_tsvector('portuguese', heads), 'A') || setweight(to_tsvector('portuguese', headline), 'B')
    || setweight(to_tsvector('portuguese', content), 'C')
"""
"""What they read is folded (`words.fold`) before it is stored, so accents make no difference."""

article = Table(
    "article",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("tags", ARRAY(Text), nullable=False),
    Column("intents", ARRAY(Text), nullable=False),
    Column("questions", ARRAY(Text), nullable=False),
    Column("updated", Date),
    Column("audience", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("link", Text),
    Column("origin", Text, nullable=False),
    Column("headwords", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("ix_article_intents", "intents", postgresql_using="gin"),
)

article_passage = Table(
    "article_passage",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("summary", Boolean, nullable=False),
    Column("vector", VECTOR(DIMENSIONS), nullable=False),
    Index(
        "ix_article_passage_vector",
        "vector",
        postgresql_using="hnsw",
        postgresql_ops={"vector": "vector_cosine_ops"},
    ),
)
"""A title, a question or a summary: each has its own vector, and an article is as near as its nearest one."""

article_chunk = Table(
    "article_chunk",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("heading", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("terms", Text, nullable=False),
    Column("words", TSVECTOR, Computed(CHUNK_WORDS, persisted=True)),
    Column("hash", LargeBinary, nullable=False),
    Column("vector", HALFVEC(PASSAGE_DIMENSIONS)),
    Index("ix_article_chunk_words", "words", postgresql_using="gin"),
    Index(
        "ix_article_chunk_vector",
        "vector",
        postgresql_using="hnsw",
        postgresql_ops={"vector": "halfvec_cosine_ops"},
    ),
    Index("ix_article_chunk_waiting", "article_id", postgresql_where=text("vector IS NULL")),
)
"""A passage of an article. Its vector comes later (`embedding`), those of an article all at once."""

search_word = Table(
    "search_word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("chunks", Integer, nullable=False),
)
"""In how many passages a stem stands. The empty word stands in all."""

search_gram = Table(
    "search_gram",
    metadata,
    Column("gram", Text, primary_key=True),
    Column("word", Text, primary_key=True),
)
"""Three letters in a row, and a stem that has them: what a misspelt word still shares with the right one."""

product = Table(
    "product",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("brand", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("category_name", Text, nullable=False),
    Column("price", Numeric(12, 2), nullable=False),
    Column("old_price", Numeric(12, 2)),
    Column("availability", Text, nullable=False),
    Column("features", ARRAY(Text), nullable=False),
    Column("description", Text, nullable=False),
    Column("aliases", ARRAY(Text), nullable=False),
    Column("popularity", Integer, nullable=False),
    Column("link", Text),
    Column("image", Text),
    Column("variants", JSONB, nullable=False),
    Column("origin", Text, nullable=False),
    Column("heads", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("search", TSVECTOR, Computed(PRODUCT_SEARCH, persisted=True)),
    Column("vector", VECTOR(DIMENSIONS), nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("ix_product_search", "search", postgresql_using="gin"),
    Index("ix_product_popularity", "popularity"),
    Index(
        "ix_product_vector", "vector", postgresql_using="hnsw", postgresql_ops={"vector": "vector_cosine_ops"}
    ),
)
