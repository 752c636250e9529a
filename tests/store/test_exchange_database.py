"""Opening the exchange database, and what is said when it cannot be."""

import pysqlite3
import pytest
from sqlalchemy import text

from cockpit.errors import DatabaseSilent, DatabaseWrong, SettingWrong
from cockpit.store import exchange_database as engines
from cockpit.store.exchange_database import SAFE_SQLITE, open_engine, read_connection, write_connection
from cockpit.store.schema import check, migrate
from tests.servers import free_port


def test_the_embedded_database_is_free_of_the_wal_reset_bug():
    assert pysqlite3.dbapi2.sqlite_version_info >= SAFE_SQLITE


def test_an_unsafe_sqlite_is_refused(monkeypatch):
    monkeypatch.setattr(engines.safe_sqlite, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(DatabaseWrong, match=r"3\.51\.3"):
        open_engine("sqlite:///x.db")


@pytest.mark.parametrize("url", ["exchange.db", "mysql://x/y", "postgresql+nothing://x/y"])
def test_a_url_that_names_no_database_is_refused(url):
    with pytest.raises(SettingWrong, match="COCKPIT_DATABASE"):
        open_engine(url)


def test_a_broken_file_is_called_broken(tmp_path):
    (tmp_path / "x.db").write_bytes(b"This is not a database. " * 100)
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(DatabaseWrong, match="broken"):
        migrate(engine)


def test_a_database_without_tables_says_how_to_make_them(bare_database_url):
    engine = open_engine(bare_database_url)
    with pytest.raises(DatabaseWrong, match=r"python -m cockpit\.cli migrate"):
        check(engine)
    engine.dispose()


def test_migrating_twice_changes_nothing(bare_database_url):
    engine = open_engine(bare_database_url)
    migrate(engine)
    migrate(engine)
    with read_connection(engine) as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM calendar_day")).scalar_one() == 12_784
    engine.dispose()


def test_a_server_that_does_not_answer_is_silent_and_not_wrong():
    engine = open_engine(f"postgresql://nobody@127.0.0.1:{free_port()}/none", timeout=1)
    with pytest.raises(DatabaseSilent, match="does not answer"), read_connection(engine):
        pass


def test_a_query_on_a_missing_table_says_what_to_do(bare_database_url):
    engine = open_engine(bare_database_url)
    with pytest.raises(DatabaseWrong, match="no tables"), read_connection(engine) as connection:
        connection.execute(text("SELECT * FROM world"))
    engine.dispose()


def test_the_embedded_database_writes_ahead_and_syncs_fully(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    migrate(engine)
    with read_connection(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_two_writers_wait_for_each_other_and_then_one_says_so(tmp_path):
    url = f"sqlite:///{tmp_path / 'x.db'}"
    first, second = open_engine(url), open_engine(url, timeout=0.2)
    migrate(first)
    with write_connection(first), pytest.raises(DatabaseSilent, match="locked"), write_connection(second):
        pass
