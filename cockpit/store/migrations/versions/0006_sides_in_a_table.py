"""Sides of exchanges that came alone stand in a table, so that a load reads only those that it brings news of"""

import hashlib
import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    side = op.create_table(
        "side",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column(
            "mark",
            sa.String(length=16),
            nullable=False,
            comment="short digest of the id that both sides of an exchange have",
        ),
        sa.Column("state", sa.String(length=6), nullable=False, comment="waits, closed (alone) or done"),
        sa.Column("seen", sa.DateTime(), nullable=False, comment="when it first came, Asia/Shanghai"),
        sa.Column(
            "said", sa.Text(), nullable=True, comment="the side itself, as JSON; empty where the exchange is done"
        ),
        sa.PrimaryKeyConstraint("source", "mark", name=op.f("pk_side")),
        comment="Sides of exchanges that came alone, and for some days those that are done with",
    )
    op.create_index(op.f("ix_side_source_state_seen"), "side", ["source", "state", "seen"])
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for source, text in op.get_bind().execute(sa.text("SELECT source, held FROM intake")).all():
        for line in _lines(json.loads(text)):
            lines[source, line["mark"]] = {"source": source, **line}
    op.bulk_insert(side, list(lines.values()))
    with op.batch_alter_table("intake") as batch:
        batch.drop_column("held")


def _lines(held: dict[str, Any]) -> list[dict[str, Any]]:
    """What stood in one text: finished ids by their marks, sides by their ids."""
    found = [{"mark": mark, "state": "done", "seen": _moment(seen), "said": None}
             for mark, seen in held.get("done", {}).items()]  # fmt: skip
    for state, name in (("closed", "closed"), ("waits", "held")):
        for request_id, one in held.get(name, {}).items():
            said = {
                "request_id": request_id,
                "end": one["side"],
                "record": one["record"],
                "place": one["place"],
                "line": one["line"],
            }
            mark = hashlib.sha256(request_id.encode("utf-8", "replace")).hexdigest()[:16]
            found.append({"mark": mark, "state": state, "seen": _moment(one["seen"]), "said": json.dumps(said)})
    return found


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)
