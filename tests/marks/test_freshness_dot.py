"""How old a number is, and how that looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cockpit.board.stale import Stale
from cockpit.marks.freshness_dot import dot, of, overdue
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.number import Note, Number, unknown
from cockpit.store.vocabulary import DeliveryMode
from cockpit.units import Text
from tests import handmade

MEASURED = Number(5, "item", handmade.DAY, "measured")
PUBLISHED = replace(MEASURED, provenance="published")
SOURCE = handmade.SOURCES[2]


def test_a_current_number_shows_its_day() -> None:
    mark = dot(of(MEASURED, SOURCE), "zh")
    assert mark is not None
    assert mark.to_html() == '<span class="fresh">09-30</span>'


def test_a_late_source_shows_how_late() -> None:
    mark = dot(of(MEASURED, replace(SOURCE, state="late", overdue_hours=2)), "zh")
    assert mark is not None
    assert mark.to_html() == '<span class="fresh" data-f="late">延迟 2 小时</span>'
    assert overdue(47) == Text("延迟 47 小时", "47 h late")
    assert overdue(72) == Text("延迟 3 天", "3 days late")


def test_a_broken_source_shows_when_it_last_spoke_in_shanghai() -> None:
    broken = replace(SOURCE, state="broken", newest_at=datetime(2020, 9, 27, 10, 0, tzinfo=UTC))
    known = of(MEASURED, broken)
    assert known.lost
    assert known.words.zh == "09-27 18:00"
    assert of(MEASURED, replace(broken, newest_at=None)).words == Text("中断", "lost")


def test_a_published_number_does_not_age_with_its_source() -> None:
    assert of(PUBLISHED, replace(SOURCE, state="broken")).state == "current"
    assert not of(PUBLISHED, SOURCE, Stale(handmade.CLOCK, Text("", ""))).lost


def test_an_old_board_makes_every_measured_number_the_last_one() -> None:
    known = of(MEASURED, SOURCE, Stale(handmade.CLOCK, Text("交换库没有应答", "no answer")))
    assert known.lost
    assert known.words.zh == "09-30 18:00"


def test_what_is_not_connected_is_a_dashed_ring_and_what_is_not_known_has_no_dot() -> None:
    ring = dot(of(unknown("item", Note.NOT_CONNECTED), None), "en")
    assert ring is not None
    assert ring.to_html() == '<span class="fresh" data-f="none">not connected</span>'
    assert dot(of(unknown("item", Note.NO_DATA), SOURCE), "zh") is None


def test_a_number_without_a_source_shows_its_day() -> None:
    assert of(MEASURED, None).words.zh == "09-30"


def test_the_shape_of_each_state_is_its_own_and_only_what_is_current_has_none():
    shapes = {
        state: dot(of(MEASURED, replace(SOURCE, state=state)), "zh").attributes.get("data-f") for state in SourceState
    }
    assert shapes.pop(SourceState.CURRENT) is None and shapes.pop(SourceState.NOT_CONNECTED) is None
    assert shapes == {
        SourceState.LATE: "late",
        SourceState.STOPPED: "stopped",
        SourceState.BROKEN: "broken",
        SourceState.UNKNOWN: "unknown",
    }
    assert of(MEASURED, replace(SOURCE, state=SourceState.UNKNOWN)).words == Text("时效未知", "age not known")


def test_a_number_whose_own_row_was_due_and_did_not_come_is_not_current_though_its_source_is():
    carried = replace(MEASURED, since=MEASURED.as_of - timedelta(days=3))
    daily = replace(SOURCE, delivers=DeliveryMode.DAYS, cadence_hours=24)
    assert of(carried, daily).state == SourceState.STOPPED
    assert of(carried, replace(daily, cadence_hours=168)).state == SourceState.CURRENT
    assert of(carried, replace(daily, delivers=DeliveryMode.CHANGES)).state == SourceState.CURRENT
    assert of(MEASURED, daily).state == SourceState.CURRENT


@pytest.mark.parametrize(
    ("hours", "working", "zh", "en"),
    [
        (0, False, "延迟 不到1 小时", "less than 1 h late"),
        (0, True, "延迟 不到1 个工作小时", "less than 1 working h late"),
        (1, False, "延迟 1 小时", "1 h late"),
        (48, False, "延迟 2 天", "2 days late"),
    ],
)
def test_a_source_is_never_nothing_late(hours: int, working: bool, zh: str, en: str) -> None:
    assert overdue(hours, working=working) == Text(zh, en)
