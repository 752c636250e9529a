"""What the desk can be narrowed to: a plain form, so it works without script and lives in the address."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.board.board import Board, Row
from cockpit.board.comparison.baseline import MEDIAN, NAMES, UNIT
from cockpit.board.scope import FILTERS
from cockpit.calendar import PERIOD_DAYS, Period
from cockpit.marks.dayfield import dayfield
from cockpit.marks.element import Element, Given, el
from cockpit.marks.theme import Theme
from cockpit.metrics.metric import METRICS
from cockpit.metrics.subject import is_area
from cockpit.panels.filter_names import FILTER_NAMES
from cockpit.panels.link import cleared, here, link, pairs
from cockpit.panels.view import View
from cockpit.screens.affordances import ROWS
from cockpit.screens.highlight import chip
from cockpit.store import dimensions
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import ResourceKind, UnitLevel
from cockpit.units import Text

KINDS = {
    ResourceKind.FILE: Text("文件", "files"),
    ResourceKind.TABLE: Text("库表", "tables"),
    ResourceKind.API: Text("接口", "APIs"),
}
UNIT_TABLES = tuple(table for table, name in ROWS.items() if name == "unit" and table != "counties")
COUNTY = "county"
COUNTIES = Text("县区", "County")
"""A county is a unit; it is chosen from a list of its own."""


def filters(board: Board, page: str, view: View, *, action: str) -> Element:
    """Only the filters that this page understands; the others that are set stay in the address, unseen."""
    shown = offered(page)
    return el(
        "form",
        _hidden(view, ("as_of", "compare", "defined", *shown)),
        _day(board, view),
        [_select(board, view, name) for name in shown],
        _known(board, view) if page == "trust" or board.scope.defined else None,
        el("button", view.say("查看", "Show"), type="submit", class_="button apply"),
        _periods(board, view),
        _compare(board, view),
        link(view.say("重置", "Reset"), cleared(view, action), class_="button ghost"),
        el(
            "span",
            el("span", view.say("虚下划线", "dashed"), class_="dashed"),
            view.say("为演示数据", ": demo data"),
            class_="legend",
        ),
        chip(board, view),
        class_="filters",
        method="get",
        action=action,
        data_filters=True,
    )


def offered(page: str) -> tuple[str, ...]:
    """By what a page can be narrowed: an area by what the facts of its metrics know, the overview by units, no other
    page at all."""
    facts = {fact for metric in METRICS if metric.subject == page for fact in metric.measure.facts}
    known = {name for fact in facts for name in dimensions.filters(FACTS[fact])} if is_area(page) else set()
    known |= {"unit"} if page == "overview" else set()
    found = [name for name in FILTERS if name in known]
    return tuple(one for name in found for one in (("unit", COUNTY) if name == "unit" else (name,)))


def fold(board: Board, view: View) -> Element:
    """On the phone the form waits behind this line; on the desktop the line is not there."""
    count = len(board.scope.filters)
    chosen = view.say(f"，已选{count}项", f", {count} chosen") if count else ""
    return el("details", el("summary", view.say("筛选", "Filters"), chosen), class_="fold")


def _hidden(view: View, shown: Iterable[str]) -> list[Given]:
    """What the address holds besides, so that choosing a unit does not change the language."""
    kept = [
        (name, value) for name, value in pairs(view) if name not in shown or (name == "theme" and value in list(Theme))
    ]
    return [el("input", type="hidden", name=name, value=value) for name, value in kept]


def _day(board: Board, view: View) -> Element:
    # The board always knows its day; only an address that names one has chosen it.
    given_day = any(name == "as_of" for name, _ in pairs(view))
    # A form that sent the newest day would ask for that day as it stood at its end, and no longer for now.
    day, sent = board.as_of.isoformat(), given_day or board.today == board.as_of
    label = view.say("数据截至", "Data to")
    given = dayfield("as_of", view.language, value=day if sent else "", label=label, unasked=day if not sent else "")
    return el(
        "label", el("span", view.say("截至", "To")), given, class_="button pick chosen" if given_day else "button pick"
    )


def _known(board: Board, view: View) -> Element:
    """The second axis of time: targets and cadences as they were known by the end of that day."""
    known = board.scope.defined
    said = view.say("约定按此日所知", "Agreed as known on")
    given = dayfield("defined", view.language, value=known.isoformat() if known else "", label=said)
    return el(
        "label",
        el("span", view.say("约定截至", "Known by")),
        given,
        class_="button pick chosen" if known else "button pick",
    )


def _select(board: Board, view: View, name: str) -> Element:
    chosen = board.scope.filters.get("unit" if name == COUNTY else name)
    options = _options(board, view, name)
    if name == COUNTY or (name == "unit" and chosen in _options(board, view, COUNTY)):
        chosen = chosen if chosen in options else None
    elif chosen and chosen not in options:
        options[chosen] = chosen
    said = view.tell(COUNTIES if name == COUNTY else FILTER_NAMES[name])
    return el(
        "label",
        el("span", said),
        el(
            "select",
            el("option", view.say("全部", "all"), value="", selected=chosen is None),
            [el("option", text, value=code, selected=code == chosen) for code, text in options.items()],
            name=name,
            aria_label=said,
        ),
        class_="button pick chosen" if chosen else "button pick",
    )


def _compare(board: Board, view: View) -> Element:
    """With what the numbers are compared; a unit has others and the one in the middle."""
    chosen = next((value for name, value in pairs(view) if name == "compare"), "")
    options = [
        (code, view.tell(text)) for code, text in NAMES.items() if code != MEDIAN or "unit" in board.scope.filters
    ]
    if "unit" in board.scope.filters:
        units = {**_options(board, view, COUNTY), **_options(board, view, "unit")}
        options += [(f"{UNIT}{code}", text) for code, text in units.items()]
    if chosen and chosen not in dict(options):
        options.append((chosen, chosen.removeprefix(UNIT)))
    said = view.say("对比", "Against")
    return el(
        "label",
        el("span", said),
        el(
            "select",
            el("option", view.say("不对比", "nothing"), value="", selected=not chosen),
            [el("option", text, value=code, selected=code == chosen) for code, text in options],
            name="compare",
            aria_label=said,
        ),
        class_="button pick chosen" if chosen else "button pick",
    )


def _options(board: Board, view: View, name: str) -> dict[str, str]:
    tables = {
        "library": ("libraries",),
        "scenario": ("scenarios",),
        "theme": ("themes",),
        "unit": (*UNIT_TABLES, "units"),
    }
    if name == "kind":
        return {code: view.tell(text) for code, text in KINDS.items()}
    if name == COUNTY:
        return {row.code: view.tell(row.short) for row in board.tables.get("counties", ())}
    rows: list[Row] = [row for table in tables[name] for row in board.tables.get(table, ())]
    if name == "unit":
        rows = [row for row in rows if row.get("level") != UnitLevel.COUNTY]
        # Counties first and by code, then departments: the order of the register, whichever table a unit stands in.
        rows.sort(key=lambda row: (row.get("level") != UnitLevel.COUNTY, row.code))
    return {row.code: view.tell(row.short if name != "unit" else row.name) for row in rows}


def _periods(board: Board, view: View) -> Element:
    segments = [
        link(
            view.say(f"近{days}天", f"{days} days"),
            here(view, period=None if period == Period.WEEK else period),
            class_="button",
            current=board.scope.period == period,
        )
        for period, days in PERIOD_DAYS.items()
    ]
    return el("span", [*segments], class_="button-group", role="group", aria_label=view.say("统计期", "Period"))
