"""data.xlsx: the week's numbers with their types, one sheet a panel, definitions last."""

from __future__ import annotations

from cockpit.marks.workbook import workbook
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.report import title
from cockpit.snapshot.week_sheets import sheets
from cockpit.units import Text


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    return workbook(sheets(edition, language), title=title(edition, language))


declare(
    Format(
        "data_xlsx",
        file="data.xlsx",
        title=Text("数据表", "Workbook"),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        order=4,
        write=write,
    )
)
