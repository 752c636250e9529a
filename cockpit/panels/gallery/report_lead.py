"""What a leader reads after the conclusion: what else has changed, the other areas and the goal, in two lines."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.change import Change
from cockpit.board.words import front
from cockpit.marks import quoted
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number
from cockpit.panels import difference
from cockpit.panels.block import counted
from cockpit.panels.cell import rewritten
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import UNITS, Text, count


def draw(board: Board, view: View) -> Element:
    """Where something has changed in fact that is the first line; else it says how things stand."""
    told = _told(board)
    news: list[Given] = [tuple(quoted.change(one, view.language)) for one in _next(board)]
    first = _line(view, _left(board, view), *news) or _line(view, _scenarios(board, view), _resources(board, view))
    opening = None if "opening.datasets" in told else _opening(board, view)
    second = _line(view, opening, _meetings(board, view), _goal(board, view))
    return el("p", first, [view.say("", " "), el("br")] if first and second else None, second, class_="lead")


def _told(board: Board) -> set[str]:
    """What the conclusion and the changes have said already."""
    first = front.most(board)
    return {one.metric for one in (first, *_next(board)) if one and not one.demo}


def _next(board: Board) -> tuple[Change, ...]:
    return front.lead(board, beside=front.displaced(board))


def _left(board: Board, view: View) -> Given:
    """What stands open, where the news has taken its place in the conclusion."""
    left = front.displaced(board)
    if left is None:
        return None
    gap = view.say("", " ")
    return [[gap if at else None, *quoted.text(one.text, one.quotes, view.language)]
            for at, one in enumerate(left[view.language])]  # fmt: skip


def _line(view: View, *sentences: Given) -> list[Given]:
    line: list[Given] = []
    for sentence in sentences:
        if sentence:
            line += [view.say("", " ") if line else None, sentence]
    return line


def _bold(board: Board, view: View, metric: str, *, unit: bool = True) -> Element | None:
    """Published wording inside a sentence: 40余次; None where there is nothing to say."""
    given = board[metric]
    if given.value is None or given.demo:  # an invented number is shown with its mark, never told as a fact
        return None
    if given.spoken:
        after = view.say("次" if given.unit == "meeting" else "", "")
        return el("b", number(metric, given, view.language, sentence=True), after)
    return el("b", number(metric, given, view.language, unit=unit and view.language == "zh"))


def _scenarios(board: Board, view: View) -> Given:
    said, conclusion = board.headline.get("sharing"), board.headline.get("overview")
    text = said.plain(view.language) if said else ""
    if said and not said.numbers:  # it says that nothing of the sharing is a fact, and here stands more than sharing
        return None if conclusion and conclusion.numbers else _invented(board, view)
    if conclusion and text == conclusion.plain(view.language):
        return None
    return (text if text.endswith(("。", ".")) else f"{text}{view.say('。', '.')}") if text else None


def _invented(board: Board, view: View) -> Given:
    """In a week in which everything is invented the lead says what that is worth."""
    count = len(board.changes)
    if not count or not all(one.demo for one in board.changes):
        return None
    if count == 1:
        return view.say(
            "所列变化为演示数据，不作决策依据。", "What has changed is demonstration data: no basis for a decision."
        )
    if view.language == "en":
        return f"What has changed, in {count} points, is demonstration data: no basis for a decision."
    return f"所列{counted(count, view)}项变化均为演示数据，不作决策依据。"


def _resources(board: Board, view: View) -> Given:
    whole = _bold(board, view, "sharing.resources")
    if whole is None:
        return None
    one = board.reconciliation("sharing.resources")
    if one is None or one.verdict != "differs":
        return [view.say("挂接资源", "Resources mounted: "), whole, view.say("。", ".")]
    apart = el("b", difference.written(one, "difference", view))
    if view.language == "en":
        return ["Resources mounted: ", whole, ", ", apart, " apart from the sum of the parts."]
    return ["挂接资源", whole, "，与分项合计差", apart, "，待核对。"]


def _opening(board: Board, view: View) -> Given:
    whole = _bold(board, view, "opening.datasets")
    return None if whole is None else [view.say("开放数据集", "Open datasets: "), whole, view.say("。", ".")]


def _meetings(board: Board, view: View) -> Given:
    units = _bold(board, view, "meetings.units", unit=False)
    served = _bold(board, view, "meetings.served")
    if units is None:
        return None
    if view.language == "en":
        return [
            units,
            " units on the video-meeting system",
            [", ", served, " meetings served"] if served else None,
            ".",
        ]
    return [units, "个单位接入视频会议", ["，保障", served] if served else None, "。"]


def _goal(board: Board, view: View) -> Given:
    """The nearest target with a day: how far away the day is, and whether it is known how far it has come."""
    dated = [
        row for row in board.rows("targets") if row.get("due_on") and (cell(row, "targets.days_left").value or 0) > 0
    ]
    if not dated:
        return None
    row = min(dated, key=lambda one: one.get("due_on"))
    member = f"targets:{row.code}"
    goal = el(
        "b",
        _floor(number("targets.goal", cell(row, "targets.goal"), view.language, member=member, unit=True), row, view),
    )
    left = el("b", number("targets.days_left", cell(row, "targets.days_left"), view.language, member=member, unit=True))
    waits = cell(row, "targets.current").value is None
    if view.language == "en":
        return [view.tell(row.short), ": ", left, " left to reach ", goal, "; not connected yet." if waits else "."]
    action = (row.get("action") or {"zh": "完成"})["zh"]
    return [f"距{row.short.zh}{action}", goal, "的目标日还有", left, f"，已{action}数待接入。" if waits else "。"]


def _floor(mark: Element, row: Row, view: View) -> Element:
    """200项以上: in a sentence the word stands after what is counted."""
    given = cell(row, "targets.goal")
    if view.language == "en" or given.value is None or given.spoken not in ("多", "余", "以上"):
        return mark
    return rewritten(mark, f"{count(given.value)}{UNITS[given.unit].text.zh}{given.spoken}")


REPORT_LEAD = declare(
    Panel(
        name="report_lead",
        title=Text("要点", "In brief"),
        question=Text("除了结论，还要知道什么？", "What else has to be known?"),
        metrics=("sharing.resources", "opening.datasets", "meetings.units", "meetings.served"),
        draw=draw,
        tables=("targets",),
        surfaces=("report",),
    )
)
