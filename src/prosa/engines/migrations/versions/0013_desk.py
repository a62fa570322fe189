"""What agents work with: marks of conversations, canned replies, mentions, files, suggestions, contacts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0013_desk"
down_revision = "0012_verdict"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _mark_conversations()
    op.add_column("contact", sa.Column("words", ARRAY(sa.BigInteger), nullable=False, server_default="{}"))
    op.add_column(
        "contact", sa.Column("merged_into", sa.Uuid, sa.ForeignKey("contact.id", ondelete="CASCADE"))
    )
    op.create_index("ix_contact_merged_into", "contact", ["merged_into"])
    op.create_index("ix_contact_words", "contact", ["words"], postgresql_using="gin")
    op.create_table(
        "canned_reply",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("shortcut", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("team_id", sa.Uuid, sa.ForeignKey("team.id", ondelete="CASCADE")),
        sa.Column("made_by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("used", sa.Integer, nullable=False, server_default="0"),
        sa.Column("used_at", _MOMENT),
        sa.UniqueConstraint("shortcut", "team_id", postgresql_nulls_not_distinct=True),
    )
    op.create_table(
        "tag",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("color", sa.Text),
        sa.Column("used_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
        _conversation(primary_key=True),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("ix_mention_conversation_id", "mention", ["conversation_id"])
    _keep_files()
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Uuid, primary_key=True),
        _conversation(),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("article", sa.Text),
        sa.Column("written", sa.Boolean, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.Column("judged_at", _MOMENT),
        sa.UniqueConstraint("conversation_id", "offset", "agent_id"),
    )
    op.create_index("ix_suggestion_at", "suggestion", ["at"])
    op.create_table(
        "wrong_answer",
        _conversation(primary_key=True),
        sa.Column("offset", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("article", sa.Text),
        sa.Column("better", sa.Text),
    )
    op.create_table(
        "article_draft",
        _conversation(primary_key=True),
        sa.Column("offset", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("article", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in (
        "article_draft",
        "wrong_answer",
        "suggestion",
        "file_chunk",
        "file",
        "mention",
        "tag",
        "canned_reply",
    ):
        op.drop_table(table)
    op.drop_index("ix_contact_words", "contact")
    op.drop_index("ix_contact_merged_into", "contact")
    op.drop_column("contact", "merged_into")
    op.drop_column("contact", "words")
    op.drop_index("ix_conversation_tags", "conversation")
    op.drop_index("ix_conversation_snoozed", "conversation")
    for column in ("read_offset", "delivered_offset", "resolution", "snoozed_until", "tags"):
        op.drop_column("conversation", column)


def _mark_conversations() -> None:
    for column in (
        sa.Column("tags", ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("snoozed_until", _MOMENT),
        sa.Column("resolution", sa.Text),
        sa.Column("delivered_offset", sa.Integer, nullable=False, server_default="-1"),
        sa.Column("read_offset", sa.Integer, nullable=False, server_default="-1"),
    ):
        op.add_column("conversation", column)
    asleep = sa.text("snoozed_until IS NOT NULL")
    op.create_index("ix_conversation_snoozed", "conversation", ["snoozed_until"], postgresql_where=asleep)
    op.create_index("ix_conversation_tags", "conversation", ["tags"], postgresql_using="gin")


def _keep_files() -> None:
    op.create_table(
        "file",
        sa.Column("id", sa.Uuid, primary_key=True),
        _conversation(index=True),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("name_sealed", sa.LargeBinary, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("sent", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_file_unsent", "file", ["at"], postgresql_where=sa.text("NOT sent"))
    op.create_table(
        "file_chunk",
        sa.Column("file_id", sa.Uuid, sa.ForeignKey("file.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data_sealed", sa.LargeBinary, nullable=False),
    )


def _conversation(*, primary_key: bool = False, index: bool = False) -> sa.Column[object]:
    return sa.Column(
        "conversation_id",
        sa.Uuid,
        sa.ForeignKey("conversation.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
        index=index,
    )
