"""The base libraries, one row each: records, items stored of items listed, departments, twelve weeks of growth."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.items import CATALOGUED, comparable
from cockpit.board.keys import RowKey
from cockpit.marks import badge, bars
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.short_names import short
from cockpit.marks.sparkline import course
from cockpit.marks.zone import zone
from cockpit.metrics.number import Number
from cockpit.panels.block import heading, numbered
from cockpit.panels.cell import rewritten
from cockpit.panels.content import Content, content
from cockpit.panels.omission import ends, items, listed
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, figures, labelled, table
from cockpit.panels.value import Figure
from cockpit.panels.view import View
from cockpit.units import Text, share
from cockpit.units.messages import message

METRICS = (
    "volumes.records",
    "volumes.items_stored",
    "volumes.items_catalogued",
    "volumes.items_missing",
    "volumes.stored_share",
    "volumes.departments",
    "volumes.growth_12w",
)
TITLE = Text("基础库", "Base libraries")


def data(board: Board) -> Content:
    columns = [column(board, metric) for metric in METRICS]
    every = comparable(board.metrics)
    known = [(TITLE, Figure(CATALOGUED, every.number, part=every.part))] if every and every.part else []
    return content(
        board,
        TITLE,
        figures(board, *METRICS),
        table(TITLE, columns, board.rows("libraries"), of="libraries", hidden=True),
        labelled(known),
        *items(board, "libraries"),
    )


def draw(shown: Content, view: View) -> Element:
    libraries = shown.rows("libraries")
    invented = any(cell(row, "volumes.growth_12w").demo for row in libraries) and not shown["volumes.records"].demo
    title = view.tell(message("count.base_libraries", n=numbered(len(libraries))))
    return zone(
        heading(
            shown,
            view,
            title,
            metric="volumes.records",
            note=view.say("记录为条，含同一对象多条", "records, several of the same person or company"),
        ),
        el(
            "div",
            el("div", class_="demo-zone", aria_hidden="true") if invented else None,
            _head(view, badge.demo(view.language) if invented else None),
            el("ul", *(_library(row, view) for row in libraries), _sum(shown, view), class_="library-rows"),
            class_="library-table",
        ),
        class_="libraries",
    )


def _head(view: View, mark: Element | None) -> Element:
    return el(
        "div",
        el("span", view.say("基础库", "library")),
        el("span", view.say("记录", "records"), class_="flush-right"),
        el("span", view.say("入库/编目，项", "items stored/listed")),
        el("span", view.say("供数部门", "depts"), class_="flush-right"),
        el("span", el("span", view.say("近12周新增", "12 weeks' gain")), mark, class_="gain"),
        class_="library-rows heads",
    )


def _library(row: Row, view: View) -> Element:
    gap = bool(cell(row, "volumes.items_missing").value)
    known = cell(row, "volumes.records").value is not None
    return el(
        "li",
        el(
            "span",
            short(row, view.language, most=10 if view.language == "zh" else 14),
            class_="entry",
            title=row.name[view.language],
        ),
        _records(cell(row, "volumes.records", "record"), view, member=RowKey("libraries", row.code)),
        _items(row, view, gap=gap) if known else el("span", bars.bar(None), class_="items"),
        el("span", _departments(row, view) if known else "—", class_="departments"),
        _gained(row, view) if known else el("span", class_="growth"),
        class_="off" if not known else "strong" if gap else None,
    )


def _records(given: Number, view: View, *, member: RowKey | None) -> Element:
    return kpi("volumes.records", given, view.language, member=member, unit="", class_="records", tag="span")


def _items(row: Row, view: View, *, gap: bool) -> Element:
    member = RowKey("libraries", row.code)
    stored = cell(row, "volumes.items_stored")
    in_store = number("volumes.items_stored", stored, view.language, member=member)
    whole = listed(row, view, member=member)
    if stored.value is None:
        left: list[Given] = [el("span", view.say("已入库", ""), in_store, class_="absent")]
        right: list[Given] = [view.say("编目", "listed "), whole]
        return el("span", _pair(left, right), bars.bar(None), class_="items")
    left = [in_store, "/", whole, _missing(row, view) if gap else None]
    known = cell(row, "volumes.stored_share", "share")
    part = known.value
    full = number("volumes.stored_share", known, view.language, member=member)
    percent = rewritten(full, share(part, places=0)) if part is not None else full
    fill = bars.bar(part, "warn" if gap else "done")
    return el("span", _pair(left, [percent], warn=gap), fill, class_="items")


def _pair(left: list[Given], right: list[Given], *, warn: bool = False) -> Element:
    return el("span", el("span", *left), el("em", *right), class_="halves is-warn" if warn else "halves")


def _missing(row: Row, view: View) -> Element:
    missing = number(
        "volumes.items_missing",
        cell(row, "volumes.items_missing"),
        view.language,
        member=RowKey("libraries", row.code),
        unit=view.language != "en",
    )
    return el("span", view.say("差", ""), missing, view.say("", " to go"), class_="short")


def _departments(row: Row, view: View) -> Element:
    return number(
        "volumes.departments", cell(row, "volumes.departments"), view.language, member=RowKey("libraries", row.code)
    )


def _gained(row: Row, view: View) -> Element:
    gained = cell(row, "volumes.growth_12w", "record")
    label = view.say(f"{row.short.zh}近12周记录数", f"{row.short.en}: records over 12 weeks")
    return el(
        "span",
        course(row.course, label=label, expected=row.expected, language=view.language),
        _plus(gained, view, member=RowKey("libraries", row.code)),
        class_="growth",
    )


def _plus(given: Number, view: View, *, member: RowKey | None = None) -> Element:
    """A gain is a change: it carries its sign."""
    gain = number("volumes.growth_12w", given, view.language, member=member)
    sign = "+" if given.value is not None and given.value > 0 else ""
    return el("b", sign, gain)


def _sum(shown: Content, view: View) -> Element:
    """The last row counts departments once each, so it is no sum of its column, and says so."""
    libraries = shown.rows("libraries")
    known = sum(cell(row, "volumes.records").value is not None for row in libraries)
    once = number("volumes.departments", shown["volumes.departments"], view.language)
    return el(
        "li",
        el("span", view.tell(message("count.libraries_sum", n=numbered(known))), class_="entry"),
        _records(shown["volumes.records"], view, member=None),
        el("span", _all_items(shown, view), _without(shown, view), class_="items"),
        el("span", once, el("small", view.say("去重", "")), class_="departments"),
        el("span", _plus(shown["volumes.growth_12w"], view), class_="growth"),
        class_="sum",
    )


def _all_items(shown: Content, view: View) -> Element:
    """Stored of listed items, as in the rows above, of the libraries of which it is known."""
    stored = number("volumes.items_stored", shown["volumes.items_stored"], view.language)
    every = comparable(shown.metrics)
    if every is None:
        return _pair([stored], [view.say("编目", "listed "), number(CATALOGUED, shown[CATALOGUED], view.language)])
    listed_ = number(CATALOGUED, every.number, view.language, part=every.part)
    full = shown["volumes.stored_share"]
    stored_share = number("volumes.stored_share", full, view.language)
    percent = stored_share
    if full.value is not None:
        percent = rewritten(stored_share, share(full.value, places=0))
    return _pair([stored, "/", listed_], [percent])


def _without(shown: Content, view: View) -> Element | None:
    """What they do not count, in the place of the bar of the other rows."""
    said = ends(shown, view, most=10 if view.language == "zh" else 14)
    return el("span", el("span", *said[0]), el("em", *said[1]), class_="halves absent") if said else None


declare(
    Panel(
        name="base_libraries",
        title=TITLE,
        question=Text("每个基础库有多少、入库了多少、在长吗？", "What does each base library hold, store and gain?"),
        metrics=METRICS,
        tables=("libraries",),
        data=data,
        draw=draw,
    )
)
