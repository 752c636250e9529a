"""The hand-made city of the tests holds values alone: what they are called and mean, it has from the product."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.board.tables import meetings, opening, sharing
from cockpit.ingest.city import read
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note
from cockpit.metrics.reconciliation import RECONCILIATIONS
from cockpit.units import Text
from tests import handmade, small
from tests.handmade.figures import STEPS, VALUES
from tests.handmade.trust import RECKONED

LINYI = Path(__file__).parents[2] / "data" / "city" / "linyi"
HELD_BY_THE_SOURCE = ("source_name", "owner", "cadence_hours")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A board out of a database."""
    folder = tmp_path_factory.mktemp("small")
    engine = small.fill(f"sqlite:///{folder / 'small.db'}")
    yield small.keep(engine, folder).board(Scope("small"))
    engine.dispose()


def test_every_definition_is_what_the_metrics_say():
    definitions = handmade.board().definitions
    assert list(definitions) == METRICS.names()
    for metric in METRICS:
        told = dict(definitions[metric.name])
        held = {name: told.pop(name) for name in HELD_BY_THE_SOURCE}
        assert told == metric.describe()
        source = next(one for one in handmade.SOURCES if one.code == metric.source)
        assert held == {
            "source_name": source.name.to_json(),
            "owner": source.owner.to_json(),
            "cadence_hours": source.cadence_hours,
        }


def test_definitions_have_the_owners_and_cadences_of_their_sources():
    definitions = handmade.board().definitions
    assert definitions["sharing.records"]["owner"] == {"zh": "临沂市大数据局", "en": "Linyi Big Data Bureau"}
    assert definitions["meetings.held"]["owner"] == {"zh": "临沂市人民政府办公室", "en": "Government Office"}
    assert definitions["volumes.return_records"]["cadence_hours"] == 168


def test_every_value_is_of_a_metric_and_in_its_unit():
    board = handmade.board()
    assert set(VALUES) <= set(METRICS.names())
    assert set(STEPS) <= {metric.name for metric in METRICS if metric.course}
    for name, number in board.metrics.items():
        assert number.unit == METRICS[name].unit, name
    for table, rows in board.tables.items():
        for row in rows:
            # What a target is of has its own unit; a published figure stands under the names of two columns.
            for name in set(row.numbers) & set(METRICS.names()) if table != "targets" else ():
                assert row[name].unit == METRICS[name].unit, (table, row.code, name)


def test_every_reconciliation_is_the_declared_one():
    found = {one.name: one for one in handmade.board().reconciliations}
    assert set(RECKONED) <= set(found) == set(RECONCILIATIONS.names())
    for name, one in found.items():
        declared = RECONCILIATIONS[name]
        words = (one.title, one.remark, one.subject, one.dimension, one.part_metric, one.whole_metric)
        assert words == (
            declared.title,
            declared.remark,
            declared.subject,
            declared.dimension,
            declared.part,
            declared.whole,
        )


def test_a_metric_that_is_added_is_there_with_no_data(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(METRICS._things, "opening.visits", replace(METRICS["opening.downloads"], name="opening.visits"))
    board = handmade.board()
    assert (board["opening.visits"].value, board["opening.visits"].note) == (None, Note.NO_DATA)
    assert board.definitions["opening.visits"]["title"] == {"zh": "下载次数", "en": "Downloads"}
    assert [point.value for point in board.courses["opening.visits"]] == [None] * 12


def test_a_reconciliation_that_is_added_is_there_and_unknown(monkeypatch: pytest.MonkeyPatch):
    added = replace(RECONCILIATIONS["opening.levels"], name="opening.themes", dimension="theme")
    monkeypatch.setitem(RECONCILIATIONS._things, "opening.themes", added)
    found = next(one for one in handmade.board().reconciliations if one.name == "opening.themes")
    assert (found.verdict, found.difference, found.whole.note) == ("unknown", None, Note.NOT_PUBLISHED)


def test_the_city_says_of_itself_what_a_load_writes():
    written = json.loads(read(LINYI).names)
    assert dict(handmade.CITY) == written


def test_every_table_has_the_columns_of_one_out_of_a_database(real: Board):
    board = handmade.board()
    assert set(board.tables) == set(real.tables)
    for table in board.tables:
        own, other = board.rows(table), real.rows(table)
        if not other:
            continue
        for held in ("numbers", "attributes"):
            columns = [{name for row in rows for name in getattr(row, held)} for rows in (own, other)]
            assert columns[0] == columns[1], (table, held)


def test_rows_that_the_product_names_bear_its_names():
    board = handmade.board()
    named: dict[str, dict[str, Text]] = {
        "resources": sharing.KINDS,
        "flow_kinds": sharing.KINDS,
        "levels": opening.LEVELS,
        "endpoint_states": {code: text for code, (_, text) in meetings.STATES.items()},
    }
    for table, names in named.items():
        assert {row.code: row.name for row in board.rows(table)} == names, table
    for table in ("providers", "consumers"):
        groups = {row.code: row.name for row in board.rows(table) if row.code in sharing.GROUPS}
        assert groups.items() <= sharing.GROUPS.items(), table
