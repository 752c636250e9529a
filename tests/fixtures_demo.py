"""The demonstration database for tests: made once from the code and data that make it, kept under var/, shared by all.

Tests only read it. A test that writes makes its own database.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cockpit.ingest import demonstration
from cockpit.store.exchange_database import open_engine
from tests.servers import dump_postgres, restore_postgres

ROOT = Path(__file__).resolve().parent.parent
CITY = ROOT / "data" / "city" / "linyi"
CACHE = ROOT / "var" / "test-cache"
MADE_BY = ("cockpit/ingest", "cockpit/store", "cockpit/calendar.py", "cockpit/units", "data/city", "data/demonstration")
KEPT = 6
"""Folders; a demonstration has one in SQLite and one in PostgreSQL."""


@pytest.fixture(scope="session")
def demo_url() -> str:
    """The demonstration of Linyi in SQLite, for reading."""
    return f"sqlite:///{made_once(made_from())}"


@pytest.fixture(scope="session")
def demo_engine(demo_url: str) -> Iterator[Engine]:
    engine = open_engine(demo_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def demo_postgres_url(new_postgres_database: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """The same in PostgreSQL: made there once and kept as a dump, for every test process has a server of its own."""
    dump = CACHE / f"{made_from()}-postgres" / "exchange.dump"
    with new_postgres_database() as url:
        with _locked(CACHE / "lock-postgres"):
            if not dump.exists():
                _make_postgres(url, dump)
            else:
                restore_postgres(url, dump)
        yield url


def _make_postgres(url: str, dump: Path) -> None:
    engine = open_engine(url)
    demonstration.make(engine, CITY)
    engine.dispose()
    dump.parent.mkdir(parents=True, exist_ok=True)
    part = dump.with_suffix(".part")
    dump_postgres(url, part)
    part.rename(dump)


def made_from() -> str:
    """A name for all the code and data that the demonstration is made from."""
    digest = hashlib.sha256()
    for name in MADE_BY:
        place = ROOT / name
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def made_once(name: str) -> Path:
    """One process makes it, the others wait for it; a file with its last name is whole."""
    file = CACHE / name / "exchange.db"
    with _locked(CACHE / "lock"):
        if not file.exists():
            shutil.rmtree(file.parent, ignore_errors=True)
            file.parent.mkdir(parents=True)
            part = file.with_suffix(".part")
            engine = open_engine(f"sqlite:///{part}")
            demonstration.make(engine, CITY)
            engine.dispose()
            part.rename(file)
            _forget_old()
    return file


def _forget_old() -> None:
    folders = sorted((place for place in CACHE.iterdir() if place.is_dir()), key=lambda place: place.stat().st_mtime)
    for old in folders[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
