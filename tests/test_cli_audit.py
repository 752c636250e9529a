"""`cockpit audit`: its exits, what is kept of it, where a difference stands, and that it keeps a week back."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from sqlalchemy import text

from cockpit.board.audit import audit_record
from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.cli import audit, main
from cockpit.panels.view import View
from cockpit.screens import wall
from cockpit.settings import read
from cockpit.snapshot.format import FORMATS
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.web.app import create_app
from tests import small
from tests.snapshot.weeks import press, sealed

pytestmark = pytest.mark.slow

SUM = "UPDATE flow_daily_sum SET records = records + 1 WHERE dimension = 'city' AND day = '2020-09-21'"
BACK = SUM.replace("+ 1", "- 1")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the small city in its database."""
    settle(f"sqlite:///{tmp_path / 'exchange.db'}", tmp_path, monkeypatch)
    return tmp_path


def settle(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "COCKPIT_DATABASE": url,
        "COCKPIT_VAR": str(folder),
        "COCKPIT_SNAPSHOTS": str(folder / "snapshots"),
        "COCKPIT_CITY": "small",
        "COCKPIT_CLOCK": small.NOW.isoformat(),
    }.items():
        monkeypatch.setenv(name, value)
    small.fill(url).dispose()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """One part of the city stands for all; every one of them: tests/board/audit."""
    monkeypatch.setattr("cockpit.board.audit.number_audit.NumberAudit._scopes", lambda self: iter([("unit", "a")]))
    monkeypatch.setattr("cockpit.snapshot.sealed_files.FORMATS", [one for one in FORMATS if not one.printed])


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def change(sql: str) -> None:
    engine = open_engine(read().database)
    with write_connection(engine) as connection:
        assert connection.execute(text(sql)).rowcount == 1
    engine.dispose()


def service() -> BoardService:
    return small.keep(open_engine(read().database), read().var)


def panel(language: str = "zh") -> str:
    client = create_app(read(), service()).server.test_client()
    page = client.get(f"/desk/trust?lang={language}").get_data(as_text=True)
    card = BeautifulSoup(page, "lxml").select_one("#panel-trust_audit")
    assert card is not None
    return " ".join(card.get_text(" ").split())


def test_what_agrees_exits_with_0_and_is_kept_and_nothing_of_a_board_changes(here: Path, few: None) -> None:
    assert "还没有复核过" in panel() and "No audit has been made yet" in panel("en")
    before = service()
    board, version = before.board(Scope("small")), before.version()
    done = run("audit")
    assert done.exit_code == 0 and done.stdout.startswith("audit of 2020-09-21: agrees; checked ")
    assert service().board(Scope("small")).id == board.id and service().version() == version
    said = panel()
    assert "2020-09-21 18:00 复核 2020-09-21 的数，全部一致。" in said and "汇总表与明细" in said
    assert "2020-09-21 18:00: the numbers of 2020-09-21, all agree." in panel("en")


def test_a_difference_exits_with_2_stands_on_the_wall_and_is_over_with_an_audit_that_finds_none(
    here: Path, few: None
) -> None:
    change(SUM)
    done = run("audit", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 2 and not found["agrees"]
    assert {"check": "numbers", "name": "sharing.records", "place": "the city", "said": "401", "found": "400"} in found[
        "differences"
    ]
    board = service().board(Scope("small"))
    notice = next(one for one in board.notices if one.name == "trust.audit_differs")
    count = sum(found["differing"].values())
    assert (notice.level, notice.text.zh) == ("crit", f"复核09-21：{count}处与明细不符")
    assert f"复核09-21：{count}处与明细不符" in wall.draw(board, "overview", View("wall")).text
    assert not [one for one in service().board(Scope("small", as_of=small.day(20))).notices if one == notice]
    said = panel()
    assert (
        f"{count}处不符。" in said and "交换记录 全市 401 400" in said and "交换记录 按提供方分项合计 401 400" in said
    )
    assert "flow_daily_sum records, 2020-09-21全市 511 510" in said
    assert "flow_daily_sum records, the city on 2020-09-21 511 510" in panel("en")
    assert "复核09-21" in run("alerts").stdout
    assert run("audit", "--day", "2020-09-20").exit_code == 2  # the sums of every day are looked at
    change(BACK)
    assert run("audit", "--day", "2020-09-19").exit_code == 0
    assert "trust.audit_differs" in [one.name for one in service().board(Scope("small")).notices]  # of another day
    assert run("audit", "--day", "2020-09-20").exit_code == 0
    assert "trust.audit_differs" not in [one.name for one in service().board(Scope("small")).notices]


def test_on_both_databases_it_agrees_differs_and_agrees_again(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: None
) -> None:
    settle(database_url, tmp_path, monkeypatch)
    exits = []
    for sql in ("", SUM, BACK):
        if sql:
            change(sql)
        exits.append(run("audit").exit_code)
    assert exits == [0, 2, 0]


def test_what_cannot_be_audited_exits_with_1_in_one_line(here: Path, few: None) -> None:
    for words, said in (
        (("--day", "2019-01-01"), "There is no data of 2019-01-01."),
        (("--day", "yesterday"), "'yesterday' is not a day."),
    ):
        done = run("audit", *words)
        assert done.exit_code == 1 and said in done.stderr and "Traceback" not in done.output


def test_a_difference_keeps_the_week_back_until_somebody_says_why(here: Path, few: None) -> None:
    change(SUM.replace("2020-09-21", "2020-09-20"))
    done = run("snapshot", "seal", "2020-W38")
    assert done.exit_code == 1 and "2020-W38 is not sealed: the audit of 2020-09-20 found " in done.stderr
    assert "sharing.records the city" in done.stderr and '--allow "reason"' in done.stderr
    assert not (here / "snapshots" / "2020-W38").exists()
    done = run("snapshot", "seal", "2020-W38", "--allow", "已查明，下周重算")
    assert done.exit_code == 0
    manifest = json.loads((here / "snapshots" / "2020-W38" / "manifest.json").read_bytes())
    assert manifest["allowance"]["reason"] == "已查明，下周重算"
    assert manifest["allowance"]["faults"][0].startswith("the audit of 2020-09-20 found ")
    printed = (here / "snapshots" / "2020-W38" / "report.html").read_text("utf-8")
    assert "复核2020-09-20：" in printed and "处与明细不符" in printed


def test_the_weekly_run_leaves_a_week_that_differs_and_seals_it_once_it_agrees(here: Path, few: None) -> None:
    heard: list[str] = []

    def asked(day) -> tuple[str, ...]:
        return audit.before_seal(read(), small.day(20))

    change(SUM)
    assert not press(here, heard=heard, audit=asked).run() and sealed(here) == []
    assert "not sealed: 2020-W39 is not sealed: the audit of 2020-09-20 found" in heard[0]
    change(BACK)
    assert run("audit").exit_code == 0 and run("audit", "--day", "2020-09-20").exit_code == 0
    assert press(here, heard=heard, audit=asked).run() and sealed(here) == ["2020-W39"]


def test_a_sealed_week_that_was_altered_is_a_difference_of_the_audit(here: Path, few: None) -> None:
    assert run("snapshot", "seal", "2020-W38").exit_code == 0
    done = run("audit", "--all-weeks")
    assert done.exit_code == 0 and "audit of 2020-09-20: agrees" in done.stdout and ", 1 weeks in " in done.stdout
    (here / "snapshots" / "2020-W38" / "data.xlsx").write_bytes(b"other numbers")
    done = run("audit")
    assert done.exit_code == 2
    assert "weeks: 2020-W38: altered, data.xlsx was altered, not intact" in done.stdout


def test_the_loads_of_a_night_are_followed_by_one_audit_and_by_more_while_a_difference_stands(
    here: Path, few: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def made() -> bool:
        audit.after_loads(read())
        return "audit of 2020-09-21" in capsys.readouterr().out

    assert [made(), made()] == [True, False]
    change(SUM)
    engine = open_engine(read().database)
    with read_connection(engine) as connection:
        before = audit_record.last(connection)
    engine.dispose()
    assert before is not None
    assert audit._is_due(before, small.NOW + timedelta(hours=7)) and not audit._is_due(before, small.NOW)
    assert run("audit").exit_code == 2
    assert [made(), made()] == [True, True]
    change(BACK)
    assert [made(), made()] == [True, False]
    monkeypatch.setenv("COCKPIT_DATABASE", f"sqlite:///{here / 'nothing.db'}")
    audit.after_loads(read())
    assert "audit: The database has no tables of the cockpit." in capsys.readouterr().err


def test_what_is_kept_in_another_form_counts_as_no_audit(here: Path) -> None:
    engine = open_engine(read().database)
    with write_connection(engine) as connection:
        connection.execute(text("INSERT INTO world (name, value) VALUES ('audit', '{\"day\": 1}')"))
    with read_connection(engine) as connection:
        assert audit_record.last(connection) is None
    engine.dispose()
