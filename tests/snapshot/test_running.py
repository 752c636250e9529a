"""The run of Monday morning: what is due is sealed once, oldest first, and a late week is said aloud."""

from __future__ import annotations

import base64
import hashlib
import json
import multiprocessing
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.errors import DatabaseSilent, ScopeWrong, SnapshotRefused
from cockpit.snapshot import week_remarks
from cockpit.snapshot import weekly_plan as plans
from cockpit.snapshot.archive import Archive, due, last_due
from cockpit.snapshot.retention import old, remove
from cockpit.snapshot.schedule import next_time, trigger
from cockpit.snapshot.signing import generate, signer
from cockpit.snapshot.weekly_plan import Seal
from cockpit.snapshot.weekly_run import late
from cockpit.units import Text
from tests.servers import free_port
from tests.snapshot.weeks import MONDAY, board_of, press, sealed

pytestmark = pytest.mark.slow

W36, W37, W38, W39 = (Week(2020, number) for number in (36, 37, 38, 39))


def log(root: Path) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in (root / "var" / "weekly.jsonl").read_bytes().splitlines()]
    return [(line["event"], line["week"]) for line in lines]


def test_the_week_is_sealed_on_monday_at_seven_and_not_a_second_before(tmp_path: Path) -> None:
    press(tmp_path, at=MONDAY - timedelta(weeks=1)).run()
    assert sealed(tmp_path) == ["2020-W38"]
    assert press(tmp_path, at=MONDAY - timedelta(seconds=1)).run()
    assert sealed(tmp_path) == ["2020-W38"]
    assert press(tmp_path).run()
    assert sealed(tmp_path) == ["2020-W38", "2020-W39"]
    assert log(tmp_path) == [("sealed", "2020-W38"), ("sealed", "2020-W39")]


def test_the_clock_fires_on_monday_in_shanghai_whatever_summer_does_elsewhere() -> None:
    seal = Seal()
    for utc in ("2021-03-28T00:30:00+00:00", "2021-10-31T00:30:00+00:00", "1991-04-14T00:30:00+00:00"):
        fires = next_time(seal, datetime.fromisoformat(utc))
        assert (fires.isoweekday(), fires.hour, fires.utcoffset()) == (1, 7, timedelta(hours=8))
    fires = next_time(seal, MONDAY + timedelta(seconds=1))
    for _ in range(60):  # more than a year of Mondays, each seven days after the other
        following = trigger(seal).get_next_fire_time(fires, fires + timedelta(seconds=1))
        assert following is not None and following - fires == timedelta(days=7)
        fires = following
    assert next_time(Seal(weekday="wednesday", time="18:30"), MONDAY).isoformat() == "2020-09-30T18:30:00+08:00"


def test_after_a_downtime_every_missed_week_is_sealed_the_oldest_first(tmp_path: Path) -> None:
    press(tmp_path, at=MONDAY - timedelta(weeks=3)).run()
    heard: list[str] = []
    assert press(tmp_path, at=MONDAY + timedelta(minutes=5), heard=heard).run()
    assert sealed(tmp_path) == ["2020-W36", "2020-W37", "2020-W38", "2020-W39"]
    assert [week for event, week in log(tmp_path) if event == "sealed"][1:] == ["2020-W37", "2020-W38", "2020-W39"]
    assert "2020-W37: sealed 336 hours late" in heard and not any("W39: sealed 0" in one for one in heard)


def test_a_gap_between_sealed_weeks_is_filled(tmp_path: Path) -> None:
    for ago in (2, 0):
        press(tmp_path, at=MONDAY - timedelta(weeks=ago)).run()
    archive = Archive(tmp_path / "snapshots")
    remove_week(archive, W38)
    assert due(archive, Seal(), MONDAY) == [W38]
    assert last_due(Seal(), MONDAY) == W39


def remove_week(archive: Archive, week: Week) -> None:
    archive.place(week).rename(archive.root / "elsewhere")


def test_a_silent_database_makes_the_week_late_and_the_next_run_makes_up_for_it(tmp_path: Path) -> None:
    def silent(week: Week, unit: str | None) -> Board:
        raise DatabaseSilent("The database does not answer.", "Try again.")

    press(tmp_path, at=MONDAY - timedelta(weeks=1)).run()
    heard: list[str] = []
    assert not press(tmp_path, ask=silent, heard=heard).run()
    assert heard == ["2020-W39: not sealed: The database does not answer. Try again."]
    later = MONDAY + timedelta(hours=4)
    assert not press(tmp_path, at=later, ask=silent, heard=heard).run()
    assert heard[-1] == "2020-W39: was due at 2020-09-28 07:00, 4 hours ago, and is not sealed"
    assert late(Archive(tmp_path / "snapshots"), Seal(), later) == [W39]
    assert press(tmp_path, at=later + timedelta(hours=1)).run()
    assert late(Archive(tmp_path / "snapshots"), Seal(), later) == []


def test_counties_get_a_sealed_report_of_their_own(tmp_path: Path) -> None:
    mail = {"server": "localhost", "port": free_port(), "sender": "week@city.test", "tries": 1}
    plan = {"mail": mail, "recipient": [{"address": "a@b.test", "unit": "371302", "files": ["report.html"]}]}
    press(tmp_path, plan=plan, at=MONDAY).run()
    assert sealed(tmp_path) == ["2020-W39", "units/371302/2020-W39"]
    assert Archive(tmp_path / "snapshots", "371302").edition(W39).board.scope.unit == "371302"
    assert Archive(tmp_path / "snapshots", "371302").verdict(W39).intact


def _race(root: str, start: Any) -> None:
    def slowly(week: Week, unit: str | None) -> Board:
        time.sleep(0.2)
        return board_of(week, unit)

    start.wait()
    press(Path(root), ask=slowly).run()


def test_of_many_processes_one_seals_and_the_others_leave_it_to_that(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(3)
    runs = [spawn.Process(target=_race, args=(str(tmp_path), start)) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(90)
        assert run.exitcode == 0
    assert sealed(tmp_path) == ["2020-W39"]
    assert [event for event, _ in log(tmp_path)].count("sealed") == 1


def test_what_was_sealed_is_what_the_next_week_is_held_against_and_what_changed_since_is_restated(
    tmp_path: Path,
) -> None:
    first = MONDAY - timedelta(weeks=1)
    press(tmp_path, at=first, ask=lambda week, unit: board_of(week, sharing__records=20_000_000)).run()
    kept = (tmp_path / "snapshots" / "2020-W38" / "board.json").read_bytes()
    corrected = {"version": "2", "sharing__records": 21_000_000}
    press(tmp_path, ask=lambda week, unit: board_of(week, **corrected)).run()
    archive = Archive(tmp_path / "snapshots")
    edition = archive.edition(W39)
    assert edition.before["sharing.records"].value == 20_000_000
    (one,) = edition.restatements
    assert (one.week, one.metric) == ("2020-W38", "sharing.records")
    assert (one.published.value, one.restated.value) == (20_000_000, 21_000_000)
    assert (tmp_path / "snapshots" / "2020-W38" / "board.json").read_bytes() == kept
    press(tmp_path, at=MONDAY + timedelta(weeks=1), ask=lambda week, unit: board_of(week, **corrected)).run()
    assert archive.edition(Week(2020, 40)).restatements == ()  # listed once, and the same since


def test_the_same_data_restates_nothing_and_a_library_is_named(tmp_path: Path) -> None:
    press(tmp_path, at=MONDAY - timedelta(weeks=1)).run()

    def more(week: Week, unit: str | None) -> Board:
        board = board_of(week, version="2")
        rows = list(board.rows("libraries"))
        number = replace(rows[0]["volumes.records"], value=498_000_001)
        rows[0] = replace(rows[0], numbers={**rows[0].numbers, "volumes.records": number})
        return replace(board, tables={**board.tables, "libraries": tuple(rows)})

    press(tmp_path, ask=more).run()
    (one,) = Archive(tmp_path / "snapshots").edition(W39).restatements
    assert (one.member, one.name and one.name.zh, one.restated.value) == ("libraries:population", "人口库", 498_000_001)


def test_a_remark_stands_in_the_sealed_week_signed_and_nothing_is_added_later(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    generate(key)
    archive, var = Archive(tmp_path / "snapshots"), tmp_path / "var"
    said = Text("平台升级，周三停机两小时。\u202e\x07\n<b>不是标签</b>", "")
    week_remarks.write(W39, archive, var, author=" 张三 ", text=said, day=MONDAY.date(), signer=signer(key))
    press(tmp_path, signer=signer(key)).run()
    remark = archive.edition(W39).remark
    assert remark is not None and remark.author == "张三"
    assert remark.text.zh == remark.text.en == "平台升级，周三停机两小时。\n<b>不是标签</b>"
    assert remark.key == signer(key).verifier.name
    assert signer(key).verifier.fits(base64.b64decode(remark.signature), week_remarks.signed(W39, remark))
    assert archive.verdict(W39, [signer(key).verifier]).intact
    with pytest.raises(SnapshotRefused, match="nothing is added to it any more"):
        week_remarks.write(W39, archive, var, author="李四", text=Text("晚了", ""), day=MONDAY.date())


@pytest.mark.parametrize(
    ("author", "text", "refusal"),
    [("张三", " \n\t", "remark is empty"), ("", "话", "author is empty"), ("张三", "长" * 601, "601 characters")],
)
def test_a_remark_that_cannot_be_printed_is_refused(tmp_path: Path, author: str, text: str, refusal: str) -> None:
    with pytest.raises(SnapshotRefused, match=refusal):
        week_remarks.write(W39, Archive(tmp_path), tmp_path, author=author, text=Text(text, ""), day=MONDAY.date())


def test_a_remark_that_somebody_broke_is_not_sealed_over(tmp_path: Path) -> None:
    (tmp_path / "var" / "remarks").mkdir(parents=True)
    (tmp_path / "var" / "remarks" / "2020-W39.json").write_text("{")
    heard: list[str] = []
    assert not press(tmp_path, heard=heard).run()
    assert "The remark on 2020-W39 cannot be read" in heard[0]


def keep(weeks_: int) -> plans.Retention:
    return plans.Retention(weeks=weeks_)


def test_nothing_younger_than_the_policy_can_go_and_what_is_older_goes_whole(tmp_path: Path) -> None:
    press(tmp_path, at=MONDAY - timedelta(weeks=3)).run()
    press(tmp_path).run()
    root = tmp_path / "snapshots"
    assert old(root, keep(0), MONDAY) == []
    assert [one.week for one in old(root, keep(2), MONDAY)] == [W36, W37]
    first = old(root, keep(2), MONDAY)[0]
    with pytest.raises(SnapshotRefused, match="younger than 4 weeks and stays"):
        remove(first, keep(4), MONDAY)
    remove(first, keep(2), MONDAY)
    remove(old(root, keep(2), MONDAY)[0], keep(2), MONDAY, into=tmp_path / "cellar")
    assert sealed(tmp_path) == ["2020-W38", "2020-W39"]
    assert Archive(tmp_path / "cellar").verdict(W37).intact
    assert [one.name for one in root.iterdir() if "gone" in one.name] == []
    assert due(Archive(root), Seal(), MONDAY) == []  # what was retired is not sealed again


def test_a_folder_named_like_a_week_that_no_year_has_is_no_week(tmp_path: Path) -> None:
    for name in ("2020-W60", "2020-W39", "notes"):
        (tmp_path / name).mkdir()
    assert Archive(tmp_path).weeks() == [W39]


@pytest.mark.parametrize("unit", ["../x", "A", "", "x" * 41])
def test_a_unit_that_is_no_code_leads_to_no_folder(tmp_path: Path, unit: str) -> None:
    with pytest.raises(ScopeWrong):
        Archive(tmp_path, unit)


def test_a_week_that_an_older_version_sealed_is_read_by_a_newer_one(tmp_path: Path) -> None:
    """A board of that time lacks what was added since; its id is that of what stands in the file."""
    press(tmp_path).run()
    file = tmp_path / "snapshots" / "2020-W39" / "board.json"
    value = json.loads(file.read_bytes())
    board = value["board"]
    board["of_an_older_version"] = 1
    content = {name: held for name, held in board.items() if name not in ("id", "stale")}
    board["id"] = hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
    file.write_bytes(orjson.dumps(value, option=orjson.OPT_SORT_KEYS))
    assert Archive(tmp_path / "snapshots").edition(W39).board["sharing.records"].value == 21_460_000
    file.write_bytes(file.read_bytes().replace(b"21460000", b"31460000"))
    with pytest.raises(SnapshotRefused, match="altered"):
        Archive(tmp_path / "snapshots").edition(W39)
