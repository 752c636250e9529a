"""共享 in one column: how much was exchanged, what each scenario has, and the resources behind it."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.sentences.coverage_sentences import why
from cockpit.marks import bars, ledger, stage_square
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number
from cockpit.marks.short_names import short
from cockpit.marks.zone import zone
from cockpit.panels import reconciliation_line
from cockpit.panels.block import PERIODS, changed, heading, lead, line, period, spoken, summary, under
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.proportion import largest, proportion
from cockpit.panels.tabulation import Stated, column, labelled, table
from cockpit.panels.value import Figure, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text

MOST = 5
TITLE, SCENARIO = Text("共享", "Sharing"), Text("应用场景", "scenario")
RECORDS, VOLUME, MOUNTED, RESOURCES = (
    "sharing.records",
    "sharing.scenario_volume",
    "sharing.mounted",
    "sharing.resources",
)
STATE = ValueColumn(Text("状态", "State"))


def data(board: Board) -> Content:
    span = PERIODS[board.scope.period][0]
    exchanged = changed(board, RECORDS, Text(f"{span.zh}交换", f"exchanged, {span.en}"))
    rows = board.rows("scenarios")[:MOST]
    states = Stated(STATE, {row.code: stage_square.said(row.get("state", ScenarioState.REQUESTED)) for row in rows})
    columns = (states, column(board, VOLUME, Text("公布量", "published")))
    scenarios = table(SCENARIO, columns, rows, of="scenarios", kind=ValueKind.RANKING, name=ValueColumn(SCENARIO))
    resources = [
        (ledger.ADDED, Figure(MOUNTED, board[MOUNTED])),
        (Text("挂接资源", "Resources"), Figure(RESOURCES, board[RESOURCES])),
        *reconciliation_line.sides(board.reconciliation(RESOURCES), "difference", "difference_share"),
    ]
    values = (exchanged, scenarios, labelled(resources))
    first = summary(board, RECORDS, *values, note=Text(f"{span.zh}交换", span.en), under=_against(board))
    return content(board, TITLE, *values, reconciliations=[RESOURCES], summary=first)


def draw(board: Content, view: View) -> Element:
    scenarios = board.rows("scenarios")
    most = largest(scenarios, VOLUME)
    span = period(board, view)
    head = bars.head(view.tell(SCENARIO), view.say("公布量，不相加", "published, never added up"))
    rows = [_scenario(row, view, most) for row in scenarios]
    return zone(
        heading(board, view, view.tell(TITLE), metric=RECORDS, note=view.say(f"{span}交换", span)),
        lead(board, view, RECORDS),
        under(board, view, RECORDS, *line(board, view)),
        bars.evidence([*rows, *_resources(board, view)], head=head),
        class_="area",
        tag="article",
    )


def _against(board: Board) -> dict[str, list[str | Figure]]:
    """较前7天 +94.5万; where nothing is known of then, English has the days first."""
    if withheld := why(board[RECORDS]):
        return {language: [withheld[language]] for language in ("zh", "en")}
    before, change = PERIODS[board.scope.period][1], spoken(RECORDS, board[RECORDS], part=PartKey("change"))
    known = board[RECORDS].change is not None
    english: list[str | Figure] = [change, f" on the {before.en}"] if known else [f"against the {before.en}: ", change]
    chinese: list[str | Figure] = [f"较{before.zh} ", change]
    return {"zh": chinese, "en": english}


def _scenario(row: Row, view: View, most: float) -> Element:
    state = row.get("state", ScenarioState.REQUESTED)
    given = cell(row, VOLUME, "record")
    volume = number(VOLUME, given, view.language, member=RowKey("scenarios", row.code))
    beside_words = (
        10 if view.surface == Surface.REPORT else 9
    )  # words take more of a line than digits, paper has a little more
    room = 12 if view.language == "zh" else beside_words if given.value is None else 17
    name = bars.name(short(row, view.language, most=room), small=stage_square.stage(state, view.language, tag="small"))
    share = proportion(row, VOLUME, most)
    return bars.row(name, bars.value(volume), bar=bars.bar(share, stage_square.bar_role(state)))


def _resources(board: Content, view: View) -> list[Element]:
    one = board.reconciliation(RESOURCES)
    added = number(MOUNTED, board[MOUNTED], view.language)
    small = el("small", view.say("分项合计", "parts "), added)
    name = bars.name(view.say("挂接资源", "Resources"), small=small)
    whole = bars.value(number(RESOURCES, board[RESOURCES], view.language))
    rest = ledger.difference(one, view.language, metric=RESOURCES)
    return [bars.row(name, whole, rule=True), *rest]


declare(
    Panel(
        name="sharing_area",
        title=TITLE,
        question=Text("交换了多少，各场景到了哪一步？", "How much was exchanged, and how far has each scenario come?"),
        metrics=(RECORDS, VOLUME, MOUNTED, RESOURCES),
        tables=("scenarios",),
        data=data,
        draw=draw,
        area=True,
    )
)
