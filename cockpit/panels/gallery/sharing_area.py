"""共享 in one column: how much was exchanged, what each scenario has, and the resources behind it."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import bars, ledger, stage
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number
from cockpit.marks.names import short
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, period, period_before, under
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.view import View
from cockpit.units import Text

MOST = 5


def draw(board: Board, view: View) -> Element:
    scenarios = board.rows("scenarios")[:MOST]
    most = largest(scenarios, "sharing.scenario_volume")
    change = number("sharing.records", board["sharing.records"], view.language, part="change")
    span = period(board, view)
    head = bars.head(view.say("应用场景", "scenario"), view.say("公布量，不相加", "published, never added up"))
    rows = [_scenario(row, view, most) for row in scenarios]
    return zone(
        heading(board, view, view.say("共享", "Sharing"), metric="sharing.records", note=view.say(f"{span}交换", span)),
        lead(board, view, "sharing.records"),
        under(board, view, "sharing.records", *_against(board, view, change)),
        bars.evidence([*rows, *_resources(board, view)], head=head),
        class_="area",
        tag="article",
    )


def _against(board: Board, view: View, change: Element) -> list[Given]:
    """较前7天 +94.5万; where nothing is known of then, English has the days first."""
    before = period_before(board, view)
    if view.language == "zh":
        return [f"较{before} ", change]
    known = board["sharing.records"].change is not None
    return [change, f" on the {before}"] if known else [f"against the {before}: ", change]


def _scenario(row: Row, view: View, most: float) -> Element:
    state = row.get("state", "requested")
    given = cell(row, "sharing.scenario_volume", "record")
    volume = number("sharing.scenario_volume", given, view.language, member=f"scenarios:{row.code}")
    beside_words = (
        10 if view.surface == "report" else 9
    )  # words take more of a line than digits, paper has a little more
    room = 12 if view.language == "zh" else beside_words if given.value is None else 17
    name = bars.name(short(row, view.language, most=room), small=stage.stage(state, view.language, tag="small"))
    share = proportion(row, "sharing.scenario_volume", most)
    return bars.row(name, bars.value(volume), bar=bars.bar(share, stage.bar_role(state)))


def _resources(board: Board, view: View) -> list[Element]:
    one = board.reconciliation("sharing.resources")
    added = number("sharing.mounted", board["sharing.mounted"], view.language)
    small = el("small", view.say("分项合计", "parts "), added)
    name = bars.name(view.say("挂接资源", "Resources"), small=small)
    whole = bars.value(number("sharing.resources", board["sharing.resources"], view.language))
    rest = ledger.difference(one, view.language, metric="sharing.resources")
    return [bars.row(name, whole, rule=True), *rest]


SHARING_AREA = declare(
    Panel(
        name="sharing_area",
        title=Text("共享", "Sharing"),
        question=Text("交换了多少，各场景到了哪一步？", "How much was exchanged, and how far has each scenario come?"),
        metrics=("sharing.records", "sharing.scenario_volume", "sharing.mounted", "sharing.resources"),
        tables=("scenarios",),
        draw=draw,
        area=True,
    )
)
