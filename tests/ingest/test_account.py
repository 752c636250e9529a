"""Every record of every kind of source is accepted, repeated, refused or left out, and the ledger keeps which."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cockpit.errors import LoadRefused
from cockpit.ingest.source_kind import KINDS, Delivery, Options, SourceKind
from cockpit.store import tables
from cockpit.store.account import Portion
from cockpit.store.exchange_database import read_connection
from cockpit.store.source_records import accounts
from tests.ingest.test_mutations import SEEDS, prepared

pytestmark = pytest.mark.slow

COUNTED = {
    "access_log.log": (3, 1, 0, 0, 2),
    "events.csv": (5, 5, 0, 0, 0),
    "events.ndjson": (5, 5, 0, 0, 0),
    "events.parquet": (5, 5, 0, 0, 0),
    "xroad.ndjson": (2, 1, 0, 0, 1),
    "sheet.csv": (2, 2, 0, 0, 0),
    "sheet.xlsx": (2, 2, 0, 0, 0),
    "data_json.json": (2, 1, 0, 1, 0),
    "ckan.json": (1, 1, 0, 0, 0),
    "feed.atom": (3, 2, 0, 0, 1),
    "feed.json": (1, 1, 0, 0, 0),
    "dcat.json": (1, 1, 0, 0, 0),
    "calendar.ics": (4, 4, 0, 0, 0),
    "meeting_list.json": (1, 1, 0, 0, 0),
    "sql.db": (3, 3, 0, 0, 0),
}
"""In the source, accepted, repeated, refused, left out."""


def line(bureau):
    """The newest line of the ledger."""
    load = tables.load
    with read_connection(bureau.engine) as connection:
        row = connection.execute(select(load).where(load.c.source == "portal").order_by(load.c.number.desc())).first()
    return row.in_source, row.accepted, row.repeated, row.refused, row.left_out


def test_there_is_an_input_of_every_kind():
    assert {toml.split('"')[1] for toml, _ in SEEDS.values()} == set(KINDS.names())
    assert list(COUNTED) == list(SEEDS)


@pytest.mark.parametrize("name", SEEDS)
def test_what_was_in_the_source_is_counted_and_kept_in_the_ledger(port_bureau, tmp_path, name):
    toml, raw, write = prepared(name, port_bureau.folder, tmp_path)
    write(raw)
    port_bureau.load("portal", toml + "\nrefuse_above = 1.0\n" if "\n[" not in toml else toml)
    assert line(port_bureau) == COUNTED[name]
    with read_connection(port_bureau.engine) as connection:
        kept = accounts(connection)["portal"]
    assert (kept.read, kept.accepted, kept.repeated, kept.refused, kept.left_out) == COUNTED[name]


def test_a_load_that_finds_nothing_new_keeps_the_account_of_the_one_before(port_bureau, tmp_path):
    toml, raw, write = prepared("events.csv", port_bureau.folder, tmp_path)
    write(b"\n".join(row + b",operator" for row in raw.splitlines()))
    port_bureau.load("portal", toml)
    port_bureau.load("portal", toml)
    assert line(port_bureau) == (0, 0, 0, 0, 0)
    with read_connection(port_bureau.engine) as connection:
        kept = accounts(connection)["portal"]
    assert (kept.read, kept.accepted) == (5, 5)
    assert [(one.portion, one.names) for one in kept.left] == [(Portion.COLUMN, ("operator",))]


def test_a_field_of_a_line_of_json_that_no_event_has_is_named(port_bureau, tmp_path):
    toml, raw, write = prepared("events.ndjson", port_bureau.folder, tmp_path)
    write(raw.replace(b'{"event_id"', b'{"operator": "wang", "event_id"', 2))
    delivery = port_bureau.load("portal", toml).delivery
    assert [(one.portion, one.count, one.names) for one in delivery.account.left] == [
        (Portion.COLUMN, 1, ("operator",))
    ]


def test_both_records_of_an_exchange_over_x_road_are_accounted_for_over_loads(port_bureau, tmp_path):
    toml, raw, _ = prepared("xroad.ndjson", port_bureau.folder, tmp_path)
    toml = toml.replace("in.ndjson", "*.ndjson").replace("wait_minutes = 0", "wait_minutes = 60")
    first, second = raw.splitlines()
    port_bureau.write("1.ndjson", first)
    port_bureau.load("portal", toml)
    assert line(port_bureau) == (1, 0, 0, 0, 1)
    port_bureau.write("2.ndjson", second + b"\n" + second)
    port_bureau.load("portal", toml)
    assert line(port_bureau) == (3, 1, 1, 0, 1)


def test_a_reader_that_loses_a_record_is_found_out_and_nothing_is_changed(port_bureau, monkeypatch):
    def loses(_options, _reading):
        delivery = Delivery(accepted=2)
        delivery.account.read = 3
        return delivery

    kind = SourceKind("leaky", "Loses one.", Options, loses, "")
    monkeypatch.setitem(KINDS._things, "leaky", kind)
    with pytest.raises(LoadRefused, match="3 records were read: 2 accepted, 0 repeated, 0 refused and 0 left out"):
        port_bureau.load("portal", 'kind = "leaky"\n')
    assert port_bureau.one("SELECT failure_zh FROM source_mark WHERE source = 'portal'").startswith("读到3条")
