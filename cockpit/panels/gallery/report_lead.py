"""What a leader reads after the conclusion: what else has changed, the other areas and the goal, in two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cockpit.board.board import Board, Headline, Phrase, Row
from cockpit.board.change import Change
from cockpit.board.quote import Quote
from cockpit.board.words import front
from cockpit.marks import quoted
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number
from cockpit.metrics.number import Number
from cockpit.metrics.reconciliation import Verdict
from cockpit.panels import difference
from cockpit.panels.block import counted
from cockpit.panels.cell import rewritten
from cockpit.panels.content import Content, content, telling
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import figures, ledger, table
from cockpit.panels.tabulation import quoted as numbers_in
from cockpit.panels.value import Column, Value
from cockpit.panels.view import Surface, View
from cockpit.units import UNITS, Text, count

TITLE = Text("要点", "In brief")
RESOURCES, DATASETS, UNITS_ON, SERVED = "sharing.resources", "opening.datasets", "meetings.units", "meetings.served"
STANDS = "lead"
"""The sentence that opens the lead: what stands open beside the news, else how things stand."""


def data(board: Board) -> Content:
    """Where something has changed in fact that is the first line; else it says how things stand."""
    left = front.displaced(board)
    news = front.lead(board, beside=left)
    moved = bool(left or news)
    first = left if moved else _standing(board)
    resources = (RESOURCES,) if not moved and _sayable(board[RESOURCES]) else ()
    datasets = () if DATASETS in _told(board, news) else (DATASETS,)
    meetings = (UNITS_ON, SERVED) if _sayable(board[UNITS_ON]) else ()
    said = figures(board, *(one for one in (*resources, *datasets, *meetings) if _sayable(board[one])))
    apart = [ledger(board, name, name) for name in resources]
    within = numbers_in(board, [*_quotes(first), *(quote for one in news for quote in one.quotes)])
    shown = content(board, TITLE, said, *apart, _goals(board), within, reconciliations=resources)
    return telling(shown, changes=news, headline={STANDS: first} if first else {})


def _told(board: Board, news: Sequence[Change]) -> set[str]:
    """What the conclusion and the changes have said already."""
    first = front.most(board)
    return {one.metric for one in (first, *news) if one and not one.demo}


def _sayable(given: Number) -> bool:
    """An invented number is shown with its mark, never told as a fact."""
    return given.value is not None and not given.demo


def _quotes(said: Headline | None) -> Iterator[Quote]:
    """Those of both languages, each once."""
    quotes = [quote for phrases in (said.zh, said.en) for one in phrases for quote in one.quotes] if said else []
    yield from dict.fromkeys(quotes)


def _standing(board: Board) -> Headline | None:
    zh, en = _scenarios(board, "zh"), _scenarios(board, "en")
    return Headline((Phrase(zh),) if zh else (), (Phrase(en),) if en else ()) if zh or en else None


def _scenarios(board: Board, language: str) -> str | None:
    said, conclusion = board.headline.get("sharing"), board.headline.get("overview")
    text = said.plain(language) if said else ""
    if said and not said.numbers:  # it says that nothing of the sharing is a fact, and here stands more than sharing
        told = None if conclusion and conclusion.numbers else _invented(board)
        return told[language] if told else None
    if conclusion and text == conclusion.plain(language):
        return None
    return (text if text.endswith(("。", ".")) else f"{text}{'.' if language == 'en' else '。'}") if text else None


def _invented(board: Board) -> Text | None:
    """In a week in which everything is invented the lead says what that is worth."""
    count = len(board.changes)
    if not count or not all(one.demo for one in board.changes):
        return None
    if count == 1:
        return Text(
            "所列变化为演示数据，不作决策依据。", "What has changed is demonstration data: no basis for a decision."
        )
    return Text(
        f"所列{counted(count, View(Surface.REPORT))}项变化均为演示数据，不作决策依据。",
        f"What has changed, in {count} points, is demonstration data: no basis for a decision.",
    )


def _goals(board: Board) -> Value:
    """The nearest target with a day that is still to come."""
    dated = [
        row for row in board.rows("targets") if row.get("due_on") and (cell(row, "targets.days_left").value or 0) > 0
    ]
    nearest = sorted(dated, key=lambda one: one.get("due_on"))[:1]
    heads = {
        "targets.goal": Text("目标值", "Goal"),
        "targets.days_left": Text("距目标日", "Days left"),
        "targets.current": Text("现值", "Now"),
    }
    columns = [
        Column(title, metric, next((cell(row, metric).unit for row in nearest), None))
        for metric, title in heads.items()
    ]
    return table(Text("目标", "Targets"), columns, nearest, of="targets", hidden=True)


def draw(shown: Content, view: View) -> Element:
    news: list[Given] = [tuple(quoted.change(one, view.language)) for one in shown.changes]
    first = _line(view, _stands(shown, view), *news, _resources(shown, view))
    second = _line(view, _opening(shown, view), _meetings(shown, view), _goal(shown, view))
    return el("p", first, [view.say("", " "), el("br")] if first and second else None, second, class_="lead")


def _stands(shown: Content, view: View) -> Given:
    said = shown.headline.get(STANDS)
    if said is None:
        return None
    gap = view.say("", " ")
    return [[gap if at else None, *quoted.text(one.text, one.quotes, view.language)]
            for at, one in enumerate(said[view.language])]  # fmt: skip


def _line(view: View, *sentences: Given) -> list[Given]:
    line: list[Given] = []
    for sentence in sentences:
        if sentence:
            line += [view.say("", " ") if line else None, sentence]
    return line


def _bold(shown: Content, view: View, metric: str, *, unit: bool = True) -> Element | None:
    """Published wording inside a sentence: 40余次; None where there is nothing to say."""
    given = shown.metrics.get(metric)
    if given is None:
        return None
    if given.spoken:
        after = view.say("次" if given.unit == "meeting" else "", "")
        return el("b", number(metric, given, view.language, sentence=True), after)
    return el("b", number(metric, given, view.language, unit=unit and view.language == "zh"))


def _resources(shown: Content, view: View) -> Given:
    whole = _bold(shown, view, RESOURCES)
    if whole is None:
        return None
    one = shown.reconciliation(RESOURCES)
    if one is None or one.verdict != Verdict.DIFFERS:
        return [view.say("挂接资源", "Resources mounted: "), whole, view.say("。", ".")]
    apart = el("b", difference.written(one, "difference", view))
    if view.language == "en":
        return ["Resources mounted: ", whole, ", ", apart, " apart from the sum of the parts."]
    return ["挂接资源", whole, "，与分项合计差", apart, "，待核对。"]


def _opening(shown: Content, view: View) -> Given:
    whole = _bold(shown, view, DATASETS)
    return None if whole is None else [view.say("开放数据集", "Open datasets: "), whole, view.say("。", ".")]


def _meetings(shown: Content, view: View) -> Given:
    units = _bold(shown, view, UNITS_ON, unit=False)
    served = _bold(shown, view, SERVED)
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


def _goal(shown: Content, view: View) -> Given:
    """The nearest target with a day: how far away the day is, and whether it is known how far it has come."""
    row = next(iter(shown.rows("targets")), None)
    if row is None:
        return None
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


declare(
    Panel(
        name="report_lead",
        title=TITLE,
        question=Text("除了结论，还要知道什么？", "What else has to be known?"),
        metrics=(RESOURCES, DATASETS, UNITS_ON, SERVED),
        data=data,
        draw=draw,
        tables=("targets",),
        surfaces=(Surface.REPORT,),
    )
)
