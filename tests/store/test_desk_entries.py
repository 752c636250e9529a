"""What is written at the desk: kept once, in a new data version, and still there after everything is counted again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.errors import ScopeWrong
from cockpit.metrics.revisions import in_force
from cockpit.store.desk_entries import add_remark, add_revision, add_wording, withdraw
from cockpit.store.load_transaction import recount
from cockpit.units import Text
from tests import small


@pytest.fixture
def keep(database_url, tmp_path):
    engine = small.fill(database_url)
    yield small.keep(engine, tmp_path)
    engine.dispose()


def goal(keep, **scope) -> float | None:
    return keep.board(Scope("small", **scope))["targets.goal"].value


def test_a_remark_changes_the_version_and_stands_on_the_board_of_its_day_and_later(keep):
    before = keep.version()
    add_remark(keep.engine, metric="sharing.records", day=date(2020, 9, 15), text="迟报", author="王", at=small.NOW)
    assert keep.version() != before
    (one,) = keep.board(Scope("small")).remarks
    assert (one.metric, one.day, one.text, one.author) == ("sharing.records", date(2020, 9, 15), "迟报", "王")
    assert keep.board(Scope("small", as_of=date(2020, 9, 14))).remarks == ()
    assert keep.board(Scope("small", defined=date(2020, 9, 20))).remarks == ()


def test_a_target_that_is_revised_leaves_the_past_its_own(keep):
    revise = {"kind": "target", "code": "app", "author": "李", "reason": "调整", "at": small.NOW}
    add_revision(keep.engine, value=Decimal(250), effective_on=date(2020, 9, 20), **revise)
    assert (goal(keep), goal(keep, as_of=date(2020, 9, 19))) == (250, 200)
    assert goal(keep, defined=date(2020, 9, 20)) == 200  # it was revised on the 21st, and not known before
    add_revision(keep.engine, value=Decimal("260"), effective_on=date(2020, 9, 20), **revise)
    assert goal(keep) == 260


def test_a_cadence_that_is_revised_decides_what_is_late(keep):
    def libraries(**scope):
        return next(one for one in keep.board(Scope("small", **scope)).sources if one.code == "libraries")

    assert (libraries().cadence_hours, libraries().state) == (24, "late")
    add_revision(
        keep.engine,
        kind="cadence",
        code="libraries",
        value=Decimal(72),
        effective_on=date(2020, 9, 21),
        author="李",
        reason="三日一报",
        at=small.NOW,
    )
    assert (libraries().cadence_hours, libraries().state) == (72, "current")
    assert libraries(as_of=date(2020, 9, 20)).cadence_hours == 24


def test_counting_again_keeps_what_was_written(keep):
    add_remark(keep.engine, metric="volumes.records", day=date(2020, 9, 21), text="核对", author="王", at=small.NOW)
    version = keep.version()
    recount(keep.engine, at=small.NOW)
    assert keep.version() == version
    assert len(keep.board(Scope("small")).remarks) == 1


def test_a_board_without_remarks_has_the_content_it_always_had(keep):
    board = keep.board(Scope("small"))
    assert "remarks" not in board.to_json()
    assert "defined" not in board.to_json()["scope"]


def test_of_two_revisions_the_later_day_of_effect_holds_then_the_last_made():
    def row(number, value, day):
        said = {"kind": "target", "code": "app", "author": "李", "reason": "x", "revised_at": "2020-09-01T08:00:00"}
        return {**said, "number": number, "value": value, "effective_on": day}

    registers = {
        "target": [{"code": "app", "value": "200"}],
        "source": [],
        "revision": [row(1, "210", "2020-09-10"), row(3, "230", "2020-09-05"), row(2, "220", "2020-09-10")],
    }
    assert in_force(registers, date(2020, 9, 12))["target"][0]["value"] == "220"
    assert in_force(registers, date(2020, 9, 7))["target"][0]["value"] == "230"
    assert in_force(registers, date(2020, 9, 1))["target"][0]["value"] == "200"


def test_a_remark_that_is_withdrawn_keeps_its_words_and_stood_before(keep):
    add_remark(keep.engine, metric="sharing.records", day=date(2020, 9, 15), text="迟报", author="王", at=small.NOW)
    (one,) = keep.board(Scope("small")).remarks
    later = small.NOW + timedelta(days=1)
    version = keep.version()
    assert withdraw(keep.engine, number=one.number, author="李", reason="核实无误", at=later)
    assert keep.version() != version
    board = keep.board(Scope("small"))
    assert board.remarks_on("sharing.records") == ()
    (gone,) = board.remarks_on("sharing.records", withdrawn=True)
    assert (gone.text, gone.withdrawn.author, gone.withdrawn.reason) == ("迟报", "李", "核实无误")
    assert gone.withdrawn.at.date() == later.date()
    assert Board.from_bytes(board.to_bytes()) == board
    (then,) = keep.board(Scope("small", defined=small.NOW.date())).remarks
    assert then.withdrawn is None  # as it was known on the day before it was withdrawn


def test_a_remark_is_withdrawn_once_and_only_where_there_is_one(keep):
    add_remark(keep.engine, metric="sharing.records", day=date(2020, 9, 15), text="迟报", author="王", at=small.NOW)
    (one,) = keep.board(Scope("small")).remarks
    keep.withdraw(number=one.number, author="李", reason="核实无误")
    for number in (one.number, 99):
        with pytest.raises(ScopeWrong, match="no such remark"):
            keep.withdraw(number=number, author="李", reason="再撤")


def test_a_definition_that_is_worded_anew_leaves_the_past_its_own_words(keep):
    name = "sharing.records"
    first = keep.board(Scope("small"))
    declared = first.definitions[name]
    assert (declared["version"], "earlier" in declared) == (1, False)
    add_wording(
        keep.engine,
        metric=name,
        text_zh="只计成功的交换。",
        text_en="Successful exchanges only.",
        effective_on=date(2020, 9, 20),
        author="李",
        reason="统一口径",
        at=small.NOW,
    )
    now = keep.board(Scope("small"))
    told = now.definitions[name]
    assert told["definition"] == {"zh": "只计成功的交换。", "en": "Successful exchanges only."}
    assert (told["version"], told["since"], told["reworded"]["reason"]) == (2, "2020-09-20", "统一口径")
    assert told["earlier"] == [{"version": 1, "since": None, "text": declared["definition"]}]
    assert now.definition_version != first.definition_version
    assert now.metrics == first.metrics
    past = keep.board(Scope("small", as_of=date(2020, 9, 19)))
    assert past.definitions[name] == declared
    assert past.definition_version == first.definition_version
    unknown = keep.board(Scope("small", defined=date(2020, 9, 20)))  # it was worded on the 21st
    assert unknown.definitions[name] == declared


def test_of_two_wordings_each_holds_from_its_day(keep):
    word = {"metric": "sharing.records", "author": "李", "reason": "再议", "at": small.NOW}
    add_wording(keep.engine, text_zh="丙", text_en="c", effective_on=date(2020, 9, 18), **word)
    add_wording(keep.engine, text_zh="乙", text_en="b", effective_on=date(2020, 9, 10), **word)
    said = {
        number: keep.board(Scope("small", as_of=date(2020, 9, number))).definitions["sharing.records"]
        for number in (9, 17, 18)
    }
    assert [said[number]["definition"]["en"] for number in (17, 18)] == ["b", "c"]
    assert [said[number]["version"] for number in (9, 17, 18)] == [1, 2, 3]
    assert [(one["version"], one["since"]) for one in said[18]["earlier"]] == [(2, "2020-09-10"), (1, None)]
    keep.reword(
        metric="sharing.exchanges", text=Text("丁", "d"), effective_on=date(2020, 9, 1), author="李", reason="新"
    )
    assert keep.board(Scope("small")).definitions["sharing.exchanges"]["definition"]["zh"] == "丁"
