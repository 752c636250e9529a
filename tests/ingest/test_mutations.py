"""Broken input of every kind: rows are accepted or refused, or the source is refused in words; nothing else happens."""

import csv
import io
import json
import os
import time
from datetime import datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.calendar import SHANGHAI
from cockpit.errors import CockpitError
from cockpit.ingest.known import Known
from cockpit.ingest.source import KINDS, Delivery, Reading
from cockpit.store.duck import duck, quoted
from cockpit.store.landed import Landed
from cockpit.store.sides import Sides
from tests.ingest.sources.test_catalogues import DATASET
from tests.ingest.sources.test_meetings import calendar, ics
from tests.ingest.sources.test_sheet import PLAIN
from tests.ingest.test_exactly_once import HEADER, event, text

MUTATIONS = int(os.environ.get("COCKPIT_MUTATIONS", "60"))
UNITS = [{"code": code, "name_zh": f"港市{name}", "short_zh": name} for code, name in
         (("harbour", "港务局"), ("fish", "渔业局"), ("light", "灯塔局"), ("shandong", "山东省"))]  # fmt: skip
KNOWN = Known({"unit": UNITS, "scenario": [{"code": "pilot"}], "theme": [{"code": "sea", "name_zh": "海洋"}],
               "library": [{"code": "ships", "name_zh": "船舶库"}]})  # fmt: skip
SIDE = {"securityServerType": "Client", "xRequestId": "r", "requestInTs": 1600000000000, "responseOutTs": 1600000000100,
        "clientXRoadInstance": "CN", "serviceXRoadInstance": "CN", "succeeded": True, "responseSize": 5}  # fmt: skip


def workbook():
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(PLAIN)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(folder):
    with duck(folder) as connection:
        rows = folder / "rows.csv"
        rows.write_text(text([event(number) for number in range(5)]))
        place = folder / "rows.parquet"
        connection.execute(
            f"COPY (SELECT * FROM read_csv({quoted(str(rows))})) TO {quoted(str(place))} (FORMAT parquet)"
        )
        return place.read_bytes()


XROAD = b"\n".join(json.dumps({**SIDE, "securityServerType": side}).encode() for side in ("Client", "Producer"))
PACKAGE = {
    "id": "p",
    "title": "t",
    "organization": {"title": "harbour"},
    "groups": [{"name": "sea"}],
    "extras": [{"key": "frequency", "value": "weekly"}],
    "resources": [{"format": "csv"}],
}
NODE = {"@type": "dcat:Dataset", "dct:title": "t", "dct:publisher": {"foaf:name": "harbour"}, "dcat:theme": "sea"}
MEETING = {"id": 1, "title": "t", "date": "2020-09-07T09:00:00Z", "minutes": 5}
WEEKLY = calendar(ics("a", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"), ics("b", "ORGANIZER:mailto:x@y\r\n"))
SEEDS = {
    "events.csv": ('kind = "events"\nfiles = "in.csv"\n', text([event(number) for number in range(5)]).encode()),
    "events.ndjson": (
        'kind = "events"\nfiles = "in.ndjson"\n',
        b"\n".join(json.dumps(event(number)).encode() for number in range(5)),
    ),
    "events.parquet": ('kind = "events"\nfiles = "in.parquet"\n', parquet),
    "xroad.ndjson": ('kind = "xroad"\nfiles = "in.ndjson"\nwait_minutes = 0\n[members]\nCN = "harbour"\n', XROAD),
    "sheet.csv": ('kind = "sheet"\nfiles = "in.csv"\ntable = "library_daily"\n', PLAIN.encode()),
    "sheet.xlsx": ('kind = "sheet"\nfiles = "in.xlsx"\ntable = "library_daily"\n', workbook()),
    "data_json.json": ('kind = "data_json"\nfile = "in.json"\n', json.dumps({"dataset": [DATASET, DATASET]}).encode()),
    "ckan.json": ('kind = "ckan"\nfile = "in.json"\n', json.dumps({"result": {"results": [PACKAGE]}}).encode()),
    "dcat.json": ('kind = "dcat"\nfile = "in.json"\n', json.dumps({"dcat:dataset": [NODE]}).encode()),
    "calendar.ics": ('kind = "calendar"\nfile = "in.ics"\nunit = "harbour"\n', WEEKLY.encode()),
    "meeting_list.json": (
        'kind = "meeting_list"\nfile = "in.json"\nunit = "harbour"\n',
        json.dumps([MEETING]).encode(),
    ),
}
HOSTILE = [b"", b"\x00", b"\xff", b'"', b"'", b"\n", b"\r", b",", b"{", b"]", b"null", b"-1", b"1e400", b"9" * 30,
           b"NaN",
           "亿".encode(), "\u202e".encode(), b"\xed\xa0\x80", b"0" * 300, b"T", b":", b";"]  # fmt: skip


@st.composite
def mutated(draw, raw):
    """Some bytes gone, doubled, or replaced by something hostile."""
    found = raw
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(len(found) - 1, 0)))
        end = min(len(found), start + draw(st.integers(0, 12)))
        how = draw(st.sampled_from(("cut", "double", "replace", "end")))
        piece = {"cut": b"", "double": found[start:end] * 2, "replace": draw(st.sampled_from(HOSTILE)), "end": b""}[how]
        found = found[:start] + piece + (b"" if how == "end" else found[end:])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_broken_input_ends_in_rows_accepted_or_refused_or_in_one_line(port_bureau, tmp_path, name):
    toml, raw = SEEDS[name]
    raw = raw(tmp_path) if callable(raw) else raw
    options = port_bureau.options("portal", toml)
    path = port_bureau.folder / f"in.{name.split('.')[1]}"

    def land(events):
        return Landed(accepted=sum(1 for _ in events))

    def reading():
        return Reading(
            source="portal",
            now=datetime(2020, 9, 30, 18, tzinfo=SHANGHAI),
            folder=port_bureau.folder,
            known=KNOWN,
            land=land,
            fetch=None,
            progress=lambda done, total=None: None,
            sides=Sides(port_bureau.engine, "portal"),
        )

    path.write_bytes(raw)
    whole = KINDS[options.kind].read(options, reading())
    assert whole.accepted > 0 and (whole.refused == [] or name == "data_json.json")

    @settings(max_examples=MUTATIONS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(mutated(raw))
    def tried(content):
        path.write_bytes(content)
        begun = time.monotonic()
        try:
            assert isinstance(KINDS[options.kind].read(options, reading()), Delivery)
        except CockpitError as refused:
            assert "\n" not in str(refused) and refused.remedy
        assert time.monotonic() - begun < 5

    tried()


def test_the_header_of_the_log_is_the_one_of_the_documentation():
    from cockpit.ingest.exchange import FIELDS

    assert HEADER == FIELDS
