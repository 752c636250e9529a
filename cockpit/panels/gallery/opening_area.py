"""开放 in one column: how many datasets are open, and how they are spread over the counties."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element, Given
from cockpit.marks.figure import cell, number
from cockpit.marks.tiles import spoken as spoken_tiles
from cockpit.marks.tiles import tiles
from cockpit.marks.zone import zone
from cockpit.panels.alternative import alternative
from cockpit.panels.block import heading, lead, line, split_badge, spoken, stopped, summary, under
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import Figure, Pointer, ValueKind
from cockpit.panels.view import View
from cockpit.store.vocabulary import UnitLevel
from cockpit.units import Text

LEVELS = {UnitLevel.COUNTY: Text("县区", "counties "), UnitLevel.MUNICIPAL: Text("市级", "city ")}

TITLE, NOTE = Text("开放", "Opening"), Text("开放数据集", "open datasets")


def data(board: Board) -> Content:
    datasets = [column(board, "opening.datasets")]
    levels = [row for code in LEVELS if (row := board.row("levels", code)) is not None]
    values = (
        figures(board, "opening.datasets", "opening.updated_share"),
        table(TITLE, datasets, board.rows("counties"), of="counties", kind=ValueKind.TILES, hidden=True),
        table(TITLE, datasets, levels, of="levels", hidden=True),
    )
    first = summary(board, "opening.datasets", *values, note=NOTE, under=_said(board))
    return content(board, TITLE, *values, summary=first)


def draw(shown: Content, view: View) -> Element:
    counties = shown.rows("counties")
    badge = split_badge(counties, "opening.datasets", view, within=shown["opening.datasets"])
    label = view.say("各县区开放数据集", "Open datasets by county")
    squares = tiles(
        counties,
        "opening.datasets",
        view.language,
        table="counties",
        label=label,
        stopped=stopped(shown, "opening.datasets"),
    )
    behind = alternative(view, label, spoken_tiles(counties, ("opening.datasets",), view.language))
    return zone(
        heading(
            shown,
            view,
            view.say("开放", "Opening"),
            metric="opening.datasets",
            note=view.tell(NOTE),
        ),
        lead(shown, view, "opening.datasets"),
        under(shown, view, "opening.datasets", *line(shown, view)),
        bars.under(bars.head(_levels(shown, view), badge), squares, behind),
        class_="area",
        tag="article",
    )


def _said(board: Board) -> dict[str, list[str | Figure]]:
    known = [one for row in board.rows("counties") if (one := cell(row, "opening.datasets")).value is not None]
    if any(one.demo for one in known) and not board["opening.datasets"].demo:
        if any(not one.demo for one in known):
            return {"zh": ["县区分布部分为演示"], "en": ["split is partly demo"]}
        zh, en = ("县区分布未公布", Pointer("，下图为演示")), ("split not published", Pointer("; map is demo"))
        return {"zh": list(zh), "en": list(en)}
    on_time = spoken("opening.updated_share", board["opening.updated_share"])
    return {"zh": ["按期更新 ", on_time], "en": ["updated on time ", on_time]}


def _levels(shown: Content, view: View) -> list[Given]:
    said: list[Given] = []
    for code, words in LEVELS.items():
        row = shown.row("levels", code)
        if row is None or cell(row, "opening.datasets").value is None:
            continue
        datasets = number("opening.datasets", row["opening.datasets"], view.language, member=RowKey("levels", code))
        said += [view.say("，", ", ") if said else None, view.tell(words), datasets]
    return said


declare(
    Panel(
        name="opening_area",
        title=TITLE,
        question=Text("开放了多少数据集，分布在哪些县区？", "How many datasets are open, and in which counties?"),
        metrics=("opening.datasets", "opening.updated_share"),
        tables=("counties", "levels"),
        data=data,
        draw=draw,
        area=True,
    )
)
