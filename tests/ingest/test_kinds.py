"""What every kind of source must satisfy, and what each of the smaller ones does with small inputs written by hand."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import create_engine, text

from cockpit.errors import LoadRefused, SourceSilent, SourcesWrong, SourceWrong
from cockpit.ingest.source import KINDS
from cockpit.ingest.template import write
from cockpit.ingest.workbook import grids


def test_the_shelf_has_every_kind_that_is_promised():
    assert KINDS.names() == ["calendar", "ckan", "data_json", "dcat", "events", "meeting_list", "sheet", "sql", "xroad"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_shows_an_example_that_is_valid_and_a_sentence_about_itself(port_bureau, monkeypatch, kind):
    monkeypatch.setenv("EXCHANGE_URL", "sqlite://")
    example = kind.example.replace("${EXCHANGE_URL}", "sqlite://")
    assert port_bureau.options("portal", example).kind == kind.name
    assert kind.summary.endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_refuses_an_option_that_it_does_not_have(port_bureau, kind):
    example = kind.example.replace("${EXCHANGE_URL}", "sqlite://")
    with pytest.raises(SourcesWrong, match="wrong is not an option"):
        port_bureau.options("portal", "wrong = 1\n" + example)


# databases


@pytest.fixture
def returns(tmp_path):
    """A database of a bureau: returns by day, with the moment at which each row was written."""
    engine = create_engine(f"sqlite:///{tmp_path / 'theirs.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE returned (d TEXT, who TEXT, items INTEGER, records TEXT, written TEXT)"))
    yield engine
    engine.dispose()


def put(engine, *rows):
    with engine.begin() as connection:
        for row in rows:
            values = dict(zip("dwirt", row, strict=True))
            connection.execute(text("INSERT INTO returned VALUES (:d, :w, :i, :r, :t)"), values)


def sql(engine, select="SELECT d, who, items, records, written FROM returned", extra=""):
    return (
        f'kind = "sql"\nurl = "{engine.url}"\n{extra}\n[[reads]]\ntable = "return_daily"\nmark = "written"\n'
        f'select = "{select}"\ncolumns = {{ day = "d", unit = "who" }}\n'
    )


def test_a_database_is_read_from_its_mark_on_and_touched_days_whole(port_bureau, returns):
    put(returns, ("2020-09-01", "shandong", 4, "800", "0"), ("2020-09-02", "山东省", 5, "1,200", "1"))
    assert port_bureau.load("returns", sql(returns)).delivery.accepted == 2
    rows = [(str(row["day"]), row["unit"], row["items"], row["records"]) for row in port_bureau.rows("return_daily")]
    assert rows == [("2020-09-01", "shandong", 4, 800), ("2020-09-02", "shandong", 5, 1200)]
    put(returns, ("2020-09-02", "harbour", 1, "1万", "2"))
    again = port_bureau.load("returns", sql(returns)).delivery
    assert (again.accepted, again.mark) == (2, {"return_daily": {"text": "2"}})
    assert port_bureau.one("SELECT sum(records) FROM return_daily") == 800 + 1_200 + 10_000
    nothing = port_bureau.load("returns", sql(returns))
    assert nothing.loaded.changed == 0


def test_a_row_of_a_database_that_cannot_be_used_is_refused(port_bureau, returns):
    put(returns, *((f"2020-09-{number:02d}", "shandong", 1, "1", "1") for number in range(1, 20)))
    put(returns, ("2020-09-20", "nobody", 1, "1", "1"), ("2020-09-21", "shandong", 1, "many", "1"))
    delivery = port_bureau.load("returns", sql(returns, extra="refuse_above = 0.2")).delivery
    assert (delivery.accepted, len(delivery.refused)) == (19, 2)
    assert {row["field"] for row in port_bureau.refused()} == {"unit", "records"}


@pytest.mark.parametrize("select", ["DELETE FROM returned", "SELECT 1; DROP TABLE returned", "PRAGMA x"])
def test_only_a_single_select_is_taken(port_bureau, returns, select):
    with pytest.raises(SourcesWrong, match="it must be one SELECT"):
        port_bureau.options("returns", sql(returns, select=select))


def test_a_select_that_the_database_does_not_know_is_said(port_bureau, returns):
    with pytest.raises((SourceWrong, SourceSilent), match="The database"):
        port_bureau.load("returns", sql(returns, select="SELECT nothing FROM nowhere"))
    assert port_bureau.rows("source_mark")[0]["failure"].startswith("The database")


def test_a_database_of_postgresql_is_read_and_cannot_be_written(any_bureau, request, returns):
    if any_bureau.engine.dialect.name != "postgresql":
        pytest.skip("the same on PostgreSQL")
    url = any_bureau.engine.url.render_as_string(hide_password=False)
    toml = (
        f'kind = "sql"\nurl = "{url}"\n\n[[reads]]\ntable = "return_daily"\n'
        "select = \"SELECT DATE '2020-09-03' AS day, 'shandong' AS unit, 1 AS items, 2 AS records\"\n"
    )
    assert any_bureau.load("returns", toml).delivery.accepted == 1
    writes = toml.replace("2 AS records", "(SELECT count(*) FROM (SELECT setval('load_number_seq', 1)) x) AS records")
    with pytest.raises((SourceWrong, SourceSilent), match="read-only"):
        any_bureau.load("returns", writes)


# spreadsheets

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
        ("a.csv", b"\x81\xff\xff", "neither UTF-8 nor GB18030"),
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
    assert [grid.name for grid in grids(file)] == ["library_daily", "说明"]


# portals

DATASET = {"identifier": "ships-1", "title": "船舶", "publisher": {"name": "港市港务局"}, "theme": ["海洋"],
           "issued": "2020-01-05", "modified": "2020-09-28", "accrualPeriodicity": "R/P1W",
           "distribution": [{"format": "CSV, JSON"}, {"mediaType": "application/vnd.ms-excel"}]}  # fmt: skip


def test_a_catalogue_gives_its_datasets_and_their_levels_today(port_bureau):
    late = {**DATASET, "identifier": "ships-2", "modified": "2020-09-01", "accrualPeriodicity": "每周"}
    unknown = {**DATASET, "identifier": "ships-3", "title": 2020, "modified": None, "issued": "03/04/2020"}
    hidden = {**DATASET, "identifier": "ships-4", "accessLevel": "restricted public"}
    port_bureau.write("data.json", json.dumps({"dataset": [DATASET, late, unknown, hidden]}))
    delivery = port_bureau.load("portal", 'kind = "data_json"\nfile = "data.json"\n').delivery
    assert (delivery.accepted, delivery.refused) == (3, [])
    (level,) = port_bureau.rows("opening_daily")
    assert (str(level["day"]), level["unit"], level["theme"]) == ("2020-09-30", "harbour", "sea")
    assert (level["datasets"], level["datasets_dated"], level["updated_on_time"]) == (3, 2, 1)
    assert (level["downloads"], level["api_calls"]) == (None, None)
    first, _, third = port_bureau.rows("open_dataset")
    assert (first["formats"], first["cadence_days"], first["published_on"]) == ("csv json xls", 7, date(2020, 1, 5))
    assert (third["title_zh"], third["published_on"], third["updated_on"]) == ("2020", None, None)
    assert delivery.notes == [
        "1 datasets are not public and left out.",
        "1 dates could not be read for certain and stay empty.",
    ]


def test_a_group_whose_last_dataset_has_gone_ends_with_zero(port_bureau):
    toml = 'kind = "data_json"\nfile = "data.json"\n'
    port_bureau.write("data.json", json.dumps({"dataset": [DATASET]}))
    port_bureau.load("portal", toml)
    port_bureau.write("data.json", json.dumps({"dataset": []}))
    port_bureau.load("portal", toml)
    assert [row["datasets"] for row in port_bureau.rows("opening_daily")] == [0]
    assert port_bureau.rows("open_dataset") == []


@pytest.mark.parametrize("expanded", [False, True])
def test_dcat_is_read_compacted_and_expanded(port_bureau, expanded):
    short = {
        "@graph": [
            {"@id": "x:cat", "@type": "dcat:Catalog", "dcat:dataset": [{"@id": "x:1"}]},
            {"@id": "x:1", "@type": "dcat:Dataset", "dct:identifier": "ships-1",
             "dct:title": [{"@language": "en", "@value": "Ships"}, {"@language": "zh", "@value": "船舶"}],
             "dct:publisher": {"@id": "x:p"}, "dcat:theme": {"@id": "http://themes/sea"},
             "dct:issued": {"@value": "2020-01-05"}, "dct:modified": "2020-09-28T10:00:00Z",
             "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/WEEKLY"},
             "dcat:distribution": [{"@id": "x:d"}]},
            {"@id": "x:p", "@type": "foaf:Agent", "foaf:name": "港务局"},
            {"@id": "x:d", "@type": "dcat:Distribution",
             "dct:format": {"@id": "http://publications.europa.eu/resource/authority/file-type/CSV"}},
        ]
    }  # fmt: skip
    found = json.dumps(short, ensure_ascii=False)
    if expanded:
        for prefix, name in (("dcat:", "http://www.w3.org/ns/dcat#"), ("dct:", "http://purl.org/dc/terms/")):
            found = found.replace(f'"{prefix}', f'"{name}')
        found = json.dumps(json.loads(found)["@graph"], ensure_ascii=False)
    port_bureau.write("c.jsonld", found)
    delivery = port_bureau.load("portal", 'kind = "dcat"\nfile = "c.jsonld"\n').delivery
    assert (delivery.accepted, delivery.refused) == (1, [])
    (row,) = port_bureau.rows("open_dataset")
    assert (row["code"], row["title_zh"], row["unit"], row["theme"]) == ("ships-1", "船舶", "harbour", "sea")
    assert (row["formats"], row["cadence_days"], row["updated_on"]) == ("csv", 7, date(2020, 9, 28))


@pytest.mark.parametrize("kind", ["data_json", "ckan", "dcat"])
@pytest.mark.parametrize("raw", ["<html>sign in</html>", "{", "[[[[", "5", '{"dataset": 5}', "[" * 5_000])
def test_what_is_no_catalogue_is_said(port_bureau, kind, raw):
    port_bureau.write("c.json", raw)
    with pytest.raises(SourceWrong):
        port_bureau.load("portal", f'kind = "{kind}"\nfile = "c.json"\n')


# calendars

EVENT = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;TZID=Asia/Shanghai:20200907T090000\r\n{more}SUMMARY:例会\r\nEND:VEVENT\r\n"
)
ICS = 'kind = "calendar"\nfile = "a.ics"\nunit = "harbour"\nrefuse_above = 1\n'


def calendar(*events):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def ics(uid, more=""):
    return EVENT.format(uid=uid, more=more)


def test_a_weekly_meeting_with_an_exception_and_a_moved_one(port_bureau):
    weekly = ics("w", "DTEND;TZID=Asia/Shanghai:20200907T103000\r\nRRULE:FREQ=WEEKLY\r\n"
                      "EXDATE;TZID=Asia/Shanghai:20200914T090000\r\n")  # fmt: skip
    moved = ("BEGIN:VEVENT\r\nUID:w\r\nRECURRENCE-ID;TZID=Asia/Shanghai:20200921T090000\r\n"
             "DTSTART;TZID=Asia/Shanghai:20200922T150000\r\nDTEND;TZID=Asia/Shanghai:20200922T153000\r\n"
             "SUMMARY:例会\r\nEND:VEVENT\r\n")  # fmt: skip
    port_bureau.write("a.ics", calendar(weekly, moved))
    delivery = port_bureau.load("video", ICS).delivery
    assert (delivery.accepted, delivery.refused) == (3, [])
    rows = [(str(row["day"]), row["held"], row["minutes"], row["invited"]) for row in port_bureau.rows("meeting_daily")]
    assert rows == [("2020-09-07", 1, 90, None), ("2020-09-22", 1, 30, None), ("2020-09-28", 1, 90, None)]


def test_who_was_invited_and_came_is_counted_where_the_calendar_says_so(port_bureau):
    people = "ATTENDEE;CN=渔业局;PARTSTAT=ACCEPTED:mailto:f@x\r\nATTENDEE;CN=灯塔局;PARTSTAT=DECLINED:mailto:l@x\r\n"
    port_bureau.write("a.ics", calendar(ics("w", people + "ORGANIZER;CN=渔业局:mailto:f@x\r\n")))
    port_bureau.load("video", ICS)
    rows = [(row["unit"], row["held"], row["invited"], row["attended"]) for row in port_bureau.rows("meeting_daily")]
    assert rows == [("fish", 1, 1, 1), ("light", 0, 1, 0)]
    assert len(port_bureau.rows("meeting_unit")) == 2


def test_a_meeting_that_is_called_off_later_vanishes_from_its_day(port_bureau):
    port_bureau.write("a.ics", calendar(ics("w")))
    port_bureau.load("video", ICS)
    assert port_bureau.one("SELECT count(*) FROM meeting") == 1
    port_bureau.write("a.ics", calendar(ics("w", "STATUS:CANCELLED\r\n")))
    delivery = port_bureau.load("video", ICS).delivery
    assert "1 meetings were called off and are not counted." in delivery.notes
    assert port_bureau.rows("meeting_daily") == port_bureau.rows("meeting") == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (ics("b", "RRULE:FREQ=SECONDLY\r\n"), "it repeats every hour or faster."),
        (ics("b", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n"), "its rule takes too long to be followed."),
        (ics("b", "DTEND;TZID=Asia/Shanghai:20200906T090000\r\n"), "it ends before it begins"),
        (ics("b").replace("Asia/Shanghai", "Mars/Olympus"), "its time zone is unknown."),
        ("BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:x\r\nEND:VEVENT\r\n", "there is no DTSTART."),
        (ics("b").replace("20200907T090000", "never"), "the event cannot be read"),
        ("BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20200907T090000Z\r\n", "the event is cut off."),
    ],
)
def test_one_bad_event_is_refused_with_its_line_and_the_rest_is_read(port_bureau, bad, reason):
    port_bureau.write("a.ics", calendar(ics("good"), bad))
    delivery = port_bureau.load("video", ICS).delivery
    assert delivery.accepted == 1
    (row,) = port_bureau.refused()
    assert (row["line"], row["place"]) == (9, "a.ics")
    assert row["reason"].startswith(reason)


def test_a_list_of_meetings_with_paths_of_its_own(port_bureau):
    meetings = [
        {"no": 1, "when": {"from": "2020-09-07T09:00"}, "dur": 45, "org": {"name": "渔业局"}, "state": "held"},
        {"no": 2, "when": {"from": "2020-09-08T01:30:00Z"}, "dur": None, "org": {"name": "灯塔局"}, "state": "取消"},
        {"no": 3, "when": {"from": "someday"}, "org": {"name": "灯塔局"}},
    ]
    port_bureau.write("m.json", json.dumps({"page": {"list": meetings}}))
    toml = (
        'kind = "meeting_list"\nfile = "m.json"\nitems = "page.list"\nrefuse_above = 0.5\n'
        'fields = { code = "no", starts = "when.from", minutes = "dur", host = "org", status = "state" }\n'
    )
    delivery = port_bureau.load("video", toml).delivery
    assert (delivery.accepted, len(delivery.refused)) == (1, 1)
    (row,) = port_bureau.rows("meeting")
    assert (row["host"], str(row["day"]), row["hour"], row["minutes"]) == ("fish", "2020-09-07", 9, 45)


def test_a_host_that_nobody_knows_is_refused_with_what_to_do(port_bureau):
    port_bureau.write("a.ics", calendar(ics("w", "ORGANIZER;CN=谁:mailto:x@y\r\n")))
    with pytest.raises(LoadRefused, match="1 of 1 rows were refused"):
        port_bureau.load("video", 'kind = "calendar"\nfile = "a.ics"\n')
    assert "[sources.video.hosts]" in port_bureau.refused()[0]["remedy"]


def test_what_has_not_begun_yet_is_no_activity(port_bureau):
    port_bureau.write("a.ics", calendar(ics("w").replace("20200907", "20201107")))
    assert port_bureau.load("video", ICS).delivery.accepted == 0
