"""The review list, accepted examples, and the versions of the model."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004_learning"
down_revision = "0003_knowledge"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "review_item",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("conversation_id", sa.Uuid, nullable=False),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("listed_at", moment, nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("intent", sa.Text),
        sa.Column("confidence", sa.Float),
        sa.Column("alternatives", JSONB, nullable=False),
        sa.Column("suggested", sa.Text),
        sa.Column("corrected_by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("decided_intent", sa.Text),
        sa.Column("decided_by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("decided_at", moment),
        sa.ForeignKeyConstraint(
            ("conversation_id", "offset"), ("event.conversation_id", "event.offset"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("conversation_id", "offset"),
    )
    op.create_index("ix_review_item_list", "review_item", ["status", "at", "id"])
    op.create_table(
        "review_position",
        sa.Column("only", sa.Boolean, primary_key=True),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "learned_example",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("item_id", sa.Uuid, sa.ForeignKey("review_item.id", ondelete="SET NULL"), unique=True),
        sa.Column("intent", sa.Text, nullable=False),
        sa.Column("text_sealed", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("accepted_at", moment, nullable=False),
        sa.Column("accepted_by", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
    )
    op.create_index("ix_learned_example_intent", "learned_example", ["intent"])
    op.create_table(
        "model_version",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("examples", sa.Integer, nullable=False),
        sa.Column("learned", sa.Integer, nullable=False),
        sa.Column("intents", sa.Integer, nullable=False),
        sa.Column("held_out", sa.Integer),
        sa.Column("accuracy", sa.Float),
        sa.Column("data_sealed", sa.LargeBinary, nullable=False),
        sa.Column("archive_sealed", sa.LargeBinary),
    )
    op.create_table(
        "model_choice",
        sa.Column("number", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("bot", sa.Text, nullable=False),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column(
            "version_id", sa.Text, sa.ForeignKey("model_version.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("at", moment, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
    )
    op.create_index("ix_model_choice_bot", "model_choice", ["bot"])


def downgrade() -> None:
    for table in ("model_choice", "model_version", "learned_example", "review_position", "review_item"):
        op.drop_table(table)
