"""What was refused and why a reading failed is said in Chinese as well; what stands there already stays in English"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REASON = "what is wrong, in Chinese; empty where it was refused before this was said"


def upgrade() -> None:
    with op.batch_alter_table("quarantine") as batch:
        batch.add_column(sa.Column("reason_zh", sa.String(200), nullable=True, comment=REASON))
        batch.add_column(
            sa.Column("remedy_zh", sa.String(200), nullable=True, comment="what to do about it, in Chinese")
        )
        _comments(batch, reason="what is wrong, in English", remedy="what to do about it, in English")
    with op.batch_alter_table("source_mark") as batch:
        said = "the same in Chinese; the English is shown where empty"
        batch.add_column(sa.Column("failure_zh", sa.String(200), nullable=True, comment=said))
        _comments(batch, failure="why the last attempt failed, in English; empty where it did not")


def downgrade() -> None:
    with op.batch_alter_table("source_mark") as batch:
        batch.drop_column("failure_zh")
        _comments(batch, failure="why the last attempt failed; empty where it did not")
    with op.batch_alter_table("quarantine") as batch:
        batch.drop_column("remedy_zh")
        batch.drop_column("reason_zh")
        _comments(batch, reason="what is wrong", remedy="what to do about it")


def _comments(batch: Any, **said: str) -> None:
    for name, comment in said.items():
        batch.alter_column(name, existing_type=sa.String(200), comment=comment)
