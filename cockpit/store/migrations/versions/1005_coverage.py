"""What a sum knows of its window: columns known by day and source, rows counted by column, registers as they were"""

import sqlalchemy as sa
from alembic import op

revision = "1005"
down_revision = "1004"
branch_labels = None
depends_on = None

KNOWN = {
    "flow_daily_sum": ("records", "bytes"),
    "meeting_daily_sum": ("held", "minutes", "invited", "attended", "faults"),
    "opening_daily_sum": ("downloads", "api_calls"),
}
SHARED = ("meeting_daily_sum", "opening_daily_sum")


def upgrade() -> None:
    op.add_column(
        "digest",
        sa.Column(
            "known",
            sa.String(length=200),
            nullable=True,
            comment="columns that may be empty and are known in one of the rows; empty: all",
        ),
    )
    for table, names in KNOWN.items():
        for name in names:
            _count(table, f"{name}_known", f"running count of rows with {name}")
        for name in names if table in SHARED else ():
            _count(table, f"{name}_empty", f"running count of rows without {name}, of sources that fill it")
    op.create_table(
        "register_history",
        sa.Column("table_name", sa.String(length=40), nullable=False, comment="register"),
        sa.Column("code", sa.String(length=40), nullable=False, comment="code of the row"),
        sa.Column("since", sa.Date(), nullable=False, comment="day from which it held, as far as the cockpit knows"),
        sa.Column(
            "row", sa.Text(), nullable=True, comment="the row as JSON; empty where it was taken out of the register"
        ),
        sa.PrimaryKeyConstraint("table_name", "code", "since", name=op.f("pk_register_history")),
        comment="Registers as they were, so that a past day counts and names by what was known then",
    )


def _count(table: str, name: str, comment: str) -> None:
    """Nothing is counted in it until the sums are added up again, which whoever migrates does at once."""
    op.add_column(table, sa.Column(name, sa.BigInteger(), server_default="0", nullable=False, comment=comment))
