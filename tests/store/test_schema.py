"""The tables, their migrations and their contract."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table

from cockpit.store import contract, facts, registers
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.schema import migrate
from cockpit.store.sums import FACTS
from cockpit.store.tables import metadata

DOCS = Path(__file__).parents[2] / "docs"


def test_the_migrations_make_exactly_the_declared_tables(bare_database_url):
    engine = open_engine(bare_database_url)
    migrate(engine)
    with read_connection(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
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
    # names, promises, what is published by definition, and the calendar of the city
    without = {"theme", "source", "published_figure", "calendar_year", "special_day"}
    for module in (registers, facts):
        for table in [value for value in vars(module).values() if isinstance(value, Table)]:
            assert ("provenance" in table.c) != (table.name in without), table.name
