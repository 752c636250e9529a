"""What is written at the desk: kept once, in a new data version, and still there after everything is counted again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cockpit.board.scope import Scope
from cockpit.metrics.revised import in_force
from cockpit.store.load import recount
from cockpit.store.noted import add_remark, add_revision
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
    def platform(**scope):
        return next(one for one in keep.board(Scope("small", **scope)).sources if one.code == "platform")

    assert (platform().cadence_hours, platform().state) == (24, "late")
    add_revision(
        keep.engine,
        kind="cadence",
        code="platform",
        value=Decimal(72),
        effective_on=date(2020, 9, 21),
        author="李",
        reason="三日一报",
        at=small.NOW,
    )
    assert (platform().cadence_hours, platform().state) == (72, "current")
    assert platform(as_of=date(2020, 9, 20)).cadence_hours == 24


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
