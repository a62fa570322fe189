"""The queue: whom conversations go to, what is promised to who waits, presence, hours and service levels."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010_queue"
down_revision = "0009_people"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in _columns():
        op.add_column("conversation", column)
    # Whoever holds a conversation now is its last agent, and is not taken to have left it unanswered.
    op.execute(
        "UPDATE conversation SET last_agent = assignee,"
        " spoken_at = CASE WHEN agent_messages > 0 THEN updated_at END WHERE assignee IS NOT NULL"
    )
    lent = sa.text("lent_by IS NOT NULL")
    op.create_index("ix_conversation_lent_by", "conversation", ["lent_by"], postgresql_where=lent)
    served = sa.text("last_agent IS NOT NULL")
    op.create_index("ix_conversation_last_agent", "conversation", ["contact_id"], postgresql_where=served)
    op.create_table(
        "agent_presence",
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("chosen", sa.Text, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("active_at", _MOMENT, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("given_at", _MOMENT),
    )
    op.create_table(
        "opening_hours",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("hours", JSONB, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("changed_by", sa.Uuid),
    )
    op.create_table(
        "service_level",
        sa.Column("urgency", sa.Text, primary_key=True),
        sa.Column("first_response_minutes", sa.Float),
        sa.Column("next_response_minutes", sa.Float),
        sa.Column("resolution_minutes", sa.Float),
    )


def downgrade() -> None:
    for table in ("service_level", "opening_hours", "agent_presence"):
        op.drop_table(table)
    op.drop_index("ix_conversation_last_agent", "conversation")
    op.drop_index("ix_conversation_lent_by", "conversation")
    for column in reversed(_columns()):
        op.drop_column("conversation", column.name)


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("vip", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("team", sa.Uuid),
        sa.Column("preferred_agent", sa.Uuid),
        sa.Column("last_agent", sa.Uuid),
        sa.Column("lost_by", sa.Uuid),
        sa.Column("rejoined_at", _MOMENT),
        sa.Column("spoken_at", _MOMENT),
        sa.Column("lent_by", sa.Uuid),
        sa.Column("lent_form", sa.Text),
        sa.Column("waiting_since", _MOMENT),
        sa.Column("first_response_at", _MOMENT),
        sa.Column("first_response_due", _MOMENT),
        sa.Column("next_response_due", _MOMENT),
        sa.Column("resolution_due", _MOMENT),
        sa.Column("warned", sa.ARRAY(sa.Text), nullable=False, server_default="{}"),
        sa.Column("breached", sa.ARRAY(sa.Text), nullable=False, server_default="{}"),
    )
