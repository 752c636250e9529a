"""The command line as an administrator uses it: verbs that work, and one clear line where they cannot."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from cockpit.cli import main
from cockpit.settings import ROOT, read
from cockpit.snapshot.format import FORMATS
from cockpit.snapshot.week_files import grants
from cockpit.store import load_transaction
from cockpit.web import preflight
from tests import small
from tests.servers import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the small city in its database."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    small.fill(f"sqlite:///{tmp_path / 'exchange.db'}").dispose()
    return tmp_path


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        "COCKPIT_VAR": str(folder),
        "COCKPIT_SNAPSHOTS": str(folder / "snapshots"),
        "COCKPIT_CITY": "small",
        "COCKPIT_CLOCK": small.NOW.isoformat(),
        **more,
    }


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def refusal(*words: str) -> str:
    """What a refused command says: one line on stderr, nothing else, exit 1."""
    done = run(*words)
    assert (done.exit_code, done.stdout) == (1, ""), done.output
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    return done.stderr


def test_help_names_every_verb() -> None:
    said = run("--help").stdout
    for verb in ("serve", "demo", "migrate", "recount", "board", "snapshot", "docs", "sources"):
        assert f"  {verb} " in said


def test_board_prints_the_board_of_a_scope(here: Path) -> None:
    printed = json.loads(run("board").stdout)
    assert printed["metrics"]["volumes.records"]["value"] > 0
    assert json.loads(run("board", "--query", "as_of=2020-09-20").stdout)["as_of"] == "2020-09-20"
    assert "is not a kind of resource" in refusal("board", "--query", "kind=fax")


def test_a_database_from_before_the_first_release_is_refused_in_one_line_and_left_as_it_is(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "sources.toml").write_text("")
    monkeypatch.setenv("COCKPIT_SOURCES", str(here / "sources.toml"))
    with sqlite3.connect(here / "exchange.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '0010'")
    database.close()
    for verb in ("migrate", "load", "serve"):
        said = refusal(verb)
        assert "from before release 1.0.0 (revision 0010)" in said and "demo --again" in said, verb
    with sqlite3.connect(here / "exchange.db") as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0010",)]
    database.close()


def test_sources_are_a_table_of_freshness(here: Path) -> None:
    assert "newest" in run("sources").stdout


def test_recount_and_migrate_say_what_they_did(here: Path) -> None:
    assert "newest revision" in run("migrate").stdout
    said = run("recount").stdout
    assert "rows counted" in said and json.loads(run("board").stdout)["data_version"] in said
    assert "delivered" not in said


def test_recount_names_what_was_delivered_and_is_gone(here: Path) -> None:
    with closing(sqlite3.connect(here / "exchange.db")) as database, database:
        database.execute("DELETE FROM return_daily")
    said = run("recount").stdout
    assert "  return_daily 2020-09-03, delivered by small: 1 rows were delivered, 0 are there\n" in said
    assert "until they are delivered again: cockpit load CODE --again." in said


def test_a_week_is_sealed_and_checked_and_made_again_without_a_database(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = [one for one in FORMATS if not one.printed]  # all of them: tests/test_weekly_page.py
    monkeypatch.setattr("cockpit.snapshot.sealed_files.FORMATS", cheap)
    assert "2020-W38 is sealed in" in run("snapshot", "seal", "2020-W38").stdout
    assert "already sealed" in run("snapshot", "seal", "2020-W38").stdout
    (here / "exchange.db").unlink()
    assert "already sealed" in run("snapshot", "seal", "2020-W38").stdout
    first = here / "snapshots" / "2020-W38"
    done = run("snapshot", "seal", "2020-W38", "--from", str(first / "board.json"), "--into", str(here / "again"))
    assert done.exit_code == 0, done.output
    for path in first.iterdir():
        assert (here / "again" / "2020-W38" / path.name).read_bytes() == path.read_bytes()
    (first / "data.xlsx").write_bytes(b"other numbers")
    assert "data.xlsx was altered" in refusal("snapshot", "seal", "2020-W38")


def test_a_week_that_is_not_over_or_no_week_is_refused_in_one_line(here: Path) -> None:
    assert "is not complete" in refusal("snapshot", "seal", "2020-W40")
    assert "is not an ISO week" in refusal("snapshot", "seal", "2020-40")
    assert "cannot be read" in refusal("snapshot", "seal", "2020-W38", "--from", str(here / "nothing.json"))


def test_the_demonstration_is_made_once_and_again_only_when_asked(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def make(engine: Any, city: Path, *, progress: Any) -> Any:
        made.append(city.name)
        small.migrate(engine)
        progress("flow_daily", 1, 2)
        return load_transaction.replace(engine, dataclasses.replace(small.load(), source="demonstration"), at=small.NOW)

    monkeypatch.setattr("cockpit.ingest.demonstration.make", make)
    assert "is there already" in run("demo").stdout and made == []
    (here / "exchange.db").unlink()
    assert "data version" in run("demo").stdout and made == ["small"]
    assert "data version" in run("demo", "--again").stdout and len(made) == 2
    assert [path.name for path in here.glob("exchange.db*")] == ["exchange.db"]


def test_the_demonstration_never_takes_the_place_of_a_citys_own_data(here: Path) -> None:
    before = (here / "exchange.db").read_bytes()
    assert "holds data of its own" in refusal("demo", "--again")
    assert (here / "exchange.db").read_bytes() == before


def test_a_demonstration_that_is_killed_leaves_no_database(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(engine: Any, city: Path, *, progress: Any) -> Any:
        small.migrate(engine)
        raise KeyboardInterrupt

    monkeypatch.setattr("cockpit.ingest.demonstration.make", broken)
    (here / "exchange.db").unlink()
    assert run("demo").exit_code != 0
    assert not (here / "exchange.db").exists()


def test_docs_writes_the_generated_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cockpit.cli.ROOT", tmp_path)
    pages = ("exchange-database.md", "exchange-database.odcs.yaml", "metrics.md", "settings.md")
    assert run("docs").stdout.split() == [f"docs/{page}" for page in pages]
    assert (tmp_path / "docs" / "metrics.md").read_text("utf-8").startswith("#")
    (tmp_path / "docs" / "connect-your-data.md").write_text("a\n<!-- kinds -->\nb\n<!-- /kinds -->\nc\n", "utf-8")
    assert run("docs").stdout.split()[-1] == "docs/connect-your-data.md"
    page = (tmp_path / "docs" / "connect-your-data.md").read_text("utf-8")
    assert page.startswith("a\n<!-- kinds -->\n| kind |") and page.endswith("<!-- /kinds -->\nc\n")


def test_a_database_that_is_silent_is_remarked_on_and_may_come_back(here: Path) -> None:
    settings = read({"COCKPIT_VAR": str(here), "COCKPIT_DATABASE": f"postgresql://x@127.0.0.1:{free_port()}/x"})
    remark = preflight.database(settings)
    assert remark is not None and "last good boards" in remark


def test_settings_that_cannot_be_used_are_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "high")
    assert "PORT='high' cannot be used" in refusal("serve")
    monkeypatch.setenv("PORT", "8050")
    monkeypatch.setenv("COCKPIT_DATABASE", "oracle://x")
    assert "COCKPIT_DATABASE" in refusal("serve")


def test_a_misspelt_variable_is_named_before_anything_is_done(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_DATABSE", "postgresql://db/exchange")
    for words in (("board",), ("recount",), ("snapshot", "list")):
        done = run(*words)
        assert done.exit_code == 0
        assert done.stderr == (
            "COCKPIT_DATABSE is no setting and changes nothing. "
            "The nearest is COCKPIT_DATABASE; docs/settings.md has all.\n"
        )


def test_files_that_are_named_and_not_there_are_said_before_serving(here: Path) -> None:
    gone = {"COCKPIT_SCREENS": str(here / "screens.toml"), "COCKPIT_SIGNING_KEY": str(here / "key.pem")}
    said = preflight.check(read({**environment(here), "PORT": str(free_port()), **gone}), grants())
    assert said is not None
    for name, file in gone.items():
        assert f"{name} names {file}, which is not there." in said
    assert preflight.check(read({**environment(here), "PORT": str(free_port())}), grants()) is None


def test_a_run_of_the_week_whose_plan_is_named_and_not_there_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COCKPIT_WEEKLY", str(here / "weekly.toml"))
    for words in (("week", "next"), ("week", "run"), ("schedule",), ("snapshot", "retain")):
        assert refusal(*words) == f"There is no {here / 'weekly.toml'}. Write it, or leave COCKPIT_WEEKLY out.\n"


@pytest.mark.parametrize("words", [("alerts",), ("week", "run"), ("demo", "--again"), ("serve",)])
def test_folders_that_cannot_be_written_are_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COCKPIT_DATABASE", f"sqlite:///{here / 'exchange.db'}")
    (here / "file").touch()
    for place in ("/proc/x", str(here / "file" / "x")):
        monkeypatch.setenv("COCKPIT_VAR", place)
        monkeypatch.setenv("COCKPIT_SNAPSHOTS", place)
        if words != ("demo", "--again"):
            assert place in refusal(*words)
        else:
            assert "data of its own" in refusal(*words)


def test_serving_without_a_database_a_broken_one_or_an_empty_one_is_refused(here: Path) -> None:
    file = here / "exchange.db"
    file.write_bytes(b"this is not a database, whatever its name says" * 100)
    assert "is broken" in refusal("serve")
    file.write_bytes(b"")
    assert "has no tables" in refusal("serve")
    file.unlink()
    assert "There is no database at" in refusal("serve")


def test_serving_on_a_port_that_is_taken_names_another(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        said = refusal("serve")
    assert f"Port {os.environ['PORT']} is taken" in said and "PORT=9000 make run" in said


def test_serving_from_a_folder_that_may_not_be_written_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "file").write_text("no folder")
    monkeypatch.setenv("COCKPIT_VAR", str(here / "file" / "var"))
    assert "may not be written" in refusal("serve")


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`python -m cockpit.cli serve`, as `make run` starts it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cockpit.cli", "serve"],
        cwd=folder,
        env={**os.environ, **environment(folder, PORT=str(port)), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def break_(file: Path) -> None:
    """Somebody writes over a database that is being read."""
    for path in file.parent.glob(f"{file.name}*"):
        path.write_bytes(b"broken" * 100_000)


def get(address: str) -> tuple[int, bytes]:
    with urlopen(address, timeout=60) as answer:  # a loaded machine is slow, not wrong
        return answer.status, answer.read()


def test_serve_says_the_three_addresses_when_it_answers_and_answers_there(here: Path) -> None:
    port = free_port()
    with served(here, port) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().split() for _ in range(3)]
        assert [name for name, _ in lines] == ["wall", "desk", "API"]
        for _, address in lines:
            assert address.startswith(f"http://127.0.0.1:{port}/")
            assert get(address)[0] == 200
        assert get(f"http://127.0.0.1:{port}/readyz") == (200, b"ready\n")
        assert b'data-metric="volumes.records"' in get(f"http://127.0.0.1:{port}/wall")[1]
        break_(here / "exchange.db")
        assert b'data-version="silent"' in get(f"http://127.0.0.1:{port}/wall")[1]
        assert b'data-metric="volumes.records"' in get(f"http://127.0.0.1:{port}/wall")[1]
        assert json.loads(get(f"http://127.0.0.1:{port}/api/v1/board")[1])["stale"] is not None
    assert process.returncode == 0


def test_what_serves_imports_no_heavy_library_before_it_needs_one(here: Path) -> None:
    code = (
        "import sys, app; heavy = {'pandas', 'numpy', 'plotly.express', 'alembic', "
        "'xlsxwriter', 'rich'}; print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
