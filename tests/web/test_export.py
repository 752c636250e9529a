"""Files of a page over HTTP: the same numbers, names that say what they are, and forged questions refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import RowPage
from cockpit.screens import desk
from cockpit.units import Text
from tests import handmade
from tests.numbers.shown import numbers
from tests.web.living import Handmade


@pytest.mark.parametrize("page", desk.PAGES)
def test_the_workbook_of_a_page_has_every_number_that_the_page_shows(client: FlaskClient, page: str) -> None:
    html = client.get(f"/desk/{page}").data
    shown = {
        (one.metric, one.member, round(float(one.value), 12) if one.value else None)
        for one in numbers(html, "#first-paint [id^='panel-']")
    }
    answer = client.get(f"/export/{page}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    head, *rows = book["全部数字"].iter_rows(values_only=True)
    at = {name: head.index(name) for name in ("指标", "代码", "数值")}
    written = {(row[at["指标"]], row[at["代码"]], row[at["数值"]]) for row in rows}
    # A workbook holds sixteen digits of a share.
    assert {(metric, code, value if value is None else round(value, 12)) for metric, code, value in written} >= shown
    assert book.sheetnames[0] == "说明" and book.sheetnames[-1] == "口径"


def test_a_text_file_of_one_panel_is_its_table(client: FlaskClient) -> None:
    answer = client.get("/export/sharing.csv?panel=scenario_table&lang=en")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert rows[1][:5] == ["shared", "Poverty alleviation", "15 departments", "41", "60000000"]


def test_a_file_is_named_by_what_was_asked(client: FlaskClient) -> None:
    query = "as_of=2020-09-30&kind=api&period=month&panel=flow_diagram"
    answer = client.get(f"/export/sharing.xlsx?{query}&from=singlemessage")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="linyi-sharing-flow_diagram-2020-09-30-month-kind-api.xlsx"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    about = dict(list(openpyxl.load_workbook(io.BytesIO(answer.data))["说明"].iter_rows(values_only=True))[1:])
    assert about["链接"] == "http://localhost/desk/sharing?as_of=2020-09-30&kind=api&period=month"


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/export/sharing.pdf", "format"),
        ("/export/passwd.csv", "page"),
        ("/export/sharing.csv?panel=library_table", "panel"),
        ("/export/sharing.csv?panel=%0d%0aX-Evil:1", "panel"),
        ("/export/sharing.csv?panel=flow_diagram&panel=flow_diagram", "panel"),
        ("/export/sharing.csv?unit=%27%3B--", "unit"),
        ("/export/sharing.csv?highlight=A%20B", "highlight"),
        ("/export/sharing.csv?unit=" + "x" * 2000, "query"),
    ],
)
def test_a_forged_question_gets_400_with_its_field(client: FlaskClient, address: str, field: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["field"] == field
    assert "X-Evil" not in answer.headers


def test_a_silent_database_is_503_and_not_a_broken_file(client: FlaskClient, keep: Handmade) -> None:
    keep.never = True
    assert client.get("/export/sharing.xlsx").status_code == 503


def test_a_hostile_name_in_the_data_is_a_text_in_every_file(client: FlaskClient, keep: Handmade) -> None:
    evil = '=cmd|"/C calc"!A1'
    board = handmade.board()
    first, *rest = board.rows("scenarios")
    hostile = replace(first, name=Text(evil, evil), short=Text(evil, evil))
    keep.shown = lambda: replace(board, tables={**board.tables, "scenarios": (hostile, *rest)})
    book = openpyxl.load_workbook(io.BytesIO(client.get("/export/sharing.xlsx").data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if evil in str(cell.value)]
    assert cells and {cell.data_type for cell in cells} == {"s"}
    for address in ("/export/sharing.csv?panel=scenario_table", "/export/sharing.csv"):
        told = [cell for row in csv.reader(io.StringIO(client.get(address).text)) for cell in row if evil in cell]
        assert told and all(cell.startswith("'=") for cell in told)


def test_the_drawer_is_taken_away_with_its_page(client: FlaskClient) -> None:
    answer = client.get("/export/sharing.csv?metric=sharing.resources")
    panels = {row[0] for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))}
    assert "挂接资源" in panels


def test_all_rows_behind_a_number_are_a_text_file(client: FlaskClient) -> None:
    answer = client.get("/export/rows.csv?metric=sharing.records&lang=en")
    assert answer.headers["Content-Disposition"] == ('attachment; filename="linyi-rows-sharing_records-2020-09-30.csv"')
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["Unit", "Records"]
    assert [row[0] for row in rows[1:]] == ["Human Resources"] * 3
    assert sum(int(row[1]) for row in rows[1:]) == 21_460_000


def test_all_rows_behind_a_number_are_a_workbook_that_says_what_they_are(client: FlaskClient) -> None:
    answer = client.get("/export/rows.xlsx?metric=sharing.records&filter=unit:has:人社&period=month")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    about = dict(list(book["说明"].iter_rows(values_only=True))[1:])
    assert (about["数值"], about["条件"], about["行得此数"]) == (21_460_000, "单位 含 人社", "是")
    assert about["链接"] == "http://localhost/desk?period=month&metric=sharing.records&rows=open"
    head, *rows = book["背后的行"].iter_rows(values_only=True)
    assert head == ("单位", "记录")
    assert sum(row[1] for row in rows) == 21_460_000


def test_a_name_that_looks_like_a_formula_stays_a_name_in_rows_too(client: FlaskClient, keep: Handmade) -> None:
    ask = keep.every_row

    def hostile(question: Question) -> Iterator[dict[str, Any]]:
        return ({**row, "unit_name": Text("=1+1", "@SUM(A1)")} for row in ask(question))

    keep.every_row = hostile  # type: ignore[method-assign]
    text = client.get("/export/rows.csv?metric=sharing.records").data.decode("utf-8-sig")
    assert "'=1+1" in text and "\n=1+1" not in text
    book = openpyxl.load_workbook(io.BytesIO(client.get("/export/rows.xlsx?metric=sharing.records&lang=en").data))
    cell = book["rows behind"]["A2"]
    assert (cell.value, cell.data_type) == ("@SUM(A1)", "s")


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/export/rows.pdf?metric=sharing.records", "format"),
        ("/export/rows.csv", "metric"),
        ("/export/rows.csv?metric=sharing.records&lang=de", "lang"),
        ("/export/rows.csv?metric=sharing.records&sort=secret:asc", "sort"),
        ("/export/rows.csv?metric=sharing.records&unit=nobody", "unit"),
        (f"/export/rows.csv?metric=sharing.records&filter=unit:has:{'x' * 5000}", "query"),
    ],
)
def test_a_forged_question_for_rows_is_refused(client: FlaskClient, address: str, field: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.get_json()["error"]["field"]) == (400, field)


def test_a_workbook_that_would_have_no_end_is_refused_in_words(client: FlaskClient, keep: Handmade) -> None:
    ask = keep.rows

    def long(question: Question) -> RowPage:
        page = ask(question)
        return replace(page, found=replace(page.found, count=60_000), whole=replace(page.whole, count=60_000))

    keep.rows = long  # type: ignore[method-assign]
    answer = client.get("/export/rows.xlsx?metric=sharing.records")
    assert (answer.status_code, answer.get_json()["error"]["allowed"]) == (400, "csv, or fewer rows by a filter")
    page = client.get("/desk/sharing?metric=sharing.records&rows=open").text
    assert "/export/rows.csv" in page and "/export/rows.xlsx" not in page


def test_a_comparison_is_a_panel_that_can_be_taken_away(client: FlaskClient) -> None:
    page = client.get("/desk/sharing?compare=week").text
    assert "/export/sharing.csv?compare=week&amp;panel=beside" in page
    said = client.get("/export/sharing.csv?compare=week&panel=beside").data.decode("utf-8-sig").splitlines()
    assert said[0].startswith("指标,2020-09-30,上周,差")
    assert said[0].endswith(",单位,性质,统计期,口径版本,数据版本")
    assert any(line.startswith("交换记录,21460000,") and ",条," in line for line in said)
