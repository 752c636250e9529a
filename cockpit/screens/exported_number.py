"""A number as a file has it: exact, as it would be written, and whose it is in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cockpit.board.board import Board
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.sentences.coverage_sentences import told
from cockpit.marks.figure import written
from cockpit.marks.stage_square import SHORT
from cockpit.metrics.coverage import Coverage
from cockpit.metrics.number import Bound, Note, Number
from cockpit.panels.value import Figure
from cockpit.store.vocabulary import Provenance, ScenarioState
from cockpit.units import UNITS, Text, change, sentence

ORIGINS: dict[str, Text] = {
    Provenance.PUBLISHED: Text("公布", "published"),
    Provenance.MEASURED: Text("实测", "measured"),
    Provenance.DEMO: Text("演示", "demo"),
}
WHOLE = Text("全市", "whole city")
PARTS = {
    "change": Text("变化", "change"),
    "previous": Text("上期", "previous"),
    "last_whole": Text("末个整期", "last whole period"),
    "same_days": Text("同样的天", "same days"),
    "same_previous": Text("前期同样的天", "same days before"),
    "same_change": Text("同样的天之差", "same days, change"),
    "published": Text("公布数", "published"),
    "difference": Text("差额", "difference"),
    "difference_share": Text("差额占比", "difference, share"),
    "total": Text("分项合计", "sum of parts"),
    "whole": Text("公布总数", "published total"),
    "known": Text("入库数已知", "stored count known"),
    "rest": Text("入库数未知", "stored count not known"),
    "sealed": Text("当时公布", "as published"),
    "restated": Text("现为", "restated"),
    "printed": Text("公布数", "published"),
    "cockpit": Text("驾驶舱", "cockpit"),
    "current": Text("现状", "now"),
    "shortfall": Text("与目标之差", "short of the goal"),
    "portion": Text("占比", "share of the sum"),
    "median": Text("中位数", "median"),
    "sum": Text("合计", "sum"),
    "after": Text("其余", "the rest"),
    "compared": Text("对比值", "compared"),
}

SIGNED = ("change", "same_change")


@dataclass(frozen=True)
class ExportedNumber:
    """One number as it stands on a page. `value` is exact; None where it is not known, and `note` says why.

    `member` is table:code, `part` what of the number is shown; both as its mark has them. `name` is that of the member
    where its content says it, `sealed` what the number was before it was restated, `since` the day of its own newest
    row, where it is carried from there.
    """

    metric: str
    value: int | float | None
    unit: str
    as_of: date | None
    provenance: Provenance | None
    qualifier: str | None
    note: Note | None
    member: RowKey | None
    part: PartKey | None
    sealed: int | float | None = None
    name: Text | None = None
    coverage: Coverage | None = None
    bound: Bound | None = None

    def covered(self, language: str) -> str | None:
        """7/7, or what is missing; nothing for a number of a day."""
        if self.coverage is None:
            return None
        said = told(self.coverage)
        return said[language] if said else f"{self.coverage.there}/{self.coverage.due}"

    since: date | None = None

    def said(self, language: str) -> str:
        """About 60 million, 约6,000万, 未公布: as the page would write it."""
        if self.value is None:
            return written(Number(None, self.unit, note=self.note), language)
        if self.part in SIGNED:
            return change(self.value, self.unit, language)
        above = ">" if self.bound else ""
        return f"{above}{sentence(self.value, self.unit, language, self.qualifier)}"


def shown_of(figure: Figure) -> ExportedNumber:
    """A number of a content."""
    given = figure.number
    return ExportedNumber(
        metric=figure.metric,
        value=None if given.value is None else plain(given.value),
        unit=given.unit,
        as_of=given.as_of,
        provenance=given.provenance,
        qualifier=given.qualifier,
        note=given.note if given.value is None else None,
        member=figure.member,
        part=figure.part,
        coverage=given.coverage,
        bound=given.bound,
        since=given.since,
    )


def plain(value: int | float) -> int | float:
    """1 for 1.0, as it is written everywhere."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def whose(board: Board, shown: ExportedNumber, language: str) -> str:
    """The name of the member that a number is of."""
    if shown.name is not None:
        return shown.name[language]
    member = shown.member
    if member is None or not member.code:
        return WHOLE[language]
    if member.table == "reconciliations" and (one := board.reconciliation(member.code)):
        return one.title[language]
    row = board.find(member)
    return row.name[language] if row else member.code


def which(board: Board, shown: ExportedNumber, language: str) -> str:
    """What of the number is shown: nothing where it is the number itself."""
    if shown.part is None:
        return ""
    kind, which_one = shown.part.kind, shown.part.which
    if kind == "course" and shown.as_of:
        return shown.as_of.isoformat()
    if kind == "state" and which_one in list(ScenarioState):
        return SHORT[ScenarioState(which_one)][language]
    if kind == "part" and (part := _part(board, shown.member, which_one)):
        return part[language]
    return PARTS[kind][language] if kind in PARTS else shown.part


def _part(board: Board, member: RowKey | None, at: str) -> Text | None:
    """The name of a part of a reconciliation, by its place."""
    one = board.reconciliation(member.code) if member else None
    return one.parts[int(at)].name if one and at.isdigit() and int(at) < len(one.parts) else None


def unit(shown: ExportedNumber, language: str) -> str:
    return UNITS[shown.unit].text[language]
