"""What is live is judged now: when loads stop, every surface says so, and all of them say the same at every moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import Engine

from cockpit.board.board import Board
from cockpit.board.board_service import BoardService
from cockpit.board.comparison.baseline import parse
from cockpit.board.scope import Scope
from cockpit.calendar import Week
from cockpit.cli import main
from cockpit.cli.alerts import standing_of
from cockpit.panels.view import Surface, View
from cockpit.screens import annex
from cockpit.settings import read
from cockpit.store.exchange_database import open_engine
from cockpit.store.load_transaction import Load, replace
from cockpit.web.app import create_app
from tests import small

pytestmark = pytest.mark.slow

WHOLE = Scope("small")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AGED = "共享：最近读取 09-20 06:05，但最新数据停在 09-20 06:00"
STATE = re.compile(r"^ *(\w+) +(current|late|stopped|broken|none|unknown) ", re.MULTILINE)


class House:
    """A city whose loads ended on 21 September 2020 at 18:00, with a clock that a test puts on."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.engine: Engine = open_engine(url)
        self.now = small.NOW
        self.load()
        self.keep = self.administrator("web")
        settings = read({"COCKPIT_VAR": str(folder / "web"), "COCKPIT_CITY": "small"})
        self.client: FlaskClient = create_app(settings, self.keep).server.test_client()

    def administrator(self, name: str) -> BoardService:
        return BoardService(self.engine, city="small", var=self.folder / name, now=lambda: self.now)

    def load(self, *, clock: str = "", newest: dict[str, datetime] | None = None, **facts: Any) -> None:
        """The small city with a clock that runs; `newest` are other newest moments of sources, read just after."""
        registers = small.registers()
        newest = {"libraries": datetime(2020, 9, 21, 6), "platform": datetime(2020, 9, 20, 6), **(newest or {})}
        for mark in registers["source_mark"]:
            mark["newest_at"] = newest.get(mark["source"], mark["newest_at"])
            mark["read_at"] = mark["newest_at"] + timedelta(minutes=5)
        done = Load("small", registers=registers, facts={**small.facts(), **facts}, world={"clock": clock})
        replace(self.engine, done, at=small.NOW)

    def after(self, apart: timedelta) -> Board:
        self.now = small.NOW + apart
        return self.keep.board(WHOLE)

    def page(self, address: str) -> str:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return unescape(answer.get_data(as_text=True))

    def verb(self, name: str) -> str:
        env = {
            "COCKPIT_DATABASE": self.url,
            "COCKPIT_CITY": "small",
            "COCKPIT_VAR": str(self.folder / "verbs"),
            "COCKPIT_CLOCK": self.now.isoformat(),
        }
        done = CliRunner().invoke(main, [name], env=env)
        assert done.exit_code == 0, done.output
        return done.output


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    made = House(database_url, tmp_path)
    yield made
    made.engine.dispose()


def states(board: Board) -> dict[str, str]:
    return {one.code: one.state for one in board.sources}


def alarms(board: Board) -> dict[str, str]:
    """The critical lines about sources, by source."""
    told = [one for one in board.notices if one.name.startswith(("trust.source_broken:", "trust.source_stopped:"))]
    return {one.name.partition(":")[2]: one.text.zh for one in told}


def test_forty_days_after_every_load_has_stopped_every_surface_says_so(house: House) -> None:
    board = house.after(40 * DAY)
    silent = {**dict.fromkeys(("libraries", "platform", "portal"), "stopped"), "video": "broken", "bureau": "none"}
    assert states(board) == silent
    assert (board.as_of, board.clock) == (date(2020, 9, 21), datetime.fromisoformat("2020-10-31T18:00:00+08:00"))
    assert (board["trust.sources_current"].value, board["trust.sources_current"].as_of) == (0, date(2020, 10, 31))
    assert board["sharing.exchanges"].as_of == date(2020, 9, 20)  # its own source has said nothing of the 21st
    assert alarms(board)["platform"] == AGED
    assert alarms(board)["video"] == "会议：数据截至 09-21 06:00，源库连接中断"  # this one's last reading failed

    told = house.client.get("/api/v1/board").get_json()
    assert {one["code"]: one["state"] for one in told["sources"]} == silent
    assert told["id"] == board.id and told["stale"] is None
    wall = house.page("/wall")
    assert AGED in wall and 'data-f="stopped"' in wall and "没有新数据，为最近一次数据" in wall
    assert AGED in house.page("/desk")
    trust = house.page("/desk/trust")
    assert trust.count('data-f="stopped">停更') == 3 and trust.count('data-f="broken">中断') == 1
    assert "当期</span>" not in trust
    (row,) = [row for row in house.page("/export/trust.csv").splitlines() if ",trust.sources_current," in row]
    assert "时效正常来源" in row and ",0,0,个,2020-10-31," in row
    assert dict(STATE.findall(house.verb("sources"))) == silent
    assert AGED in house.verb("alerts")


def test_one_silent_source_among_many_is_told_alone_and_everywhere(house: House) -> None:
    late = small.NOW + 40 * DAY
    day = late.date()
    row = {"day": day, "figure": "resources", "value": 13, "provenance": "measured"}
    recent = dict.fromkeys(("libraries", "portal"), late.replace(tzinfo=None) - HOUR)
    house.load(newest=recent, reported_daily={**small.facts()["reported_daily"], day: [row]})
    board = house.after(40 * DAY)
    assert board.as_of == date(2020, 10, 31)
    assert states(board) | {"video": ""} == {
        "libraries": "current",
        "platform": "stopped",
        "portal": "current",
        "video": "",
        "bureau": "none",
    }
    assert alarms(board).keys() == {"platform", "video"} and alarms(board)["platform"] == AGED
    assert AGED in house.page("/wall") and AGED in house.page("/desk") and AGED in house.verb("alerts")
    assert dict(STATE.findall(house.verb("sources"))) == states(board)
    told = house.client.get("/api/v1/board").get_json()["sources"]
    assert {one["code"]: one["state"] for one in told} == states(board)
    assert {name for name, one in standing_of(board, {}).items() if one["text"]["zh"] == AGED} == {
        "trust.source_stopped:platform"
    }
    week = house.keep.week(Week(2020, 44), upto=day)
    assert states(week) == states(board) and AGED in {one.text.zh for one in week.notices}
    assert "停更" in annex.draw(week, View(Surface.REPORT)).to_html()


def test_at_every_moment_after_the_last_load_the_live_board_and_the_verbs_say_the_same(house: House) -> None:
    chance = Random(20200921)
    for _ in range(12):
        board = house.after(timedelta(minutes=chance.randrange(60 * 24 * 60), seconds=chance.randrange(60)))
        said, standing = dict(STATE.findall(house.verb("sources"))), house.verb("alerts")
        assert said == states(board), house.now
        silent = {code for code, state in said.items() if state in ("stopped", "broken")}
        assert alarms(board).keys() == silent, house.now
        assert all(text in standing for text in alarms(board).values()), house.now
        assert board["trust.sources_current"].value == list(said.values()).count("current"), house.now


def test_days_to_a_target_are_counted_from_now_and_on_a_day_that_is_asked_for_from_that_day(house: House) -> None:
    live, asked = house.after(6 * DAY), house.keep.board(Scope("small", as_of=small.day(21)))
    for board, left, day in ((live, 4, date(2020, 9, 27)), (asked, 10, date(2020, 9, 21))):
        row = board.row("targets", "app")
        assert row is not None
        assert [board["targets.days_left"].value, row["targets.days_left"].value] == [left, left]
        assert [board["targets.days_left"].as_of, row["targets.days_left"].as_of] == [day, day]
        assert any(f"目标日还有{left}天" in one.text.zh for one in board.notices)
    assert house.after(11 * DAY)["targets.days_left"].value is None  # it was due the day before


@pytest.mark.parametrize("days", [0, 6, 10])
def test_rows_behind_a_number_make_the_live_one(house: House, days: int) -> None:
    """On the day on which a target is due no day is left, and it is still the one that is meant."""
    board = house.after(days * DAY)
    for metric in ("targets.days_left", "targets.goal", "trust.sources_current", "trust.sources", "sharing.exchanges"):
        found = house.client.get(f"/api/v1/rows?metric={metric}").get_json()
        assert found["agrees"] and found["made"] == board[metric].value is not None, metric


def test_what_a_live_page_leads_to_is_judged_at_the_same_moment(house: House) -> None:
    board = house.after(6 * DAY)
    drawn = house.page("/desk/trust?metric=trust.sources&rows=open")
    (rows,) = re.findall(r'data-rows="([^"]+)"', drawn)
    listed = [row["state"] for row in house.client.get(rows).get_json()["rows"]]
    assert sorted(listed) == sorted(states(board).values()) == ["broken", "none", "stopped", "stopped", "stopped"]
    (file,) = re.findall(r'href="(/api/v1/board[^"]*)"', drawn)
    assert house.client.get(file).get_json()["id"] == board.id
    files = re.findall(r'href="(/export/[^"]+)"', drawn)
    assert files and not any("as_of" in one for one in files)
    field = re.findall(r'<input[^>]*name="as_of"[^>]*>', drawn)[0]
    assert 'value=""' in field and 'placeholder="2020-09-21"' in field  # sent without a script, it asks for no day
    unit = house.keep.other(board, parse("unit:a"), "sharing.exchanges")  # type: ignore[arg-type]
    middle = house.keep.other(house.keep.board(Scope("small", unit="a")), parse("median"), "sharing.exchanges")  # type: ignore[arg-type]
    assert unit.clock == middle.clock == board.clock
    before = house.keep.other(board, parse("week"), "sharing.exchanges")  # type: ignore[arg-type]
    assert before.clock.isoformat() == "2020-09-14T23:59:59+08:00"


def test_a_day_that_is_asked_for_is_judged_at_its_end_whenever_it_is_asked(house: House) -> None:
    scopes = [Scope("small", as_of=small.day(21)), Scope("small", as_of=small.day(18))]
    house.now = small.NOW + 6 * DAY
    first = [house.keep.board(scope) for scope in scopes] + [house.keep.week(Week(2020, 38))]
    house.now = small.NOW + 40 * DAY
    again = [house.keep.board(scope) for scope in scopes] + [house.keep.week(Week(2020, 38))]
    ends = ["2020-09-21T23:59:59+08:00", "2020-09-18T23:59:59+08:00", "2020-09-20T23:59:59+08:00"]
    assert [board.clock.isoformat() for board in first] == [board.clock.isoformat() for board in again] == ends
    assert [board.sources for board in first] == [board.sources for board in again]
    assert [board.notices for board in first] == [board.notices for board in again]
    assert states(first[0])["libraries"] == "current"
    assert "共享：" not in house.page("/wall?as_of=2020-09-21").partition('class="note"')[2].partition("</footer>")[0]
    assert [board.question.as_of for board in first] == [small.day(21), small.day(18), small.day(20)]


def test_a_wall_left_open_learns_within_a_step_of_the_clock_what_has_become_late(house: House) -> None:
    house.now = datetime.fromisoformat("2020-09-22T05:59:59+08:00")
    version = house.client.get("/wall/pulse").get_json()["version"]
    assert states(house.keep.board(WHOLE))["libraries"] == "current"
    house.now += timedelta(minutes=10)
    assert house.client.get("/wall/pulse").get_json()["version"] != version
    house.now += 2 * DAY + timedelta(minutes=10)
    assert "归集：最近读取 09-21 06:05，但最新数据停在 09-21 06:00" in house.page("/wall")
    assert "但最新数据停在 09-21 06:00" in house.client.post("/wall/pieces", json={}).get_data(as_text=True)


def test_within_a_step_every_process_gives_the_same_bytes(house: House) -> None:
    house.now = small.NOW + 40 * DAY + timedelta(seconds=61)
    first = house.administrator("one").board(WHOLE)
    house.now += timedelta(minutes=8)
    second = house.administrator("two").board(WHOLE)
    assert first.to_bytes() == second.to_bytes()
    assert first.clock.isoformat() == "2020-10-31T18:00:00+08:00"


def test_a_reading_since_the_step_began_is_told_as_it_is(house: House) -> None:
    moment = datetime(2020, 9, 21, 18, 7)
    house.load(newest={"libraries": moment})
    house.now = small.NOW + timedelta(minutes=9)
    (found,) = [one for one in house.keep.board(WHOLE).sources if one.code == "libraries"]
    assert found.newest_at is not None and found.newest_at.replace(tzinfo=None) == moment


def test_a_database_whose_clock_stands_still_stays_as_it_is(house: House) -> None:
    house.load(clock=small.NOW.isoformat())
    before, version = house.after(timedelta()), house.keep.version()
    after = house.after(40 * DAY)
    assert after.id == before.id and house.keep.version() == version
    assert dict(STATE.findall(house.verb("sources"))) == states(before)


def test_a_cadence_that_was_revised_since_the_newest_day_is_in_force_now(house: House) -> None:
    house.now = small.NOW + 4 * DAY
    revised = {"kind": "cadence", "code": "libraries", "value": Decimal(240), "effective_on": date(2020, 9, 25)}
    house.keep.revise(**revised, author="王芳", reason="每旬一次")  # type: ignore[arg-type]
    live, asked = house.keep.board(WHOLE), house.keep.board(Scope("small", as_of=small.day(21)))
    hours = [next(one.cadence_hours for one in board.sources if one.code == "libraries") for board in (live, asked)]
    assert hours == [240, 24]
    assert states(live)["libraries"] == "current"
    assert dict(STATE.findall(house.verb("sources"))) == states(live)
    assert "2020-09-25有效" in house.page("/desk/trust")


def test_a_reading_that_failed_after_the_day_that_is_asked_for_is_none_of_that_day(house: House) -> None:
    *marks, mark = small.registers()["source_mark"]
    well = {**mark, "read_at": datetime(2020, 9, 21, 7), "failure": None}
    gone = {**mark, "read_at": datetime(2020, 11, 20, 9), "failure": "It has gone."}
    for one in (well, gone):
        replace(house.engine, Load("small", registers={"source_mark": [*marks, one]}), at=small.NOW)
    asked = house.keep.board(Scope("small", as_of=small.day(21)))
    video = next(one for one in asked.sources if one.code == "video")
    assert (video.state, video.failure) == ("current", None)
    assert "video" not in alarms(asked)
    live = next(one for one in house.after(60 * DAY).sources if one.code == "video")
    assert live.state == "broken" and live.failure is not None and live.failure.en == "It has gone."
