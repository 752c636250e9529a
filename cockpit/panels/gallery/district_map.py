"""区划图: the counties in their boundaries, where the operator supplied them with their review number."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.choropleth import choropleth
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell
from cockpit.marks.zone import header, zone
from cockpit.metrics.number import Note, unknown
from cockpit.panels.block import heading, stopped
from cockpit.panels.boundaries import FILE, supplied
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, figures, table
from cockpit.panels.value import ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

METRIC = "opening.datasets"

TITLE = Text("区划图", "Boundary map")


def data(board: Board) -> Content:
    counties = table(
        TITLE, [column(board, METRIC)], board.rows("counties"), of="counties", kind=ValueKind.TILES, hidden=True
    )
    return content(board, TITLE, counties, figures(board, METRIC))


def draw(shown: Content, view: View) -> Element:
    rows = shown.rows("counties")
    known = [cell(row, METRIC) for row in rows if cell(row, METRIC).value is not None]
    worst = next((one for one in known if one.demo), known[0] if known else unknown("dataset", Note.NO_DATA))
    title = view.say("区划图", "Boundary map")
    note = view.say("开放数据集，个", "open datasets")
    held = supplied(shown.city["code"], [row.code for row in rows])
    if held is None or not (held.rings or held.points):
        return zone(header(title), _missing(view))
    drawn = choropleth(
        rows,
        METRIC,
        view.language,
        land=held,
        label=view.say("各县区开放数据集", "Open datasets by county"),
        stopped=stopped(shown, METRIC),
    )
    return zone(heading(shown, view, title, metric=METRIC, number=worst, note=note), drawn)


def _missing(view: View) -> Element:
    why = view.say("尚未提供带审图号的区划底图", "No boundaries with a review number are supplied")
    how = view.say(f"放入城市文件夹：{FILE}", f"Put them into the folder of the city: {FILE}")
    return el("div", el("p", why, class_="why"), el("p", how, class_="help"), class_="empty")


declare(
    Panel(
        name="district_map",
        title=TITLE,
        question=Text("开放数据在地图上怎样分布？", "How is open data spread over the map?"),
        metrics=(METRIC,),
        tables=("counties",),
        surfaces=(Surface.DESKTOP,),
        data=data,
        draw=draw,
    )
)
