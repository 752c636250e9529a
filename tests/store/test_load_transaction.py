"""Loads: all or nothing, and a version that changes exactly when the data does."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from cockpit.errors import DatabaseWrong, LoadRefused
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.load_transaction import MOST_FOLLOWED, Load, data_version, recount, replace, rows_in
from cockpit.store.schema import migrate
from tests import small

pytestmark = pytest.mark.slow


@pytest.fixture
def engine(database_url):
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


def version(engine):
    with read_connection(engine) as connection:
        return data_version(connection)


def test_the_same_load_twice_changes_nothing(engine):
    first = small.put(engine)
    second = small.put(engine)
    assert first.data_version == second.data_version
    assert first.changed > 20
    assert second.changed == 0


def test_every_load_stands_in_the_ledger(engine):
    small.put(engine)
    small.put(engine)
    with read_connection(engine) as connection:
        ledger = connection.execute(select(tables.load).order_by(tables.load.c.number)).mappings().all()
    assert [row["source"] for row in ledger] == ["small", "small"]
    assert ledger[0]["accepted"] == sum(map(len, small.registers().values())) + sum(
        len(rows) for days in small.facts().values() for rows in days.values()
    )
    assert ledger[1]["changed"] == 0


def test_one_changed_row_is_another_version_and_changing_it_back_is_the_old_one(engine):
    first = small.put(engine).data_version
    facts = small.facts()
    facts["flow_daily"][small.day(8)][0]["failed"] = 2
    assert replace(engine, Load("small", facts=facts), at=small.NOW).data_version != first
    assert small.put(engine).data_version == first


def test_a_read_that_brings_nothing_new_leaves_the_version(engine):
    first = small.put(engine).data_version
    registers = small.registers()
    registers["source_mark"][0]["read_at"] = small.NOW.replace(tzinfo=None)
    assert replace(engine, Load("small", registers=registers), at=small.NOW).data_version == first


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": "red"}, "no column 'colour'"),
        ({"unit": None}, "nothing in 'unit'"),
        ({"unit": "nobody"}, "refused"),
        ({"kind": "letter"}, "refused"),
    ],
)
def test_a_row_that_breaks_the_contract_is_refused_and_nothing_of_the_load_stays(engine, change, words):
    small.put(engine)
    before = version(engine)
    row = {**small.facts()["resource_daily"][small.day(1)][0], **change}
    good = small.flow(3, "a", "c", kind="api", exchanges=1)
    load = Load("bad", facts={"flow_daily": {small.day(3): [good]}, "resource_daily": {small.day(1): [row]}})
    with pytest.raises((LoadRefused, DatabaseWrong), match=words):
        replace(engine, load, at=small.NOW)
    assert version(engine) == before
    with read_connection(engine) as connection:
        flows = select(func.count()).select_from(tables.flow_daily).where(tables.flow_daily.c.day == small.day(3))
        assert connection.execute(flows).scalar_one() == 0


def test_a_key_that_stands_there_twice_is_refused(engine):
    row = small.facts()["return_daily"][small.day(3)][0]
    small.put(engine)
    with pytest.raises(LoadRefused, match="twice"):
        replace(engine, Load("bad", facts={"return_daily": {small.day(3): [row, row]}}), at=small.NOW)


def test_a_row_under_another_day_is_refused(engine):
    row = small.facts()["return_daily"][small.day(3)][0]
    small.put(engine)
    with pytest.raises(LoadRefused, match="another day"):
        replace(engine, Load("bad", facts={"return_daily": {small.day(4): [row]}}), at=small.NOW)


def test_a_register_loses_what_is_no_longer_delivered(engine):
    small.put(engine)
    registers = small.registers()
    registers["published_figure"] = registers["published_figure"][:1]
    replace(engine, Load("small", registers=registers), at=small.NOW)
    with read_connection(engine) as connection:
        assert rows_in(connection, tables.published_figure) == 1


def test_a_recount_of_what_was_loaded_changes_nothing(engine):
    loaded = small.put(engine).data_version
    assert recount(engine, at=small.NOW).data_version == loaded


def test_tables_filled_by_hand_are_brought_in_line_by_a_recount(engine):
    loaded = small.put(engine).data_version
    (row,) = small.facts()["flow_daily"][small.day(8)]
    for failed in (1, 2):  # what nobody has loaded is as its table says it, the second time too
        with write_connection(engine) as connection:
            connection.execute(tables.flow_daily.delete().where(tables.flow_daily.c.delivered_by == "hand"))
            connection.execute(tables.flow_daily.insert(), [{**row, "day": small.day(9), "failed": failed}])
        counted = recount(engine, at=small.NOW)
        assert (counted.data_version == loaded, counted.altered) == (False, ())
        loaded = counted.data_version
    facts = {"flow_daily": {small.day(9): [{**row, "day": small.day(9), "failed": 2}]}}
    assert replace(engine, Load("hand", facts=facts), at=small.NOW).changed == 0


def test_both_databases_give_the_same_data_the_same_version(engine):
    assert small.put(engine).data_version == "230ec43e04ffbaec"


def many(provider="a"):
    rows = [small.flow(3, provider, "c", kind="api", exchanges=n, scenario=f"s{n}", records=None) for n in range(1, 61)]
    return {"flow_daily": {small.day(3): rows}}


def test_many_rows_at_once_are_the_rows_that_were_given(engine):
    small.put(engine)
    replace(engine, Load("many", facts=many()), at=small.NOW)
    table = tables.flow_daily
    with read_connection(engine) as connection:
        found = connection.execute(select(table).where(table.c.delivered_by == "many")).mappings().all()
    assert sorted(row["exchanges"] for row in found) == list(range(1, 61))
    assert {row["records"] for row in found} == {None}


def test_many_rows_of_a_unit_that_is_not_registered_are_refused_in_one_line_and_nothing_changes(engine):
    before = small.put(engine).data_version
    with pytest.raises(DatabaseWrong, match="The database refused: "):
        replace(engine, Load("many", facts=many("nobody")), at=small.NOW)
    with read_connection(engine) as connection:
        assert data_version(connection) == before


def test_after_a_load_of_many_days_postgresql_knows_what_stands_in_its_tables(new_postgres_database):
    row = small.facts()["flow_daily"][small.day(8)][0]
    days = [small.day(8) - timedelta(days=number) for number in range(MOST_FOLLOWED + 2)]
    with new_postgres_database() as url:
        engine = open_engine(url)
        migrate(engine)
        small.put(engine)
        load = Load("small", facts={"flow_daily": {day: [{**row, "day": day}] for day in days}})
        replace(engine, load, at=small.NOW)
        with read_connection(engine) as connection:
            known = set(connection.execute(text("SELECT tablename FROM pg_stats")).scalars())
        engine.dispose()
    assert {"flow_daily", "flow_daily_sum"} <= known
