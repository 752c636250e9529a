"""A city's days off and office hours, and which sources deliver on working days alone"""

import sqlalchemy as sa
from alembic import op

revision = "1006"
down_revision = "1005"
branch_labels = None
depends_on = None

DELIVERY_DAYS = (
    "working: a delivery is due on working days alone, and lateness counts working time; every: on every day; "
    "empty: not agreed, taken as every"
)
DELIVERED_BY = "source that delivered the row, filled by the load; 'hand' where the table was filled by other means"


def delivered_by() -> sa.Column[str]:
    return sa.Column("delivered_by", sa.String(length=40), server_default="hand", nullable=False, comment=DELIVERED_BY)


def upgrade() -> None:
    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False, comment="year whose days off are known"),
        sa.Column("country", sa.String(length=10), nullable=False, comment="country whose public holidays hold"),
        sa.Column("region", sa.String(length=10), nullable=True, comment="part of that country; empty: none"),
        sa.Column("weekend", sa.String(length=7), nullable=False, comment="days of the weekend, 1 Monday to 7 Sunday"),
        sa.Column("opens", sa.String(length=5), nullable=False, comment="when offices open, such as 08:30"),
        sa.Column("closes", sa.String(length=5), nullable=False, comment="when offices close, such as 17:30"),
        delivered_by(),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
        comment="Years whose days off are announced, with the office hours; of any other year nothing is guessed",
    )
    op.create_table(
        "special_day",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column(
            "kind",
            sa.String(length=10),
            nullable=False,
            comment="holiday: a day off of a holiday, weekends within it too; working: a weekend day worked",
        ),
        sa.Column("name_zh", sa.String(length=120), nullable=True, comment="holiday to which the day off belongs"),
        sa.Column("name_en", sa.String(length=160), nullable=True, comment="the same in English"),
        delivered_by(),
        sa.CheckConstraint("kind IN ('holiday', 'working')", name=op.f("ck_special_day_kind")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_special_day")),
        comment="Days that are not what their weekday says, of the years in calendar_year",
    )
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("delivery_days", sa.String(length=10), nullable=True, comment=DELIVERY_DAYS))
        batch.create_check_constraint(op.f("ck_source_delivery_days"), "delivery_days IN ('every', 'working')")
