"""The company's first steps."""

import sqlalchemy as sa
from alembic import op

revision = "0017_first_steps"
down_revision = "0016_server"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "first_step",
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("agent_id", sa.Uuid, sa.ForeignKey("agent.id", ondelete="SET NULL")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("first_step")
