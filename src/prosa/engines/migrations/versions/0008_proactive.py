"""Messages that the bot begins: whom each rule has told, who wants none, and the company's events."""

import sqlalchemy as sa
from alembic import op

revision = "0008_proactive"
down_revision = "0007_tickets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "unasked_told",
        sa.Column("subject", sa.LargeBinary, primary_key=True),
        sa.Column("rule", sa.Text, primary_key=True),
        sa.Column("at", moment, nullable=False),
    )
    op.create_index("ix_unasked_told_at", "unasked_told", ["at"])
    op.create_table(
        "unasked_choice",
        sa.Column("subject", sa.LargeBinary, primary_key=True),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "company_event",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key_hash", sa.LargeBinary, nullable=False),
        sa.Column("values_sealed", sa.LargeBinary),
        sa.Column("at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("due_at", moment),
        sa.Column("outcome", sa.Text),
    )
    waiting = sa.text("due_at IS NOT NULL")
    op.create_index("ix_company_event_due_at", "company_event", ["due_at"], postgresql_where=waiting)
    op.create_index("ix_company_event_key_hash", "company_event", ["key_hash"], postgresql_where=waiting)
    op.create_index("ix_company_event_expires_at", "company_event", ["expires_at"])


def downgrade() -> None:
    for table in ("company_event", "unasked_choice", "unasked_told"):
        op.drop_table(table)
