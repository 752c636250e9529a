"""What a share is divided by is counted where its part is known: running totals of these beside the others"""

import sqlalchemy as sa
from alembic import op

revision = "1009"
down_revision = "1008"
branch_labels = None
depends_on = None

COLUMNS = {"meeting_daily": ("endpoints_checked", "invited_recorded"), "opening_daily": ("datasets_judged",)}


def upgrade() -> None:
    """Nothing is in them until the sums are added up again, which whoever migrates does at once."""
    for fact, names in COLUMNS.items():
        for name in names:
            op.add_column(
                f"{fact}_sum", sa.Column(name, sa.BigInteger(), nullable=True, comment=f"running total of {name}")
            )
            op.add_column(
                f"{fact}_sum_offset",
                sa.Column(name, sa.BigInteger(), nullable=True, comment=f"added to {name}; empty: nothing"),
            )
