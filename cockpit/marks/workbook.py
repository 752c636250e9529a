"""Sheets as one XLSX file: numbers as numbers, days as days, and text never as a formula or a link."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from cockpit.marks.chart import ChartKind
from cockpit.marks.spreadsheet import Amount, Cell, Sheet, SheetChart
from cockpit.marks.theme import ROLES, Theme
from cockpit.units import UNITS
from cockpit.units.unit import UnitStyle

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CREATED = datetime(2000, 1, 1)
"""A file that says when it was made would be another file every time."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNFIT = re.compile(r"[\[\]:*?/\\]")
WIDEST = 60
A4 = 9
TALL = 17
"""So many rows stand beside a chart at least."""

DEMO = ("演示", "demo")
GREY = ROLES[Theme.LIGHT]["text_3"]
FACE = {"font_name": "Microsoft YaHei"}


def workbook(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """The same sheets have the same bytes."""
    import xlsxwriter  # here, because what serves is handed a workbook now and then, and starts without it

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"title": CONTROL.sub("", title), "created": CREATED})
    styles = _styles(book)
    taken: set[str] = set()
    for sheet in sheets:
        _sheet(book, sheet, _tab(sheet.name, taken), styles)
    book.close()
    return content.getvalue()


def _tab(name: str, taken: set[str]) -> str:
    """At most 31 characters, none that a tab cannot have, and no two alike."""
    plain = UNFIT.sub(" ", CONTROL.sub("", name)).strip().strip("'")[:31] or "1"
    tab, again = plain, 2
    while tab.lower() in taken:
        tab, again = f"{plain[:27]} {again}", again + 1
    taken.add(tab.lower())
    return tab


def _styles(book: Any) -> dict[str, Any]:
    """Each style in black, and in the grey of what is invented."""
    kinds: dict[str, dict[str, Any]] = {
        "text": {"indent": 1},
        "whole": {"num_format": "#,##0"},
        "share": {"num_format": "0.00%"},
        "part": {"num_format": "#,##0.0"},
        "day": {"num_format": "yyyy-mm-dd"},
        "moment": {"num_format": "yyyy-mm-dd hh:mm"},
    }
    plain = {name: book.add_format({**said, **FACE}) for name, said in kinds.items()}
    grey = {f"{name} demo": book.add_format({**said, **FACE, "font_color": GREY}) for name, said in kinds.items()}
    head: dict[str, Any] = {"bold": True, "bottom": 1, **FACE}
    heads = {"head": book.add_format({**head, "indent": 1}), "head right": book.add_format({**head, "align": "right"})}
    return {**heads, **plain, **grey}


def _sheet(book: Any, sheet: Sheet, tab: str, styles: dict[str, Any]) -> None:
    page = book.add_worksheet(tab)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, title in enumerate(sheet.columns):
        words = all(isinstance(row[column], str | None) for row in sheet.rows)
        page.write_string(0, column, CONTROL.sub("", title), styles["head" if words else "head right"])
        widths = [_width(title), *(_width(row[column]) for row in sheet.rows)]
        page.set_column(column, column, min(max(widths) + 3, WIDEST))
    for line, row in enumerate(sheet.rows, start=1):
        look = " demo" if any(said in row for said in DEMO) else ""
        for column, value in enumerate(row):
            _cell(page, (line, column), value, share="%" in row, look=look, styles=styles)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    place = 1
    for chart in sheet.charts:
        tall = max(TALL, chart.last - chart.first + 6) if chart.kind == ChartKind.BAR else TALL
        page.insert_chart(place, len(sheet.columns) + 1, _chart(book, tab, chart, tall=tall))
        place += tall


def _cell(page: Any, place: tuple[int, int], value: Cell, *, share: bool, look: str, styles: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, str):
        # Never a formula or a link, whatever a name in the data looks like.
        page.write_string(*place, CONTROL.sub("", value), styles[f"text{look}"])
    elif isinstance(value, datetime):
        page.write_datetime(*place, value.replace(tzinfo=None), styles[f"moment{look}"])
    elif isinstance(value, date):
        page.write_datetime(*place, datetime(value.year, value.month, value.day), styles[f"day{look}"])
    elif isinstance(value, Amount):
        kind = _style(value.value, share=UNITS[value.unit].style == UnitStyle.SHARE)
        page.write_number(*place, value.value, styles[f"{kind}{look}"])
    else:
        page.write_number(*place, value, styles[f"{_style(value, share=share)}{look}"])


def _style(value: int | float, *, share: bool) -> str:
    if share:
        return "share"
    return "whole" if isinstance(value, int) else "part"


def _chart(book: Any, name: str, said: SheetChart, *, tall: int) -> Any:
    """A native chart over the cells themselves, so that it follows whoever edits them."""
    made = book.add_chart({"type": said.kind})
    rows = (said.first + 1, said.last + 1)
    made.add_series(
        {
            "name": said.title,
            "categories": [name, rows[0], said.names, rows[1], said.names],
            "values": [name, rows[0], said.values, rows[1], said.values],
            "fill": {"color": ROLES[Theme.LIGHT]["accent_2"]},
            "gap": 55,
        }
    )
    made.set_title({"name": said.title, "name_font": {"size": 11, "name": "Microsoft YaHei"}, "overlay": False})
    made.set_legend({"none": True})
    made.set_size({"width": 560, "height": 20 * (tall - 1)})
    lines = {"min": 0, "major_gridlines": {"visible": True, "line": {"color": ROLES[Theme.LIGHT]["c_grid"]}}}
    made.set_y_axis({"reverse": True, "interval_unit": 1} if said.kind == ChartKind.BAR else lines)
    made.set_x_axis(lines if said.kind == ChartKind.BAR else {"interval_unit": 1})
    return made


def _width(value: Cell) -> int:
    """About how many columns a value takes: a Chinese character takes two."""
    text = f"{value.value:,}" if isinstance(value, Amount) else str(value if value is not None else "")
    return sum(1 if character.isascii() else 2 for character in text[:WIDEST])
