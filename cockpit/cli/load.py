"""The verb that loads: every source, those that are due, or those named."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from cockpit.calendar import now as clock
from cockpit.cli import audit
from cockpit.cli.alerts import after_load
from cockpit.cli.root import engine_of, main
from cockpit.cli.terminal import rows, tell_altered
from cockpit.errors import CockpitError, LoadBusy, LoadRefused, SourcesWrong
from cockpit.settings import Settings, read

WAIT_S = 600.0
LONGEST_REASON = 200


@main.command()
@click.argument("names", nargs=-1)
@click.option("--due", is_flag=True, help="Only what is due by its agreed cadence.")
@click.option(
    "--again", is_flag=True, help="Forget the marks and read everything; what is there already changes nothing."
)
@click.option(
    "--every", type=click.IntRange(1, 86_400), help="Load what is due every so many seconds, until interrupted."
)
@click.option("--accept", metavar="REASON", help="Let one source take away more than it may; the reason is kept.")
@click.option("--wait", type=float, default=WAIT_S, help="Seconds to wait where another load is running.")
def load(names: tuple[str, ...], *, due: bool, again: bool, every: int | None, accept: str | None, wait: float) -> None:
    """Load the sources of the sources file, or those named."""
    if accept is not None:
        accept = _reason(accept, names, goes_on=bool(every))
    settings = read()
    while True:
        failed = load_all(settings, names, due=due or bool(every), again=again, wait=wait, accept=accept)
        if every is None:
            if failed:
                raise SystemExit(1)
            return
        time.sleep(every)


def _reason(given: str, names: Sequence[str], *, goes_on: bool) -> str:
    reason = " ".join(given.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise LoadRefused("--accept has no usable reason.", f"Say why in at most {LONGEST_REASON} characters.")
    if len(names) != 1 or goes_on:
        raise LoadRefused("--accept is for one load of one source.", 'Name it: cockpit load CODE --accept "reason".')
    return reason


def load_all(
    settings: Settings,
    names: Sequence[str],
    *,
    due: bool,
    again: bool,
    wait: float,
    retry: bool = False,
    accept: str | None = None,
) -> int:
    """How many sources failed; each says so in one line, and the others go on.

    SourcesWrong where the file has no source of a name.
    """
    from cockpit.ingest import city, sources_file
    from cockpit.ingest.source_run import take_in_city
    from cockpit.store import schema
    from cockpit.store.load_lock import load_lock
    from cockpit.store.load_transaction import recount

    found = sources_file.read(settings.sources)
    for name in names:
        if name not in found.sources:
            raise SourcesWrong(f"The sources file has no {name!r}.", f"It has {', '.join(found.sources) or 'none'}.")
    engine = engine_of(settings)
    if schema.migrate(engine):
        tell_altered(recount(engine, at=clock(), migrated=True).altered)
    _spare_the_demonstration(engine)
    failures = 0
    try:
        with load_lock(engine, wait_s=wait, waiting=lambda: click.echo("Another load is running; waiting for it.")):
            take_in_city(engine, city.read(settings.city_folder), at=clock())
            for name in names or found.sources:
                if due and not _is_due(engine, name):
                    continue
                failures += _one(settings, engine, found, name, again=again, retry=retry, accept=accept)
    except LoadBusy as busy:
        click.echo(str(busy), err=True)
        failures += 1
    else:
        if not names:
            audit.after_loads(settings)
        after_load(settings)
    return failures


def _one(
    settings: Settings, engine: Engine, found: Any, name: str, *, again: bool, retry: bool, accept: str | None
) -> int:
    from cockpit.ingest.source_run import take_in
    from cockpit.store.exchange_database import read_connection
    from cockpit.store.source_records import refused_rows

    retried = []
    if retry:
        with read_connection(engine) as connection:
            retried = refused_rows(connection, name)
    try:
        with rows(name) as progress:
            tools = _tools(settings, engine, found, progress)
            outcome = take_in(name, found.sources[name], tools, retried=retried, anew=again, accept=accept)
    except CockpitError as failed:
        click.echo(f"{name}: {' '.join(str(failed).split())}", err=True)
        return 1
    delivery = outcome.delivery
    account = delivery.closed()
    for note in (*outcome.notes, *(f"left out: {one.told('en')}" for one in account.left)):
        click.echo(f"{name}: {note}")
    if outcome.accepted:
        click.echo(f"{name}: {outcome.accepted.lost} deleted; accepted: {outcome.accepted.reason}")
    elif accept:
        click.echo(f"{name}: nothing was to be accepted; the reason is not kept.")
    click.echo(
        f"{name}: {account.accepted:,} accepted, {account.repeated:,} repeated, {account.refused:,} refused, "
        f"{account.left_out:,} left out, {account.read:,} in the source; "
        f"{outcome.loaded.changed:,} days and registers changed, data version {outcome.loaded.data_version}"
    )
    return 0


def _tools(settings: Settings, engine: Engine, found: Any, progress: Callable[..., None]) -> Any:
    from cockpit.ingest.http_client import Fetch
    from cockpit.ingest.source_run import Tools
    from cockpit.rollup.landing import Landing, sweep

    rollup = found.rollup
    folder = found.folder / rollup.folder if rollup.folder else settings.var / "landed"
    network = found.network
    return Tools(
        engine=engine,
        folder=found.folder,
        now=settings.clock or clock(),
        land=lambda source, provenance, parts: Landing(
            folder, source, parts, _rollup_engine(rollup, folder), provenance, rollup.same_id_days
        ),
        sweep=lambda source, parts: sweep(folder, source, parts),
        spool=settings.var / "copies",
        fetch=Fetch(
            hosts=network.hosts,
            private=network.private,
            timeout_s=network.timeout_s,
            most_bytes=network.most_mb * 1_000_000,
        ),
        progress=progress,
    )


def _rollup_engine(rollup: Any, folder: Path) -> Any:
    if rollup.engine == "spark":
        from cockpit.rollup.spark_engine import SparkEngine

        return SparkEngine(rollup.master)
    from cockpit.rollup.duck_engine import DuckEngine

    return DuckEngine(folder / ".spill")


def _spare_the_demonstration(engine: Engine) -> None:
    from cockpit.store.exchange_database import read_connection
    from cockpit.store.source_records import first_load

    with read_connection(engine) as connection:
        first = first_load(connection)
    if first == "demonstration":
        raise LoadRefused(
            "This database holds the demonstration, which real data must not be mixed with.",
            "Name an empty database in COCKPIT_DATABASE.",
        )


def _is_due(engine: Engine, name: str) -> bool:
    from cockpit.cli.sources import cadences
    from cockpit.store.exchange_database import read_connection
    from cockpit.store.source_records import overview

    with read_connection(engine) as connection:
        loaded = overview(connection).get(name, {}).get("loaded_at")
    return loaded is None or loaded + cadences(engine).get(name, timedelta()) <= clock().replace(tzinfo=None)
