"""Tables of the library: articles, each save of them, who did what, and what imports brought.

Texts of articles are public or meant for colleagues, not personal data: they are stored as they are.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from prosa.engines.tables import metadata

article = Table(
    "library_article",
    metadata,
    Column("id", Text(collation="C"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("published", Integer),
    Column("created_at", DateTime(timezone=True), nullable=False),
    # A row and its first version name each other: checked when the transaction ends.
    ForeignKeyConstraint(
        ("id", "published"),
        ("library_version.article_id", "library_version.number"),
        deferrable=True,
        initially="DEFERRED",
        use_alter=True,
        name="fk_library_article_id_published",
    ),
    Index("ix_library_article_published", "id", postgresql_where="published IS NOT NULL"),
)

version = Table(
    "library_version",
    metadata,
    Column(
        "article_id",
        Text(collation="C"),
        ForeignKey("library_article.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("number", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("tags", ARRAY(Text), nullable=False),
    Column("intents", ARRAY(Text), nullable=False),
    Column("questions", ARRAY(Text), nullable=False),
    Column("link", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
)

change = Table(
    "library_change",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column(
        "article_id",
        Text(collation="C"),
        ForeignKey("library_article.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("action", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("source", Text),
    Index("ix_library_change_article", "article_id", "number"),
)

index_mark = Table(
    "library_index",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("wanted", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("day", Date),
)

imported = Table(
    "library_item",
    metadata,
    Column("source", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column(
        "article_id",
        Text(collation="C"),
        ForeignKey("library_article.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("gone", Boolean, nullable=False),
    Index("ix_library_item_article", "article_id"),
)

product = Table(
    "library_product",
    metadata,
    Column("id", Text(collation="C"), primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("hash", LargeBinary, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)

import_run = Table(
    "library_import",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("dry_run", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("total", Integer),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("alive_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("by", Uuid, ForeignKey("agent.id", ondelete="SET NULL")),
    Column("report", JSONB),
    Column("problem", Text),
    Index("ix_library_import_started_at", "started_at", "id"),
)
