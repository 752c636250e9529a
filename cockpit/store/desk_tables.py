"""What people write at the desk: remarks, revisions of targets and cadences, wordings. Added to, never altered."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, Numeric, String, Table

from cockpit.store.shared_columns import metadata, one_of
from cockpit.store.vocabulary import RevisionKind

WRITTEN_BY = "desk"
"""Under this name the ledger counts what was written here, so that the data version changes with it."""


def _number(comment: str) -> Column[int]:
    return Column("number", Integer, primary_key=True, autoincrement=True, comment=comment)


remark = Table(
    "remark",
    metadata,
    _number("number of the remark"),
    Column("metric", String(60), nullable=False, comment="metric it is about"),
    Column("day", Date, nullable=False, comment="day it is about"),
    Column("text", String(300), nullable=False, comment="what is to be said of it"),
    Column("author", String(60), nullable=False, comment="who says it"),
    Column("written_at", DateTime(timezone=False), nullable=False, comment="when, Asia/Shanghai"),
    comment="Dated remarks on metrics, written at the desk",
)
revision = Table(
    "revision",
    metadata,
    _number("number of the revision"),
    Column("kind", String(10), nullable=False, comment="target or cadence"),
    Column("code", String(40), nullable=False, comment="code of the target, or of the source whose cadence it is"),
    Column("value", Numeric(20, 4), nullable=False, comment="value of the target, or hours of the cadence"),
    Column("effective_on", Date, nullable=False, comment="first day it holds"),
    Column("author", String(60), nullable=False, comment="who revised it"),
    Column("reason", String(200), nullable=False, comment="why"),
    Column("revised_at", DateTime(timezone=False), nullable=False, comment="when, Asia/Shanghai"),
    one_of("kind", RevisionKind),
    comment="Targets and agreed cadences as they were revised; the register holds what came before the first",
)
wording = Table(
    "wording",
    metadata,
    _number("number of the wording"),
    Column("metric", String(60), nullable=False, comment="metric whose definition it words"),
    Column("text_zh", String(400), nullable=False, comment="definition in Chinese"),
    Column("text_en", String(600), nullable=False, comment="definition in English"),
    Column("effective_on", Date, nullable=False, comment="first day it holds"),
    Column("author", String(60), nullable=False, comment="who worded it"),
    Column("reason", String(200), nullable=False, comment="why"),
    Column("worded_at", DateTime(timezone=False), nullable=False, comment="when, Asia/Shanghai"),
    comment="Definitions as they were worded anew; what the cockpit declares holds before the first",
)
withdrawal = Table(
    "withdrawal",
    metadata,
    Column("remark", Integer, ForeignKey("remark.number"), primary_key=True, comment="remark that is withdrawn"),
    Column("author", String(60), nullable=False, comment="who withdrew it"),
    Column("reason", String(200), nullable=False, comment="why"),
    Column("withdrawn_at", DateTime(timezone=False), nullable=False, comment="when, Asia/Shanghai"),
    comment="Remarks that no longer stand; what they said is kept",
)
WRITTEN = (remark, revision, wording, withdrawal)
