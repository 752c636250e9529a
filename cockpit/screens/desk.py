"""The desk: pages for those who filter, compare and drill down; below 720 px the same pages on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.board.board import Board
from cockpit.errors import NameUnknown
from cockpit.marks.element import Element, Given, el
from cockpit.marks.headline import headline
from cockpit.marks.notice import lost
from cockpit.metrics.subject import SUBJECTS
from cockpit.panels import panel
from cockpit.panels.broken import NOT_READ, broken
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.screens import printed, restated, shelved, take
from cockpit.screens.alternatives import alternatives
from cockpit.screens.beside import beside
from cockpit.screens.conclusion import conclusion
from cockpit.screens.doors import doors
from cockpit.screens.drawer import drawer
from cockpit.screens.filters import filters, fold
from cockpit.screens.handbook import handbook
from cockpit.screens.highlight import highlight
from cockpit.screens.opened import NOTHING, Opened
from cockpit.screens.refused import forbidden, refused
from cockpit.screens.rows import rows
from cockpit.screens.top import NAMES, WEEKLY, address, top
from cockpit.screens.trust import sections
from cockpit.units import Text, day


@dataclass(frozen=True)
class Place:
    """Where panels stand: `class_` is their width in the grid; two names stand side by side, the second narrow."""

    panels: tuple[str, ...]
    class_: str = ""


COMPOSED: dict[str, tuple[Place, ...]] = {
    "overview": (
        Place(("changes",), "later"),
        Place(("notice_list",), "w4"),
        Place(("reconciliation_table",), "w8 later"),
        Place(("targets_table", "quality"), "w6 stack later"),
        Place(("source_table",), "w6 later"),
        Place(("published_ledger",), "later"),
    ),
    "volumes": (
        Place(("kpis_volumes",)),
        Place(("library_table",)),
        Place(("unit_volumes_table",), "w4"),
        Place(("items_gap",), "w4"),
        Place(("volumes_trend", "thematic_libraries"), "w4 stack"),
    ),
    "sharing": (
        Place(("kpis_sharing",)),
        Place(("flow_diagram",), "flow"),
        Place(("scenario_table", "exchange_trend"), "two"),
        Place(("unit_sharing_table",), "w8"),
        Place(("flow_kinds_table", "failure_trend"), "w4 stack"),
    ),
    "opening": (
        Place(("kpis_opening",)),
        Place(("county_map",), "w6"),
        Place(("theme_table",), "w6"),
        Place(("unit_opening_table",), "w8"),
        Place(("download_trend", "call_trend"), "w4 stack"),
    ),
    "meetings": (
        Place(("kpis_meetings",)),
        Place(("weekly_meetings",), "w6"),
        Place(("start_hours",), "w6"),
        Place(("meeting_hosts",), "w6"),
        Place(("room_states",), "w6"),
    ),
    "counties": (Place(("county_table",), "w8"), Place(("county_map", "district_map"), "w4 stack")),
    "trust": (
        Place(("reconciliation_table",)),
        Place(("source_table",), "w8"),
        Place(("quality",), "w4"),
    ),
    "metrics": (),
}
"""The pages whose panels have places that somebody chose."""


def _pages() -> dict[str, tuple[Place, ...]]:
    """A page for each name in the bar; a panel that declares its page and has no place there stands at its end."""
    pages = {}
    for name in NAMES:
        composed = COMPOSED.get(name, ())
        placed = {one for place in composed for one in place.panels}
        more = sorted(one.name for one in panel.PANELS if one.page == name and one.name not in placed)
        pages[name] = (*composed, *(Place((one,)) for one in more))
    return pages


PAGES = _pages()


def draw(board: Board, page: str, view: View, metric: str | None = None, *, opened: Opened = NOTHING) -> Element:
    """The whole page: top bar, conclusion, filters, panels, and the drawer of `metric` where one is asked for."""
    if page not in PAGES:
        raise NameUnknown(f"There is no page called {page!r}.", f"Pages: {', '.join(PAGES)}.")
    said = restated.restated(board, opened.restated)
    side = drawer(board, metric, view, opened=opened, page=page)
    main = el(
        "main",
        _head(board, page, view),
        _stale(board, view),
        shelved.late(opened.late, view, href=here(view, WEEKLY)),
        restated.notice(board, said, view),
        fold(board, view),
        filters(board, page, view, action=address(page)),
        _listed(board, opened, view),
        _beside(board, opened, page, view),
        _areas(board, view) if page == "overview" else None,
        [_place(board, place, view) for place in PAGES[page]],
        [*_further(board, page, view, opened)],
        el("p", *_source(board, view), class_="source") if page == "overview" else None,
        class_="main",
        id="main",
        tabindex="-1",
        data_page=page,
    )
    main = alternatives(restated.marked(main, board, said, view), view)
    main = doors(main, view, board.definitions)
    main = take.menus(highlight(main, board, view), board, page, view)
    app = el("div", main, side, class_="app open" if side else "app")
    skip = el("a", view.say("跳到正文", "Skip to content"), href="#main", class_="skip")
    return el("div", skip, printed.head(board, page, view), top(board, page, view), app, class_="desk")


def panels(page: str) -> list[str]:
    """The panels of the gallery that a page has, in its order."""
    return [*(panel.areas() if page == "overview" else ()), *(one for place in PAGES[page] for one in place.panels)]


def apart(board: Board, page: str, view: View, *, metric: str | None, opened: Opened) -> list[Element]:
    """What a page has beside these, in its order; see cockpit/screens/apart.py."""
    side = drawer(board, metric, view, opened=opened, page=page)
    found = (
        _listed(board, opened, view),
        _beside(board, opened, page, view),
        *_further(board, page, view, opened),
        side,
    )
    return [one for one in found if one is not None]


def _further(board: Board, page: str, view: View, opened: Opened) -> list[Element]:
    said = restated.restated(board, opened.restated)
    found = sections(board, opened.trusted, view, said=said, editors=opened.editors) if opened.trusted else []
    return [*found, *(handbook(board, view, sought=opened.sought) if page == "metrics" else ())]


def _listed(board: Board, opened: Opened, view: View) -> Element | None:
    """One grid at a time: rows that wait outside, or the rows behind a number; or that they could not be read."""
    if opened.failed:
        return broken(view, Text("明细与核对", "Rows and checks"), named=opened.failed, why=NOT_READ)
    if opened.barred:
        return forbidden(view)
    if opened.refused:
        return refused(board, opened.refused, view)
    return rows(board, opened.behind, view) if opened.behind else None


def _beside(board: Board, opened: Opened, page: str, view: View) -> Element | None:
    """The middle of all units is another one for every number, so a page of many has none."""
    if opened.against is None or opened.against.middle:
        return None
    told = beside(board, opened.other, opened.against, page, view)
    return Element(told.tag, {**told.attributes, "id": "panel-beside"}, told.children)


def _head(board: Board, page: str, view: View) -> Element:
    said = headline(board.headline.get(page), view.language)
    if not said.children:
        said = el("h1", conclusion(board, page, view) or view.tell(NAMES[page]))
    return el("div", said, el("div", take.page(board, page, view), class_="act"), class_="head")


def _stale(board: Board, view: View) -> Element | None:
    """What is shown is the last good board; the reason stands over everything."""
    if board.stale is None:
        return None
    sign = el("i", class_="sig", data_s="crit", aria_hidden="true")
    return el("p", sign, view.tell(lost(board.stale, (), board.sources).text), class_="stalebar", role="status")


def _place(board: Board, place: Place, view: View) -> Element:
    drawn = [panel.draw(name, board, view) for name in place.panels]
    if len(drawn) > 1:
        return el("div", [*drawn], class_=place.class_)
    return _classed(drawn[0], place.class_)


def _classed(drawn: Element, more: str) -> Element:
    named = f"{drawn.attributes.get('class', '')} {more}".strip()
    return Element(drawn.tag, {**drawn.attributes, "class": named}, drawn.children, drawn.figure)


def _areas(board: Board, view: View) -> Element:
    return el("div", [_area(board, name, view) for name in panel.areas()], class_="areas")


def _area(board: Board, name: str, view: View) -> Element:
    """On the phone its head opens its evidence in place; on the desktop the evidence is always there.

    Head and evidence stand beside the <details> and not in it: a style, and no script, decides between the two, and the
    numbers of the head stay doors of their own.
    """
    subject = SUBJECTS[panel.PANELS[name].subject]
    drawn, title = panel.draw(name, board, view), subject.title
    head: list[Given] = [child for child in drawn.children if not _evidence(child)]
    body: list[Given] = [child for child in drawn.children if _evidence(child)]
    chevron = el("i", class_="chev", aria_hidden="true")
    children = (
        el("div", head, class_="lead"),
        el("details", el("summary", chevron, aria_label=view.tell(title)), name="area"),
        el("div", body, class_="body"),
        link(view.say(f"打开{title.zh}", f"Open {title.en}"), here(view, address(subject.name)), class_="go"),
    )
    return _classed(Element(drawn.tag, drawn.attributes, children), "area")


def _evidence(child: Element | str) -> bool:
    return isinstance(child, Element) and "ev" in child.attributes.get("class", "").split()


def _source(board: Board, view: View) -> tuple[Element, Element]:
    """The phone has room for the first half only."""
    bureau = board.city["bureau"][view.language]
    as_of = day(board.as_of, short=False)
    first = view.say(f"来源：{bureau}，数据截至 {as_of}。", f"Source: {bureau}, data to {as_of}. ")
    second = view.say("“条”为记录数，不等于人数或户数。", "Records are not people or households.")
    return el("span", first), el("span", second, class_="wide")
