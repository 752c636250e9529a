"""The account of a load: what was in the source, and what was left out of it and why"""

import sqlalchemy as sa
from alembic import op

revision = "1002"
down_revision = "1001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("load") as batch:
        batch.add_column(
            sa.Column(
                "in_source",
                sa.BigInteger(),
                nullable=True,
                comment="records in the source: accepted, repeated, refused, left out",
            )
        )
        batch.add_column(
            sa.Column("left_out", sa.BigInteger(), nullable=True, comment="records left out, each for a reason")
        )
        batch.add_column(
            sa.Column(
                "account",
                sa.Text(),
                nullable=True,
                comment="what was left out and why, as JSON: records, columns, worksheets, files",
            )
        )
    with op.batch_alter_table("intake") as batch:
        batch.add_column(
            sa.Column(
                "account", sa.Text(), nullable=True, comment="account of the last load that read anything, as JSON"
            )
        )
