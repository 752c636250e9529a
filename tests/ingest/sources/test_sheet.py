"""Spreadsheets as people write them: headings of every spelling, merged cells, totals, a template that is read back."""

from datetime import date, datetime

import pytest

from cockpit.errors import SourceWrong
from cockpit.ingest.template import write
from cockpit.ingest.xlsx_grid import grids

SHEET = 'kind = "sheet"\nfiles = "{}"\ntable = "library_daily"\n'
PLAIN = "日期,基础库,单位,记录数,已梳理,已入库\n2020-09-01,船舶库,港务局,1200,6,4\n2020/9/2,ships,渔业局,300,2,\n"


def volumes(bureau):
    return [
        (str(row["day"]), row["unit"], row["records"], row["items_catalogued"], row["items_stored"])
        for row in bureau.rows("library_daily")
    ]


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("gb18030"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("1200", "１２００").replace("300", "0.03万").encode(),
        PLAIN.replace("记录数", "记录数（万条）").replace("1200", "0.12").replace("300", "0.03").encode(),
        PLAIN.replace(
            "日期,基础库,单位,记录数,已梳理,已入库", "day,library,unit,records,items_catalogued,Items stored"
        ).encode(),
        ("港市基础库日报,,,,,\n,,,,,\n" + PLAIN + "合计,,,1500,8,4\n注：每日填报,,,,,\n").encode(),
    ],
)
def test_a_table_is_the_same_in_every_spelling(port_bureau, raw):
    port_bureau.write("a.csv", raw)
    delivery = port_bureau.load("libraries", SHEET.format("a.csv")).delivery
    assert (delivery.refused, delivery.notes) == ([], [])
    assert volumes(port_bureau) == [("2020-09-01", "harbour", 1200, 6, 4), ("2020-09-02", "fish", 300, 2, None)]
    assert delivery.newest_at == datetime(2020, 9, 2, 23, 59, 59)


def test_a_total_that_the_rows_do_not_give_is_said_and_nothing_is_changed(port_bureau):
    port_bureau.write("a.csv", PLAIN + "合计,,,1600,8,4\n")
    delivery = port_bureau.load("libraries", SHEET.format("a.csv")).delivery
    assert delivery.notes == ["a.csv line 4: the total of 记录数 is 1,600, its rows add up to 1,500."]


def test_merged_headings_over_two_rows_and_merged_units_are_read(port_bureau):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["日期", "基础库", "单位", "数据项", "", "记录数"],
        ["", "", "", "已梳理", "已入库", ""],
        [date(2020, 9, 1), "船舶库", "港市港务局", 6, 4, 1200],
        [44076, "", "fish", 2, "", 300],
    ]
    for row in rows:
        sheet.append([value if value != "" else None for value in row])
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "B3:B4"):
        sheet.merge_cells(area)
    book.save(port_bureau.folder / "a.xlsx")
    delivery = port_bureau.load("libraries", SHEET.format("a.xlsx")).delivery
    assert delivery.refused == []
    assert volumes(port_bureau) == [("2020-09-01", "harbour", 1200, 6, 4), ("2020-09-02", "fish", 300, 2, None)]


@pytest.mark.parametrize("of_1904", [True, False])
def test_a_workbook_that_counts_its_days_from_1904_says_the_same_days(port_bureau, of_1904):
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    later = 1462 if of_1904 else 0
    if of_1904:
        book.epoch = CALENDAR_MAC_1904
    book.active.append(["日期", "基础库", "单位", "记录数", "已梳理"])
    for number, day in enumerate((date(2020, 9, 1), 44076 - later, str(44077 - later), 20200904)):
        book.active.append([day, "船舶库", "港务局", number, 1])
    book.active.append([44078 - later, "合计", None, 6, 4])
    book.save(port_bureau.folder / "a.xlsx")
    delivery = port_bureau.load("libraries", SHEET.format("a.xlsx")).delivery
    assert delivery.refused == []
    assert [(day, records) for day, _, records, _, _ in volumes(port_bureau)] == [
        ("2020-09-01", 0), ("2020-09-02", 1), ("2020-09-03", 2), ("2020-09-04", 3),
    ]  # fmt: skip


def test_a_row_that_stands_there_twice_counts_once_and_says_where_the_first_is(port_bureau):
    port_bureau.write("a.csv", PLAIN + "2020-09-01,ships,harbour,9,9,9\n")
    port_bureau.load("libraries", SHEET.format("a.csv") + "refuse_above = 0.5\n")
    assert len(volumes(port_bureau)) == 2
    assert [row["reason"] for row in port_bureau.refused()] == ["the row stands already in a.csv line 2."]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.csv", b"one,two\n1,2\n", "has no headings of library_daily"),
        ("a.csv", "日期,单位,记录数\n".encode(), "has no column"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "is an old workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1locked", "is an old or locked workbook"),
        ("a.xlsx", b"PK\x03\x04broken", "is no readable workbook"),
        ("a.csv", b"\x81\xff\xff", "no headings of library_daily"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_said_in_words(port_bureau, name, raw, words):
    port_bureau.write(name, raw)
    with pytest.raises(SourceWrong, match=words):
        port_bureau.load("libraries", SHEET.format(name))


@pytest.mark.parametrize(
    ("english", "headings", "library", "unit"),
    [
        (False, ["日期", "基础库", "单位", "记录数", "已梳理", "已入库"], "船舶库", "港市港务局"),
        (
            True,
            ["day", "library", "unit", "records", "items catalogued", "items stored"],
            "Ships",
            "Harbour Bureau",
        ),
    ],
)
def test_a_template_that_is_filled_in_is_read_back(port_bureau, english, headings, library, unit):
    import openpyxl

    from cockpit.ingest import city

    registers = city.read(port_bureau.city).registers
    file = port_bureau.folder / "t.xlsx"
    write("library_daily", file, registers=registers, english=english)
    book = openpyxl.load_workbook(file)
    sheet = book["library_daily"]
    assert [cell.value for cell in sheet[1]] == headings
    assert book["代码"]["B2"].value == library
    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ["'代码'!$B$2:$B$2", "'代码'!$C$2:$C$7"]
    for column, value in enumerate([date(2020, 9, 1), library, unit, 1200, 6, 4], start=1):
        sheet.cell(row=2, column=column, value=value)
    book.save(file)
    assert port_bureau.load("libraries", SHEET.format("t.xlsx")).delivery.accepted == 1
    assert volumes(port_bureau) == [("2020-09-01", "harbour", 1200, 6, 4)]
    assert [grid.name for grid in grids(file) if not grid.hidden] == ["library_daily", "说明"]


@pytest.mark.parametrize(
    ("table", "column", "offered"),
    [
        ("library_daily", "B", ["船舶库"]),
        ("return_daily", "B", ["山东省"]),
        ("library_item", "B", ["船舶库", "潮汐库"]),
    ],
)
def test_a_template_offers_what_its_numbers_count(port_bureau, table, column, offered):
    """A base library for the volumes, the province for what it returns; an item may belong to any library."""
    import openpyxl

    from cockpit.ingest import city

    with (port_bureau.city / "libraries.csv").open("a", encoding="utf-8") as file:
        file.write("tides,thematic,潮汐库,潮汐库,Tides,building,published\n")
    write(table, port_bureau.folder / "t.xlsx", registers=city.read(port_bureau.city).registers)
    codes = openpyxl.load_workbook(port_bureau.folder / "t.xlsx")["代码"]
    assert [cell.value for cell in codes[column][1:] if cell.value] == offered


def test_a_part_that_is_more_than_what_it_is_a_part_of_is_refused_with_both_numbers(port_bureau):
    port_bureau.write("a.csv", PLAIN + "2020-09-03,ships,harbour,100,10,12\n")
    port_bureau.load("libraries", SHEET.format("a.csv") + "refuse_above = 0.5\n")
    (row,) = port_bureau.refused()
    assert (row["field"], row["value"]) == ("items_stored", "12")
    assert row["reason"].endswith("items_stored is 12, more than items_catalogued, 10.")
    assert "“已入库”为12，多于“已梳理”10。" in row["reason_zh"]
