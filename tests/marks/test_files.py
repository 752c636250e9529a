"""Sheets as files: numbers stay numbers, and no text becomes a formula, in a workbook or in a text file."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest

from cockpit.calendar import SHANGHAI
from cockpit.marks.csv_file import separated
from cockpit.marks.spreadsheet import Amount, Sheet
from cockpit.marks.workbook import workbook

HOSTILE = (
    '=HYPERLINK("http://evil.example","1,914")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "http://evil.example/",
    "{=1+1}",
    "bell\x07",
)


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_a_text_in_a_workbook(title: str) -> None:
    sheet = Sheet("x", (title, "number"), ((title, 7),))
    (page,) = read(workbook([sheet], title=title)).worksheets
    shown = title.replace("\x07", "")
    for cell in (page["A1"], page["A2"]):
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        assert cell.value.replace("_x000D_", "\r") == shown
    assert page["B2"].value == 7


@pytest.mark.parametrize("title", HOSTILE[:8])
def test_a_hostile_title_does_not_begin_a_formula_in_a_text_file(title: str) -> None:
    head, row = lines(separated(Sheet("x", (title,), ((title,),))))
    assert head[0][0] == row[0][0] == "'"
    assert row[0][1:] == title


def test_a_text_file_has_the_mark_of_utf_8_and_lines_that_end_as_the_standard_says() -> None:
    content = separated(Sheet("x", ("名称", "数值"), (("人口库, 一", Amount(498_000_000, "record")), ("b", None))))
    assert content == '\ufeff名称,数值\r\n"人口库, 一",498000000\r\nb,\r\n'.encode()


def test_numbers_days_and_shares_keep_their_types() -> None:
    moment = datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI)
    row = (Amount(0.0055, "share"), Amount(-3, "item"), Amount(8986.5, "millisecond"), date(2020, 9, 30), moment)
    (page,) = read(workbook([Sheet("x", tuple("abcde"), (row,))], title="t")).worksheets
    share, change, wait, day, at = page[2]
    assert (share.value, share.number_format) == (0.0055, "0.00%")
    assert (change.value, wait.value) == (-3, 8986.5)
    assert (day.value, at.value) == (datetime(2020, 9, 30), datetime(2020, 9, 30, 18, 20))


def test_tabs_have_names_that_a_workbook_can_have() -> None:
    names = ["[a]:b*c?/d\\", "x" * 40, "x" * 40, "", "'quoted'", "X" * 40]
    sheets = [Sheet(name, ("a",), ()) for name in names]
    assert read(workbook(sheets, title="t")).sheetnames == [
        "a  b c  d",
        "x" * 31,
        f"{'x' * 27} 2",
        "1",
        "quoted",
        f"{'X' * 27} 3",
    ]


def test_the_same_sheets_have_the_same_bytes() -> None:
    sheet = Sheet("x", ("a",), (("b",), (3,)))
    assert workbook([sheet], title="t") == workbook([sheet], title="t")
