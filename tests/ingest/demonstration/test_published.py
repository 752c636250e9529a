"""The demonstration ends in the published figures: each by a query of its own over registers and daily facts."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from cockpit.store.exchange_database import read_connection

DAY = date(2020, 9, 30)

LEVEL = """
    SELECT sum(value) FROM (
        SELECT {column} AS value, row_number() OVER (PARTITION BY {keys} ORDER BY day DESC) AS place
        FROM {table} WHERE day <= :day AND {where}
    ) AS newest WHERE place = 1
"""
"""A level is the newest row of each key; these are added up."""


def level(table: str, column: str, keys: str, where: str = "1 = 1") -> str:
    return LEVEL.format(table=table, column=column, keys=keys, where=where)


def records(library: str) -> str:
    return level("library_daily", "records", "library, unit", f"library = '{library}'")


def departments(where: str) -> str:
    return f"SELECT count(DISTINCT unit) FROM library_daily WHERE day <= :day AND {where}"


def items(library: str, stored: str = "1 = 1") -> str:
    return f"SELECT count(*) FROM library_item WHERE library = '{library}' AND {stored}"


def mounted(kind: str) -> str:
    return level("resource_daily", "mounted", "unit, kind", f"kind = '{kind}'")


def reported(figure: str) -> str:
    return level("reported_daily", "value", "figure", f"figure = '{figure}'")


def connected(levels: str) -> str:
    return level("meeting_daily", "endpoints", "unit", f"unit IN (SELECT code FROM unit WHERE level IN ({levels}))")


COMPUTED = {
    "video.units_total": (connected("'county', 'municipal'"), 120),
    "video.units_counties": (connected("'county'"), 15),
    "video.units_municipal": (connected("'municipal'"), 105),
    "base.catalogue_items": (reported("items_confirmed"), 368),
    "base.departments": (departments("1 = 1"), 34),
    "base.library_kinds": ("SELECT count(*) FROM library WHERE kind = 'base'", 6),
    "base.population.departments": (departments("library = 'population'"), 14),
    "base.population.items": (items("population"), 85),
    "base.population.items_loaded": (items("population", "stored_on <= :day"), 85),
    "base.population.records": (records("population"), 498_000_000),
    "base.legal.departments": (departments("library = 'legal'"), 15),
    "base.legal.items": (items("legal"), 92),
    "base.legal.items_loaded": (items("legal", "stored_on <= :day"), 92),
    "base.legal.records": (records("legal"), 23_950_000),
    "base.macro.departments": (departments("library = 'macro'"), 14),
    "base.macro.items": (items("macro"), 37),
    "base.macro.items_loaded": (items("macro", "stored_on <= :day"), 37),
    "base.macro.records": (records("macro"), 33_510_000),
    "base.licence.departments": (departments("library = 'licence'"), 17),
    "base.licence.items": (items("licence"), 69),
    "base.licence.items_loaded": (items("licence", "stored_on <= :day"), 29),
    "base.licence.records": (records("licence"), 18_500_000),
    "base.credit.departments": (departments("library = 'credit'"), 13),
    "base.credit.items": (items("credit"), 101),
    "base.credit.records": (records("credit"), 27_950_000),
    "theme.started": ("SELECT count(*) FROM library WHERE kind = 'thematic' AND state = 'building'", 2),
    "theme.planned": ("SELECT count(*) FROM library WHERE kind = 'thematic'", 12),
    "platform.catalogues": (level("resource_daily", "catalogues", "unit, kind"), 28_619),
    "platform.resources": (reported("resources"), 59_690),
    "platform.files": (mounted("file"), 43_980),
    "platform.tables": (mounted("table"), 14_899),
    "platform.apis": (mounted("api"), 687),
    "return.items": (level("return_daily", "items", "unit"), 15),
    "return.records": (level("return_daily", "records", "unit"), 2_980_000),
    "share.portal_apis": (reported("portal_interfaces"), 18),
    "open.datasets": ("SELECT count(*) FROM open_dataset WHERE published_on <= :day", 1_914),
}

QUOTED = {
    "base.records",  # about; the five libraries add up to 601,910,000
    "doc.index_no",
    "doc.proposal_no",
    "plan.ishandong_items",
    "share.approval.records",
    "share.credit.items",
    "share.credit.records",
    "share.disabled.records",
    "share.discipline.records",
    "share.poverty.departments",
    "share.poverty.items",
    "share.poverty.records",
    "video.large_meetings_served",
    "video.meetings_served",
    "video.trainings",
}
"""Figures that stand alone: the database quotes them, and nothing in it is to add up to them."""


def ask(engine, query, day=DAY):
    with read_connection(engine) as connection:
        return connection.execute(text(query), {"day": day} if ":day" in query else {}).scalar()


@pytest.mark.parametrize("code", sorted(COMPUTED))
def test_a_published_figure_comes_out_of_the_facts(demo_engine, code):
    query, published = COMPUTED[code]
    assert ask(demo_engine, query) == published
    assert ask(demo_engine, f"SELECT value FROM published_figure WHERE code = '{code}'") == published


def test_all_fifty_one_figures_are_computed_or_only_quoted(demo_engine):
    with read_connection(demo_engine) as connection:
        codes = set(connection.execute(text("SELECT code FROM published_figure")).scalars())
    assert len(codes) == 51
    assert codes == COMPUTED.keys() | QUOTED


def test_the_parts_do_not_add_up_to_what_was_published_where_they_should_not(demo_engine):
    assert ask(demo_engine, level("resource_daily", "mounted", "unit, kind")) == 59_566
    assert ask(demo_engine, level("library_daily", "items_catalogued", "library, unit")) == 384
    assert ask(demo_engine, level("library_daily", "records", "library, unit")) == 601_910_000
    assert ask(demo_engine, "SELECT count(*) FROM (SELECT DISTINCT library, unit FROM library_daily) AS parts") == 73


def test_items_of_the_register_and_items_of_the_facts_are_the_same(demo_engine):
    counted = """
        SELECT library, count(*), count(stored_on) FROM library_item GROUP BY library ORDER BY library
    """
    added_up = """
        SELECT library, sum(items_catalogued), sum(items_stored) FROM (
            SELECT library, items_catalogued, items_stored,
                   row_number() OVER (PARTITION BY library, unit ORDER BY day DESC) AS place FROM library_daily
        ) AS newest WHERE place = 1 GROUP BY library ORDER BY library
    """
    with read_connection(demo_engine) as connection:
        register = [tuple(row) for row in connection.execute(text(counted))]
        facts = [tuple(row) for row in connection.execute(text(added_up))]
    assert register == [
        ("credit", 101, 0),
        ("legal", 92, 92),
        ("licence", 69, 29),
        ("macro", 37, 37),
        ("population", 85, 85),
    ]
    assert facts == [("credit", 101, None), *register[1:]]


def test_the_stored_items_of_the_credit_library_are_nowhere_known(demo_engine):
    known = "SELECT count(*) FROM library_daily WHERE library = 'credit' AND items_stored IS NOT NULL"
    assert ask(demo_engine, known) == 0


def test_open_datasets_of_the_register_and_of_the_facts_are_the_same(demo_engine):
    assert ask(demo_engine, level("opening_daily", "datasets", "unit, theme")) == 1_914


@pytest.mark.parametrize(
    ("dimension", "member", "column", "value"),
    [
        ("city", "", "records", 601_910_000),
        ("library", "population", "records", 498_000_000),
        ("library", "licence", "items_stored", 29),
        ("library", "credit", "items_stored", None),
    ],
)
def test_the_sum_tables_hold_the_same(demo_engine, dimension, member, column, value):
    query = f"""
        SELECT {column} FROM library_daily_sum
        WHERE dimension = '{dimension}' AND member = '{member}' AND day = :day
    """
    assert ask(demo_engine, query) == value
