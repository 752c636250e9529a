"""A select in a database of somebody else: from its mark on, touched days whole, and never written to."""

import pytest
from sqlalchemy import create_engine, text

from cockpit.errors import SourceSilent, SourcesWrong, SourceWrong


@pytest.fixture
def returns(tmp_path):
    """A database of a bureau: returns by day, with the moment at which each row was written."""
    engine = create_engine(f"sqlite:///{tmp_path / 'theirs.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE returned (d TEXT, who TEXT, items INTEGER, records TEXT, written TEXT)"))
    yield engine
    engine.dispose()


def put(engine, *rows):
    with engine.begin() as connection:
        for row in rows:
            values = dict(zip("dwirt", row, strict=True))
            connection.execute(text("INSERT INTO returned VALUES (:d, :w, :i, :r, :t)"), values)


def sql(engine, select="SELECT d, who, items, records, written FROM returned", extra=""):
    return (
        f'kind = "sql"\nurl = "{engine.url}"\n{extra}\n[[reads]]\ntable = "return_daily"\nmark = "written"\n'
        f'select = "{select}"\ncolumns = {{ day = "d", unit = "who" }}\n'
    )


def test_a_database_is_read_from_its_mark_on_and_touched_days_whole(port_bureau, returns):
    put(returns, ("2020-09-01", "shandong", 4, "800", "0"), ("2020-09-02", "山东省", 5, "1,200", "1"))
    assert port_bureau.load("returns", sql(returns)).delivery.accepted == 2
    rows = [(str(row["day"]), row["unit"], row["items"], row["records"]) for row in port_bureau.rows("return_daily")]
    assert rows == [("2020-09-01", "shandong", 4, 800), ("2020-09-02", "shandong", 5, 1200)]
    put(returns, ("2020-09-02", "harbour", 1, "1万", "2"))
    again = port_bureau.load("returns", sql(returns)).delivery
    assert (again.accepted, again.mark) == (2, {"return_daily": {"text": "2"}})
    assert port_bureau.one("SELECT sum(records) FROM return_daily") == 800 + 1_200 + 10_000
    nothing = port_bureau.load("returns", sql(returns))
    assert nothing.loaded.changed == 0


def test_a_row_of_a_database_that_cannot_be_used_is_refused(port_bureau, returns):
    put(returns, *((f"2020-09-{number:02d}", "shandong", 1, "1", "1") for number in range(1, 20)))
    put(returns, ("2020-09-20", "nobody", 1, "1", "1"), ("2020-09-21", "shandong", 1, "many", "1"))
    delivery = port_bureau.load("returns", sql(returns, extra="refuse_above = 0.2")).delivery
    assert (delivery.accepted, len(delivery.refused)) == (19, 2)
    assert {row["field"] for row in port_bureau.refused()} == {"unit", "records"}


@pytest.mark.parametrize("select", ["DELETE FROM returned", "SELECT 1; DROP TABLE returned", "PRAGMA x"])
def test_only_a_single_select_is_taken(port_bureau, returns, select):
    with pytest.raises(SourcesWrong, match="it must be one SELECT"):
        port_bureau.options("returns", sql(returns, select=select))


def test_a_select_that_the_database_does_not_know_is_said(port_bureau, returns):
    with pytest.raises((SourceWrong, SourceSilent), match="The database"):
        port_bureau.load("returns", sql(returns, select="SELECT nothing FROM nowhere"))
    assert port_bureau.rows("source_mark")[0]["failure"].startswith("The database")


def test_a_database_of_postgresql_is_read_and_cannot_be_written(any_bureau, request, returns):
    if any_bureau.engine.dialect.name != "postgresql":
        pytest.skip("the same on PostgreSQL")
    url = any_bureau.engine.url.render_as_string(hide_password=False)
    toml = (
        f'kind = "sql"\nurl = "{url}"\n\n[[reads]]\ntable = "return_daily"\n'
        "select = \"SELECT DATE '2020-09-03' AS day, 'shandong' AS unit, 1 AS items, 2 AS records\"\n"
    )
    assert any_bureau.load("returns", toml).delivery.accepted == 1
    writes = toml.replace("2 AS records", "(SELECT count(*) FROM (SELECT setval('load_number_seq', 1)) x) AS records")
    with pytest.raises((SourceWrong, SourceSilent), match="read-only"):
        any_bureau.load("returns", writes)


def test_a_table_that_is_read_twice_is_refused_before_anything_is_read(port_bureau, returns):
    once = sql(returns)
    twice = once + once[once.index("[[reads]]") :]
    with pytest.raises(SourcesWrong, match="return_daily is read twice; put both into one SELECT with UNION ALL"):
        port_bureau.options("returns", twice)
