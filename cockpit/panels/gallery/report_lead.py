"""What a leader reads after the conclusion: what else has changed, the other areas and the goal, in two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cockpit.board.board import Board, Headline, Phrase, Row
from cockpit.board.change import Change
from cockpit.board.keys import RowKey
from cockpit.board.quote import Quote, split
from cockpit.board.sentences import week_headline
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, told
from cockpit.metrics.number import Number
from cockpit.panels import reconciliation_line
from cockpit.panels.block import counted, sentence
from cockpit.panels.content import Content, content, telling
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import figures, ledger, table
from cockpit.panels.tabulation import quoted as numbers_in
from cockpit.panels.value import Figure, Pieces, Value, ValueColumn, part_of
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.units import UNITS, Text, count
from cockpit.units.messages import message, unwritten

TITLE = Text("要点", "In brief")
RESOURCES, DATASETS, UNITS_ON, SERVED = "sharing.resources", "opening.datasets", "meetings.units", "meetings.served"


def data(board: Board) -> Content:
    """Where something has changed in fact that is the first line; else it says how things stand."""
    left = week_headline.displaced(board)
    news = week_headline.lead(board, beside=left)
    moved = bool(left or news)
    first = left if moved else _standing(board)
    resources = (RESOURCES,) if not moved and _sayable(board[RESOURCES]) else ()
    datasets = () if DATASETS in _known(board, news) else (DATASETS,)
    meetings = (UNITS_ON, SERVED) if _sayable(board[UNITS_ON]) else ()
    said = figures(board, *(one for one in (*resources, *datasets, *meetings) if _sayable(board[one])))
    apart = [ledger(board, name, name) for name in resources]
    within = numbers_in(board, [*_quotes(first), *(quote for one in news for quote in one.quotes)])
    shown = content(board, TITLE, said, *apart, _goals(board), within, reconciliations=resources)
    told = {one: _lines(shown, View(Surface.REPORT, language=one), first, news) for one in LANGUAGES}
    return replace(telling(shown, changes=news), lines=told)


def _known(board: Board, news: Sequence[Change]) -> set[str]:
    """What the conclusion and the changes have said already."""
    first = week_headline.most(board)
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
        ValueColumn(title, metric, next((cell(row, metric).unit for row in nearest), None))
        for metric, title in heads.items()
    ]
    return table(Text("目标", "Targets"), columns, nearest, of="targets", hidden=True)


def _lines(shown: Content, view: View, first: Headline | None, news: Sequence[Change]) -> tuple[Pieces, ...]:
    """Two at the most; a line in which nothing can be said is left out."""
    above = (_stands(first, view), *(_told_in(one, view) for one in news), _resources(shown, view))
    below = (_opening(shown, view), _meetings(shown, view), _goal(shown, view))
    return tuple(line for line in (_line(view, above), _line(view, below)) if line)


def _line(view: View, sentences: Sequence[Pieces]) -> Pieces:
    gap = view.say("", " ")
    line: list[str | Figure] = []
    for said in filter(None, sentences):
        line += [*([gap] if line and gap else []), *said]
    return tuple(line)


def _stands(said: Headline | None, view: View) -> Pieces:
    gap = view.say("", " ")
    found: list[str | Figure] = []
    for at, phrase in enumerate(said[view.language] if said else ()):
        found += [gap] if at and gap else []
        found += [
            words if quote is None else _within(quote, words)
            for words, quote in split(phrase.text, phrase.quotes, view.language)
            if words
        ]
    return tuple(found)


def _told_in(change: Change, view: View) -> Pieces:
    return tuple(
        _within(one, one.words[view.language]) if isinstance(one, Quote) else one[view.language]
        for one in change.pieces
    )


def _within(quote: Quote, words: str) -> Figure:
    number = part_of(quote.number, quote.part)
    return Figure(quote.metric, number, quote.member, quote.part, Text(words, words))


def _strong(figure: Figure, words: str) -> Figure:
    return replace(figure, said=Text(words, words), strong=True)


def _bold(shown: Content, view: View, metric: str, *, unit: bool = True) -> Figure | None:
    """Published wording inside a sentence: 40余次; None where there is nothing to say."""
    given = shown.metrics.get(metric)
    if given is None:
        return None
    if given.qualifier:
        after = view.say("次" if given.unit == "meeting" else "", "")
        words = f"{told(given, view.language, sentence=True)[1]}{after}"
    else:
        words = told(given, view.language, unit=unit and view.language == "zh")[1]
    return _strong(Figure(metric, given), words)


def _resources(shown: Content, view: View) -> Pieces:
    whole = _bold(shown, view, RESOURCES)
    if whole is None:
        return ()
    one = shown.reconciliation(RESOURCES)
    if one is None or not reconciliation_line.differs(one):
        return (view.say("挂接资源", "Resources mounted: "), whole, view.say("。", "."))
    apart = _strong(reconciliation_line.figure(one, "difference"), reconciliation_line.words(one, "difference", view))
    if view.language == "en":
        return ("Resources mounted: ", whole, ", ", apart, " apart from the sum of the parts.")
    return ("挂接资源", whole, "，与分项合计差", apart, "，待核对。")


def _opening(shown: Content, view: View) -> Pieces:
    whole = _bold(shown, view, DATASETS)
    return () if whole is None else (view.say("开放数据集", "Open datasets: "), whole, view.say("。", "."))


def _meetings(shown: Content, view: View) -> Pieces:
    units = _bold(shown, view, UNITS_ON, unit=False)
    served = _bold(shown, view, SERVED)
    if units is None:
        return ()
    if view.language == "en":
        held = message("lead.served", n=unwritten(shown[SERVED].value)).en if served else ""
        meetings = (", ", served, held) if served else ()
        return (units, message("lead.units", n=unwritten(shown[UNITS_ON].value)).en, *meetings, ".")
    return (units, "个单位接入视频会议", *(("，保障", served) if served else ()), "。")


def _goal(shown: Content, view: View) -> Pieces:
    """The nearest target with a day: how far away the day is, and whether it is known how far it has come."""
    row = next(iter(shown.rows("targets")), None)
    if row is None:
        return ()
    member = RowKey("targets", row.code)
    goal = _strong(Figure("targets.goal", cell(row, "targets.goal"), member), _floor(row, view))
    days = cell(row, "targets.days_left")
    left = _strong(Figure("targets.days_left", days, member), told(days, view.language, unit=True)[1])
    waits = cell(row, "targets.current").value is None
    if view.language == "en":
        return (f"{row.short.en}: ", left, " left to reach ", goal, "; not connected yet." if waits else ".")
    action = (row.get("action") or {"zh": "完成"})["zh"]
    return (f"距{row.short.zh}{action}", goal, "的目标日还有", left, f"，已{action}数待接入。" if waits else "。")


def _floor(row: Row, view: View) -> str:
    """200项以上: in a sentence the word stands after what is counted."""
    given = cell(row, "targets.goal")
    if view.language == "en" or given.value is None or given.qualifier not in ("多", "余", "以上"):
        return told(given, view.language, unit=True)[1]
    return f"{count(given.value)}{UNITS[given.unit].text.zh}{given.qualifier}"


def draw(shown: Content, view: View) -> Element:
    lines: list[Given] = []
    for line in shown.lines[view.language]:
        lines += [[view.say("", " "), el("br")] if lines else None, sentence(line, view)]
    return el("p", lines, class_="lead")


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
