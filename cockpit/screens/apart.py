"""What a page of the desk has beside the panels of the gallery, for files: read off what is drawn.

The sections of the page of trust, the handbook, the comparison, the drawer and the list of rows make no content yet;
everything else in a file comes from contents and from no element.
"""

from __future__ import annotations

import re

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.marks.sheet import Amount, Cell, Sheet
from cockpit.panels.view import View
from cockpit.screens import desk, restated, sheets, shown
from cockpit.screens.opened import NOTHING, Opened
from cockpit.screens.section import Section
from cockpit.screens.shown import ORIGINS
from cockpit.screens.tabled import PROVENANCE, QUALIFIER
from cockpit.units import UNITS
from cockpit.units.unit import UnitStyle

COUNTED = re.compile(r"[+−-]?\d{1,3}(,\d{3})*")
PLAIN = str.maketrans({",": None, "+": None, "−": "-"})
"""What is counted for a list stands there as a number, and is one in a file too."""


FIRST = ("rows", "beside")
"""What stands over the panels of a page."""


def page(
    board: Board, name: str, view: View, *, metric: str | None = None, opened: Opened = NOTHING
) -> sheets.Sections:
    """Everything that a file of the page may hold, in its order; a number that was said otherwise knows it."""
    more = sections(board, name, view, metric=metric, opened=opened)
    first = {one: more[one] for one in FIRST if one in more}
    found = {**first, **sheets.sections(board, desk.panels(name), view), **more}
    return sheets.restated(found, board, restated.restated(board, opened.restated))


def sections(board: Board, page: str, view: View, *, metric: str | None, opened: Opened) -> dict[str, Section]:
    """By the name that its menu asks for, in the order of the page."""
    drawn = shown.panels(Element("div", {}, tuple(desk.apart(board, page, view, metric=metric, opened=opened))))
    return {name: _section(one, view, name=name) for name, one in drawn.items()}


def _section(drawn: Element, view: View, *, name: str) -> Section:
    title = shown.title(drawn) or name
    return Section(title, tuple(shown.numbers(drawn)), _table(drawn, view, title=title))


def _table(drawn: Element, view: View, *, title: str) -> Sheet | None:
    """The table as it stands there, numbers exact; None where there is none, or more than one."""
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
    more = [(view.tell(name), said) for name, said in ((PROVENANCE, origins), (QUALIFIER, spoken)) if any(said)]
    rows = [(*(line[at] for at in kept), *(said[which] for _, said in more)) for which, line in enumerate(cells)]
    titles = (*columns, *(name for name, _ in more))
    return Sheet(title, titles, tuple(rows)) if rows else None


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
    return (
        title if unit.style == UnitStyle.SHARE else view.say(f"{title}（{unit.text.zh}）", f"{title} ({unit.text.en})")
    )


def _origins(line: list[Element], view: View) -> str:
    given = [shown.number(one) for cell in line for one in cell if "data-metric" in one.attributes]
    known = [view.tell(ORIGINS[one.provenance]) for one in given if one.provenance in ORIGINS]
    return view.say("、", ", ").join(dict.fromkeys(known))


def _spoken(head: list[Element], line: list[Element], view: View) -> str:
    """公布量 约: which of its numbers were published as rounded; a qualifier is never dropped."""
    said = []
    for title, cell in zip(head, line, strict=True):
        known = {one.attributes["data-qualifier"] for one in cell if "data-qualifier" in one.attributes}
        said += [f"{title.text.partition('，')[0].partition(', ')[0]} {one}" for one in sorted(known)]
    return view.say("、", ", ").join(said)
