"""The sheets behind the panels: what was restated, reconciled and read, and what every number means."""

from __future__ import annotations

from cockpit.board.board import Board, Source
from cockpit.board.sentences.coverage_sentences import told
from cockpit.marks.figure import written
from cockpit.marks.spreadsheet import Cell, Sheet
from cockpit.metrics.freshness import STATE_NAMES, SourceState
from cockpit.metrics.metric import Direction
from cockpit.metrics.number import Number
from cockpit.panels import reconciliation_line
from cockpit.panels.view import View
from cockpit.screens.annex import ORIGINS
from cockpit.snapshot.edition import Edition
from cockpit.store.vocabulary import Provenance
from cockpit.units import UNITS, Text

GOOD = {Direction.UP: Text("升", "up"), Direction.DOWN: Text("降", "down"), None: Text("", "")}
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "reconciliations": {
        "zh": ("项目", "总数", "总数性质", "公布单位", "分项合计", "合计性质", "分项", "差额", "占比", "结论", "说明"),
        "en": (
            *("subject", "whole", "origin of the whole", "publisher", "parts added", "origin of the parts", "parts"),
            *("apart", "share", "verdict", "remark"),
        ),
    },
    "parts": {
        "zh": ("项目", "代码", "分项", "数值", "写法", "截至", "性质"),
        "en": ("subject", "code", "part", "value", "written", "as of", "origin"),
    },
    "restatements": {
        "zh": ("周", "指标", "指标名", "分项", "当时公布", "现为", "单位", "截至"),
        "en": ("week", "metric", "title", "part", "as sealed", "restated", "unit", "as of"),
    },
    "sources": {
        "zh": ("来源", "名称", "责任单位", "约定时限（小时）", "最新数据", "最近读取", "状态", "超时（小时）", "性质"),
        "en": (
            "source",
            "name",
            "owner",
            "agreed hours",
            "newest data",
            "last read",
            "state",
            "overdue hours",
            "origin",
        ),
    },
    "definitions": {
        "zh": (
            *("指标", "指标名", "数值", "写法", "单位", "截至", "性质", "口径", "算法"),
            *("向好方向", "来源", "责任单位", "约定时限（小时）"),
        ),
        "en": (
            *("metric", "title", "value", "written", "unit", "as of", "origin", "definition", "formula"),
            *("good is", "source", "owner", "agreed hours"),
        ),
    },
}


def origin(provenance: Provenance | None, view: View) -> str:
    return view.tell(ORIGINS[provenance]) if provenance in ORIGINS else ""


def qualifier(number: Number, view: View) -> str | None:
    """The word that was published with the number."""
    given = number.published_qualifier
    if given is None or view.language == "zh":
        return given
    return "about" if given.startswith("约") else "at least" if "以上" in given else "more than"


def row(metric: str, number: Number, board: Board, view: View) -> tuple[Cell, ...]:
    definition = board.definitions.get(metric)
    return (
        metric,
        definition["title"][view.language] if definition else metric,
        number.value,
        written(number, view.language),
        UNITS[number.unit].text[view.language],
        number.as_of,
        origin(number.provenance, view),
        qualifier(number, view),
        number.published,
        number.previous,
        number.change,
        number.since,
        covered(number, view),
    )


def covered(number: Number, view: View) -> str | None:
    """7/7, or what is missing; nothing for a number of a day."""
    if number.coverage is None:
        return None
    said = told(number.coverage)
    return view.tell(said) if said else f"{number.coverage.there}/{number.coverage.due}"


def reconciliations(board: Board, view: View) -> Sheet:
    columns = COLUMNS["reconciliations"][view.language]
    rows = tuple(
        (
            view.tell(one.title),
            one.whole.value,
            origin(one.whole.provenance, view),
            view.tell(one.publisher) if one.publisher else "",
            one.total.value,
            origin(one.total.provenance, view),
            view.say("＋", " + ").join(
                f"{view.tell(part.name)} {written(part.number, view.language)}" for part in one.parts
            ),
            one.difference,
            one.share,
            view.tell(reconciliation_line.verdict(one)),
            view.tell(one.remark),
        )
        for one in board.reconciliations
    )
    return Sheet("reconciliations", columns, rows)


def parts(board: Board, view: View) -> Sheet:
    """What each reconciliation adds up, one row a part."""
    rows = tuple(
        (
            view.tell(one.title),
            part.code,
            view.tell(part.name),
            part.number.value,
            written(part.number, view.language),
            part.number.as_of,
            origin(part.number.provenance, view),
        )
        for one in board.reconciliations
        for part in one.parts
    )
    return Sheet("parts", COLUMNS["parts"][view.language], rows)


def restatements(edition: Edition, view: View) -> Sheet:
    columns = COLUMNS["restatements"][view.language]
    rows = tuple(
        (
            one.week,
            one.metric,
            view.tell(one.title),
            view.tell(one.name) if one.name else "",
            one.published.value,
            one.restated.value,
            UNITS[one.restated.unit].text[view.language],
            one.published.as_of,
        )
        for one in edition.restatements
    )
    return Sheet("restatements", columns, rows)


def sources(board: Board, view: View) -> Sheet:
    columns = COLUMNS["sources"][view.language]
    rows = tuple(
        (
            one.code,
            view.tell(one.name),
            view.tell(one.owner),
            one.cadence_hours,
            one.newest_at,
            one.read_at,
            view.tell(STATE_NAMES[one.state]),
            one.overdue_hours,
            _connected(one, view),
        )
        for one in board.sources
    )
    return Sheet("sources", columns, rows)


def _connected(one: Source, view: View) -> str:
    """The origin of what it has brought; a source that was never connected has brought nothing."""
    never = one.state == SourceState.NOT_CONNECTED
    return view.tell(STATE_NAMES[one.state]) if never else origin(one.provenance, view)


def definitions(board: Board, view: View) -> Sheet:
    """Every metric of the board with its number, whether or not a panel shows it."""
    columns = COLUMNS["definitions"][view.language]
    rows = []
    for name, definition in board.definitions.items():
        number = board.metrics.get(name) or Number(None, definition["unit"])
        _, title, value, said, unit, as_of, provenance, *_ = row(name, number, board, view)
        rows.append(
            (
                name,
                title,
                value,
                said,
                unit,
                as_of,
                provenance,
                definition["definition"][view.language],
                definition["formula"][view.language],
                view.tell(GOOD[definition["good"]]),
                definition["source"],
                definition["owner"][view.language] if definition.get("owner") else "",
                definition.get("cadence_hours"),
            )
        )
    return Sheet("definitions", columns, tuple(rows))
