"""Every source says which subject it feeds, so that its failure is told where its numbers stand"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    said = "subject that it feeds, such as sharing; empty: several, or none"
    with op.batch_alter_table("source") as batch:
        batch.add_column(sa.Column("subject", sa.String(40), nullable=True, comment=said))


def downgrade() -> None:
    with op.batch_alter_table("source") as batch:
        batch.drop_column("subject")
