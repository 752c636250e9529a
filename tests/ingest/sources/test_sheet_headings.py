"""Which column is meant: one for each meaning, of every worksheet with the headings, or a refusal with both names."""

import zipfile
from datetime import date

import openpyxl
import pytest

from cockpit.errors import SourceWrong
from tests.ingest.read import delivered, facts, left, reasons

CSV = 'kind = "sheet"\nfiles = "in.csv"\ntable = "library_daily"\nrefuse_above = 1.0\n'
XLSX = CSV.replace("in.csv", "in.xlsx")
HEADINGS = ("日期", "基础库", "单位", "记录数", "已梳理", "已入库")


def book(folder, **sheets):
    """A workbook of worksheets by name: rows, and areas to be merged, of which a text beginning with A-Z is one."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.removeprefix("hidden_"))
        for row in rows:
            if isinstance(row, str):
                sheet.merge_cells(row)
            else:
                sheet.append(list(row))
        if name.startswith("hidden_"):
            sheet.sheet_state = "hidden"
    made.save(folder / "in.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        "日期,基础库,单位,记录数（上月）,记录数（本月）,已梳理\n2020-09-01,ships,harbour,1,2,3\n",
        "日期,基础库,单位,记录数,数据量,已梳理\n2020-09-01,ships,harbour,1,2,3\n",
        "日期,基础库,单位,累计,,当月,\n,,,记录数,已梳理,记录数,已梳理\n2020-09-01,ships,harbour,1,3,2,4\n",
        "日期,基础库,单位,部门,记录数,已梳理\n2020-09-01,ships,harbour,fish,2,3\n",
    ],
)
def test_two_columns_of_one_meaning_are_refused_with_both_names(tmp_path, rows):
    with pytest.raises(SourceWrong, match=r"in\.csv has 2 columns for (records|unit): '.+' / '.+'") as refused:
        delivered(tmp_path, CSV, rows)
    assert "都可作“" in (refused.value.zh or "")


def test_the_source_says_which_of_two_columns_is_meant_and_the_other_is_named(tmp_path):
    rows = "日期,基础库,单位,累计,,当月,\n,,,记录数,已梳理,记录数,已梳理\n2020-09-01,ships,harbour,1,3,2,4\n"
    toml = CSV + '[columns]\n"当月 / 记录数" = "records"\n"当月/已梳理" = "items_catalogued"\n'
    found = delivered(tmp_path, toml, rows)
    assert facts(found, "library_daily", "records", "items_catalogued") == [(2, 4)]
    assert left(found)["the table has no such column"] == (2, ("累计 / 记录数", "累计 / 已梳理"))


def test_one_column_under_a_group_that_says_a_period_is_not_taken_for_the_number(tmp_path):
    rows = "日期,基础库,单位,上月,已梳理\n,,,记录数,\n2020-09-01,ships,harbour,1,3\n"
    with pytest.raises(SourceWrong, match="says '上月', which is no unit of records"):
        delivered(tmp_path, CSV, rows)


def test_headings_of_several_rows_are_read_together(tmp_path):
    rows = "日期,基础库,单位,数据项,,记录数\n,,,已梳理,已入库,\n2020-09-01,ships,harbour,6,4,1200\n"
    found = delivered(tmp_path, CSV, rows)
    assert facts(found, "library_daily", "records", "items_catalogued", "items_stored") == [(1200, 6, 4)]


def test_a_column_that_nobody_knows_is_named_and_one_without_cells_is_not(tmp_path):
    rows = "日期,基础库,单位,记录数,已梳理,填报人,空列\n2020-09-01,ships,harbour,1,3,王,\n"
    assert left(delivered(tmp_path, CSV, rows)) == {"the table has no such column": (1, ("填报人",))}


def test_every_worksheet_with_the_headings_is_read_and_the_others_are_named(tmp_path):
    first = (HEADINGS, (date(2020, 9, 1), "ships", "harbour", 1, 2, 1))
    second = (HEADINGS, (date(2020, 9, 2), "ships", "harbour", 3, 2, 1))
    other = (("日期", "说明"), (date(2020, 9, 2), "见前表"))
    book(tmp_path, **{"9月1日": first, "9月2日": second, "说明": other, "hidden_草稿": second, "空": ()})
    found = delivered(tmp_path, XLSX)
    assert facts(found, "library_daily", "day", "records") == [(date(2020, 9, 1), 1), (date(2020, 9, 2), 3)]
    assert left(found) == {
        "a hidden worksheet": (1, ("in.xlsx 草稿",)),
        "it has not all headings of library_daily": (1, ("in.xlsx 说明",)),
    }
    book(tmp_path, a=first, b=first)
    assert reasons(delivered(tmp_path, XLSX)) == ["the row stands already in in.xlsx a line 2."]


def test_one_worksheet_may_be_named(tmp_path):
    first, second = ((HEADINGS, (date(2020, 9, day), "ships", "harbour", day, 2, 1)) for day in (1, 2))
    book(tmp_path, a=first, b=second)
    assert facts(delivered(tmp_path, XLSX + 'sheet = "b"\n'), "library_daily", "records") == [(2,)]


def test_merged_keys_are_filled_down_and_a_merged_amount_is_nobody_s(tmp_path):
    rows = (
        HEADINGS,
        (date(2020, 9, 1), "船舶库", "harbour", 900, 2, 1),
        (None, None, "fish", None, 3, 1),
        (None, None, "light", 5, 4, 1),
        "A2:A4",
        "B2:B4",
        "D2:D3",
    )
    book(tmp_path, s=rows)
    found = delivered(tmp_path, XLSX)
    assert facts(found, "library_daily", "day", "unit", "records") == [(date(2020, 9, 1), "light", 5)]
    assert reasons(found) == ["records is the merged area D2:D3."] * 2


def test_a_formula_without_a_value_costs_its_row_and_one_in_a_column_that_is_not_used_costs_nothing(tmp_path):
    rows = (
        (*HEADINGS, "合计列"),
        (date(2020, 9, 1), "ships", "harbour", 9, 2, "=E2-1", "=D2+E2"),
        (date(2020, 9, 1), "ships", "fish", 8, 2, 1, "=D3+E3"),
    )
    book(tmp_path, s=rows)
    found = delivered(tmp_path, XLSX)
    assert facts(found, "library_daily", "unit", "items_stored") == [("fish", 1)]
    assert reasons(found) == ["items_stored is a formula without a value (F2)."]


def test_a_merged_area_without_end_is_refused_before_the_library_runs_over_it(tmp_path):
    book(tmp_path, s=(HEADINGS, (date(2020, 9, 1), "ships", "harbour", 9, 2, 1), "H1:I2"))
    with zipfile.ZipFile(tmp_path / "in.xlsx") as whole:
        parts = {name: whole.read(name).replace(b'"H1:I2"', b'"H1:XFD1048576"') for name in whole.namelist()}
    with zipfile.ZipFile(tmp_path / "in.xlsx", "w") as changed:
        for name, content in parts.items():
            changed.writestr(name, content)
    with pytest.raises(SourceWrong, match="a merged area that is too large"):
        delivered(tmp_path, XLSX)
