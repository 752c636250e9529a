"""The desk: pages for those who filter, compare and drill down; below 720 px the same pages on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cockpit.board.board import Board
from cockpit.errors import NameUnknown
from cockpit.marks.element import Element, Evidence, Given, el
from cockpit.marks.notice import lost
from cockpit.marks.phrases import headline
from cockpit.metrics.subject import SUBJECTS
from cockpit.panels import panel
from cockpit.panels.failure_card import NOT_READ, broken
from cockpit.panels.link import here, link
from cockpit.panels.supplement import Supplement
from cockpit.panels.view import View
from cockpit.screens import (
    affordances,
    export_menu,
    handbook,
    page_sentence,
    print_header,
    restatement_marks,
    sealed_weeks,
    supplements,
)
from cockpit.screens.conclusion import conclusion
from cockpit.screens.drawer import drawer
from cockpit.screens.drawer_state import NOTHING, DrawerState
from cockpit.screens.filters import filters, fold
from cockpit.screens.page_origins import compiled, origins
from cockpit.screens.top_bar import NAMES, WEEKLY, address, top
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text, day

UNREAD = Text("明细与核对", "Rows and checks")


@dataclass(frozen=True)
class Place:
    """Where panels stand: `class_` is their width in the grid; two names stand side by side, the second narrow."""

    panels: tuple[str, ...]
    class_: str = ""


COMPOSED: dict[str, tuple[Place, ...]] = {
    "overview": (
        Place(("changes",), "later"),
        Place(("notice_list",), "width-4"),
        Place(("reconciliation_table",), "width-8 later"),
        Place(("targets_table", "quality"), "width-6 stack later"),
        Place(("source_table",), "width-6 later"),
        Place(("published_ledger",), "later"),
    ),
    "volumes": (
        Place(("kpis_volumes",)),
        Place(("library_table",)),
        Place(("thematic_table",)),
        Place(("unit_volumes_table",), "width-4"),
        Place(("items_gap",), "width-4"),
        Place(("volumes_trend", "thematic_libraries"), "width-4 stack"),
    ),
    "sharing": (
        Place(("kpis_sharing",)),
        Place(("flow_diagram",), "flow"),
        Place(("scenario_table", "exchange_trend"), "two"),
        Place(("unit_sharing_table",), "width-8"),
        Place(("flow_kinds_table", "failure_trend"), "width-4 stack"),
    ),
    "opening": (
        Place(("kpis_opening",)),
        Place(("county_map",), "width-6"),
        Place(("theme_table",), "width-6"),
        Place(("unit_opening_table",), "width-8"),
        Place(("download_trend", "call_trend"), "width-4 stack"),
    ),
    "meetings": (
        Place(("kpis_meetings",)),
        Place(("weekly_meetings",), "width-6"),
        Place(("start_hours",), "width-6"),
        Place(("meeting_hosts",), "width-6"),
        Place(("room_states",), "width-6"),
    ),
    "counties": (Place(("county_table",), "width-8"), Place(("county_map", "district_map"), "width-4 stack")),
    "trust": (
        Place(("reconciliation_table",)),
        Place(("source_table",), "width-8"),
        Place(("quality",), "width-4"),
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


def draw(board: Board, page: str, view: View, metric: str | None = None, *, opened: DrawerState = NOTHING) -> Element:
    """The whole page: top bar, conclusion, filters, panels, and the drawer of `metric` where one is asked for.

    NameUnknown where the desk has no such page.
    """
    if page not in PAGES:
        raise NameUnknown(f"There is no page called {page!r}.", f"Pages: {', '.join(PAGES)}.")
    said = restatement_marks.restated(board, opened.restated)
    side = drawer(board, metric, view, opened=opened, page=page)
    areas = _areas(board, view) if page == "overview" else None
    places = [_place(board, place, page, view) for place in PAGES[page]]
    shown = origins([areas, *places])
    above, below = (
        [_beside(one, board, page, view) for one in beside(board, page, opened)]
        for beside in (supplements.above, supplements.below)
    )
    main = el(
        "main",
        _head(board, page, view, [areas, *places, *above, *below]),
        _stale(board, view),
        sealed_weeks.late(opened.late, view, href=here(view, WEEKLY)),
        restatement_marks.notice(board, said, view),
        fold(board, view),
        filters(board, page, view, action=address(page)),
        broken(view, UNREAD, named=opened.failed, why=NOT_READ) if opened.failed else None,
        [*above],
        areas,
        [*places],
        handbook.head(board, view, sought=opened.sought) if page == "metrics" else None,
        [*below],
        [handbook.nothing(board, view, sought=opened.sought), handbook.rules(view)] if page == "metrics" else None,
        el("p", *_source(board, view, shown), class_="source") if page == "overview" else None,
        class_="main",
        id="main",
        tabindex="-1",
        data_page=page,
    )
    here_ = [one for one in said if restatement_marks.shown_here(one, board)]
    app = el("div", affordances.add(main, board, here_, view), side, class_="app open" if side else "app")
    skip = el("a", view.say("跳到正文", "Skip to content"), href="#main", class_="skip")
    return el("div", skip, print_header.head(board, page, view), top(board, page, view), app, class_="desk")


def _beside(one: Supplement, board: Board, page: str, view: View) -> Element:
    """The rows behind a number have files of their own."""
    drawn = one.drawn(view)
    return drawn if one.name == "rows" else export_menu.menu(drawn, one.name, one.shown.title, board, page, view)


def panels(page: str) -> list[str]:
    """The panels of the gallery that a page has, in its order."""
    return [*(panel.areas() if page == "overview" else ()), *(one for place in PAGES[page] for one in place.panels)]


def _head(board: Board, page: str, view: View, beneath: Sequence[Element | None]) -> Element:
    said = headline(page_sentence.over(board, page, beneath), view.language)
    if not said.children:
        said = el("h1", conclusion(board, page, view) or view.tell(NAMES[page]))
    return el("div", said, el("div", export_menu.page(board, page, view), class_="actions"), class_="head")


def _stale(board: Board, view: View) -> Element | None:
    """What is shown is the last good board; the reason stands over everything."""
    if board.stale is None:
        return None
    sign = el("i", class_="signal", data_s="crit", aria_hidden="true")
    return el("p", sign, view.tell(lost(board.stale, (), board.sources).text), class_="stale-bar", role="status")


def _place(board: Board, place: Place, page: str, view: View) -> Element:
    drawn = [_panel(board, name, page, view) for name in place.panels]
    if len(drawn) > 1:
        return el("div", [*drawn], class_=place.class_)
    return drawn[0].classed(place.class_)


def _panel(board: Board, name: str, page: str, view: View) -> Element:
    return export_menu.menu(panel.draw(name, board, view), name, panel.PANELS[name].title, board, page, view)


def _areas(board: Board, view: View) -> Element:
    return el("div", [_area(board, name, view) for name in panel.areas()], class_="areas")


def _area(board: Board, name: str, view: View) -> Element:
    """On the phone its head opens its evidence in place; on the desktop the evidence is always there.

    Head and evidence stand beside the <details> and not in it: a style, and no script, decides between the two, and the
    numbers of the head stay doors of their own.
    """
    subject = SUBJECTS[panel.PANELS[name].subject]
    drawn, title = panel.draw(name, board, view), subject.title
    head: list[Given] = [child for child in drawn.children if not isinstance(child, Evidence)]
    body: list[Given] = [child for child in drawn.children if isinstance(child, Evidence)]
    chevron = el("i", class_="chevron", aria_hidden="true")
    children = (
        el("div", head, class_="lead"),
        el("details", el("summary", chevron, aria_label=view.tell(title)), name="area"),
        el("div", body, class_="body"),
        link(view.say(f"打开{title.zh}", f"Open {title.en}"), here(view, address(subject.name)), class_="enter"),
    )
    area = replace(drawn, children=tuple(children)).classed("area")
    return export_menu.menu(area, name, panel.PANELS[name].title, board, "overview", view)


def _source(board: Board, view: View, found: tuple[Provenance, ...]) -> tuple[Element, Element]:
    """The phone has room for the first half only."""
    by, as_of = compiled(board, found, view), day(board.as_of, short=False)
    first = view.say(f"{by}，数据截至 {as_of}。", f"{by}, data to {as_of}. ")
    second = view.say("“条”为记录数，不等于人数或户数。", "Records are not people or households.")
    return el("span", first), el("span", second, class_="wide")
