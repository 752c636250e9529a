"""A page or one of its panels as sheets: what it is, what it shows row by row, every number, what each means."""

from __future__ import annotations

import re
from dataclasses import replace

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.marks.sheet import Amount, Cell, Sheet
from cockpit.panels.block import PERIODS
from cockpit.panels.content import chosen
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import shown
from cockpit.screens.defined import definitions
from cockpit.screens.shown import ORIGINS, Shown
from cockpit.units import UNITS, Text

NUMBERS = (
    Text("面板", "panel"),
    Text("指标名", "name"),
    Text("对象", "of"),
    Text("项", "part"),
    Text("数值", "value"),
    Text("写法", "written"),
    Text("单位", "unit"),
    Text("截至", "as of"),
    Text("性质", "provenance"),
    Text("限定词", "qualifier"),
    Text("指标", "metric"),
    Text("代码", "code"),
)
COUNTED = re.compile(r"[+−-]?\d{1,3}(,\d{3})*")
PLAIN = str.maketrans({",": None, "+": None, "−": "-"})
"""What is counted for a list stands there as a number, and is one in a file too."""
SEALED = Text("更正前", "before it was restated")
ORIGIN, SPOKEN = NUMBERS[8], NUMBERS[9]


def sheets(board: Board, page: Element, view: View, *, panel: str | None = None, link: str) -> list[Sheet]:
    """Of the whole page, or of one panel of it; `link` is the address that shows the same."""
    drawn = shown.panels(page)
    wanted = {panel: drawn[panel]} if panel else drawn
    body = [sheet for name, one in wanted.items() if (sheet := _panel(board, one, view, name=name))]
    every = numbers(board, wanted, view)
    metrics = [str(row[-2 if len(row) == len(NUMBERS) else -3]) for row in every.rows]
    about = _about(board, page, view, panel=_name(panel, wanted[panel], view) if panel else None, link=link)
    told = definitions(board, metrics, view.language)
    return [about, *body, every, replace(told, name=view.say("口径", "definitions"))]


def one(board: Board, page: Element, view: View, *, panel: str | None = None) -> Sheet:
    """One table, for a format that has no sheets: the panel's own, or every number of the page."""
    drawn = shown.panels(page)
    if panel and (sheet := _panel(board, drawn[panel], view, name=panel)):
        return sheet
    return numbers(board, {panel: drawn[panel]} if panel else drawn, view)


def numbers(board: Board, panels: dict[str, Element], view: View) -> Sheet:
    """Every number once for each panel, with all that makes it one to trust."""
    found = [(name, drawn, given) for name, drawn in panels.items() for given in shown.numbers(drawn)]
    rows = [_number(board, given, view, panel=_name(name, drawn, view)) for name, drawn, given in found]
    columns: tuple[Text, ...] = NUMBERS
    if any(given.sealed is not None for _, _, given in found):
        columns = (*NUMBERS, SEALED)
        before = [None if one.sealed is None else Amount(one.sealed, one.unit) for _, _, one in found]
        rows = [(*row, sealed) for row, sealed in zip(rows, before, strict=True)]
    return Sheet(view.say("全部数字", "numbers"), tuple(view.tell(column) for column in columns), tuple(rows))


def _name(name: str, drawn: Element, view: View) -> str:
    """Its heading; of a panel without one, what it is called."""
    return shown.title(drawn) or (view.tell(PANELS[name].title) if name in PANELS.names() else name)


def _number(board: Board, given: Shown, view: View, *, panel: str) -> tuple[Cell, ...]:
    known = board.definitions.get(given.metric)
    return (
        panel,
        known["title"][view.language] if known else given.metric,
        shown.whose(board, given.member, view.language),
        shown.which(board, given, view.language),
        None if given.value is None else Amount(given.value, given.unit),
        given.said(view.language),
        shown.unit(given, view.language),
        given.as_of,
        _origin(given, view),
        given.qualifier,
        given.metric,
        given.member,
    )


def _origin(given: Shown, view: View) -> str:
    return view.tell(ORIGINS[given.provenance]) if given.provenance in ORIGINS else ""


def _panel(board: Board, drawn: Element, view: View, *, name: str) -> Sheet | None:
    """The table of a panel as it stands there, numbers exact; None where it has none, or more than one."""
    tables = shown.tables(drawn)
    if len(tables) != 1:
        return None
    head, *lines = (line for line in shown.rows(tables[0]))
    lines = [line for line in lines if len(line) == len(head)]
    cells = [[_cell(one, view) for one in line] for line in lines]
    kept = [at for at in range(len(head)) if any(line[at] not in (None, "") for line in cells)]
    columns = [_titled(head[at], [line[at] for line in cells], view) for at in kept]
    spoken = [_spoken(head, line, view) for line in lines]
    origins = [_origins(line, view) for line in lines]
    more = [(view.tell(name), said) for name, said in ((ORIGIN, origins), (SPOKEN, spoken)) if any(said)]
    rows = [(*(line[at] for at in kept), *(said[which] for _, said in more)) for which, line in enumerate(cells)]
    titles = (*columns, *(title for title, _ in more))
    return Sheet(_name(name, drawn, view), titles, tuple(rows)) if rows else None


def _cell(cell: Element, view: View) -> Cell:
    """A cell that is one number is that number; one that says more than a number is its words."""
    marks = [one for one in cell if "data-metric" in one.attributes]
    text = " ".join(shown.words(cell).split())
    if len(marks) == 1 and "data-value" in marks[0].attributes and marks[0].text.strip() == cell.text.strip():
        given = shown.number(marks[0])
        return Amount(given.value, given.unit) if given.value is not None else text
    if not marks and COUNTED.fullmatch(text) and any(_numeric(one) for one in cell):
        return int(text.translate(PLAIN))
    return text.replace(" （", "（") or None


def _numeric(one: Element) -> bool:
    return "num" in one.attributes.get("class", "").split()


def _titled(head: Element, column: list[Cell], view: View) -> str:
    """公布量，万条 is 公布量（条） where the cells are exact."""
    text = " ".join(head.text.split())
    units = {cell.unit for cell in column if isinstance(cell, Amount)}
    if len(units) != 1:
        return text
    unit = UNITS[units.pop()]
    title = text.partition("，")[0] if view.language == "zh" else text.partition(", ")[0]
    return title if unit.style == "share" else view.say(f"{title}（{unit.text.zh}）", f"{title} ({unit.text.en})")


def _origins(line: list[Element], view: View) -> str:
    given = [shown.number(one) for cell in line for one in cell if "data-metric" in one.attributes]
    return view.say("、", ", ").join(dict.fromkeys(said for one in given if (said := _origin(one, view))))


def _spoken(head: list[Element], line: list[Element], view: View) -> str:
    """公布量 约: which of its numbers were published as rounded; a qualifier is never dropped."""
    said = []
    for title, cell in zip(head, line, strict=True):
        known = {one.attributes["data-qualifier"] for one in cell if "data-qualifier" in one.attributes}
        said += [f"{title.text.partition('，')[0].partition(', ')[0]} {one}" for one in sorted(known)]
    return view.say("、", ", ").join(said)


def filters(board: Board, view: View) -> list[tuple[str, str]]:
    """The filters in force with the names that people know."""
    return [(view.tell(name), view.tell(value)) for name, value in chosen(board)]


def _about(board: Board, page: Element, view: View, *, panel: str | None, link: str) -> Sheet:
    period = view.tell(PERIODS[board.scope.period][0])
    rows: list[tuple[Cell, Cell]] = [
        (view.say("来源", "source"), board.city["bureau"][view.language]),
        (view.say("页面", "page"), shown.title(page)),
        *([(view.say("面板", "panel"), panel)] if panel else []),
        (view.say("数据截至", "data to"), board.as_of),
        (view.say("统计期", "period"), period),
        *(filters(board, view) or [(view.say("筛选", "filters"), view.say("无", "none"))]),
        (view.say("口径版本", "definition version"), board.definition_version),
        (view.say("数据版本", "data version"), board.data_version),
        (view.say("看板编号", "board"), board.id),
        (view.say("链接", "link"), link),
        (
            view.say("说明", "note"),
            view.say("“条”为记录数，不等于人数或户数。", "Records are not people or households."),
        ),
    ]
    if any(one.attributes.get("data-provenance") == "demo" for one in page):
        rows.append(
            (view.say("演示", "demo"), view.say("性质为“演示”的数是演示数据。", "Numbers marked demo are invented."))
        )
    if board.stale:
        rows.append((view.say("注意", "stale"), view.tell(board.stale.reason)))
    return Sheet(view.say("说明", "about"), (view.say("项", "what"), view.say("内容", "content")), tuple(rows))
