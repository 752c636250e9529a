"""The audit of the small city: it agrees with what is right, and finds and names every fault that is planted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from cockpit.board.audit import audit_result, day_audit
from cockpit.board.audit.audit_result import AuditDifference, AuditResult
from cockpit.board.audit.day_audit import audit_day
from cockpit.board.audit.record_audit import RecordAudit
from cockpit.board.rows import row_query
from cockpit.metrics.counts import Count
from cockpit.metrics.measure import Level, Percentile, Share, Sum
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reading import Reading
from cockpit.metrics.row_selection import RegisterLines
from cockpit.store.desk_entries import add_remark, add_revision, add_wording, withdraw
from cockpit.store.exchange_database import read_connection, write_connection
from cockpit.store.vocabulary import RevisionKind
from tests import small


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = small.fill(database_url)
    yield made
    made.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite file alone, for what no database can change."""
    made = small.fill(f"sqlite:///{tmp_path / 'exchange.db'}")
    yield made
    made.dispose()


@dataclass(frozen=True)
class Fault:
    """`sql` plants it; `check` and `name` are those of a difference that has to be found, `place` is in its place."""

    sql: str
    check: str
    name: str
    place: str = ""


FAULTS = {
    "a running total of the city": Fault(
        "UPDATE flow_daily_sum SET records = records + 1 WHERE dimension = 'city' AND day = '2020-09-21'",
        "sums", "flow_daily_sum", "records, the city on 2020-09-21",
    ),
    "a running total of a unit": Fault(
        "UPDATE library_daily_sum SET records = records + 5 "
        "WHERE dimension = 'unit' AND member = 'a' AND day = '2020-09-21'",
        "sums", "library_daily_sum", "records, unit a on 2020-09-21",
    ),
    "a running total that becomes unknown": Fault(
        "UPDATE opening_daily_sum SET datasets = NULL WHERE dimension = 'theme' AND member = 'roads' "
        "AND day = '2020-09-21'",
        "sums", "opening_daily_sum", "datasets, theme roads on 2020-09-21",
    ),
    "a pair on a day of which no board asks": Fault(
        "UPDATE flow_daily_sum SET failed = 7 WHERE dimension = 'pair' AND member = 'a>c' AND day = '2020-09-11'",
        "sums", "flow_daily_sum", "failed, all members of pair on 2020-09-11",
    ),
    "who gives of which kind": Fault(
        "UPDATE flow_daily_sum SET bytes = 0 WHERE dimension = 'given' AND member = 'b>api>other' "
        "AND day = '2020-09-21'",
        "sums", "flow_daily_sum", "bytes, given b>api>other on 2020-09-21",
    ),
    "who exchanges with whom at the end of a week": Fault(
        "UPDATE flow_daily_sum SET exchanges = 3 WHERE dimension = 'way' AND member = 'a>c>api>window' "
        "AND day = '2020-09-20'",
        "sums", "flow_daily_sum", "exchanges, way a>c>api>window on 2020-09-20",
    ),
    "an offset that no row made": Fault(
        "INSERT INTO return_daily_sum_offset VALUES ('unit', '2020-09-03', 'p', 1, 0, 0, 0, 0, 0, 0)",
        "sums", "return_daily_sum", "items, unit p on 2020-09-03",
    ),
    "a count of rows by origin": Fault(
        "UPDATE meeting_daily_sum SET measured_rows = 0, demo_rows = 9 WHERE dimension = 'level' "
        "AND member = 'county' AND day = '2020-09-16'",
        "sums", "meeting_daily_sum", "demo_rows, level county on 2020-09-16",
    ),
    "a row of the sums taken away": Fault(
        "DELETE FROM resource_daily_sum WHERE dimension = 'kind' AND member = 'file' AND day = '2020-09-20'",
        "sums", "resource_daily_sum", "mounted, kind file on 2020-09-20",
    ),
    "a row of a fact that is changed": Fault(
        "UPDATE flow_daily SET records = 999 WHERE day = '2020-09-15' AND consumer = 'd'",
        "numbers", "sharing.records", "consumer d",
    ),
    "a row of a fact that is taken away": Fault(
        "DELETE FROM meeting_daily WHERE day = '2020-09-16' AND unit = 'a'",
        "records", "meeting_daily", "2020-09-16, delivered by small",
    ),
    "a row of a fact that nobody loaded": Fault(
        "INSERT INTO reported_daily (day, figure, value, provenance, delivered_by) "
        "VALUES ('2020-09-20', 'portal_interfaces', 5, 'measured', 'small')",
        "records", "reported_daily", "2020-09-20, delivered by small",
    ),
    "a row that goes to another unit": Fault(
        "UPDATE flow_daily SET consumer = 'd' WHERE day = '2020-09-08'",
        "sums", "flow_daily_sum", "exchanges, consumer d on 2020-09-14",
    ),
    "an invented row that is called published": Fault(
        "UPDATE opening_daily SET provenance = 'published' WHERE day = '2020-09-18'",
        "sums", "opening_daily_sum", "demo_rows, the city on 2020-09-18",
    ),
    "a library that becomes a thematic one": Fault(
        "UPDATE library SET kind = 'thematic' WHERE code = 'firms'",
        "numbers", "volumes.records", "the city",
    ),
    "the level of a unit": Fault(
        "UPDATE unit SET level = 'municipal' WHERE code = 'd'",
        "records", "unit", "as boards read it: d",
    ),
    "a published figure where boards read it": Fault(
        "UPDATE register_copy SET rows = REPLACE(rows, '60000000', '70000000') WHERE table_name = 'published_figure'",
        "numbers", "sharing.scenario_volume", "scenario window",
    ),
    "a target that is moved": Fault(
        "UPDATE target SET due_on = '2020-10-20'", "numbers", "targets.days_left", "the city",
    ),
    "a digest": Fault(
        "UPDATE digest SET sha256 = 'ab' WHERE table_name = 'theme'",
        "records", "theme", "register, delivered by small",
    ),
    "the data version": Fault(
        "UPDATE world SET value = '0000000000000000' WHERE name = 'data_version'", "records", "data version",
    ),
}  # fmt: skip
assert len(FAULTS) >= 12


def audited(engine: Engine, **more: Any) -> AuditResult:
    with read_connection(engine) as connection:
        return audit_day(connection, "small", small.day(21), now=small.NOW, **more)


def plant(engine: Engine, *faults: Fault) -> None:
    with write_connection(engine, unlinked=True) as connection:
        for one in faults:
            done = connection.execute(text(one.sql))
            assert done.rowcount, one.sql


def names(result: AuditResult, fault: Fault) -> bool:
    return any(
        (one.check, one.name) == (fault.check, fault.name) and fault.place in one.place for one in result.differences
    )


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every difference is kept by name."""
    for module in (audit_result, day_audit):
        monkeypatch.setattr(module, "MOST", 100_000)


@pytest.mark.slow
def test_what_nobody_touched_agrees_in_every_scope(engine: Engine) -> None:
    result = audited(engine)
    assert result.agrees and result.differences == () and result.unaudited == ()
    assert set(result.checked) == {"numbers", "parts", "rows", "sums", "records"}
    assert result.checked["numbers"] > 1_000 and result.checked["parts"] > 50 and result.checked["rows"] > 300
    assert AuditResult.from_json(json.loads(json.dumps(result.to_json()))) == result


def test_many_faults_at_once_are_all_found_and_named(engine: Engine, everything: None) -> None:
    plant(engine, *FAULTS.values())
    result = audited(engine, scopes=[("scenario", "window")])
    assert [name for name, fault in FAULTS.items() if not names(result, fault)] == []
    assert result.count == sum(result.differing.values()) >= len(FAULTS)


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_alone_is_found_and_named(engine: Engine, everything: None, name: str) -> None:
    plant(engine, FAULTS[name])
    result = audited(engine, scopes=[("scenario", "window")])
    assert names(result, FAULTS[name]), [one.words for one in result.differences]


def one_more(found: Callable[..., Any]) -> Callable[..., Any]:
    """A number that is one too many wherever it is known."""

    def wrong(self: Any, *given: Any, **named: Any) -> Any:
        said = found(self, *given, **named)
        return said if said.value is None else said._replace(value=said.value + 1)

    return wrong


CODE: dict[str, tuple[Any, str, Callable[[Any], Any], str, str]] = {
    "what a level is": (Level, "found", one_more, "numbers", "volumes.records"),
    "what a sum is": (Sum, "found", one_more, "numbers", "sharing.records"),
    "what a share is": (Share, "found", one_more, "numbers", "sharing.failure_share"),
    "what a percentile is": (Percentile, "found", one_more, "numbers", "sharing.latency_p50"),
    "how many there are": (Count, "found", one_more, "numbers", "volumes.departments"),
    "what the rows of a share make": (Share, "made", lambda made: lambda *_: 0.5, "rows", "sharing.failure_share"),
    "which rows a page shows": (row_query, "conditions", lambda _: lambda *_: [], "rows", "volumes.records"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CODE)
def test_the_code_of_a_number_that_is_wrong_is_found_and_named(
    file: Engine, monkeypatch: pytest.MonkeyPatch, everything: None, name: str
) -> None:
    at, attribute, wrong, check, metric = CODE[name]
    monkeypatch.setattr(at, attribute, wrong(getattr(at, attribute)))
    if at is row_query:  # it is imported by its name
        monkeypatch.setattr("cockpit.board.rows.level.conditions", row_query.conditions)
        with write_connection(file) as connection:
            _foreign(connection)
    result = audited(file, scopes=[("library", "people")])
    assert (check, metric) in {(str(one.check), one.name) for one in result.differences}
    assert (result.agrees, result.differing[audit_result.AuditCheck(check)] > 0) == (False, True)


def _foreign(connection: Connection) -> None:
    """A row of another kind, which no number counts and the page would now show."""
    row = "('2020-09-21', 'theme', 'a', 7, 1, NULL, 'small', 'measured')"
    columns = "day, library, unit, records, items_catalogued, items_stored, delivered_by, provenance"
    connection.execute(text(f"INSERT INTO library_daily ({columns}) VALUES {row}"))


def test_a_member_that_answers_wrong_in_one_dimension_alone_is_named(
    file: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    level = Reading.level

    def wrong(self: Reading, fact: str, column: str, *, member: tuple[str, str], day: Any) -> Any:
        found = level(self, fact, column, member=member, day=day)
        return found._replace(value=0) if member == ("unit", "a") and column == "mounted" else found

    monkeypatch.setattr(Reading, "level", wrong)
    result = audited(file, scopes=[])
    found = {(str(one.check), one.name, one.place, one.said, one.found) for one in result.differences}
    assert ("numbers", "sharing.mounted", "unit a", "0", "8") in found
    assert ("parts", "sharing.mounted", "the parts by unit", "12", "4") in found


@pytest.mark.slow
def test_a_number_of_which_nobody_else_knows_the_rows_is_said_to_be_unaudited(
    file: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(METRICS["trust.sources"].measure), "behind", lambda *_: RegisterLines("weather"))
    monkeypatch.setattr("cockpit.board.audit.number_audit.NumberAudit._page", lambda *_: None)
    result = audited(file, scopes=[])
    assert set(result.unaudited) == {"trust.sources", "trust.sources_current", "trust.sources_unknown"}
    assert result.agrees


def test_a_difference_says_what_the_cockpit_says_and_what_the_rows_make() -> None:
    one = AuditDifference.from_json(
        {"check": "numbers", "name": "sharing.records", "place": "unit a", "said": "1,000", "found": "999"}
    )
    assert one.words == "numbers: sharing.records of unit a: 1,000, not 999"


def test_what_was_written_at_the_desk_is_no_difference_until_somebody_changes_it(engine: Engine) -> None:
    by: dict[str, Any] = {"author": "王", "at": small.NOW}
    add_remark(engine, metric="volumes.records", day=small.day(21), text="核对", **by)
    add_remark(engine, metric="sharing.records", day=small.day(20), text="误记", **by)
    assert withdraw(engine, number=2, reason="核实无误", **by)
    effect: dict[str, Any] = {"effective_on": small.day(21), "reason": "三日一报", **by}
    add_revision(engine, kind=RevisionKind.CADENCE, code="libraries", value=72, **effect)
    add_wording(engine, metric="sharing.records", text_zh="只计成功的交换。", text_en="Successful ones only.", **effect)
    assert recorded(engine) == []
    for changed in (
        "UPDATE remark SET text = '无误' WHERE number = 1",
        "UPDATE revision SET value = 24",
        "DELETE FROM withdrawal",
        "UPDATE wording SET text_en = 'All of them.'",
    ):
        plant(engine, Fault(changed, "records", ""))
    assert recorded(engine) == ["remark", "revision", "withdrawal", "wording"]


def recorded(engine: Engine) -> list[str]:
    with read_connection(engine) as connection:
        return sorted(one.name for one in RecordAudit.of(connection).differences)
