"""Dated remarks on metrics"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the remark"),
        sa.Column("metric", sa.String(60), nullable=False, comment="metric it is about"),
        sa.Column("day", sa.Date(), nullable=False, comment="day it is about"),
        sa.Column("text", sa.String(300), nullable=False, comment="what is to be said of it"),
        sa.Column("author", sa.String(60), nullable=False, comment="who says it"),
        sa.Column("written_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_remark")),
        comment="Dated remarks on metrics, written at the desk",
    )


def downgrade() -> None:
    op.drop_table("remark")
