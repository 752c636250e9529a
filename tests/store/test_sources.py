"""Every row knows its source: what one source says never touches what another one said."""

import pytest
from sqlalchemy import select

from cockpit.errors import LoadRefused
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, data_version, recount, replace
from cockpit.store.schema import migrate
from cockpit.store.sums import FACTS
from tests import small

pytestmark = pytest.mark.slow

METHODS = {"held": 2, "minutes": 90, "invited": None, "attended": None, "faults": None}
ROOMS = {"endpoints": 7, "endpoints_online": 5, "endpoints_adjusting": 1}
NO_ROOMS = dict.fromkeys(ROOMS)


@pytest.fixture
def engine(database_url):
    engine = open_engine(database_url)
    migrate(engine)
    small.put(engine)
    yield engine
    engine.dispose()


def met(number, **measures):
    empty = dict.fromkeys((*METHODS, *ROOMS))
    row = {"day": small.day(number), "unit": "d", "provenance": "measured", **empty, **measures}
    return {small.day(number): [row]}


def load(engine, source, facts, **more):
    return replace(engine, Load(source, facts=facts, **more), at=small.NOW)


def total(engine, measure, number, member="d"):
    sums = FACTS["meeting_daily"].sums
    with read_connection(engine) as connection:
        query = select(sums.c[measure]).where(
            sums.c.dimension == "unit", sums.c.member == member, sums.c.day == small.day(number)
        )
        return connection.execute(query).scalar()


def test_two_sources_add_up_on_the_same_unit_and_day(engine):
    load(engine, "calendar", {"meeting_daily": met(21, **METHODS)})
    load(engine, "rooms", {"meeting_daily": met(21, **ROOMS)})
    assert total(engine, "held", 21) == 2
    assert total(engine, "endpoints", 21) == 7
    load(engine, "calendar", {"meeting_daily": met(21, held=3, minutes=90)})
    assert total(engine, "held", 21) == 3
    assert total(engine, "endpoints", 21) == 7


def test_what_no_source_knows_stays_unknown(engine):
    load(engine, "rooms", {"meeting_daily": met(21, **ROOMS)})
    assert total(engine, "faults", 21) is None


def test_a_level_that_was_not_known_on_a_day_between_is_not_counted_twice(engine):
    load(engine, "rooms", {"meeting_daily": {**met(18, endpoints=5), **met(19, held=1), **met(20, endpoints=7)}})
    assert [total(engine, "endpoints", number) for number in (18, 19, 20)] == [5, 5, 7]


def test_days_that_a_whole_delivery_no_longer_names_lose_only_its_own_rows(engine):
    load(engine, "calendar", {"meeting_daily": {**met(18, held=1), **met(19, held=1)}})
    load(engine, "rooms", {"meeting_daily": met(19, endpoints=4)})
    load(engine, "calendar", {"meeting_daily": met(18, held=1)}, whole_from={"meeting_daily": small.day(1)})
    assert total(engine, "held", 19) == 1
    assert total(engine, "endpoints", 19) == 4
    with read_connection(engine) as connection:
        days = connection.execute(
            select(tables.meeting_daily.c.day).where(tables.meeting_daily.c.delivered_by == "calendar")
        )
        assert days.scalars().all() == [small.day(18)]


def test_a_whole_delivery_leaves_what_lies_before_its_first_day(engine):
    load(engine, "calendar", {"meeting_daily": {**met(17, held=1), **met(19, held=1)}})
    load(engine, "calendar", {}, whole_from={"meeting_daily": small.day(18)})
    with read_connection(engine) as connection:
        query = select(tables.meeting_daily.c.day).where(tables.meeting_daily.c.delivered_by == "calendar")
        assert connection.execute(query).scalars().all() == [small.day(17)]


def dataset(code, **more):
    row = {"code": code, "unit": "a", "theme": "health", "title_zh": "题", "formats": "csv", "provenance": "measured"}
    return {**row, "published_on": None, "updated_on": None, "cadence_days": None, **more}


def test_a_register_is_replaced_only_as_far_as_the_source_delivered_it(engine):
    replace(engine, Load("east", registers={"open_dataset": [dataset("e1"), dataset("e2")]}), at=small.NOW)
    replace(engine, Load("west", registers={"open_dataset": [dataset("w1")]}), at=small.NOW)
    replace(engine, Load("east", registers={"open_dataset": [dataset("e2", title_zh="新")]}), at=small.NOW)
    with read_connection(engine) as connection:
        found = connection.execute(select(tables.open_dataset.c.code, tables.open_dataset.c.title_zh))
        assert sorted(tuple(row) for row in found if row.code[0] in "ew") == [("e2", "新"), ("w1", "题")]


def test_a_code_of_another_source_is_refused_in_words_and_nothing_stays(engine):
    replace(engine, Load("east", registers={"open_dataset": [dataset("x")]}), at=small.NOW)
    with pytest.raises(LoadRefused, match="open_dataset: 'x' was delivered by the source 'east' already"):
        replace(engine, Load("west", registers={"open_dataset": [dataset("w"), dataset("x")]}), at=small.NOW)
    with read_connection(engine) as connection:
        assert "w" not in connection.execute(select(tables.open_dataset.c.code)).scalars().all()


def test_a_source_without_a_usable_name_is_refused(engine):
    with pytest.raises(LoadRefused, match="no usable name"):
        replace(engine, Load("x" * 41), at=small.NOW)


def test_a_recount_keeps_what_each_source_said_and_the_days_on_which_there_was_nothing(engine):
    load(engine, "calendar", {"meeting_daily": {**met(18, held=1), small.day(20): []}})
    with read_connection(engine) as connection:
        before = data_version(connection)
    assert recount(engine, at=small.NOW).data_version == before


def test_the_ledger_counts_what_was_accepted_repeated_and_refused(engine):
    load(engine, "exchange", {}, accepted=100, repeated=7, refused=2)
    with read_connection(engine) as connection:
        row = connection.execute(select(tables.load).order_by(tables.load.c.number.desc())).mappings().first()
    assert (row["source"], row["accepted"], row["repeated"], row["refused"]) == ("exchange", 100, 7, 2)


def test_what_is_done_beside_a_load_is_undone_with_it(engine):
    def also(connection):
        connection.execute(tables.world.delete())
        raise LoadRefused("no")

    with pytest.raises(LoadRefused):
        replace(engine, Load("x", facts={"meeting_daily": met(21, held=1)}), at=small.NOW, also=also)
    with read_connection(engine) as connection:
        rows = select(tables.meeting_daily.c.day).where(tables.meeting_daily.c.delivered_by == "x")
        assert connection.execute(rows).first() is None
        assert connection.execute(select(tables.world.c.value)).first() is not None
