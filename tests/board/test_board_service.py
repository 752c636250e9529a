"""Keeping boards: one build for many askers, and the last good one when the database is silent."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.calendar import Week
from cockpit.errors import DatabaseSilent, DatabaseWrong, ScopeWrong
from cockpit.store.exchange_database import open_engine
from cockpit.store.load_transaction import Load, replace
from tests import small
from tests.servers import postgres


@pytest.fixture
def engine(tmp_path):
    return small.fill(f"sqlite:///{tmp_path / 'exchange.db'}")


@pytest.fixture
def keep(engine, tmp_path):
    return small.keep(engine, tmp_path / "var")


def test_many_askers_wait_for_one_build(keep):
    found = []
    askers = [threading.Thread(target=lambda: found.append(keep.board(Scope("small")))) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len({board.id for board in found}) == 1
    assert len(found) == 8
    assert keep.built == 1


def test_new_data_is_a_new_board_and_old_data_is_not(keep, engine):
    first = keep.board(Scope("small"))
    small.put(engine)
    assert keep.board(Scope("small")) is first
    late = small.flow(20, "a", "d", kind="file", exchanges=7)
    replace(engine, Load("late", facts={"flow_daily": {small.day(20): [late]}}), at=small.NOW)
    assert keep.board(Scope("small"))["sharing.exchanges"].value == 47


def test_freshness_moves_on_with_the_clock(engine, tmp_path):
    registers = small.registers()
    replace(engine, Load("small", registers=registers, world={"clock": ""}), at=small.NOW)
    moments = [small.NOW, small.NOW + timedelta(hours=5)]
    keep = BoardService(engine, city="small", var=tmp_path / "var", now=lambda: moments[0])
    before = keep.board(Scope("small"))
    moments.pop(0)
    after = keep.board(Scope("small"))
    assert [source.overdue_hours for source in before.sources if source.code == "libraries"] == [12]
    assert [source.overdue_hours for source in after.sources if source.code == "libraries"] == [17]


def test_two_processes_share_a_board_through_redis(engine, tmp_path, redis_url):
    first, second = (
        BoardService(engine, city="small", var=tmp_path / "var", redis=redis_url, now=lambda: small.NOW) for _ in "ab"
    )
    assert first.board(Scope("small")) == second.board(Scope("small"))
    assert (first.built, second.built) == (1, 0)


def test_a_cache_that_is_gone_costs_time_and_nothing_else(engine, tmp_path):
    keep = BoardService(
        engine, city="small", var=tmp_path / "var", redis="redis://127.0.0.1:1/0", now=lambda: small.NOW
    )
    assert keep.board(Scope("small"))["sharing.exchanges"].value == 40


@pytest.mark.postgres
def test_when_the_database_goes_the_last_good_board_stays_and_says_so(tmp_path):
    with postgres() as server:
        keep = small.keep(small.fill(server), tmp_path / "var")
        good = keep.board(Scope("small"))
    stale = keep.board(Scope("small"))
    assert stale.stale is not None
    assert stale.stale.reason.zh == "数据库无应答"
    assert stale.metrics == good.metrics
    assert stale.id == good.id
    with pytest.raises(DatabaseSilent):
        keep.board(Scope("small", unit="a"))
    with pytest.raises(DatabaseSilent):
        keep.week(Week(2020, 38))


def test_a_broken_file_keeps_the_last_good_board_too(keep, engine, tmp_path):
    keep.board(Scope("small"))
    engine.dispose()
    (tmp_path / "exchange.db").write_bytes(b"broken " * 1000)
    stale = keep.board(Scope("small"))
    assert stale.stale is not None
    assert stale.stale.reason.zh == "数据库无法读取"


def test_a_wrong_question_is_not_answered_with_an_old_board(keep):
    keep.board(Scope("small"))
    with pytest.raises(ScopeWrong):
        keep.board(Scope("small", unit="nobody"))


def test_an_empty_database_has_no_version(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    from cockpit.store.schema import migrate

    migrate(engine)
    with pytest.raises(DatabaseWrong, match="empty"):
        small.keep(engine, tmp_path / "var").version()


def test_a_folder_that_cannot_be_written_costs_the_fallback_and_nothing_else(engine, tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")
    assert small.keep(engine, tmp_path / "var").board(Scope("small"))["sharing.exchanges"].value == 40


def test_the_board_of_a_week_is_as_of_its_sunday(keep):
    board = keep.week(Week(2020, 38))
    assert board.as_of.isoformat() == "2020-09-20"
    assert board["sharing.exchanges"].value == 21
    assert board.clock.isoformat() == "2020-09-20T23:59:59+08:00"


def test_a_board_that_was_made_by_other_definitions_is_not_handed_on(engine, tmp_path, redis_url, monkeypatch):
    first = BoardService(engine, city="small", var=tmp_path / "a", redis=redis_url, now=lambda: small.NOW)
    first.board(Scope("small"))
    monkeypatch.setattr("cockpit.board.board_service.declared", lambda: "another build")
    second = BoardService(engine, city="small", var=tmp_path / "b", redis=redis_url, now=lambda: small.NOW)
    second.board(Scope("small"))
    assert second.built == 1
