"""The visible value of a panel as a table on a slide: its columns in their forms, and which line is an exception."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cockpit.marks.slide_exhibit import Cell, SlideLine, SlideNumber, Table, shown
from cockpit.metrics.number import Note
from cockpit.panels import reconciliation_line
from cockpit.panels.content import Content
from cockpit.panels.value import Figure, Record, words
from cockpit.panels.view import View
from cockpit.screens.value_sheet import DASH, visible
from cockpit.store.vocabulary import LibraryState

SIGN = "◆ "


@dataclass(frozen=True)
class Form:
    """How a column stands on a slide.

    `numeric` stands at the right; `listed` marks what is invented and has a dash for what a row does not have; `unit`
    and `sentence` as in figure.number; `bold` stands out in an exception, and `signed` has its sign.
    """

    numeric: bool = False
    listed: bool = False
    unit: bool = False
    sentence: bool = False
    bold: bool = False
    signed: bool = False


WORDS, LISTED = Form(), Form(numeric=True, listed=True)
FORMS: dict[str, tuple[Form | None, ...]] = {
    "library_table": (
        *(WORDS, LISTED, LISTED, LISTED, LISTED, replace(LISTED, bold=True), Form(bold=True, signed=True)),
        None,
    ),
    "reconciliation_table": (
        WORDS,
        Form(numeric=True, sentence=True),
        Form(numeric=True),
        WORDS,
        Form(numeric=True, bold=True),
        Form(bold=True, signed=True),
    ),
    "definitions_table": (WORDS, Form(unit=True), WORDS, WORDS),
}
"""None leaves a column to the desk, which has room for it. Of a panel that is not named every column stands."""


def _library(content: Content, at: int, record: Record) -> str | None:
    if any(isinstance(one, Figure) and one.said for one in record.cells):
        return "highlighted"
    return None if record.row is not None and record.row.get("state") == LibraryState.SERVING else "dim"


def _reconciled(content: Content, at: int, record: Record) -> str | None:
    one = content.reconciliations[at]
    return "highlighted" if reconciliation_line.differs(one) else None


STATES: dict[str, Callable[[Content, int, Record], str | None]] = {
    "library_table": _library,
    "reconciliation_table": _reconciled,
}


def table(name: str, content: Content, view: View) -> Table | None:
    """None where the panel has nothing to show; the line that adds up stands on the desk alone."""
    value = visible(content)
    if value is None:
        return None
    forms = FORMS.get(name) or [LISTED if column.metric else WORDS for column in value.columns]
    kept = [(at, form) for at, form in enumerate(forms) if form is not None]
    lines = []
    for at, record in enumerate(one for one in value.records if not one.total):
        state = STATES[name](content, at, record) if name in STATES else None
        cells = tuple(_cell(record.cells[column], form, view, state=state) for column, form in kept)
        lines.append(SlideLine(cells, state))
    titles = tuple(view.tell(value.columns[column].title) for column, _ in kept)
    return Table(titles, tuple(form.numeric for _, form in kept), tuple(lines))


def _cell(cell: object, form: Form, view: View, *, state: str | None) -> Cell:
    sign = SIGN if form.signed and state == "highlighted" else ""
    if isinstance(cell, Figure):
        said: str | SlideNumber = _number(cell, form, view)
    elif cell is None:
        said = DASH if form.numeric or form.signed else ""
    else:
        said = words(cell, view.language)  # type: ignore[arg-type]
    return Cell((sign, said) if sign else (said,), form.bold)


def _number(cell: Figure, form: Form, view: View) -> SlideNumber:
    given = cell.number
    made = shown(cell.metric, given, view.language, unit=form.unit, sentence=form.sentence, marked=form.listed)
    if cell.said is not None:
        return replace(made, text=view.tell(cell.said))
    lacking = form.listed and given.value is None and given.note in (Note.NO_DATA, Note.BUILDING)
    return replace(made, text=DASH) if lacking else made
