"""How old is too old."""

from datetime import datetime, timedelta

import pytest

from cockpit.calendar import SHANGHAI
from cockpit.metrics.freshness import Fresh, SourceState, fresh

NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("age_hours", "failure", "expected"),
    [
        (0, None, Fresh(SourceState.CURRENT, 0)),
        (24, None, Fresh(SourceState.CURRENT, 0)),
        (26, None, Fresh(SourceState.LATE, 2)),
        (72, None, Fresh(SourceState.LATE, 48)),
        (73, None, Fresh(SourceState.STOPPED, 49)),
        (73, "refused", Fresh(SourceState.BROKEN, 49)),
        (1, "refused", Fresh(SourceState.BROKEN, 0)),
    ],
)
def test_late_is_up_to_two_cycles_and_stopped_is_more_and_broken_is_a_failed_read(age_hours, failure, expected):
    newest = NOW - timedelta(hours=age_hours)
    assert fresh(newest, cadence_hours=24, at=NOW, failure=failure) == expected


def test_a_source_that_was_never_read_is_not_connected():
    assert fresh(None, cadence_hours=24, at=NOW) == Fresh(SourceState.NOT_CONNECTED, 0)


def test_a_source_whose_first_reading_failed_is_broken():
    assert fresh(None, cadence_hours=24, at=NOW, failure="refused") == Fresh(SourceState.BROKEN, 0)
