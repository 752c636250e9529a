"""XLSX workbooks, read as plain grids and written as templates."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cockpit.errors import SourceWrong
from cockpit.ingest.spelling import EPOCH_1900

MOST_UNPACKED = 200_000_000
MOST_ROWS = 1_000_000
MOST_MERGED = 1_000_000
"""Cells of the largest merged area."""
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
INK, PAPER = "FF1F2A44", "FFEDF1F7"


@dataclass(frozen=True)
class Uncomputed:
    """A formula of which the workbook holds no value, since no spreadsheet has ever computed it."""

    coordinate: str


@dataclass(frozen=True)
class Area:
    """Merged cells, by numbers from 0; `coordinate` is how a spreadsheet names them."""

    top: int
    left: int
    bottom: int
    right: int
    coordinate: str


@dataclass
class Grid:
    """`rows` are cells from the first row on; a merged area has its value in its first cell alone.

    `areas` are the merged areas by each of their cells; `hidden`: it is not shown to who opens the workbook; `faults`
    are line and character of bytes that are no text, by row; `epoch` is the day from which numbers count days.
    """

    name: str
    rows: list[list[Any]]
    lines: Sequence[int] = field(default_factory=list)
    areas: Mapping[tuple[int, int], Area] = field(default_factory=dict)
    hidden: bool = False
    faults: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    epoch: datetime = EPOCH_1900

    def line(self, number: int) -> int:
        return self.lines[number] if self.lines else number + 1

    def cell(self, row: int, column: int) -> Any:
        """As it stands there."""
        held = self.rows[row]
        return held[column] if column < len(held) else None

    def filled(self, row: int, column: int) -> Any:
        """With the value of the merged area in which it lies."""
        area = self.areas.get((row, column))
        return self.cell(area.top, area.left) if area else self.cell(row, column)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def grids(path: Path) -> list[Grid]:
    """All sheets; SourceWrong where it is no workbook, is locked, or unpacks to more than should be held."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    formulas = _look_into(path)
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        written = openpyxl.load_workbook(path) if formulas else None
        return [_grid(sheet, written[sheet.title] if written else None, book.epoch) for sheet in book.worksheets]
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


def _look_into(path: Path) -> bool:
    """Whether there are formulas in it; SourceWrong where it should not be opened."""
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
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise SourceWrong(
                    f"{path.name} is larger than {MOST_UNPACKED // 1_000_000} MB.",
                    "Deliver it in smaller files.",
                    zh=f"{path.name}超过{MOST_UNPACKED // 1_000_000} MB。",
                )
            sheets = [one for one in packed.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", one)]
            found = [_formulas(packed.read(one), path) for one in sheets]  # each of them is looked into
            return any(found)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as failed:
        raise _broken(path) from failed


def _formulas(xml: bytes, path: Path) -> bool:
    """The library takes minutes and gigabytes for a merged area without end, so it is not asked about one."""
    for match in _MERGED.finditer(xml):
        (left, top), (right, bottom) = (_place(match[1], match[2]), _place(match[3], match[4]))
        if (right - left + 1) * (bottom - top + 1) > MOST_MERGED:
            raise SourceWrong(
                f"{path.name} has a merged area that is too large.",
                "Take the merging of whole columns or rows away.",
                zh=f"{path.name}中有过大的合并单元格。",
            )
    return b"<f>" in xml or b"<f " in xml


def _place(letters: bytes, digits: bytes) -> tuple[int, int]:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column, int(digits)


def _grid(sheet: Any, written: Any, epoch: datetime) -> Grid:
    if (sheet.max_row or 0) > MOST_ROWS or (sheet.max_column or 0) > 1_000:
        raise SourceWrong(
            f"The sheet {sheet.title[:40]!r} is too large.",
            "Delete the empty rows below the table.",
            zh=f"工作表“{sheet.title[:40]}”太大。",
        )
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    for row in written.iter_rows() if written is not None else ():
        for cell in row:
            if cell.data_type == "f" and rows[cell.row - 1][cell.column - 1] is None:
                rows[cell.row - 1][cell.column - 1] = Uncomputed(cell.coordinate)
    areas = {}
    for one in sheet.merged_cells.ranges:
        area = Area(one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1, one.coord)
        for row_at in range(area.top, min(area.bottom + 1, len(rows))):
            for column_at in range(area.left, area.right + 1):
                areas[row_at, column_at] = area
    return Grid(sheet.title, rows, areas=areas, hidden=sheet.sheet_state != "visible", epoch=epoch)


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
