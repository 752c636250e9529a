"""XLSX workbooks, read as plain grids and written as templates."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cockpit.errors import SourceWrong

MOST_UNPACKED = 200_000_000
MOST_ROWS = 1_000_000
INK, PAPER = "FF1F2A44", "FFEDF1F7"


@dataclass
class Grid:
    """`rows` are cells from the first row on; merged cells hold their value in all of their places."""

    name: str
    rows: list[list[Any]]
    lines: Sequence[int] = field(default_factory=list)

    def line(self, number: int) -> int:
        return self.lines[number] if self.lines else number + 1


def grids(path: Path) -> list[Grid]:
    """The visible sheets; SourceWrong where it is no workbook, is locked, or unpacks to more than should be held."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _look_into(path)
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        return [_grid(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except SourceWrong:
        raise
    except (InvalidFileException, zipfile.BadZipFile, OSError, EOFError) as failed:
        raise _broken(path) from failed
    except Exception as failed:  # a damaged workbook makes the library raise nearly anything
        raise _broken(path) from failed


def _broken(path: Path) -> SourceWrong:
    return SourceWrong(
        f"{path.name} is no readable workbook.",
        "Open it, save it as XLSX or CSV, and deliver it again.",
        zh=f"{path.name}不是可读的工作簿。",
    )


def _look_into(path: Path) -> None:
    try:
        with path.open("rb") as handle:
            begins = handle.read(8)
        if begins == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise SourceWrong(
                f"{path.name} is an old or locked workbook.",
                "Save it as XLSX without a password, or as CSV.",
                zh=f"{path.name}是旧格式或加密的工作簿。",
            )
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as failed:
        raise _broken(path) from failed
    if unpacked > MOST_UNPACKED:
        raise SourceWrong(
            f"{path.name} is larger than {MOST_UNPACKED // 1_000_000} MB.",
            "Deliver it in smaller files.",
            zh=f"{path.name}超过{MOST_UNPACKED // 1_000_000} MB。",
        )


def _grid(sheet: Any) -> Grid:
    if (sheet.max_row or 0) > MOST_ROWS or (sheet.max_column or 0) > 1_000:
        raise SourceWrong(
            f"The sheet {sheet.title[:40]!r} is too large.",
            "Delete the empty rows below the table.",
            zh=f"工作表“{sheet.title[:40]}”太大。",
        )
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    for area in sheet.merged_cells.ranges:
        value = rows[area.min_row - 1][area.min_col - 1] if area.min_row <= len(rows) else None
        for row in range(area.min_row - 1, min(area.max_row, len(rows))):
            for column in range(area.min_col - 1, min(area.max_col, len(rows[row]))):
                rows[row][column] = value
    return Grid(sheet.title, rows)


def write(
    path: Path,
    *,
    title: str,
    headings: Sequence[tuple[str, str, str]],
    choices: Mapping[str, Sequence[str]],
    explained: Sequence[Sequence[str]],
) -> None:
    """A template: `headings` are heading, column and kind (day, number, text); `choices` allowed values by column."""
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    codes = book.create_sheet("代码")
    codes.sheet_state = "hidden"
    for number, (heading, name, kind) in enumerate(headings, start=1):
        letter = get_column_letter(number)
        cell = sheet.cell(row=1, column=number, value=heading)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=INK)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[letter].width = 24 if kind == "text" else 16
        for row in range(2, 202):
            sheet.cell(row=row, column=number).number_format = {"day": "yyyy-mm-dd", "number": "#,##0"}.get(kind, "@")
        if allowed := choices.get(name):
            codes.cell(row=1, column=number, value=name)
            for row, value in enumerate(allowed, start=2):
                codes.cell(row=row, column=number, value=value)
            listed = DataValidation(
                type="list", formula1=f"'代码'!${letter}$2:${letter}${len(allowed) + 1}", allow_blank=True
            )
            listed.error, listed.errorTitle = "请从列表中选择 Choose from the list", heading
            sheet.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}5000")
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 30
    _explain(book.create_sheet("说明"), explained)
    book.save(path)


def _explain(sheet: Any, explained: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, row in enumerate(explained, start=1):
        sheet.append(list(row))
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor=PAPER)
    for letter, width in zip("ABCDE", (20, 22, 60, 12, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
