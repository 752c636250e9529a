"""The tables, their migrations and their contract."""

import json
import re
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Table, text

from cockpit.store import contract, facts, registers
from cockpit.store.engine import open_engine, reading, writing
from cockpit.store.schema import migrate
from cockpit.store.sides import Sides
from cockpit.store.sums import FACTS
from cockpit.store.tables import metadata

MIGRATIONS = Path(contract.__file__).parent / "migrations"
DOCS = Path(__file__).parents[2] / "docs"


def test_the_migrations_make_exactly_the_declared_tables(bare_database_url):
    engine = open_engine(bare_database_url)
    migrate(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_sides_that_stood_in_one_text_are_taken_over_into_their_table(bare_database_url):
    """As revision 0003 left them: one that waits, one closed alone, one that is done."""
    engine = open_engine(bare_database_url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    one = {"side": "client", "record": {"requestInTs": 5}, "seen": "2020-09-30T17:00:00+08:00", "place": "a", "line": 3}
    done = {"0123456789abcdef": "2020-09-29T10:00:00+08:00"}
    held = json.dumps({"held": {"r-1": one}, "closed": {"r-2": {**one, "line": None}}, "done": done})
    with writing(engine, unlinked=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        values = {"held": held, "at": datetime(2020, 9, 30, 18)}
        connection.execute(
            text(
                "INSERT INTO intake (source, mark, held, tried_at, accepted, repeated, refused) "
                "VALUES ('platform', '{}', :held, :at, 0, 0, 0)"
            ),
            values,
        )
    assert migrate(engine)
    sides = Sides(engine, "platform")
    (waits,) = sides.waiting_since(datetime(2020, 9, 30, 17))
    closed, finished = "211fc184341de0bd", "0123456789abcdef"
    assert (waits.request_id, waits.end, waits.record, waits.place, waits.line) == (
        "r-1",
        "client",
        {"requestInTs": 5},
        "a",
        3,
    )
    found = {side.key: side for side in sides.find([waits.key, closed, finished])}
    assert (found[closed].state, found[closed].request_id) == ("closed", "r-2")
    assert (found[finished].state, found[finished].seen) == ("done", datetime(2020, 9, 29, 10))
    engine.dispose()


def test_a_database_whose_sums_may_hold_thematic_libraries_is_counted_again(bare_database_url):
    engine = open_engine(bare_database_url)
    migrate(engine)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine, unlinked=True) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0008")
    assert (migrate(engine), migrate(engine)) == (True, False)
    engine.dispose()


def test_the_contract_is_the_one_in_docs():
    assert (DOCS / "exchange-database.md").read_text(encoding="utf-8") == contract.markdown()


def test_every_table_and_column_says_what_it_means():
    for table in metadata.tables.values():
        assert table.comment, table.name
        assert all(column.comment for column in table.columns), table.name


def test_every_fact_is_summed_and_every_measure_says_level_or_sum():
    named = {value.name for value in vars(facts).values() if isinstance(value, Table)}
    assert named == set(FACTS)
    for fact in FACTS.values():
        for name in fact.levels:
            assert fact.table.c[name].comment.startswith("level: "), (fact.name, name)
        for name in fact.flows:
            assert fact.table.c[name].comment.startswith("sum: "), (fact.name, name)
        counted = {column.name for column in fact.table.columns if re.match("level: |sum: ", column.comment)}
        assert counted == {*fact.levels, *fact.flows}, fact.name


def test_every_row_that_can_be_invented_says_so():
    without = {"theme", "source", "published_figure"}  # names, promises, and what is published by definition
    for module in (registers, facts):
        for table in [value for value in vars(module).values() if isinstance(value, Table)]:
            assert ("provenance" in table.c) != (table.name in without), table.name
