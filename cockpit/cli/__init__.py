"""The command line: one verb for each thing an administrator does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cockpit.calendar import now
from cockpit.cli import alerts, audit, load, quarantine, snapshot, sources, week  # these hang their verbs on `main`
from cockpit.cli.root import boards, engine_of, main
from cockpit.cli.terminal import steps, tell_altered
from cockpit.settings import ROOT, read

__all__ = ["alerts", "audit", "load", "main", "quarantine", "snapshot", "sources", "week"]


@main.command()
def serve() -> None:
    """Serve the wall, the desk and the API."""
    from cockpit.snapshot.font_supplement import supply
    from cockpit.snapshot.week_files import grants
    from cockpit.web.preflight import check

    settings = read()
    for remark in (check(settings, grants()), supply(settings.city_folder)):
        if remark:
            click.echo(remark, err=True)
    sys.stdout.flush()
    place = ROOT / "cockpit" / "web" / "gunicorn_conf.py"
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--config", str(place), "app:server"])


@main.command()
@click.option("--again", is_flag=True, help="Make it anew even where it exists; then restart what serves.")
def demo(*, again: bool) -> None:
    """Make the demonstration database."""
    from cockpit.ingest.demonstration import make, spare_real_data
    from cockpit.store.exchange_database import open_engine
    from cockpit.web.preflight import sqlite_file, writable

    settings = read()
    file = sqlite_file(settings.database)
    if file is None:
        with steps("demonstration") as progress:
            made = make(engine_of(settings), settings.city_folder, progress=progress)
        click.echo(f"The demonstration is in the database, data version {made.data_version}.")
        return
    if file.exists() and not again:
        click.echo(f"The demonstration is there already: {file} (make it anew: python -m cockpit.cli demo --again)")
        return
    writable(file.parent)
    if file.exists():
        spare_real_data(open_engine(settings.database))
    # Made beside its place, so that a run that is killed leaves no half of it.
    part = file.with_name(f"{file.name}.part")
    _away(part)
    engine = open_engine(f"sqlite:///{part}")
    with steps("demonstration") as progress:
        made = make(engine, settings.city_folder, progress=progress)
    engine.dispose()
    _away(file)
    part.rename(file)
    click.echo(f"The demonstration is in {file}, data version {made.data_version}.")


@main.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    from cockpit.store import schema
    from cockpit.store.load_transaction import recount as again

    engine = engine_of(read())
    if schema.migrate(engine):
        tell_altered(again(engine, at=now(), migrated=True).altered)
    click.echo("The database has the newest revision.")


@main.command()
def recount() -> None:
    """Bring sums and data version in line with tables that were filled by other means."""
    from cockpit.store.load_transaction import recount as again

    counted = again(engine_of(read()), at=now())
    click.echo(f"{counted.accepted} rows counted, data version {counted.data_version}.")
    tell_altered(counted.altered)


@main.command()
@click.option("--query", default="", help="A scope as in a page's address, such as as_of=2020-09-27&unit=…")
def board(query: str) -> None:
    """Print a board as JSON."""
    from cockpit.board.scope import parse

    settings = read()
    click.echo(boards(settings).board(parse(query, city=settings.city)).to_bytes())


@main.command()
def docs() -> None:
    """Write the pages of docs/ that are generated."""
    from cockpit.ingest import reference
    from cockpit.metrics import metric_handbook
    from cockpit.settings import settings_page
    from cockpit.store import contract, data_contract

    folder = ROOT / "docs"
    folder.mkdir(exist_ok=True)
    pages = {
        "exchange-database.md": contract,
        "exchange-database.odcs.yaml": data_contract,
        "metrics.md": metric_handbook,
        "settings.md": settings_page,
    }
    for name, written in pages.items():
        (folder / name).write_text(written.markdown(), "utf-8")
        click.echo(f"docs/{name}")
    connect = folder / "connect-your-data.md"
    if connect.exists():
        connect.write_text(reference.written(connect.read_text("utf-8")), "utf-8")
        click.echo(f"docs/{connect.name}")


def _away(file: Path) -> None:
    """A database with the log beside it, which must never meet another database."""
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
