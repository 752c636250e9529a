"""The two sides of an exchange over X-Road across loads: together, late, refused and tried again, forgotten."""

import json
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy.event import listen, remove

from cockpit.calendar import SHANGHAI

MIDNIGHT = int(datetime(2020, 9, 29, tzinfo=SHANGHAI).timestamp() * 1000)
XROAD = 'kind = "xroad"\nfiles = "opmon"\n[members]\n"CN/GOV/client" = "light"\n"CN/GOV/service" = "fish"\n'


def record(side, request_in, response_out, **more):
    ends = {f"{end}{part}": value for end in ("client", "service")
            for part, value in (("XRoadInstance", "CN"), ("MemberClass", "GOV"), ("MemberCode", end))}  # fmt: skip
    said = {"requestInTs": request_in, "responseOutTs": response_out, "succeeded": True, "responseSize": 900}
    return {"securityServerType": side, "xRequestId": "r-1", "serviceCode": "ships", **said, **ends, **more}


def lines(*records):
    return "".join(json.dumps(one) + "\n" for one in records)


def sides(bureau):
    return [(row["state"], row["said"] is not None) for row in bureau.rows("side")]


def test_a_refused_exchange_is_taken_in_when_its_member_is_mapped_and_it_is_retried(port_bureau):
    both = record("Client", MIDNIGHT, MIDNIGHT + 70), record("Producer", MIDNIGHT + 5, MIDNIGHT + 25)
    port_bureau.write("opmon/1.ndjson", lines(*both))
    unmapped = XROAD.replace('"CN/GOV/service" = "fish"', "").replace("files", "refuse_above = 1\nfiles")
    delivery = port_bureau.load("platform", unmapped).delivery
    assert (delivery.accepted, len(delivery.refused), sides(port_bureau)) == (0, 1, [])
    delivery = port_bureau.load("platform", XROAD, retried=port_bureau.refused("platform")).delivery
    assert (delivery.accepted, delivery.repeated, delivery.refused) == (1, 0, [])
    assert port_bureau.refused("platform") == []
    assert sides(port_bureau) == [("done", False)]
    port_bureau.write("opmon/2.ndjson", lines(*both))
    assert port_bureau.load("platform", XROAD).delivery.repeated == 2


def test_a_late_partner_that_is_refused_leaves_what_was_closed_and_completes_it_when_it_is_retried(port_bureau):
    port_bureau.write("opmon/1.ndjson", lines(record("Producer", MIDNIGHT + 5, MIDNIGHT + 25)))
    port_bureau.load("platform", XROAD)
    port_bureau.now += timedelta(hours=2)
    port_bureau.load("platform", XROAD)
    port_bureau.write("opmon/2.ndjson", lines(record("Client", MIDNIGHT, MIDNIGHT + 70, responseSize=-1)))
    delivery = port_bureau.load("platform", XROAD.replace("files", "refuse_above = 1\nfiles")).delivery
    assert (delivery.accepted, len(delivery.refused), sides(port_bureau)) == (0, 1, [("closed", True)])
    port_bureau.write("opmon/2.ndjson", lines(record("Client", MIDNIGHT, MIDNIGHT + 70, responseSize=950)))
    assert port_bureau.load("platform", XROAD).delivery.accepted == 1
    assert (sides(port_bureau), port_bureau.refused()) == ([("done", False)], [])
    assert [(row["exchanges"], row["bytes"]) for row in port_bureau.rows("flow_daily")] == [(1, 950)]


def test_what_was_closed_and_done_long_ago_is_forgotten_step_by_step(port_bureau):
    begun = port_bureau.now
    port_bureau.write("opmon/1.ndjson", lines(record("Producer", MIDNIGHT + 5, MIDNIGHT + 25)))
    found = []
    for days in (0, 1, 6, 7, 13, 14):
        port_bureau.now = begun + timedelta(days=days)
        port_bureau.load("platform", XROAD)
        found.append(sides(port_bureau))
    closed, done = [("closed", True)], [("done", False)]
    assert found == [[("waits", True)], closed, closed, done, done, []]


def test_a_load_reads_no_more_of_the_sides_than_it_brings_news_of(port_bureau):
    """Every statement finds its rows through an index, whatever is remembered."""
    asked = []
    port_bureau.write("opmon/1.ndjson", lines(record("Client", MIDNIGHT, MIDNIGHT + 70)))

    def note(_connection, _cursor, statement, values, *_):
        if re.search(r"\bside\b", statement) and not statement.startswith("INSERT"):
            asked.append((statement, values))

    listen(port_bureau.engine, "before_cursor_execute", note)
    port_bureau.load("platform", XROAD)
    remove(port_bureau.engine, "before_cursor_execute", note)
    assert len(asked) == 6
    with port_bureau.engine.connect() as connection:
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            found = [row[-1] for row in plan if " side" in row[-1]]
            assert found, statement
            assert all("SEARCH" in one and ("mark=?" in one or "state=?" in one) for one in found), found


@pytest.mark.slow
def test_an_unpaired_side_waits_is_closed_and_is_completed_by_its_late_partner(port_bureau):
    port_bureau.write("opmon/1.ndjson", lines(record("Producer", MIDNIGHT + 5, MIDNIGHT + 25)))
    first = port_bureau.load("platform", XROAD).delivery
    assert (first.accepted, [(one.reason.en, one.count) for one in first.account.left]) == (
        0,
        [("waiting for the record of the other side", 1)],
    )
    assert [(row["state"], json.loads(row["said"])["request_id"]) for row in port_bureau.rows("side")] == [
        ("waits", "r-1")
    ]
    port_bureau.now += timedelta(hours=2)
    assert port_bureau.load("platform", XROAD).delivery.accepted == 1
    (row,) = port_bureau.rows("flow_daily")
    assert (str(row["day"]), row["provider"], row["consumer"], row["ms_upto_25"]) == ("2020-09-29", "fish", "light", 1)
    again = record("Client", MIDNIGHT - 40, MIDNIGHT + 70, responseSize=950)
    port_bureau.write("opmon/2.ndjson", lines(again, again))
    port_bureau.now += timedelta(hours=2)
    last = port_bureau.load("platform", XROAD).delivery
    assert (last.accepted, last.repeated) == (1, 1)
    (row,) = port_bureau.rows("flow_daily")
    assert (str(row["day"]), row["exchanges"], row["bytes"], row["records"]) == ("2020-09-29", 1, 950, None)
    assert (row["ms_upto_25"], row["ms_upto_250"]) == (0, 1)
