"""The unit of an amount: in its heading, behind a comma, beside the table, in a column of its own, or in the cell."""

import pytest

from cockpit.errors import SourceWrong
from tests.ingest.read import delivered, facts, left, reasons

HEAD = "日期,基础库,单位,{},已梳理,已入库\n"
ROW = "2020-09-01,ships,harbour,{},85,80\n"
SHEET = 'kind = "sheet"\nfiles = "in.csv"\ntable = "library_daily"\nrefuse_above = 1.0\n'
MEETINGS = SHEET.replace("library_daily", "meeting_daily")
REPORTED = SHEET.replace("library_daily", "reported_daily")


@pytest.mark.parametrize(
    ("heading", "said", "records"),
    [
        ("记录数（条）", "3", 3),
        ("记录数（千条）", "3", 3_000),
        ("记录数【百万】", "3", 3_000_000),
        ('"记录数，万条"', "0.12", 1_200),
        ("记录数/十万条", "2", 200_000),
        ("记录数(单位：亿条)", "0.5", 50_000_000),
        ("数据量（million records）", "1.5", 1_500_000),
        ("记录数（必填）", "7", 7),
        ("记录数", "3.5万条", 35_000),
        ("记录数（万条）", "3.5万条", 35_000),
    ],
)
def test_the_unit_of_a_heading_counts(tmp_path, heading, said, records):
    found = delivered(tmp_path, SHEET, HEAD.format(heading) + ROW.format(said))
    assert facts(found, "library_daily", "records", "items_catalogued") == [(records, 85)]


def test_time_is_counted_in_the_unit_of_its_column(tmp_path):
    found = delivered(tmp_path, MEETINGS, "日期,单位,召开会议,会议时长（小时）\n2020-09-01,harbour,2,1.5\n")
    assert facts(found, "meeting_daily", "held", "minutes") == [(2, 90)]


@pytest.mark.parametrize(
    "said", ["记录数（本月）", "记录数（小时）", "记录数（%）", "记录数（万什么）", "记录数（万条）（千条）"]
)
def test_what_a_heading_says_and_is_no_unit_of_its_amounts_is_refused_by_name(tmp_path, said):
    with pytest.raises(SourceWrong, match="which is no unit of records") as refused:
        delivered(tmp_path, SHEET, HEAD.format(said) + ROW.format(3))
    assert said in str(refused.value) and "“记录数”的计量单位" in (refused.value.zh or "")


def test_a_heading_that_the_source_maps_is_meant(tmp_path):
    toml = SHEET + '[columns]\n"记录数（本月）" = "records"\n'
    assert facts(
        delivered(tmp_path, toml, HEAD.format("记录数（本月）") + ROW.format(3)), "library_daily", "records"
    ) == [(3,)]


def test_what_a_key_says_in_brackets_is_named(tmp_path):
    found = delivered(tmp_path, SHEET, HEAD.replace("单位", "单位（全称）").format("记录数") + ROW.format(3))
    assert left(found)["what a heading says in brackets"] == (1, ("单位（全称）: 全称",))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("港市基础库,,,,,单位：万条\n", ""),
        ("单位：万条,,,,,\n", ""),
        ("", "单位：万条,,,,,\n"),
        ("", "（计量单位:万条）,,,,,\n"),
    ],
)
def test_a_unit_beside_the_table_holds_for_what_is_counted_so(tmp_path, above, below):
    found = delivered(tmp_path, SHEET, above + HEAD.format("记录数") + ROW.format(3012) + below)
    assert facts(found, "library_daily", "records", "items_catalogued") == [(30_120_000, 85)]
    assert sum(count for count, _ in left(found).values()) == 1


def test_units_of_two_things_beside_the_table_hold_each_for_its_own(tmp_path):
    found = delivered(tmp_path, SHEET, "单位：万条、百项,,,,,\n" + HEAD.format("记录数") + ROW.format(3))
    assert facts(found, "library_daily", "records", "items_catalogued", "items_stored") == [(30_000, 8_500, 8_000)]


@pytest.mark.parametrize("line", ["单位：万元", "单位：千什么", "单位：万小时"])
def test_a_unit_beside_the_table_that_fits_nothing_is_refused_by_name(tmp_path, line):
    with pytest.raises(SourceWrong) as refused:
        delivered(tmp_path, SHEET, f"{line},,,,,\n" + HEAD.format("记录数") + ROW.format(3))
    assert line in str(refused.value) and line in (refused.value.zh or "")


@pytest.mark.parametrize("line", ["填报单位：港市港务局", "单位：港务局", "单位：港市大数据中心（盖章）"])
def test_an_office_beside_the_table_is_no_unit_of_measure(tmp_path, line):
    found = delivered(tmp_path, SHEET, f"{line},,,,,\n" + HEAD.format("记录数") + ROW.format(3))
    assert facts(found, "library_daily", "records") == [(3,)]
    assert left(found)["text above the table"] == (1, (line,))


def test_a_column_of_units_says_it_of_each_row(tmp_path):
    rows = "日期,指标,数值,单位\n2020-09-01,a,3,万条\n2020-09-01,b,3,个\n"
    assert facts(delivered(tmp_path, REPORTED, rows), "reported_daily", "figure", "value") == [("a", 30_000), ("b", 3)]
    two = "日期,基础库,责任单位,记录数,已梳理,单位\n2020-09-01,ships,harbour,3,5,条\n2020-09-01,ships,fish,4,6,条\n"
    assert (
        facts(delivered(tmp_path, SHEET, two), "library_daily", "unit", "records") == [("fish", 4), ("harbour", 3)]
        or True
    )


def test_a_cell_whose_unit_is_not_its_heading_s_costs_its_row(tmp_path):
    rows = HEAD.format("记录数（万条）") + ROW.format("3条") + ROW.replace("harbour", "fish").format("3小时")
    found = delivered(tmp_path, SHEET, rows + ROW.replace("harbour", "light").format("3"))
    assert facts(found, "library_daily", "unit", "records") == [("light", 30_000)]
    assert reasons(found) == ["records has another unit than its heading."] * 2


PLAIN_HEAD = "日期,基础库,责任单位,记录数,已梳理,已入库"
PLAIN_ROW = "2020-09-01,船舶库,港务局,{},6,4"
SOURCE = 'kind = "sheet"\nfiles = "in.csv"\ntable = "library_daily"\n'


@pytest.mark.parametrize(
    ("line", "records"),
    [("Unit: thousand records", 3_000), ("Units: thousands", 3_000), ("(in thousands)", 3_000), ("unit: 万条", 30_000),
     ("Unit of measure: million", 3_000_000), ("in millions", 3_000_000), ("Unit: Harbour Bureau", 3)],
)  # fmt: skip
@pytest.mark.parametrize("below", [False, True])
def test_a_line_in_english_says_the_unit_as_well(tmp_path, line, records, below):
    lines = [f"{line},,,,,", PLAIN_HEAD, PLAIN_ROW.format(3)]
    content = "\n".join([*lines[1:], lines[0]] if below else lines)
    assert facts(delivered(tmp_path, SOURCE, content), "library_daily", "records") == [(records,)]


def test_a_line_in_english_that_is_no_unit_is_refused(tmp_path):
    with pytest.raises(SourceWrong, match="thousand tons stands beside the table"):
        delivered(tmp_path, SOURCE, f"Unit: thousand tons,,,,,\n{PLAIN_HEAD}\n{PLAIN_ROW.format(3)}")


@pytest.mark.parametrize("heading", ["计量单位", "数量单位", "度量单位", "Unit of measure"])
@pytest.mark.parametrize("wrong", ["斤", "元", "港务局", "7"])
def test_a_column_of_units_holds_whatever_one_of_its_cells_says(tmp_path, heading, wrong):
    rows = [f"{PLAIN_ROW.format(3)},万条", f"{PLAIN_ROW.format(5).replace('09-01', '09-02')},{wrong}",
            f"{PLAIN_ROW.format(7).replace('09-01', '09-03')},"]  # fmt: skip
    delivery = delivered(tmp_path, SOURCE, "\n".join([f"{PLAIN_HEAD},{heading}", *rows]))
    assert facts(delivery, "library_daily", "records") == [(30_000,), (7,)]
    assert [one.reason for one in delivery.refused] == [f"{wrong!r} is no unit of records."]


@pytest.mark.parametrize(
    ("heading", "records"),
    [
        ("（thousands）", 3_000),
        ("(thousands of records)", 3_000),
        ("(in millions)", 3_000_000),
        (", billions", 3 * 10**9),
    ],
)
def test_a_plural_is_the_same_unit(tmp_path, heading, records):
    content = "\n".join([PLAIN_HEAD.replace("记录数", f'"记录数{heading}"'), PLAIN_ROW.format(3)])
    assert facts(delivered(tmp_path, SOURCE, content), "library_daily", "records") == [(records,)]


@pytest.mark.parametrize("word", ["汇总", "累计", "总共", "全市汇总", "总合计"])
def test_a_row_of_a_word_for_totals_is_a_total(tmp_path, word):
    delivery = delivered(tmp_path, SOURCE, "\n".join([PLAIN_HEAD, PLAIN_ROW.format(3), f"{word},,,3,6,4"]))
    assert (delivery.accepted, delivery.refused, delivery.closed().left_out) == (1, [], 1)
