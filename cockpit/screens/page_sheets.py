"""A page or one of its panels as sheets: what it is, what it shows row by row, every number, what each means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.marks.spreadsheet import Amount, Cell, Sheet
from cockpit.panels import panel as panels
from cockpit.panels.block import PERIODS
from cockpit.panels.content import Content, chosen
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import exported_number, page_origins, page_sentence
from cockpit.screens.conclusion import concluded
from cockpit.screens.definitions_sheet import definitions
from cockpit.screens.exported_number import ORIGINS, ExportedNumber
from cockpit.screens.restatement_marks import Restated, shown_here
from cockpit.screens.section import FileSection
from cockpit.screens.top_bar import NAMES
from cockpit.screens.value_sheet import PROVENANCE, QUALIFIER, UNIT, tabled, visible
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

COVERED = Text("完整天数", "whole days")
"""5/7 where two of seven days are missing."""

NUMBERS = (
    Text("面板", "panel"),
    Text("指标名", "name"),
    Text("对象", "of"),
    Text("项", "part"),
    Text("数值", "value"),
    Text("写法", "written"),
    UNIT,
    Text("截至", "as of"),
    PROVENANCE,
    QUALIFIER,
    Text("指标", "metric"),
    Text("代码", "code"),
    Text("未更新自", "not updated since"),
    COVERED,
)
SEALED = Text("更正前", "before it was restated")

STAMPED = Text("统计期", "period"), Text("口径版本", "definition version"), Text("数据版本", "data version")

Sections = dict[str, FileSection]


def sections(board: Board, names: Iterable[str], view: View) -> Sections:
    """Of these panels, by name, what each shows of a board."""
    return {name: _section(board, name, view) for name in names}


def _section(board: Board, name: str, view: View) -> FileSection:
    made = panels.made(name, board)
    return FileSection(view.tell(PANELS[name].title), (), failed=True) if made is None else section(made, view)


def section(made: Content, view: View) -> FileSection:
    """What a content says, each of its numbers once."""
    names = {
        RowKey(value.table, record.row.code): record.row.name
        for value in made.values
        for record in value.records
        if value.table and record.row is not None
    }
    found: dict[tuple[object, ...], ExportedNumber] = {}
    for figure in made.figures():
        one = replace(exported_number.shown_of(figure), name=names.get(figure.member) if figure.member else None)
        found.setdefault((one.metric, one.member, one.part, one.value), one)
    value = visible(made)
    return FileSection(view.tell(made.title), tuple(found.values()), tabled(value, made, view) if value else None)


def restated(found: Sections, board: Board, said: Iterable[Restated]) -> Sections:
    """The same, where numbers of this day that were said otherwise know what they were."""
    before = {one.whose: one.published.value for one in said if shown_here(one, board)}

    def marked(one: ExportedNumber) -> ExportedNumber:
        return replace(one, sealed=before.get((one.metric, one.member))) if one.part is None else one

    return {name: replace(one, numbers=tuple(map(marked, one.numbers))) for name, one in found.items()}


def sheets(board: Board, found: Sections, view: View, *, page: str, panel: str | None = None, link: str) -> list[Sheet]:
    """Of the whole page, or of one panel of it; `link` is the address that shows the same."""
    wanted = {panel: found[panel]} if panel else found
    body = [one.table for one in wanted.values() if one.table]
    metrics = dict.fromkeys(number.metric for one in wanted.values() for number in one.numbers)
    about = _about(board, wanted, view, page=page, panel=panel, link=link)
    told = definitions(board, metrics, view.language)
    return [about, *body, numbers(board, wanted, view), replace(told, name=view.say("口径", "definitions"))]


def one(board: Board, found: Sections, view: View, *, panel: str | None = None) -> Sheet:
    """One table, for a format that has no sheets: the panel's own, or every number of the page.

    What the sheet `about` says once, period and versions, stands in each of its rows.
    """
    own = found[panel].table if panel else None
    sheet = own or numbers(board, {panel: found[panel]} if panel else found, view)
    stamp = view.tell(PERIODS[board.scope.period][0]), board.definition_version, board.data_version
    columns = (*sheet.columns, *(view.tell(one) for one in STAMPED))
    return replace(sheet, columns=columns, rows=tuple((*row, *stamp) for row in sheet.rows))


def numbers(board: Board, found: Sections, view: View) -> Sheet:
    """Every number once for each panel, with all that makes it one to trust."""
    listed = [(one.title, given) for one in found.values() for given in one.numbers]
    rows = [_number(board, given, view, panel=title) for title, given in listed]
    columns: tuple[Text, ...] = NUMBERS
    if any(given.sealed is not None for _, given in listed):
        columns = (*NUMBERS, SEALED)
        before = [None if one.sealed is None else Amount(one.sealed, one.unit) for _, one in listed]
        rows = [(*row, sealed) for row, sealed in zip(rows, before, strict=True)]
    return Sheet(view.say("全部数字", "numbers"), tuple(view.tell(column) for column in columns), tuple(rows))


def _number(board: Board, given: ExportedNumber, view: View, *, panel: str) -> tuple[Cell, ...]:
    known = board.definitions.get(given.metric)
    return (
        panel,
        known["title"][view.language] if known else given.metric,
        exported_number.whose(board, given, view.language),
        exported_number.which(board, given, view.language),
        None if given.value is None else Amount(given.value, given.unit),
        given.said(view.language),
        exported_number.unit(given, view.language),
        given.as_of,
        _origin(given, view),
        given.qualifier,
        given.metric,
        given.member,
        given.since,
        given.covered(view.language),
    )


def _origin(given: ExportedNumber, view: View) -> str:
    return view.tell(ORIGINS[given.provenance]) if given.provenance in ORIGINS else ""


def filters(board: Board, view: View) -> list[tuple[str, str]]:
    """The filters in force with the names that people know."""
    return [(view.tell(name), view.tell(value)) for name, value in chosen(board)]


def _about(board: Board, found: Sections, view: View, *, page: str, panel: str | None, link: str) -> Sheet:
    period = view.tell(PERIODS[board.scope.period][0])
    sentence = _conclusion(board, page, view, found)
    failed = [one.title for one in found.values() if one.failed]
    numbers_ = (number for one in found.values() for number in one.numbers if number.value is not None)
    origin = page_origins.ordered(number.provenance for number in numbers_)
    rows: list[tuple[Cell, Cell]] = [
        (view.say("编制", "compiled by"), board.city["bureau"][view.language]),
        (view.say("数据性质", "data"), page_origins.said(origin, view)),
        (view.say("页面", "page"), view.tell(NAMES[page])),
        *([(view.say("结论", "conclusion"), sentence)] if sentence else []),
        *([(view.say("面板", "panel"), found[panel].title)] if panel else []),
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
    if failed:
        rows.append((view.say("未能显示", "not shown"), view.say("、", ", ").join(failed)))
    if any(number.provenance == Provenance.DEMO for one in found.values() for number in one.numbers):
        rows.append(
            (view.say("演示", "demo"), view.say("性质为“演示”的数是演示数据。", "Numbers marked demo are invented."))
        )
    if board.stale:
        rows.append((view.say("注意", "stale"), view.tell(board.stale.reason)))
    return Sheet(view.say("说明", "about"), (view.say("项", "what"), view.say("内容", "content")), tuple(rows))


def _conclusion(board: Board, page: str, view: View, found: Iterable[str]) -> str:
    """What the page says in one sentence, with the numbers in it, of the contents of its panels."""
    contents = [made for name in found if name in PANELS and (made := panels.made(name, board))]
    said = page_sentence.over_contents(board, page, contents)
    if said is None:
        return concluded(board, page, view)
    return said.plain(view.language)
