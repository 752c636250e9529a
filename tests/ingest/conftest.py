"""Bureaus for the tests of the sources, and the folder of a city."""

import shutil
from pathlib import Path

import pytest

from tests.ingest.bureau import bureau
from tests.ingest.tiny import port


@pytest.fixture
def port_bureau(tmp_path, tables_file):
    """On SQLite, new for every test."""
    shutil.copy(tables_file, tmp_path / "exchange.db")
    made = bureau(tmp_path, f"sqlite:///{tmp_path / 'exchange.db'}")
    yield made
    made.engine.dispose()


@pytest.fixture
def any_bureau(database_url, tmp_path):
    """On each kind of database."""
    made = bureau(tmp_path, database_url)
    yield made
    made.engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return port(tmp_path)
