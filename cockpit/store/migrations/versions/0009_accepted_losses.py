"""Why a load was accepted that took much away, and what it took; the sums are counted anew, of base libraries alone"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REASON = "why it was accepted though it took much away; empty where it did not"
LOST = "what it took away, where somebody had to accept that"


def upgrade() -> None:
    with op.batch_alter_table("load") as batch:
        batch.add_column(sa.Column("reason", sa.String(200), nullable=True, comment=REASON))
        batch.add_column(sa.Column("lost", sa.String(200), nullable=True, comment=LOST))


def downgrade() -> None:
    with op.batch_alter_table("load") as batch:
        batch.drop_column("lost")
        batch.drop_column("reason")
