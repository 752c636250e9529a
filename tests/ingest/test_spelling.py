"""Days and moments of every spelling, in one reader; what can be read in two ways is not read."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from cockpit.ingest import cell_values
from cockpit.ingest.dates import loose
from cockpit.ingest.doubt import Doubt, Doubtful
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.spelling import DateOrder, Spelling, spelled

EAST = timezone(timedelta(hours=8))
NOW = datetime(2020, 12, 30, tzinfo=UTC)
THE_28TH, THE_29TH = date(2020, 9, 28), date(2020, 9, 29)


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("2020/9/29", None),
        ("2020.09.29", None),
        ("2020年9月29日", None),
        ("2020年09月29日（周二）", None),
        ("2020-09-29 星期二", None),
        ("20200929", None),
        (20200929, None),
        ("２０２０－０９－２９", None),
        ("44103", None),
        (44103, None),
        ("29.09.2020", None),
        ("09/29/2020", None),
        ("Sep 29, 2020", None),
        ("29 September 2020", None),
        (date(2020, 9, 29), None),
        ("2020/9/29 0:00:00", time()),
        ("2020年9月29日 10:05", time(10, 5)),
        ("2020年9月29日10时5分", time(10, 5)),
        ("2020-09-29 下午3:05", time(15, 5)),
        ("9/29/2020 3:05 PM", time(15, 5)),
        ("9/29/2020 12:05 am", time(0, 5)),
        ("44103.5", time(12)),
        ("20200929013000", time(1, 30)),
        ("2020-09-29T10:05", time(10, 5)),
        ("2020-09-29T10:05:06.5Z", time(10, 5, 6, 500_000, UTC)),
        ("2020-09-29 10:05:06 +0800", time(10, 5, 6, tzinfo=EAST)),
        ("2020-09-29 10:05 UTC+8", time(10, 5, tzinfo=EAST)),
        ("29/Sep/2020:10:05:06 +0800", time(10, 5, 6, tzinfo=EAST)),
        ("Tue, 29 Sep 2020 10:05:06 GMT", time(10, 5, 6, tzinfo=UTC)),
        ("20200929T100506Z", time(10, 5, 6, tzinfo=UTC)),
        (1601373600, time(10, tzinfo=UTC)),
        ("1601373600000", time(10, tzinfo=UTC)),
        (1601373600000000, time(10, tzinfo=UTC)),
    ],
)
def test_the_29th_of_september_is_read_however_it_is_written(said, clock):
    found = spelled(said, Spelling())
    assert (found.day, found.clock) == (THE_29TH, clock)


@pytest.mark.parametrize(
    ("said", "doubt"),
    [
        ("01/02/2020", Doubt.AMBIGUOUS),
        ("9月24日（周四）", Doubt.YEAR),
        ("29/09/20", Doubt.UNREADABLE),
        ("2020-02-30", Doubt.UNREADABLE),
        ("20201301", Doubt.UNREADABLE),
        ("2020-09-29T25:00", Doubt.UNREADABLE),
        ("2020-09-29 10:05 Beijing", Doubt.UNREADABLE),
        ("2020-09-29 and more", Doubt.UNREADABLE),
        ("someday", Doubt.UNREADABLE),
        ("13:00 PM 2020", Doubt.UNREADABLE),
        (7, Doubt.UNREADABLE),
        (float("nan"), Doubt.UNREADABLE),
        (True, Doubt.UNREADABLE),
        ("2020-09-29" * 9, Doubt.UNREADABLE),
    ],
)
def test_what_is_no_day_or_two_days_is_not_read(said, doubt):
    with pytest.raises(Doubtful) as found:
        spelled(said, Spelling())
    assert found.value.doubt is doubt


def test_the_source_says_the_order_and_the_year():
    assert spelled("01/02/2020", Spelling(order=DateOrder.DAY_FIRST)).day == date(2020, 2, 1)
    assert spelled("01/02/2020", Spelling(order=DateOrder.MONTH_FIRST)).day == date(2020, 1, 2)
    with pytest.raises(Doubtful):
        spelled("09/29/2020", Spelling(order=DateOrder.DAY_FIRST))
    assert spelled("9月24日（周四）", Spelling(year=2020)).day == date(2020, 9, 24)


def test_a_moment_without_an_offset_is_one_of_the_source_s_zone_or_none():
    moment = {"field": "at", "now": NOW}
    shanghai = Spelling(zone=ZoneInfo("Asia/Shanghai"), where="[sources.platform]")
    assert cell_values.moment("2020-09-29 10:00", **moment, spelling=shanghai) == datetime(2020, 9, 29, 2)
    assert cell_values.moment("2020-09-29 10:00Z", **moment, spelling=shanghai) == datetime(2020, 9, 29, 10)
    with pytest.raises(Unfit) as refused:
        cell_values.moment("2020-09-29 10:00", **moment, spelling=Spelling(where="[sources.platform]"))
    assert refused.value.reason.en == "at has no time zone."
    assert refused.value.remedy.en == 'Add time_zone = "Asia/Shanghai" to [sources.platform].'
    assert refused.value.remedy.zh == '请在[sources.platform]中写time_zone = "Asia/Shanghai"。'


@pytest.mark.parametrize("said", ["2020-10-25 02:30", "2020-03-29 02:30"])
def test_a_time_that_a_clock_shows_twice_or_never_is_refused(said):
    berlin = Spelling(zone=ZoneInfo("Europe/Berlin"))
    with pytest.raises(Unfit, match="can be read in two ways"):
        cell_values.moment(said, field="at", now=NOW, spelling=berlin)


@pytest.mark.parametrize("said", ["2020-09-29", "20200929", 44103])
def test_a_day_is_no_moment(said):
    with pytest.raises(Unfit, match="no day or time that can be read"):
        cell_values.moment(said, field="at", now=NOW, spelling=Spelling(zone=UTC))


def test_registers_have_days_of_two_centuries_and_facts_those_of_the_calendar():
    assert cell_values.day("1949-10-01", field="updated_on", wide=True) == date(1949, 10, 1)
    with pytest.raises(Unfit, match="outside 1900 to 2100"):
        cell_values.day("1899-12-31", field="updated_on", wide=True)
    with pytest.raises(Unfit, match="outside 2015 to 2049"):
        cell_values.day("2014-12-31", field="day")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2020年9月28日 23:00", THE_28TH),
        ("2020-09-28T23:00:00", THE_28TH),
        ("2020-09-28T23:00:00Z", THE_29TH),
        ("1986-05", date(1986, 5, 1)),
        ("2012", date(2012, 1, 1)),
        (44103, None),
        ("01/02/2020", None),
        ("2021-09-28", None),
        ({"a": 1}, None),
    ],
)
def test_a_date_of_a_catalogue_stands_on_the_day_beside_its_time(said, day):
    assert loose(said, now=NOW) == day


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("2020年9月29日10时", time(10)),
        ("2020-09-29 上午9点半", time(9, 30)),
        ("2020-09-29 中午12:10", time(12, 10)),
        ("2020-09-29 中午1:10", time(13, 10)),
        ("2020-09-29 凌晨2:00", time(2)),
        ("2020-09-29 上午12:05", time(0, 5)),
        ("2020-09-29 下午15:05", time(15, 5)),
        ("2020-09-29 晚上11:05", time(23, 5)),
        ("2020-09-29 2 pm", time(14)),
        ("20200929T100506", time(10, 5, 6)),
    ],
)
def test_the_words_beside_a_clock_time_say_which_half_of_the_day_is_meant(said, clock):
    assert spelled(said, Spelling()) == spelled(datetime.combine(THE_29TH, clock), Spelling())


@pytest.mark.parametrize("said", ["晚上12:00", "晚上1:00", "中午9:00"])
def test_an_hour_of_night_or_of_day_is_refused_with_how_to_write_it(said):
    with pytest.raises(Unfit) as refused:
        cell_values.moment(f"2020-09-29 {said}", field="at", now=NOW, spelling=Spelling(zone=EAST))
    assert refused.value.reason.en == "at can be read in two ways."
    assert refused.value.remedy.zh == "请按24小时制写明时差，如2020-09-30T10:00:00+08:00。"


@pytest.mark.parametrize(
    "said", ["上午15:05", "下午24:00", "13:00 pm", "上午9:00 pm", "24:01", "24:00:01", "25:00", "9:60"]
)
def test_no_such_time_is_no_time(said):
    with pytest.raises(Doubtful) as found:
        spelled(f"2020-09-29 {said}", Spelling())
    assert found.value.doubt is Doubt.UNREADABLE


@pytest.mark.parametrize(
    "said",
    ["2020-09-29T24:00:00+08:00", "2020-09-29 24:00", "2020/9/29 24:00:00.000", "2020年9月29日24时", "20200929240000",
     "20200929T240000", "2020-09-29T24:00:00"],
)  # fmt: skip
def test_24_00_is_the_midnight_at_the_end_of_its_day(said):
    east = Spelling(zone=EAST)
    assert cell_values.moment(said, field="at", now=NOW, spelling=east) == datetime(2020, 9, 29, 16)


def test_24_00_of_another_zone_as_well():
    plain = {"field": "at", "now": NOW}
    assert cell_values.moment("2020-09-29T24:00:00Z", **plain) == datetime(2020, 9, 30)
    assert cell_values.moment("2020-12-31T24:00:00+08:00", field="at", now=NOW + timedelta(2)) == datetime(
        2020, 12, 31, 16
    )
    assert cell_values.day("2020-09-29T24:00:00Z", field="day") == date(2020, 9, 30)


def test_a_day_that_ends_at_24_00_is_refused_for_it_is_two_days():
    with pytest.raises(Unfit) as refused:
        cell_values.day("2020年9月29日24时", field="day")
    assert refused.value.reason.en == "day is 24:00, the end of one day and the beginning of the next."
    assert refused.value.remedy.zh == "请只写日期。"
    assert loose("2020-09-29 24:00", now=NOW) is None
    assert loose("2020-09-29 23:59", now=NOW) == THE_29TH


def test_a_workbook_of_1904_counts_its_days_from_there():
    of_1904 = Spelling(epoch=datetime(1904, 1, 1))
    assert spelled(44103 - 1462, of_1904).day == THE_29TH
    assert spelled("42641.5", of_1904) == spelled("2020-09-29 12:00", Spelling())
    with pytest.raises(Doubtful):
        spelled(73_415 - 1462, of_1904)
    assert spelled(20200929, of_1904).day == THE_29TH
