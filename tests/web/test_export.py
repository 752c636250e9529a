"""Files of a page over HTTP: the same numbers, names that say what they are, and forged questions refused."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from flask.testing import FlaskClient

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
    assert {(metric, code, value if value is None else round(value, 12)) for metric, code, value in written} == shown
    assert book.sheetnames[0] == "说明" and book.sheetnames[-1] == "口径"


def test_a_text_file_of_one_panel_is_its_table(client: FlaskClient) -> None:
    answer = client.get("/export/sharing.csv?panel=scenario_table&lang=en")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert rows[1][:5] == ["shared", "Poverty alleviation", "15 departments", "41", "60000000"]


def test_a_file_is_named_by_what_was_asked(client: FlaskClient) -> None:
    query = "as_of=2020-09-30&kind=api&period=month&panel=flow_diagram"
    answer = client.get(f"/export/sharing.xlsx?{query}")
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
        ("/export/sharing.csv?nonsense=1", "nonsense"),
        ("/export/sharing.csv?highlight=A%20B", "highlight"),
        ("/export/sharing.csv?" + "x" * 2000, "query"),
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
