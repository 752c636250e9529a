"""What a portal says of its datasets, and that nobody may know who attended a meeting"""

import sqlalchemy as sa
from alembic import op

revision = "1003"
down_revision = "1002"
branch_labels = None
depends_on = None

DESCRIBED = {
    "licence": (200, "licence under which it is open, as the portal says it"),
    "contact": (200, "who answers for it, as the portal says it"),
    "description": (1000, "what it holds, as the portal says it"),
    "links": (2000, "web addresses of the dataset and its files, separated by spaces"),
}


def upgrade() -> None:
    with op.batch_alter_table("open_dataset") as batch:
        for name, (most, comment) in DESCRIBED.items():
            batch.add_column(sa.Column(name, sa.String(length=most), nullable=True, comment=comment))
    with op.batch_alter_table("meeting_unit") as batch:
        batch.alter_column(
            "attended",
            existing_type=sa.Integer(),
            nullable=True,
            comment="1 where its room was connected, 0 where not; empty where nobody knows",
        )
