"""Open datasets: how many, and how they divide between the counties and the city's own departments."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element
from cockpit.marks.figure import cell, number
from cockpit.marks.zone import zone
from cockpit.metrics.reconciliation import Verdict
from cockpit.panels.block import heading, lead, split_badge
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import proportion
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import ValueKind
from cockpit.panels.view import View
from cockpit.store.vocabulary import UnitLevel
from cockpit.units import Text

DATASETS = "opening.datasets"
LEVELS = {
    UnitLevel.COUNTY: Text("县区、开发区", "Counties and zones"),
    UnitLevel.MUNICIPAL: Text("市级单位", "Municipal units"),
}

TITLE = Text("开放数据集", "Open datasets")


def data(board: Board) -> Content:
    levels = [row for code in LEVELS if (row := board.row("levels", code)) is not None]
    split = table(TITLE, [column(board, DATASETS)], levels, of="levels", kind=ValueKind.RANKING, hidden=True)
    return content(board, TITLE, figures(board, DATASETS), split, reconciliations=("opening.levels",))


def draw(shown: Content, view: View) -> Element:
    known = [(row, name) for code, name in LEVELS.items() if (row := shown.row("levels", code)) is not None]
    badge = split_badge([row for row, _ in known], DATASETS, view, within=shown[DATASETS])
    rows = [_level(shown, row, view, name=view.tell(name)) for row, name in known]
    return zone(
        heading(shown, view, view.say("开放数据集", "Open datasets"), metric=DATASETS),
        lead(shown, view, DATASETS, unit=view.say("个", "")),
        bars.evidence(rows, head=bars.head(_adds_up(shown, view), badge)) if rows else None,
        class_="opened",
    )


def _adds_up(shown: Content, view: View) -> str:
    one = shown.reconciliation("opening.levels")
    if one is None or one.verdict != Verdict.AGREED:
        return view.say("按层级", "by level")
    return view.say("按层级，合计与公布数一致", "by level; adds up")


def _level(shown: Content, row: Row, view: View, *, name: str) -> Element:
    datasets = number(DATASETS, cell(row, DATASETS), view.language, member=RowKey("levels", row.code))
    fill = bars.bar(proportion(row, DATASETS, shown[DATASETS].value))
    return bars.row(bars.name(name), bars.value(datasets), bar=fill)


declare(
    Panel(
        name="open_datasets",
        title=TITLE,
        question=Text(
            "开放了多少数据集，县区和市级各多少？", "How many datasets are open, by counties and by the city?"
        ),
        metrics=(DATASETS,),
        tables=("levels",),
        data=data,
        draw=draw,
    )
)
