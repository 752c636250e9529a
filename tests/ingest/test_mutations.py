"""Broken input of every kind: rows are accepted or refused, or the source is refused in words; nothing else happens."""

import csv
import io
import json
import os
import re
import sqlite3
import time
from contextlib import closing
from datetime import datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from cockpit.calendar import SHANGHAI
from cockpit.errors import CockpitError
from cockpit.ingest.register_lookup import RegisterLookup
from cockpit.ingest.source_kind import KINDS, Delivery, ReadingContext
from cockpit.ingest.source_run import take_in
from cockpit.store import tables
from cockpit.store.duck import duck, quoted
from cockpit.store.exchange_database import write_connection
from cockpit.store.landing_result import Landed
from cockpit.store.pending_sides import PendingSides
from tests.ingest.sources.test_catalogues import DATASET
from tests.ingest.sources.test_feed import ATOM, SHIPS, entry
from tests.ingest.sources.test_meetings import calendar, ics
from tests.ingest.sources.test_sheet import PLAIN
from tests.ingest.test_exactly_once import HEADER, event, text

MUTATIONS = int(os.environ.get("COCKPIT_MUTATIONS", "60"))
LOADS = MUTATIONS // 20
"""Of each kind and database: a load takes as long as twenty readings."""
STANDS = {
    "data_json": ("open_dataset",),
    "ckan": ("open_dataset",),
    "dcat": ("open_dataset",),
    "feed": ("open_dataset",),
    "calendar": ("meeting",),
    "meeting_list": ("meeting",),
}
"""Where the accepted records of a kind are the entries of a register."""
UNITS = [{"code": code, "name_zh": f"港市{name}", "short_zh": name} for code, name in
         (("harbour", "港务局"), ("fish", "渔业局"), ("light", "灯塔局"), ("shandong", "山东省"))]  # fmt: skip
KNOWN = RegisterLookup({"unit": UNITS, "scenario": [{"code": "pilot"}], "theme": [{"code": "sea", "name_zh": "海洋"}],
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
REQUEST = (
    '10.0.0.1 - - [28/Sep/2020:10:00:00 +0800] "GET /dataset/ships/resource/9/download/a.csv HTTP/1.1" 200 9 "-" "x"'
)
SEEDS = {
    "access_log.log": (
        'kind = "access_log"\nfiles = "in.log"\nunit = "harbour"\ntheme = "sea"\n',
        "\n".join([REQUEST, REQUEST.replace("200 9", "404 9"), REQUEST.replace("/9/download", "")]).encode(),
    ),
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
    "feed.atom": (
        'kind = "feed"\nfile = "in.atom"\nunit = "harbour"\ntheme = "sea"\nwhole = true\n',
        ATOM.format(SHIPS + entry("a") + entry("a")).encode(),
    ),
    "feed.json": (
        'kind = "feed"\nfile = "in.json"\nunit = "harbour"\ntheme = "sea"\nwhole = true\n',
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a", "title": "t"}]}).encode(),
    ),
    "dcat.json": ('kind = "dcat"\nfile = "in.json"\n', json.dumps({"dcat:dataset": [NODE]}).encode()),
    "calendar.ics": ('kind = "calendar"\nfile = "in.ics"\nunit = "harbour"\n', WEEKLY.encode()),
    "meeting_list.json": (
        'kind = "meeting_list"\nfile = "in.json"\nunit = "harbour"\n',
        json.dumps([MEETING]).encode(),
    ),
    "sql.db": (
        'kind = "sql"\nurl = "sqlite:///{folder}/in.db"\n[[reads]]\ntable = "opening_daily"\n'
        'select = "SELECT day, unit, theme, datasets FROM given"\n',
        b"2020-09-01,harbour,sea,5\n2020-09-02,fish,sea,3\n2020-09-03,harbour,sea,6\n",
    ),
}
HOSTILE = [b"", b"\x00", b"\xff", b'"', b"'", b"\n", b"\r", b",", b"{", b"]", b"null", b"-1", b"1e400", b"9" * 30,
           b"NaN", b"9" * 5_000, b"1e999999999",
           "亿".encode(), "\u202e".encode(), b"\xed\xa0\x80", b"0" * 300, b"T", b":", b";"]  # fmt: skip


NUMBERS = [b"9" * 30, b"9" * 5_000, b"-1", b"1e400", b"1e999999999", b"0" * 5_000, b"0x1F", "²".encode(), "９".encode()]


@st.composite
def mutated(draw, raw):
    """Some bytes gone, doubled, or replaced by something hostile, or a number by one that nothing can hold."""
    found = raw
    numbers = [match.span() for match in re.finditer(rb"\d+", raw)]
    if numbers and draw(st.booleans()):
        start, end = draw(st.sampled_from(numbers))
        return raw[:start] + draw(st.sampled_from(NUMBERS)) + raw[end:]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(len(found) - 1, 0)))
        end = min(len(found), start + draw(st.integers(0, 12)))
        how = draw(st.sampled_from(("cut", "double", "replace", "end")))
        piece = {"cut": b"", "double": found[start:end] * 2, "replace": draw(st.sampled_from(HOSTILE)), "end": b""}[how]
        found = found[:start] + piece + (b"" if how == "end" else found[end:])
    return found


def database(path, raw):
    """A row of texts for each line."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE given (day, unit, theme, datasets)")
        for line in raw.decode("utf-8", "replace").splitlines():
            connection.execute("INSERT INTO given VALUES (?, ?, ?, ?)", (line.split(",") + [None] * 4)[:4])


def prepared(name, folder, scratch):
    """The sources file, the content, and how content is written where the source reads it."""
    toml, raw = SEEDS[name]
    path = folder / f"in.{name.split('.')[1]}"
    write = (lambda content: database(path, content)) if path.suffix == ".db" else path.write_bytes
    return toml.replace("{folder}", str(folder)), raw(scratch) if callable(raw) else raw, write


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_broken_input_ends_in_rows_accepted_or_refused_or_in_one_line(port_bureau, tmp_path, name):
    toml, raw, write = prepared(name, port_bureau.folder, tmp_path)
    options = port_bureau.options("portal", toml)

    def land(events):
        return Landed(accepted=sum(1 for _ in events))

    def reading():
        return ReadingContext(
            source="portal",
            now=datetime(2020, 9, 30, 18, tzinfo=SHANGHAI),
            folder=port_bureau.folder,
            known=KNOWN,
            land=land,
            fetch=None,
            progress=lambda done, total=None: None,
            sides=PendingSides(port_bureau.engine, "portal"),
        )

    write(raw)
    whole = KINDS[options.kind].read(options, reading())
    assert whole.accepted > 0 and (whole.refused == [] or name == "data_json.json")

    @settings(max_examples=MUTATIONS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(mutated(raw))
    def tried(content):
        write(content)
        begun = time.monotonic()
        try:
            delivery = KINDS[options.kind].read(options, reading())
            assert isinstance(delivery, Delivery) and delivery.closed().missing == 0
        except CockpitError as refused:
            assert "\n" not in str(refused) and refused.remedy
        assert time.monotonic() - begun < 5

    tried()


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_of_broken_input_the_ledger_accounts_for_every_record(any_bureau, tmp_path, name):
    """Loaded into a database: what counts as accepted stands in its tables, and the four add up to what was read."""
    toml, raw, write = prepared(name, any_bureau.folder, tmp_path)
    head, _, below = toml.partition("\n[")
    options = any_bureau.options(
        "portal", f"{head}\nrefuse_above = 1.0\nshrinks_above = 1.0\n" + (f"[{below}" if below else "")
    )

    @settings(max_examples=max(LOADS, 1), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(mutated(raw))
    def tried(content):
        write(content)
        with write_connection(any_bureau.engine) as connection:  # a feed would keep what the one before had said
            connection.execute(delete(tables.open_dataset))
            connection.execute(delete(tables.digest).where(tables.digest.c.table_name == "open_dataset"))
        try:
            take_in("portal", options, any_bureau.tools(), anew=True)
        except CockpitError as refused:
            assert "do not add up" not in str(refused)
            return
        load = any_bureau.rows("load")[-1]
        assert load["in_source"] == load["accepted"] + load["repeated"] + load["refused"] + load["left_out"]
        assert load["refused"] == len(any_bureau.refused("portal"))
        for table in STANDS.get(options.kind, ()):
            assert load["accepted"] == len(any_bureau.rows(table))

    tried()


def test_the_header_of_the_log_is_the_one_of_the_documentation():
    from cockpit.ingest.exchange import FIELDS

    assert HEADER == FIELDS
