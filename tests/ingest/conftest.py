"""Bureaus for the tests of the sources, and the folder of a city."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import KINDS
from tests.ingest.bureau import bureau, opened
from tests.ingest.tiny import port


@pytest.fixture(scope="session")
def port_file(tmp_path_factory):
    """An SQLite file with the registers of Port, to be copied."""
    folder = tmp_path_factory.mktemp("port")
    bureau(folder, f"sqlite:///{folder / 'exchange.db'}").engine.dispose()
    return folder / "exchange.db"


@pytest.fixture(scope="session")
def postgres_port(new_postgres_database, tmp_path_factory):
    """The name of the same in PostgreSQL."""
    with new_postgres_database() as url:
        bureau(tmp_path_factory.mktemp("port"), url).engine.dispose()
        yield url.rpartition("/")[2]


@pytest.fixture
def port_bureau(tmp_path, port_file):
    """On SQLite, new for every test."""
    shutil.copy(port_file, tmp_path / "exchange.db")
    made = opened(tmp_path, f"sqlite:///{tmp_path / 'exchange.db'}")
    yield made
    made.engine.dispose()


@pytest.fixture(params=KINDS)
def any_bureau(request, tmp_path):
    """On each kind of database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("port_bureau")
        return
    like = request.getfixturevalue("postgres_port")
    with request.getfixturevalue("new_postgres_database")(like) as url:
        made = opened(tmp_path, url)
        yield made
        made.engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return port(tmp_path)
