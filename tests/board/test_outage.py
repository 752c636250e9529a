"""A time without the database is told when it begins, once an hour, and when it is over."""

from __future__ import annotations

import pytest

from cockpit.board.outage import OutageLog
from cockpit.errors import DatabaseSilent, DatabaseWrong

SILENT = DatabaseSilent("The database does not answer.", "Start it.")


def test_an_outage_is_told_when_it_begins_once_an_hour_and_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    clock = [0.0]
    outage = OutageLog(now=lambda: clock[0])
    outage.over()
    for clock[0] in (10.0, 15.0, 3605.0, 3615.0, 3620.0):
        outage.goes_on(SILENT)
    clock[0] = 4210.0
    outage.over()
    outage.over()
    assert caplog.messages == [
        "serving the last good boards: The database does not answer. Start it.",
        "serving the last good boards: The database does not answer. Start it.",
        "the database answers again, after 4200 s",
    ]


def test_another_cause_is_told_at_once(caplog: pytest.LogCaptureFixture) -> None:
    outage = OutageLog(now=lambda: 5.0)
    outage.goes_on(SILENT)
    outage.goes_on(DatabaseWrong("The database cannot be read.", "Restore it."))
    assert [one.split(": ")[1] for one in caplog.messages] == [
        "The database does not answer. Start it.",
        "The database cannot be read. Restore it.",
    ]
