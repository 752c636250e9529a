"""Every reading of every source is kept, and a source says whether it delivers every day or only changes"""

import sqlalchemy as sa
from alembic import op

revision = "1004"
down_revision = "1003"
branch_labels = None
depends_on = None

DELIVERS = (
    "days: of every unit a row every cadence, so that one that lacks is missed; changes: a row only where "
    "something changed; empty: not agreed, taken as changes"
)
# The one mark that is known of each source is the first reading of its history.
FIRST = """
INSERT INTO source_reading (source, read_at, newest_at, failure, failure_zh, provenance)
SELECT source, read_at, newest_at, failure, failure_zh, provenance FROM source_mark WHERE read_at IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "source_reading",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("read_at", sa.DateTime(), nullable=False, comment="when it was read, Asia/Shanghai"),
        sa.Column(
            "newest_at", sa.DateTime(), nullable=True, comment="newest accepted data then; empty: nothing has come yet"
        ),
        sa.Column(
            "failure",
            sa.String(length=200),
            nullable=True,
            comment="why the reading failed, in English; empty where it did not",
        ),
        sa.Column(
            "failure_zh",
            sa.String(length=200),
            nullable=True,
            comment="the same in Chinese; the English is shown where empty",
        ),
        sa.Column(
            "accepted", sa.BigInteger(), nullable=True, comment="rows accepted; empty where the load did not count them"
        ),
        sa.Column("repeated", sa.BigInteger(), nullable=True, comment="rows that were there already"),
        sa.Column("refused", sa.BigInteger(), nullable=True, comment="rows refused"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint(
            "provenance IN ('published', 'measured', 'demo')", name=op.f("ck_source_reading_provenance")
        ),
        sa.PrimaryKeyConstraint("source", "read_at", name=op.f("pk_source_reading")),
        comment="Every reading of every source, kept: what a past day is judged by",
    )
    op.execute(FIRST)
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("delivers", sa.String(length=10), nullable=True, comment=DELIVERS))
        batch.create_check_constraint(op.f("ck_source_delivers"), "delivers IN ('days', 'changes')")
