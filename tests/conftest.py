"""What every test may ask for: empty databases of both kinds, a Redis, a browser; and nothing from outside."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest
import redis
from selenium.webdriver.chrome.options import Options

from cockpit.store.exchange_database import open_engine
from cockpit.store.schema import migrate
from tests.servers import mariadb, postgres, redis_server

pytest_plugins = ["tests.compiled_statements", "tests.fixtures_demo", "tests.order"]

BROWSER = Path(__file__).parent / "browser"
SETTINGS = ("HOST", "PORT", "WORKERS")
PROOFS = (
    "COCKPIT_MUTATIONS",
    "COCKPIT_KILLS",
    "COCKPIT_BOARDS",
    "COCKPIT_AXE",
    "COCKPIT_FORGED",
    "COCKPIT_SCOPES",
    "COCKPIT_SILENT_WORLDS",
    "COCKPIT_REFRESHES",
    "COCKPIT_SEAL_KILLS",
    "COCKPIT_REWRITES",
    "COCKPIT_WEEKS",
    "COCKPIT_CHECKOUTS",
    "COCKPIT_DATACONTRACT",
    "COCKPIT_EVENTS",
    "COCKPIT_STILL",
    "COCKPIT_WORLDS",
    "COCKPIT_WORLDS_FROM",
    "COCKPIT_QUIET_YEARS",
    "COCKPIT_LATE_ROWS",
)
"""How far the long proofs go: `make proof` runs them whole, the suite a short version."""
NEEDS = {
    "postgres_url": pytest.mark.postgres,
    "new_postgres_database": pytest.mark.postgres,
    "redis_url": pytest.mark.redis,
    "mariadb_url": pytest.mark.mariadb,
    "s3": pytest.mark.storage,
    "sftp": pytest.mark.storage,
    "demo_url": pytest.mark.demo,
    "demo_postgres_url": pytest.mark.demo,
    "dash_br": pytest.mark.browser,
    "dash_duo": pytest.mark.browser,
}
KINDS = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """What the administrator of this machine has set must not reach a test."""
    for name in [name for name in os.environ if name in SETTINGS or name.startswith("COCKPIT_")]:
        if name not in PROOFS:
            del os.environ[name]
    # Selenium looks for drivers on the network unless it is told where one is.
    if driver := shutil.which("chromedriver"):
        os.environ.setdefault("SE_CHROMEDRIVER", driver)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that needs a server or a browser, or stands in browser/, is marked, so that `make check` leaves it out."""
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.browser)
        for fixture, mark in NEEDS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


@pytest.fixture(scope="session", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test writes into the var/ or snapshots/ of the checkout unless it names them."""
    os.environ["COCKPIT_VAR"] = str(tmp_path_factory.mktemp("var"))
    os.environ["COCKPIT_SNAPSHOTS"] = str(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process; its databases are made by `new_postgres_database`."""
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def mariadb_url() -> Iterator[str]:
    """A MariaDB server of this test process, with one database of somebody else's."""
    with mariadb() as url:
        yield url


@pytest.fixture(scope="session")
def new_postgres_database(postgres_url: str) -> Callable[..., AbstractContextManager[str]]:
    """`with new_postgres_database() as url:` is an empty database, dropped at the end; `like` is one to be copied."""
    numbers = itertools.count(1)

    @contextmanager
    def new(like: str = "template0") -> Iterator[str]:
        name = f"exchange_{next(numbers)}"
        with psycopg.connect(postgres_url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
            try:
                yield postgres_url.removesuffix("postgres") + name
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    return new


@pytest.fixture(scope="session")
def tables_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and no rows, to be copied: making the tables takes longer than most tests."""
    file = tmp_path_factory.mktemp("tables") / "exchange.db"
    _make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_tables(new_postgres_database: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The name of the same in PostgreSQL."""
    with new_postgres_database() as url:
        _make_tables(url)
        yield url.rpartition("/")[2]


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind with all tables and no rows, new for every test."""
    with _database(request, tmp_path) as url:
        yield url


@pytest.fixture(scope="module", params=KINDS)
def module_database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of each kind with all tables and no rows, one for all tests of a module."""
    with _database(request, tmp_path_factory.mktemp("database")) as url:
        yield url


@pytest.fixture(params=KINDS)
def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'exchange.db'}"
        return
    with request.getfixturevalue("new_postgres_database")() as url:
        yield url


@contextmanager
def _database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("tables_file"), folder / "exchange.db")
        yield f"sqlite:///{folder / 'exchange.db'}"
        return
    like = request.getfixturevalue("postgres_tables")
    with request.getfixturevalue("new_postgres_database")(like) as url:
        yield url


def _make_tables(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def _redis() -> Iterator[str]:
    with redis_server() as url:
        yield url


@pytest.fixture
def redis_url(_redis: str) -> str:
    """An empty Redis."""
    with redis.Redis.from_url(_redis) as client:
        client.flushall()
    return _redis


def pytest_setup_options() -> Options:
    """Chromium as the tests start it: no window, no sandbox (root has none), no calls home."""
    options = Options()
    if found := shutil.which("chromium"):
        options.binary_location = found
    for flag in (
        "headless=new",
        "no-sandbox",
        "disable-dev-shm-usage",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    ):
        options.add_argument(f"--{flag}")
    return options
