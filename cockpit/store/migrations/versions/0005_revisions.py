"""Revisions of targets and agreed cadences, each with its day of effect"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the revision"),
        sa.Column("kind", sa.String(10), nullable=False, comment="target or cadence"),
        sa.Column(
            "code", sa.String(40), nullable=False, comment="code of the target, or of the source whose cadence it is"
        ),
        sa.Column("value", sa.Numeric(20, 4), nullable=False, comment="value of the target, or hours of the cadence"),
        sa.Column("effective_on", sa.Date(), nullable=False, comment="first day it holds"),
        sa.Column("author", sa.String(60), nullable=False, comment="who revised it"),
        sa.Column("reason", sa.String(200), nullable=False, comment="why"),
        sa.Column("revised_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.CheckConstraint("kind IN ('target', 'cadence')", name=op.f("ck_revision_kind")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
        comment="Targets and agreed cadences as they were revised; the register holds what came before the first",
    )


def downgrade() -> None:
    op.drop_table("revision")
