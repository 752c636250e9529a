"""A select in a database of somebody else: from its mark on, touched days whole, and never written to."""

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, make_url, text

from cockpit.errors import SourceSilent, SourcesWrong, SourceWrong
from cockpit.ingest import statement


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


def sql(engine, select="SELECT d, who, items, records, written FROM returned", extra="", more="reread_days = 7\n"):
    return (
        f'kind = "sql"\nurl = "{engine.url}"\n{extra}\n[[reads]]\ntable = "return_daily"\nmark = "written"\n'
        f'select = "{select}"\ncolumns = {{ day = "d", unit = "who" }}\n{more}'
    )


def test_a_database_is_read_from_its_mark_on_and_touched_days_whole(port_bureau, returns):
    put(returns, ("2020-09-01", "shandong", 4, "800", "0"), ("2020-09-02", "山东省", 5, "1,200", "1"))
    assert port_bureau.load("returns", sql(returns)).delivery.accepted == 2
    rows = [(str(row["day"]), row["unit"], row["items"], row["records"]) for row in port_bureau.rows("return_daily")]
    assert rows == [("2020-09-01", "shandong", 4, 800), ("2020-09-02", "shandong", 5, 1200)]
    put(returns, ("2020-09-02", "harbour", 1, "1万", "2"))
    again = port_bureau.load("returns", sql(returns)).delivery
    assert (again.accepted, again.mark) == (2, {"return_daily": {"whole_on": "2020-09-30", "text": "2"}})
    assert port_bureau.one("SELECT sum(records) FROM return_daily") == 800 + 1_200 + 10_000
    nothing = port_bureau.load("returns", sql(returns))
    assert nothing.loaded.changed == 0


def test_a_row_of_a_database_that_cannot_be_used_is_refused(port_bureau, returns):
    put(returns, *((f"2020-09-{number:02d}", "shandong", 1, "1", "1") for number in range(1, 20)))
    put(returns, ("2020-09-20", "nobody", 1, "1", "1"), ("2020-09-21", "shandong", 1, "many", "1"))
    delivery = port_bureau.load("returns", sql(returns, extra="refuse_above = 0.2")).delivery
    assert (delivery.accepted, len(delivery.refused)) == (19, 2)
    assert {row["field"] for row in port_bureau.refused()} == {"unit", "records"}


def days(bureau):
    return [(f"{row['day']:%m-%d}", row["unit"], int(row["records"])) for row in bureau.rows("return_daily")]


def change(engine, *statements):
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("reread_days", [0, 3])
def test_a_full_reading_finds_what_was_moved_changed_and_deleted(port_bureau, returns, reread_days):
    put(returns, *((f"2020-09-{day:02d}", "shandong", 1, "100", "1") for day in range(1, 21)))
    toml = sql(returns, more=f"reread_days = {reread_days}\n")
    port_bureau.load("returns", toml)
    change(returns, "UPDATE returned SET d = '2020-09-25' WHERE d = '2020-09-20'",
           "UPDATE returned SET records = '7' WHERE d = '2020-09-19'", "DELETE FROM returned WHERE d = '2020-09-18'",
           "UPDATE returned SET written = '2' WHERE d = '2020-09-25'")  # fmt: skip
    now = port_bureau.now
    for later in range(4):
        port_bureau.now = now + timedelta(days=later)
        port_bureau.load("returns", toml)
        found = {day for day, _, _ in days(port_bureau)}
        assert {"09-18", "09-20"} <= found if later < reread_days else not {"09-18", "09-20"} & found
        assert "09-25" in found
    assert ("09-19", "shandong", 7) in days(port_bureau)


def test_rows_without_a_mark_are_read_every_time_and_named(port_bureau, returns):
    put(returns, ("2020-09-01", "shandong", 4, "800", "1"))
    port_bureau.load("returns", sql(returns))
    put(returns, ("2020-09-02", "harbour", 4, "900", None))
    for _ in range(2):
        delivery = port_bureau.load("returns", sql(returns)).delivery
        assert delivery.notes == ["1 rows of return_daily have an empty written: they are read every time."]
    assert days(port_bureau) == [("09-01", "shandong", 800), ("09-02", "harbour", 900)]


AS_WRITTEN = [
    "SELECT d, who, items, records, written FROM returned WHERE who <> 'a :draft' AND who <> ':x; \\\\: DROP'",
    "WITH held AS (SELECT * FROM returned) SELECT * FROM held",
    "SELECT d, who, items, records, written FROM returned ORDER BY d DESC;",
    "SELECT d, who, items, records, written -- the whole: of it; into 'x'\\nFROM returned",
    'SELECT d, who, items, records, \\"written\\" FROM returned WHERE 5 % 2 = 1 /* ; */',
]


@pytest.mark.parametrize("select", AS_WRITTEN)
def test_a_select_is_run_as_it_is_written_whole_and_from_its_mark_on(port_bureau, returns, select):
    put(returns, ("2020-09-01", "shandong", 4, "800", "1"), ("2020-09-02", "harbour", 4, "900", "2"))
    assert port_bureau.load("returns", sql(returns, select=select)).delivery.accepted == 2
    put(returns, ("2020-09-03", "harbour", 4, "950", "3"))
    assert port_bureau.load("returns", sql(returns, select=select)).delivery.accepted == 2  # 2 and what is new
    assert [day for day, _, _ in days(port_bureau)] == ["09-01", "09-02", "09-03"]


def test_a_mark_that_the_select_does_not_give_is_said(port_bureau, returns):
    put(returns, ("2020-09-01", "shandong", 4, "800", "1"))
    with pytest.raises(SourceWrong, match="The SELECT gives no column 'written', which mark names"):
        port_bureau.load("returns", sql(returns, select="SELECT d, who, items, records FROM returned"))


@pytest.mark.parametrize(
    ("dialect", "wrapped"),
    [("mssql", "WHERE d IN (SELECT d FROM"), ("oracle", "WHERE d IN (SELECT d FROM"), ("mysql", "WHERE d IN (SELECT")],
)
def test_what_is_read_from_a_mark_on_is_a_statement_of_every_dialect(dialect, wrapped):
    """Compiled alone: nothing here runs SQL Server or Oracle."""
    url = {"mssql": "mssql+pyodbc://", "oracle": "oracle+oracledb://", "mysql": "mysql+pymysql://"}[dialect]
    select = "SELECT d, written FROM t WHERE n <> 'a:b'"
    found = str(text(statement.since(select, day="d", mark="written")).compile(dialect=make_url(url).get_dialect()()))
    assert wrapped in found
    assert found.count("'a:b'") == 2
    assert statement.can_be_wrapped(select)
    for refused in ("WITH x AS (SELECT 1) SELECT * FROM x", "SELECT 1 AS d ORDER BY d", "select 1 order\n by d"):
        assert not statement.can_be_wrapped(refused)
    assert statement.can_be_wrapped("SELECT 'order by' AS d, \"with\" FROM t")


WRITES = ["SELECT 1 INTO other FROM returned", "WITH gone AS (DELETE FROM returned RETURNING *) SELECT * FROM gone",
          "SELECT * FROM returned FOR UPDATE", "SELECT 'x' INTO OUTFILE '/x'"]  # fmt: skip


@pytest.mark.parametrize("select", WRITES)
def test_what_writes_as_well_is_refused_before_it_is_run(port_bureau, returns, select):
    with pytest.raises(SourcesWrong, match="it must only read"):
        port_bureau.options("returns", sql(returns, select=select))


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


def test_a_database_of_mariadb_is_read_as_it_is_written_and_cannot_be_written(port_bureau, mariadb_url):
    theirs = create_engine(mariadb_url)
    change(theirs, "CREATE TABLE r (d DATE, who VARCHAR(40), items INT, records DECIMAL(12,0), written DATETIME(6))",
           "CREATE TABLE log (said INT)",
           "INSERT INTO r VALUES ('2020-09-01','山东省',1,800,'2020-09-02 08:00:00.5'),"
           "('2020-09-02','harbour',1,900,'2020-09-03'),('2020-09-03','harbour',1,70,NULL)")  # fmt: skip
    select = "WITH held AS (SELECT * FROM r WHERE who <> 'a :b' AND 5 % 2 = 1) SELECT * FROM held ORDER BY d DESC"
    toml = f'kind = "sql"\nurl = "{mariadb_url}"\n\n[[reads]]\ntable = "return_daily"\nselect = "{{select}}"\n' \
           'columns = { day = "d", unit = "who" }\nmark = "written"\nreread_days = 7\n'  # fmt: skip
    first = port_bureau.load("returns", toml.replace("{select}", select)).delivery
    assert (first.accepted, first.notes) == (
        3,
        ["1 rows of return_daily have an empty written: they are read every time."],
    )
    change(theirs, "INSERT INTO r VALUES ('2020-09-04','harbour',1,5,'2020-09-05')")
    plain = "SELECT * FROM r WHERE who <> 'a :b'"
    for statement_of_theirs in (select, plain):  # from its mark on: cut down here, and by MariaDB
        again = port_bureau.load("returns", toml.replace("{select}", statement_of_theirs)).delivery
        assert sorted(day.isoformat() for day in again.facts["return_daily"])[0] != "2020-09-01"
    assert [records for _, _, records in days(port_bureau)] == [800, 900, 70, 5]
    change(theirs, "CREATE FUNCTION noted() RETURNS INT BEGIN INSERT INTO log VALUES (1); RETURN 1; END")
    writes = "SELECT '2020-09-05' AS d, 'harbour' AS who, noted() AS items, 1 AS records, '2020-09-06' AS written"
    with pytest.raises((SourceWrong, SourceSilent), match="READ ONLY"):
        port_bureau.load("returns", toml.replace("{select}", writes))
    theirs.dispose()
