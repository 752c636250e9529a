"""A delivery that would take away much of what its source delivered is refused whole, until somebody accepts it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import create_engine, select, text

from cockpit.errors import LoadRefused
from cockpit.store import tables
from cockpit.store.exchange_database import read_connection
from tests.ingest.bureau import Bureau

pytestmark = pytest.mark.slow

UNITS = ("north", "south", "harbour", "fish", "light", "shandong")
NOTED = ("source_mark", "source_reading", "intake", "load")
"""A failed attempt is noted here, and nowhere else."""


def calendar(bureau: Bureau, count: int) -> None:
    event = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:202009{0:02}T010000Z\r\n" \
            "ATTENDEE;CN=渔业局:mailto:f@x\r\nSUMMARY:例会\r\nEND:VEVENT\r\n"  # fmt: skip
    events = "".join(event.format(day) for day in range(1, count + 1))
    bureau.write("in", f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n")


def meeting_list(bureau: Bureau, count: int) -> None:
    days = range(1, count + 1)
    bureau.write("in", json.dumps([{"id": day, "start": f"2020-09-{day:02}T09:00", "name": "例会"} for day in days]))


def data_json(bureau: Bureau, count: int) -> None:
    datasets = [{"identifier": f"d{number}", "title": f"船舶{number}"} for number in range(count)]
    bureau.write("in", json.dumps({"dataset": datasets}))


def ckan(bureau: Bureau, count: int) -> None:
    packages = [{"id": f"d{number}", "title": f"船舶{number}"} for number in range(count)]
    bureau.write("in", json.dumps({"success": True, "result": {"results": packages, "count": count}}))


def dcat(bureau: Bureau, count: int) -> None:
    nodes = [{"@type": "dcat:Dataset", "dct:identifier": f"d{number}", "dct:title": "船"} for number in range(count)]
    bureau.write("in", json.dumps({"@graph": [{"@type": "dcat:Catalog"}, *nodes]}))


def sheet_of_datasets(bureau: Bureau, count: int) -> None:
    rows = "".join(f"d{number},harbour,sea,船舶{number},csv\n" for number in range(count))
    bureau.write("in.csv", f"code,unit,theme,title_zh,formats\n{rows}")


def daily(count: int) -> list[tuple[str, str]]:
    """Days and units of as many rows, on two days in turn."""
    return [(f"2020-09-{number % 2 + 1:02}", UNITS[number // 2]) for number in range(count)]


def sheet_of_days(bureau: Bureau, count: int) -> None:
    rows = "".join(f"{day},ships,{unit},9,2,1\n" for day, unit in daily(count))
    bureau.write("in.csv", f"day,library,unit,records,items_catalogued,items_stored\n{rows}")


def their_database(bureau: Bureau, *rows: tuple[object, ...]) -> None:
    engine = create_engine(f"sqlite:///{bureau.folder / 'theirs.db'}")
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS held"))
        connection.execute(text("CREATE TABLE held (a TEXT, b TEXT, c INTEGER)"))
        for row in rows:
            connection.execute(text("INSERT INTO held VALUES (:a, :b, :c)"), dict(zip("abc", row, strict=True)))
    engine.dispose()


def select_of_datasets(bureau: Bureau, count: int) -> None:
    their_database(bureau, *((f"d{number}", f"船舶{number}", 0) for number in range(count)))


def select_of_days(bureau: Bureau, count: int) -> None:
    their_database(bureau, *((day, unit, 7) for day, unit in daily(count)))


@dataclass(frozen=True)
class Way:
    source: str
    toml: str
    put: Callable[[Bureau, int], None]
    table: str
    half: str


def _sql(table: str, columns: str, more: str = "") -> str:
    return f'kind = "sql"\nurl = "sqlite:///{{folder}}/theirs.db"\n{{extra}}\n[[reads]]\ntable = "{table}"\n' \
           f'select = "SELECT {columns} FROM held"\n{more}'  # fmt: skip


MET = 'file = "in"\nunit = "harbour"\n{extra}'
PORTAL = 'file = "in"\nunit = "harbour"\ntheme = "sea"\n{extra}'
SHEET = 'kind = "sheet"\nfiles = "in.csv"\n{extra}table = '
DATASETS = "a AS code, 'harbour' AS unit, 'sea' AS theme, b AS title_zh, 'csv' AS formats"
RETURNS = "a AS day, b AS unit, 1 AS items, c AS records"
ENTRIES = "5 of 10 entries of open_dataset"
DAYS = "5 of 10 days of meeting_daily (2020-09-06 to 2020-09-10)"
MEETINGS = "5 of 10 entries of meeting"
WAYS = {
    "calendar": Way("video", 'kind = "calendar"\n' + MET, calendar, "meeting", DAYS),
    "meeting_list": Way(
        "video", 'kind = "meeting_list"\ntime_zone = "Asia/Shanghai"\n' + MET, meeting_list, "meeting", DAYS
    ),
    "ckan": Way("portal", 'kind = "ckan"\n' + PORTAL, ckan, "open_dataset", ENTRIES),
    "data_json": Way("portal", 'kind = "data_json"\n' + PORTAL, data_json, "open_dataset", ENTRIES),
    "dcat": Way("portal", 'kind = "dcat"\n' + PORTAL, dcat, "open_dataset", ENTRIES),
    "sheet of a register": Way("portal", SHEET + '"open_dataset"\n', sheet_of_datasets, "open_dataset", ENTRIES),
    "sheet of days": Way(
        "libraries", SHEET + '"library_daily"\n', sheet_of_days, "library_daily",
        "5 of 10 rows of library_daily (2020-09-01 to 2020-09-02)",
    ),
    "sql of a register": Way(
        "portal", _sql("open_dataset", DATASETS), select_of_datasets, "open_dataset", ENTRIES
    ),
    "sql of days": Way(
        "returns", _sql("return_daily", RETURNS), select_of_days, "return_daily",
        "5 of 10 rows of return_daily (2020-09-01 to 2020-09-02)",
    ),
}  # fmt: skip


def load(bureau: Bureau, way: Way, count: int, *, extra: str = "", **more: object):
    way.put(bureau, count)
    return bureau.load(way.source, way.toml.format(folder=bureau.folder, extra=extra), **more)


def everything(bureau: Bureau) -> dict[str, list[dict[str, object]]]:
    """All tables as they stand, but for the note of the attempt itself."""
    held = {name: bureau.rows(name) for name in tables.metadata.tables if name not in NOTED}
    held["digest"] = [row for row in held["digest"] if row["table_name"] not in NOTED]
    held["register_copy"] = [row for row in held["register_copy"] if row["table_name"] not in NOTED]
    held["world"] = [row for row in held["world"] if row["name"] != "marks"]
    return held


def failure(bureau: Bureau, source: str) -> tuple[str | None, str | None]:
    (row,) = [row for row in bureau.rows("source_mark") if row["source"] == source]
    return row["failure"], row["failure_zh"]


@pytest.mark.parametrize("kind", list(WAYS))
@pytest.mark.parametrize("left", [0, 5])
def test_a_delivery_that_comes_back_empty_or_half_changes_nothing_and_fails(port_bureau, kind, left):
    way = WAYS[kind]
    load(port_bureau, way, 10)
    before = everything(port_bureau)
    assert len(before[way.table]) == 10
    with pytest.raises(LoadRefused) as refused:
        load(port_bureau, way, left)
    assert everything(port_bureau) == before
    said_en, said_zh = failure(port_bureau, way.source)
    assert said_en == refused.value.happened
    assert ("is empty" in said_en, "内容为空" in said_zh) == (left == 0, left == 0)
    assert (way.half in said_en) is (left == 5)
    assert "a load may delete at most 20% of what its source delivered" in said_en
    assert "一次最多删去来源已提供的20%" in said_zh
    assert f'cockpit load {way.source} --accept "reason"' in refused.value.remedy


@pytest.mark.parametrize("kind", list(WAYS))
@pytest.mark.parametrize("now", [9, 12])
def test_one_fewer_or_more_is_everyday_life(port_bureau, kind, now):
    way = WAYS[kind]
    load(port_bureau, way, 10)
    assert load(port_bureau, way, now).accepted is None
    assert len(port_bureau.rows(way.table)) == now
    assert failure(port_bureau, way.source) == (None, None)


@pytest.mark.parametrize("kind", list(WAYS))
@pytest.mark.parametrize("left", [0, 5])
def test_what_is_accepted_is_loaded_and_remembered(port_bureau, kind, left):
    way = WAYS[kind]
    load(port_bureau, way, 10)
    with pytest.raises(LoadRefused):
        load(port_bureau, way, left)
    outcome = load(port_bureau, way, left, accept="系统换代")
    # An empty sheet names no day, so it takes no row of a day away.
    assert len(port_bureau.rows(way.table)) == (10 if left == 0 and kind == "sheet of days" else left)
    assert failure(port_bureau, way.source) == (None, None)
    with read_connection(port_bureau.engine) as connection:
        line = connection.execute(select(tables.load).order_by(tables.load.c.number.desc())).mappings().first()
    assert (line["reason"], line["lost"]) == ("系统换代", outcome.accepted.lost)
    assert (way.half in line["lost"]) is (left == 5)
    assert load(port_bureau, way, left, accept="again").accepted is None or left == 0


def test_on_each_database_a_calendar_that_shrinks_is_refused_and_accepted(any_bureau):
    way = WAYS["calendar"]
    load(any_bureau, way, 10)
    before = everything(any_bureau)
    with pytest.raises(LoadRefused):
        load(any_bureau, way, 5)
    assert everything(any_bureau) == before
    lost = f"{DAYS}, {MEETINGS}, 5 of 10 entries of meeting_unit"
    assert load(any_bureau, way, 5, accept="并入省系统").accepted.lost == lost
    assert [row["reason"] for row in any_bureau.rows("load")] == [None, None, None, "并入省系统"]
    assert len({row["day"] for row in any_bureau.rows("meeting_daily")}) == 5


@pytest.mark.parametrize(
    ("held", "left", "extra", "goes"),
    [
        (3, 2, "", True),
        (3, 1, "", True),  # two of three are fewer than the three that have to go
        (2, 0, "", False),
        (1, 0, "", False),
        (4, 1, "", False),
        (20, 16, "", True),  # exactly a fifth
        (20, 15, "", False),
        (20, 15, "shrinks_above = 0.25\n", True),
        (20, 19, "shrinks_above = 0\n", True),
        (20, 17, "shrinks_above = 0\n", False),
        (20, 1, "shrinks_above = 1\n", True),
        (20, 0, "shrinks_above = 1\n", False),
        (0, 0, "", True),
    ],
)
def test_a_share_counts_from_three_on_and_an_empty_delivery_always(port_bureau, held, left, extra, goes):
    way = WAYS["data_json"]
    load(port_bureau, way, held)
    if goes:
        load(port_bureau, way, left, extra=extra)
    else:
        with pytest.raises(LoadRefused):
            load(port_bureau, way, left, extra=extra)
    assert len(port_bureau.rows("open_dataset")) == (left if goes else held)


def test_meetings_that_are_called_off_are_gone_as_well(port_bureau):
    way = WAYS["meeting_list"]
    load(port_bureau, way, 10)
    off = [{"id": day, "start": f"2020-09-{day:02}T09:00", "status": "取消"} for day in range(1, 11)]
    port_bureau.write("in", json.dumps(off))
    with pytest.raises(LoadRefused, match=r"^It would delete 10 of 10 days "):
        port_bureau.load("video", way.toml.format(extra=""))


def test_a_calendar_that_only_says_what_is_to_come_is_empty(port_bureau):
    way = WAYS["meeting_list"]
    load(port_bureau, way, 2)
    port_bureau.write("in", json.dumps([{"id": 9, "start": "2020-10-09T09:00"}]))
    with pytest.raises(LoadRefused, match=r"^It is empty and would delete 2 of 2 days "):
        port_bureau.load("video", way.toml.format(extra=""))


def test_a_sheet_that_has_not_got_older_days_takes_nothing_away(port_bureau):
    way = WAYS["sheet of days"]
    load(port_bureau, way, 10)
    port_bureau.write("in.csv", "day,library,unit,records,items_catalogued\n2020-09-29,ships,harbour,9,2\n")
    assert port_bureau.load("libraries", way.toml.format(extra="")).accepted is None
    assert len(port_bureau.rows("library_daily")) == 11


def test_a_select_with_a_mark_may_find_nothing_new_but_not_empty_the_days_it_touches(port_bureau):
    toml = _sql("return_daily", RETURNS + ", c AS written", 'mark = "written"\nreread_days = 9\n').format(
        folder=port_bureau.folder, extra=""
    )
    their_database(port_bureau, *((day, unit, 7) for day, unit in daily(10)))
    port_bureau.load("returns", toml)
    their_database(port_bureau)
    assert port_bureau.load("returns", toml).delivery.rows == 0
    their_database(port_bureau, ("2020-09-01", "fish", 8))  # one row of five is left on the day
    with pytest.raises(LoadRefused, match=r"4 of 5 rows of return_daily \(2020-09-01 to 2020-09-01\)"):
        port_bureau.load("returns", toml)
    assert len(port_bureau.rows("return_daily")) == 10


def test_entries_under_other_codes_are_not_fewer(port_bureau):
    way = WAYS["data_json"]
    load(port_bureau, way, 10)
    datasets = [{"identifier": f"new-{number}", "title": "船舶"} for number in range(10)]
    port_bureau.write("in", json.dumps({"dataset": datasets}))
    assert port_bureau.load("portal", way.toml.format(extra="")).accepted is None


def test_an_accepted_catalogue_is_read_again_on_the_same_day_without_a_word(port_bureau):
    """The groups that have gone end with zero and are named once; that they are not named again is no loss."""
    way = WAYS["data_json"]
    themes = ('theme = "sea"', 'theme = "sea"\npublishers = { "f" = "fish", "l" = "light", "n" = "north" }')
    toml = way.toml.format(extra="").replace(*themes)
    datasets = [{"identifier": f"d{n}", "title": "船", "publisher": {"name": "fln"[n % 3]}} for n in range(9)]
    port_bureau.write("in", json.dumps({"dataset": datasets}))
    port_bureau.load("portal", toml)
    load(port_bureau, way, 1, accept="换了门户")
    assert load(port_bureau, way, 1).accepted is None
    assert load(port_bureau, way, 1, anew=True).accepted is None


@pytest.mark.parametrize("kind", ["calendar", "meeting_list"])
def test_a_source_that_holds_its_newest_days_only_has_to_say_so(port_bureau, kind):
    """Each load would take a day away, and in the end all of them."""
    way = WAYS[kind]
    load(port_bureau, way, 10)
    days = range(2, 11)
    if kind == "calendar":
        held = (port_bureau.folder / "in").read_text()
        port_bureau.write("in", held.replace("DTSTART:20200901", "DTSTART:20200905"))
    else:
        port_bureau.write("in", json.dumps([{"id": day, "start": f"2020-09-{day:02}T09:00"} for day in days]))
    toml = way.toml.format(extra="")
    with pytest.raises(LoadRefused, match=r"1 of 10 days of meeting_daily .*the oldest days") as refused:
        port_bureau.load("video", toml)
    assert "window_days" in refused.value.remedy
    assert port_bureau.load("video", toml + "window_days = 29\n").accepted is None
    assert port_bureau.one("SELECT min(day) FROM meeting") == "2020-09-01"


def test_a_rolling_window_replaces_what_lies_in_it_alone(port_bureau):
    way = WAYS["calendar"]
    load(port_bureau, way, 20)
    load(port_bureau, way, 0, extra="window_days = 20\n", accept="系统换代")  # from 11 September on
    assert [len(port_bureau.rows(table)) for table in ("meeting", "meeting_unit", "meeting_daily")] == [10, 10, 20]
    assert port_bureau.one("SELECT max(day) FROM meeting_daily") == "2020-09-10"


def test_days_of_which_a_delivery_says_nothing_make_no_share_smaller(port_bureau):
    way = WAYS["calendar"]
    load(port_bureau, way, 20)
    with pytest.raises(LoadRefused, match=r"3 of 10 days of meeting_daily \(2020-09-18 to 2020-09-20\)"):
        load(port_bureau, way, 17, extra="window_days = 20\n")


def test_a_select_of_the_newest_days_says_how_many(port_bureau):
    way = WAYS["sql of days"]
    rows = [(f"2020-09-{day:02}", "fish", 1) for day in range(1, 31)]
    their_database(port_bureau, *rows)
    toml = way.toml.format(folder=port_bureau.folder, extra="")
    port_bureau.load("returns", toml)
    their_database(port_bureau, *rows[20:])
    with pytest.raises(LoadRefused, match=r"20 of 30 days of return_daily .*the oldest days"):
        port_bureau.load("returns", toml)
    their_database(port_bureau, *rows[20:29])
    assert port_bureau.load("returns", toml + "window_days = 10\n").accepted is None
    assert len(port_bureau.rows("return_daily")) == 29
