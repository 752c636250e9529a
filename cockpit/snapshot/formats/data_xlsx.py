"""data.xlsx: the week's numbers with their types, one sheet a panel, definitions last."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

import xlsxwriter

from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.sheets import Cell, Sheet, sheets

CREATED = datetime(2000, 1, 1)
"""A file that says when it was made would be another file every time."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDEST = 60


def write(edition: Edition, printer: Printer) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"title": f"{edition.board.city['report']['zh']} {edition.week}", "created": CREATED})
    styles = _styles(book)
    for sheet in sheets(edition):
        _sheet(book, sheet, styles)
    book.close()
    return content.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "font_name": "Microsoft YaHei"}),
        "text": book.add_format({"font_name": "Microsoft YaHei"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "share": book.add_format({"num_format": "0.00%"}),
        "part": book.add_format({"num_format": "#,##0.0"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }


def _sheet(book: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name[:31])
    page.freeze_panes(1, 0)
    for column, title in enumerate(sheet.columns):
        page.write_string(0, column, title, styles["head"])
        widths = [_width(title), *(_width(row[column]) for row in sheet.rows)]
        page.set_column(column, column, min(max(widths) + 2, WIDEST))
    for line, row in enumerate(sheet.rows, start=1):
        share = "%" in row
        for column, value in enumerate(row):
            _cell(page, (line, column), value, share=share, styles=styles)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _cell(page: Any, place: tuple[int, int], value: Cell, *, share: bool, styles: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, str):
        # Never a formula or a link, whatever a name in the data looks like.
        page.write_string(*place, CONTROL.sub("", value), styles["text"])
    elif isinstance(value, datetime):
        page.write_datetime(*place, value.replace(tzinfo=None), styles["moment"])
    elif isinstance(value, date):
        page.write_datetime(*place, datetime(value.year, value.month, value.day), styles["day"])
    else:
        page.write_number(*place, value, styles[_style(value, share=share)])


def _style(value: int | float, *, share: bool) -> str:
    if isinstance(value, int):
        return "whole"
    return "share" if share or abs(value) < 1 else "part"


def _width(value: Cell) -> int:
    """About how many columns a value takes: a Chinese character takes two."""
    return sum(1 if character.isascii() else 2 for character in str(value if value is not None else "")[:WIDEST])


DATA_XLSX = declare(Format("data_xlsx", file="data.xlsx", write=write))
