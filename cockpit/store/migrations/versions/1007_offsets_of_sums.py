"""What late rows add to all later running totals is written once, beside the sums"""

import sqlalchemy as sa
from alembic import op

revision = "1007"
down_revision = "1006"
branch_labels = None
depends_on = None

ROWS = ("demo_rows", "measured_rows", "published_rows")
SUMS: dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = {
    "flow_daily": (
        133,
        (
            "exchanges",
            "failed",
            "records",
            "bytes",
            "ms_upto_10",
            "ms_upto_25",
            "ms_upto_50",
            "ms_upto_100",
            "ms_upto_250",
            "ms_upto_500",
            "ms_upto_1000",
            "ms_upto_2500",
            "ms_upto_5000",
            "ms_upto_10000",
            "ms_above_10000",
        ),
        (
            "records_known",
            "bytes_known",
        ),
    ),
    "library_daily": (
        81,
        (
            "records",
            "items_catalogued",
            "items_stored",
            "items_known",
        ),
        (),
    ),
    "meeting_daily": (
        81,
        (
            "endpoints",
            "endpoints_online",
            "endpoints_adjusting",
            "held",
            "minutes",
            "invited",
            "attended",
            "faults",
        ),
        (
            "held_known",
            "minutes_known",
            "invited_known",
            "attended_known",
            "faults_known",
            "held_empty",
            "minutes_empty",
            "invited_empty",
            "attended_empty",
            "faults_empty",
        ),
    ),
    "opening_daily": (
        81,
        (
            "datasets",
            "datasets_dated",
            "updated_on_time",
            "downloads",
            "api_calls",
        ),
        (
            "downloads_known",
            "api_calls_known",
            "downloads_empty",
            "api_calls_empty",
        ),
    ),
    "reported_daily": (81, ("value",), ()),
    "resource_daily": (
        81,
        (
            "catalogues",
            "mounted",
        ),
        (),
    ),
    "return_daily": (
        81,
        (
            "items",
            "records",
        ),
        (),
    ),
}
"""By fact the characters of the longest member, the measures, and what is counted beside the rows."""


def upgrade() -> None:
    for fact, (longest, measures, counted) in SUMS.items():
        op.create_table(
            f"{fact}_sum_offset",
            sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
            sa.Column("since", sa.Date(), nullable=False, comment="first day it is added to"),
            sa.Column("member", sa.String(length=longest), nullable=False, comment="member of the dimension"),
            *(_added(name, "; empty: nothing", nullable=True) for name in measures),
            *(_added(name, "", nullable=False) for name in (*ROWS, *counted)),
            sa.PrimaryKeyConstraint("dimension", "since", "member", name=op.f(f"pk_{fact}_sum_offset")),
            comment=f"What late rows add to all running totals of {fact}_sum from a day on",
            sqlite_with_rowid=False,
        )


def _added(name: str, more: str, *, nullable: bool) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable, comment=f"added to {name}{more}")
