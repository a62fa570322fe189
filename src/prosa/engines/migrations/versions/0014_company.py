"""The company's name, when it was given here and not in the pack."""

import sqlalchemy as sa
from alembic import op

revision = "0014_company"
down_revision = "0013_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company",
        sa.Column("only", sa.Boolean, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("company")
