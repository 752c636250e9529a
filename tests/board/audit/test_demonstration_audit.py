"""The audit of the whole demonstration, on both databases: every number of every scope is what its rows make."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.board.audit.day_audit import audit_day
from cockpit.calendar import SHANGHAI, now
from cockpit.store.exchange_database import open_engine, read_connection

pytestmark = [pytest.mark.demo, pytest.mark.slow]

DAYS = (None, date(2020, 9, 27))


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_every_number_of_the_demonstration_is_what_its_rows_make(request: pytest.FixtureRequest, kind: str) -> None:
    engine = open_engine(request.getfixturevalue("demo_url" if kind == "sqlite" else "demo_postgres_url"))
    for day in DAYS:
        scopes = None if day is None else [("unit", "hrss"), ("theme", "health")]
        with read_connection(engine) as connection:
            result = audit_day(connection, "linyi", day, now=now().astimezone(SHANGHAI), scopes=scopes)
        assert [one.words for one in result.differences] == [] and result.agrees and result.unaudited == ()
        if day is None:
            print(f"\n{kind}: {result.seconds} s for {sum(result.checked.values()):,} checks")
            assert result.checked["numbers"] > 20_000 and result.checked["sums"] > 50_000
    engine.dispose()
