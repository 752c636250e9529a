"""Definitions that were worded anew, each with its day of effect, and remarks that were withdrawn"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the wording"),
        sa.Column("metric", sa.String(60), nullable=False, comment="metric whose definition it words"),
        sa.Column("text_zh", sa.String(400), nullable=False, comment="definition in Chinese"),
        sa.Column("text_en", sa.String(600), nullable=False, comment="definition in English"),
        sa.Column("effective_on", sa.Date(), nullable=False, comment="first day it holds"),
        sa.Column("author", sa.String(60), nullable=False, comment="who worded it"),
        sa.Column("reason", sa.String(200), nullable=False, comment="why"),
        sa.Column("worded_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_wording")),
        comment="Definitions as they were worded anew; what the cockpit declares holds before the first",
    )
    op.create_table(
        "withdrawal",
        sa.Column("remark", sa.Integer(), nullable=False, comment="remark that is withdrawn"),
        sa.Column("author", sa.String(60), nullable=False, comment="who withdrew it"),
        sa.Column("reason", sa.String(200), nullable=False, comment="why"),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.ForeignKeyConstraint(["remark"], ["remark.number"], name=op.f("fk_withdrawal_remark")),
        sa.PrimaryKeyConstraint("remark", name=op.f("pk_withdrawal")),
        comment="Remarks that no longer stand; what they said is kept",
    )


def downgrade() -> None:
    op.drop_table("withdrawal")
    op.drop_table("wording")
