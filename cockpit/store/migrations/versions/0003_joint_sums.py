"""Sums by several dimensions at once, so that a part of the city is read as fast as the whole"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("flow_daily_sum") as batch:
        batch.alter_column("member", existing_type=sa.String(81), type_=sa.String(133), existing_nullable=False)
    # It is filled again where it is empty.
    op.drop_table("calendar_day")
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("week", sa.Date(), nullable=False, comment="Sunday that ends its week"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
        comment="Every day from 2015 to 2049",
    )
