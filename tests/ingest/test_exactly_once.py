"""Exactly once, whatever happens: repeats, late days, conflicts, refusals, two loads at once."""

import csv
import io
import json
import random
from datetime import datetime

import pytest

from cockpit.errors import LoadBusy, LoadRefused, RollupWrong, SourcesWrong, SourceWrong
from cockpit.store.load_lock import load_lock

pytestmark = pytest.mark.slow

HEADER = (
    "event_id",
    "at",
    "provider",
    "consumer",
    "resource",
    "kind",
    "scenario",
    "records",
    "bytes",
    "duration_ms",
    "status",
)
TOML = 'kind = "events"\nfiles = "log"\n'


def event(number, day=28, **more):
    row = {
        "event_id": f"e-{number}",
        "at": f"2020-09-{day:02d}T03:00:{number % 60:02d}Z",
        "provider": ("harbour", "fish")[number % 2],
        "consumer": "light",
        "resource": "",
        "kind": ("api", "table", "file")[number % 3],
        "scenario": "pilot" if number % 4 else "",
        "records": number % 50 or "",
        "bytes": 100 * number,
        "duration_ms": number % 700,
        "status": "failed" if number % 11 == 0 else "success",
    }
    return {**row, **more}


def text(events):
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(events)
    return out.getvalue()


def facts(bureau):
    return json.dumps(bureau.rows("flow_daily"), default=str, sort_keys=True)


def test_clean_input_adds_up(any_bureau):
    any_bureau.write("log/a.csv", text([event(number) for number in range(1, 45)]))
    delivery = any_bureau.load("platform", TOML).delivery
    assert (delivery.accepted, delivery.repeated, delivery.refused) == (44, 0, [])
    assert delivery.newest_at == datetime(2020, 9, 28, 11, 0, 44)
    assert any_bureau.one("SELECT sum(exchanges) FROM flow_daily") == 44
    assert any_bureau.one("SELECT sum(failed) FROM flow_daily") == 4
    assert any_bureau.one("SELECT sum(bytes) FROM flow_daily") == 99_000
    assert any_bureau.one("SELECT sum(exchanges) FROM flow_daily WHERE scenario = 'other'") == 11
    assert {row["delivered_by"] for row in any_bureau.rows("flow_daily")} == {"platform"}


def test_shuffled_duplicated_and_late_input_gives_the_same_facts_as_clean_input(tmp_path):
    from tests.ingest.bureau import bureau

    clean = [event(number, day=20 + number % 9) for number in range(1, 2_001)]
    chance = random.Random(1)
    shuffled = chance.sample(clean, len(clean))
    doubled = chance.sample([row for row in clean for _ in range(chance.choice((1, 1, 2, 3)))], k=0) or [
        row for row in shuffled for _ in range(chance.choice((1, 2, 3)))
    ]
    late = chance.sample(clean, len(clean))
    variants = {"clean": [clean], "shuffled": [shuffled], "doubled": [doubled[:2_500], doubled[1_500:]], "late": []}
    variants["late"] = [late[start : start + 300] for start in range(0, 2_000, 300)]
    found = {}
    for name, files in variants.items():
        folder = tmp_path / name
        folder.mkdir()
        made = bureau(folder, f"sqlite:///{folder / 'exchange.db'}")
        for number, rows in enumerate(files):
            made.write(f"log/{number}.csv", text(rows))
            made.load("platform", TOML)
        found[name] = facts(made), made.one("SELECT value FROM world WHERE name = 'data_version'")
        made.engine.dispose()
    assert len(set(found.values())) == 1


def test_a_file_that_was_read_is_passed_over_and_a_changed_one_is_noticed(port_bureau):
    port_bureau.write("log/a.csv", text([event(1)]))
    port_bureau.load("platform", TOML)
    again = port_bureau.load("platform", TOML)
    assert (again.delivery.accepted, again.delivery.repeated, again.loaded.changed) == (0, 0, 0)
    port_bureau.write("log/a.csv", text([event(1), event(2)]))
    grown = port_bureau.load("platform", TOML).delivery
    assert (grown.accepted, grown.repeated) == (1, 1)
    assert grown.notes == ["log/a.csv has changed since it was read; it is read again."]


def test_of_two_events_with_one_id_the_first_landed_wins_and_the_second_is_shown(port_bureau):
    port_bureau.write("log/a.csv", text([event(number) for number in range(1, 31)]))
    port_bureau.load("platform", TOML)
    before = facts(port_bureau)
    port_bureau.write("log/b.csv", text([event(number) for number in range(1, 30)] + [event(30, day=29, records=7)]))
    delivery = port_bureau.load("platform", TOML).delivery
    assert (delivery.accepted, delivery.repeated, len(delivery.refused)) == (0, 29, 1)
    (row,) = port_bureau.refused("platform")
    assert (row["place"], row["line"], row["field"], row["value"]) == ("log/b.csv", 31, "event_id", "e-30")
    assert row["reason"] == "this event id was delivered before with another happened_at, records."
    assert row["reason_zh"] == "同一事件编号此前已提供，但“发生时间”、“记录数”不同。"
    assert facts(port_bureau) == before


def test_each_refused_row_says_source_line_field_value_reason_and_remedy(port_bureau):
    bad = [
        event(41, provider="nobody"),
        event(42, at="yesterday"),
        event(43, at="2030-01-01T00:00:00Z"),
        event(44, records="many"),
        event(45, duration_ms="soon"),
        event(46, kind="pigeon"),
        event(47, status="perhaps"),
        event(48, scenario="unknown"),
        event(49, event_id=""),
    ]
    port_bureau.write("log/a.csv", text([event(number) for number in range(1, 40)] + bad) + "one,two\n")
    delivery = port_bureau.load("platform", TOML + "refuse_above = 0.3\n").delivery
    assert (delivery.accepted, len(delivery.refused)) == (39, 10)
    rows = port_bureau.refused("platform")
    assert [(row["line"], row["field"]) for row in rows] == [
        (41, "provider"), (42, "at"), (43, "at"), (44, "records"), (45, "duration_ms"), (46, "kind"), (47, "status"),
        (48, "scenario"), (49, "event_id"), (50, None),
    ]  # fmt: skip
    assert rows[0]["value"] == "nobody"
    assert rows[0]["reason"] == "the unit 'nobody' is unknown."
    assert rows[0]["remedy"] == "Add it to the unit register or map it in [sources.platform.units]."
    assert rows[2]["reason"] == "at lies in the future."


def test_above_the_share_of_refusals_the_whole_load_is_refused_and_the_old_facts_stay(any_bureau):
    any_bureau.write("log/a.csv", text([event(number) for number in range(1, 20)]))
    any_bureau.load("platform", TOML)
    before = facts(any_bureau)
    any_bureau.write("log/b.csv", text([event(50), event(51, provider="x"), event(52, provider="y")]))
    with pytest.raises(LoadRefused, match=r"2 of 3 rows were refused, such as log/b.csv line 3: the unit 'x'"):
        any_bureau.load("platform", TOML)
    assert facts(any_bureau) == before
    assert len(any_bureau.refused("platform")) == 2
    (mark,) = any_bureau.rows("source_mark")
    assert mark["failure"].startswith("2 of 3 rows were refused")
    assert mark["failure_zh"].startswith("3行中有2行被拒收，如log/b.csv第3行：单位“x”不在名册中。")
    assert mark["newest_at"] == datetime(2020, 9, 28, 11, 0, 19)
    any_bureau.write("log/b.csv", text([event(50), event(51), event(52)]))
    assert any_bureau.load("platform", TOML).delivery.accepted == 3
    assert any_bureau.refused("platform") == []
    assert any_bureau.rows("source_mark")[0]["failure"] is None


def test_a_file_that_was_refused_as_a_whole_and_taken_away_leaves_the_quarantine(port_bureau):
    port_bureau.write("log/a.csv", text([event(number) for number in range(1, 20)] + [event(20, provider="x")]))
    port_bureau.load("platform", TOML)
    bad = port_bureau.write("log/b.csv", text([event(50, provider="x"), event(51, provider="y")]))
    with pytest.raises(LoadRefused, match="2 of 2 rows were refused"):
        port_bureau.load("platform", TOML)
    assert [row["place"] for row in port_bureau.refused()] == ["log/a.csv", "log/b.csv", "log/b.csv"]
    bad.unlink()
    (port_bureau.folder / "log" / "a.csv").rename(port_bureau.folder / "a.csv")
    port_bureau.write("log/c.csv", text([event(60)]))
    assert port_bureau.load("platform", TOML).delivery.accepted == 1
    assert [row["place"] for row in port_bureau.refused()] == ["log/a.csv"]  # its other rows count, so this one waits


def test_a_refused_row_is_taken_in_when_its_unit_is_mapped_and_it_is_retried(port_bureau):
    port_bureau.write("log/a.csv", text([event(number) for number in range(1, 20)] + [event(20, provider="LH")]))
    port_bureau.load("platform", TOML)
    rows = port_bureau.refused("platform")
    assert len(rows) == 1
    mapped = TOML + '[units]\n"LH" = "light"\n'
    delivery = port_bureau.load("platform", mapped, retried=rows).delivery
    assert (delivery.accepted, delivery.repeated) == (1, 0)
    assert port_bureau.refused("platform") == []
    assert port_bureau.one("SELECT sum(exchanges) FROM flow_daily WHERE provider = 'light'") == 1


def test_reading_everything_anew_changes_nothing(port_bureau):
    port_bureau.write("log/a.csv", text([event(number) for number in range(1, 20)]))
    port_bureau.load("platform", TOML)
    before = port_bureau.state()
    delivery = port_bureau.load("platform", TOML, anew=True).delivery
    assert (delivery.accepted, delivery.repeated) == (0, 19)
    assert port_bureau.state() == before


def test_two_loads_at_once_wait_for_each_other_or_say_so(any_bureau):
    told = []
    second = load_lock(any_bureau.engine, wait_s=0.2, waiting=lambda: told.append(1))
    with load_lock(any_bureau.engine, wait_s=1), pytest.raises(LoadBusy, match="Another load"), second:
        raise AssertionError("both hold the lock")
    assert told == [1]
    with load_lock(any_bureau.engine, wait_s=0):
        pass


def test_a_source_that_no_register_names_is_refused(port_bureau):
    port_bureau.write("log/a.csv", text([event(1)]))
    with pytest.raises(SourcesWrong, match=r"the register of sources has no 'elsewhere'"):
        port_bureau.load("elsewhere", TOML)


def test_a_landed_part_that_is_gone_is_said(port_bureau):
    port_bureau.write("log/a.csv", text([event(1)]))
    port_bureau.load("platform", TOML)
    (part,) = port_bureau.rows("part")
    (port_bureau.folder / "landed" / part["name"]).unlink()
    port_bureau.write("log/b.csv", text([event(2)]))
    with pytest.raises(RollupWrong, match=r"is gone\. Restore the folder of landed parts"):
        port_bureau.load("platform", TOML)


def test_what_a_killed_load_left_is_swept_away(port_bureau):
    port_bureau.write("log/a.csv", text([event(1)]))
    port_bureau.load("platform", TOML)
    left = port_bureau.write("landed/platform/2020-09-28/left.parquet", b"half")
    port_bureau.write("landed/.landing-1/batch.csv", "half")
    port_bureau.load("platform", TOML)
    assert not left.exists()
    assert not (port_bureau.folder / "landed" / ".landing-1").exists()
    assert len(list((port_bureau.folder / "landed").rglob("*.parquet"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("log/a.csv", "event_id,at\n1,2\n", "has no column 'provider'"),
        ("log/a.txt", "x", "is of no known format"),
        ("log/a.parquet", b"PAR1 no PAR1", "is no readable Parquet"),
        ("log/a.csv.gz", b"\x1f\x8b\x08\x00broken", "is cut off or broken"),
        ("log/a.csv", b"\xff\xfe\xff", "has no readable header"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_one_line(port_bureau, name, content, words):
    port_bureau.write(name, content)
    with pytest.raises(SourceWrong, match=words):
        port_bureau.load("platform", TOML)
    assert port_bureau.rows("flow_daily") == []


def test_more_parts_than_a_day_should_have_become_one(port_bureau):
    for number in range(1, 36):
        port_bureau.write("log/a.csv", text([event(number)]))
        port_bureau.load("platform", TOML)
    assert len(port_bureau.rows("part")) < 10
    assert port_bureau.one("SELECT sum(exchanges) FROM flow_daily") == 35
