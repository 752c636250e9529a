"""What was released stays: its migrations byte for byte, and its databases open with the numbers that they had."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.errors import DatabaseWrong
from cockpit.store import schema
from cockpit.store.exchange_database import open_engine, read_connection, write_connection
from cockpit.store.load_transaction import recount
from tests import small
from tests.store import released

pytestmark = pytest.mark.slow

RELEASED = {
    "1007_offsets_of_sums.py": "f9bdc911d6d3346f80ed0ac44b5667d8d361f6c474e973070e830959833a199b",
    "1001_release_1_0_0.py": "ed707bc19da43ab8c94cd6bf97849df155d1010081be88ac945135713a30ca5c",
    "1002_account_of_a_load.py": "53f3d26f54bbc7852dad111bf3481684db6298eb067864f4bf9f66f3c616770d",
    "1005_coverage.py": "ca90569d4940de8cc35ba3d92e2b53aadd07e8f5a64018862e5f3a6b23093b60",
    "1003_datasets_described.py": "c340ee80ba12088253ae899720c4d0fa0e40efa2646a2b23c08664959a9299a5",
    "1006_days_off.py": "90bc3fbafeb7b55cbc772db80681bb94c10b51a85feae82880ebee5b061f5015",
    "1004_readings.py": "9c93bb4a1446262935efd5fab8a2b07ca8d13cb6989436f83e92217476c18c85",
    "1009_shares.py": "68ec214fbca13a250ec2732bf4dbf7bb84e1a6328dc9bdc68b8e0cdaafb4701e",
    "1008_origin.py": "b7316b480d2f949b1d462c4bd5324515f66ce54ffd46b99e37f9134a54f2e279",
}
LATER = '''"""A column of a later release"""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "NEWEST"


def upgrade() -> None:
    with op.batch_alter_table("unit") as batch:
        batch.add_column(sa.Column("later", sa.String(10), nullable=True, comment="later"))
'''


def numbers(engine, **asked) -> dict[str, float | int | None]:
    with read_connection(engine) as connection:
        board = build(connection, Scope("small", **asked), now=small.NOW)
    return {name: number.value for name, number in board.metrics.items()}


def test_a_released_migration_is_never_edited() -> None:
    files = {file.name: file for file in (schema.MIGRATIONS / "versions").glob("*.py")}
    found = {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}
    edited = sorted(name for name, digest in RELEASED.items() if found.get(name) != digest)
    assert edited == [], (
        f"{edited}: a released migration is never edited, or databases of one revision differ. Undo that change, write "
        "a new migration in cockpit/store/migrations/versions, add its hash here and its database: "
        "python -m tests.store.released"
    )
    added = sorted(found.keys() - RELEASED.keys())
    assert added == [], f"{added}: add its hash here ({[found[name] for name in added]}) before it is released."


@pytest.mark.parametrize("revision", released.revisions())
def test_every_released_revision_has_a_database(revision: str) -> None:
    assert released.packed(revision).exists(), "Make it: python -m tests.store.released"
    assert released.packed(revision).stat().st_size < 30_000


@pytest.mark.parametrize("revision", released.revisions())
def test_a_database_of_every_release_gives_the_numbers_that_it_had(revision: str, tmp_path: Path) -> None:
    engine = open_engine(released.unpack(revision, tmp_path / "exchange.db"))
    with read_connection(engine) as connection:
        assert schema.MigrationContext.configure(connection).get_current_revision() == revision
    if schema.migrate(engine):
        recount(engine, at=small.NOW)
    schema.check(engine)
    city, one = numbers(engine), numbers(engine, unit="a")
    assert (city["volumes.records"], city["volumes.items_stored"], city["volumes.return_records"]) == (1_060, 13, 2_980)
    assert (city["sharing.exchanges"], city["sharing.failure_share"], city["sharing.mounted"]) == (40, 0.125, 12)
    assert city["volumes.items_confirmed"] is None
    assert (one["volumes.records"], one["sharing.mounted"]) == (960, 8)
    with read_connection(engine) as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM calendar_day")).scalar_one() == 12_784
    engine.dispose()


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`later()` goes on to a release with one more migration, `later(False)` back to this one."""
    here, there = schema.MIGRATIONS, tmp_path / "migrations"
    shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
    (there / "versions" / "9999_later.py").write_text(
        LATER.replace("NEWEST", released.revisions()[-1]), encoding="utf-8"
    )
    return lambda on=True: monkeypatch.setattr(schema, "MIGRATIONS", there if on else here)


def test_a_database_of_the_first_release_goes_on_to_a_later_one_and_is_counted_again(tmp_path: Path, later) -> None:
    engine = open_engine(released.unpack("1001", tmp_path / "exchange.db"))
    later()
    with pytest.raises(DatabaseWrong, match="is of revision 1001, this cockpit needs 9999"):
        schema.check(engine)
    assert (schema.migrate(engine), schema.migrate(engine)) == (True, False)
    schema.check(engine)
    assert "later" in {column["name"] for column in inspect(engine).get_columns("unit")}
    assert numbers(engine)["volumes.records"] == 1_060
    engine.dispose()


def test_a_database_of_a_later_release_is_refused_and_left_as_it_is(bare_database_url: str, later) -> None:
    engine = open_engine(bare_database_url)
    later()
    schema.migrate(engine)
    later(False)
    for refuse in (schema.check, schema.migrate):
        with pytest.raises(DatabaseWrong, match=r"revision 9999, which this cockpit does not know .* or a later one"):
            refuse(engine)
    engine.dispose()


@pytest.mark.parametrize("revision", ["0000", "0001", "0008", "0010"])
def test_a_database_from_before_the_first_release_is_refused_and_left_as_it_is(bare_database_url, revision) -> None:
    """As 0001 to 0010 left theirs: some with the columns of today, some without, and none says which."""
    engine = open_engine(bare_database_url)
    with write_connection(engine) as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:one)"), {"one": revision})
        connection.execute(text("CREATE TABLE unit (code VARCHAR(40) PRIMARY KEY)"))
    for refuse in (schema.check, schema.migrate):
        with pytest.raises(DatabaseWrong) as refused:
            refuse(engine)
        assert str(refused.value) == (
            f"The database is from before release 1.0.0 (revision {revision}) and cannot be migrated; nothing was "
            "changed. Make it anew. The demonstration: python -m cockpit.cli demo --again. Your own data: set "
            "COCKPIT_DATABASE to an empty database, then python -m cockpit.cli load."
        )
    assert sorted(inspect(engine).get_table_names()) == ["alembic_version", "unit"]
    engine.dispose()


@pytest.mark.parametrize("made", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_tables_without_a_revision_are_refused_in_words(database_url: str, made: str) -> None:
    engine = open_engine(database_url)
    with write_connection(engine) as connection:
        connection.execute(text(made))
    for refuse in (schema.check, schema.migrate):
        with pytest.raises(DatabaseWrong, match="tables of the cockpit and no revision; nothing was changed"):
            refuse(engine)
    engine.dispose()


def test_two_revisions_at_once_are_refused_in_words(database_url: str) -> None:
    engine = open_engine(database_url)
    with write_connection(engine) as connection:
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    for refuse in (schema.check, schema.migrate):
        with pytest.raises(
            DatabaseWrong, match=f"revision {released.revisions()[-1]}, 9999, which this cockpit does not know"
        ):
            refuse(engine)
    engine.dispose()
