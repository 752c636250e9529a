"""The verbs of taking data in: load, sources, quarantine, template."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from cockpit.calendar import now as clock
from cockpit.cli import main
from cockpit.errors import CockpitError, LoadBusy, LoadRefused, SourcesWrong
from cockpit.settings import Settings, read

WAIT_S = 600.0
CSV_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@main.command()
@click.argument("names", nargs=-1)
@click.option("--due", is_flag=True, help="Only what is due by its agreed cadence.")
@click.option(
    "--again", is_flag=True, help="Forget the marks and read everything; what is there already changes nothing."
)
@click.option(
    "--every", type=click.IntRange(1, 86_400), help="Load what is due every so many seconds, until interrupted."
)
@click.option("--wait", type=float, default=WAIT_S, help="Seconds to wait where another load is running.")
def load(names: tuple[str, ...], *, due: bool, again: bool, every: int | None, wait: float) -> None:
    """Load the sources of the sources file, or those named."""
    settings = read()
    while True:
        failed = _load_all(settings, names, due=due or bool(every), again=again, wait=wait)
        if every is None:
            if failed:
                raise SystemExit(1)
            return
        time.sleep(every)


@main.group(invoke_without_command=True)
@click.pass_context
def sources(context: click.Context) -> None:
    """Each source: newest data, last load, accepted, refused, next due."""
    if context.invoked_subcommand is None:
        _table(read())


@sources.command("check")
def check_sources() -> None:
    """Check the sources file without reading any source."""
    from cockpit.ingest import sources_file

    found = sources_file.read(read().sources)
    click.echo(f"{len(found.sources)} sources are in order: {', '.join(found.sources)}")


@main.group()
def quarantine() -> None:
    """Rows that were refused: list, export, retry, dismiss."""


@quarantine.command("list")
@click.argument("name", required=False)
@click.option("--most", default=50, help="Rows that are shown.")
def list_refused(name: str | None, *, most: int) -> None:
    """What is in quarantine, and what to do about it."""
    rows = _refused(name)
    for row in rows[:most]:
        line = "" if row["line"] is None else f" line {row['line']}"
        click.echo(f"{row['number']}  {row['source']}  {row['place']}{line}: {row['reason']} {row['remedy']}")
    more = len(rows) - most
    click.echo(f"and {more:,} more; export them to see all." if more > 0 else f"{len(rows)} rows are in quarantine.")


@quarantine.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", "name", help="Only of this source.")
def export_refused(file: Path, *, name: str | None) -> None:
    """Write them to a CSV file that a spreadsheet opens."""
    rows = _refused(name)
    columns = ("number", "source", "place", "line", "field", "value", "reason", "remedy", "refused_at", "raw")
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(columns)
            writer.writerows([_harmless(row[column]) for column in columns] for row in rows)
        part.replace(file)
    except OSError as failed:
        raise LoadRefused(f"{file} cannot be written ({failed.strerror}).", "Choose another place.") from failed
    click.echo(f"{len(rows)} rows are in {file}")


def _harmless(value: Any) -> Any:
    """A spreadsheet must take no value for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(CSV_FORMULA) else value


@quarantine.command("retry")
@click.argument("name")
def retry_refused(name: str) -> None:
    """Try the refused rows of a source again, after a unit was added, say."""
    settings = read()
    if _load_all(settings, (name,), due=False, again=False, wait=WAIT_S, retry=True):
        raise SystemExit(1)


@quarantine.command("dismiss")
@click.argument("numbers", nargs=-1, type=int, required=True)
def dismiss_refused(numbers: tuple[int, ...]) -> None:
    """Take rows out of quarantine that nobody will correct."""
    from cockpit.store.engine import writing
    from cockpit.store.taken import dismiss

    with writing(_engine(read())) as connection:
        gone = dismiss(connection, numbers)
    click.echo(f"{gone} rows are dismissed.")


@main.command()
@click.argument("name")
@click.option("--into", type=click.Path(path_type=Path), help="The file to write; NAME.xlsx where it is left out.")
def template(name: str, *, into: Path | None) -> None:
    """Write an empty sheet of a table for a department to fill in."""
    from cockpit.ingest import city
    from cockpit.ingest import template as sheets

    file = into or Path(f"{name}.xlsx")
    sheets.write(name, file, registers=city.read(read().city_folder).registers)
    click.echo(f"The template of {name} is in {file}")


def _load_all(
    settings: Settings, names: Sequence[str], *, due: bool, again: bool, wait: float, retry: bool = False
) -> int:
    """How many sources failed; each says so in one line, and the others go on."""
    from cockpit.ingest import city, sources_file
    from cockpit.ingest.run import take_in_city
    from cockpit.store import schema
    from cockpit.store.alone import alone

    found = sources_file.read(settings.sources)
    for name in names:
        if name not in found.sources:
            raise SourcesWrong(f"The sources file has no {name!r}.", f"It has {', '.join(found.sources) or 'none'}.")
    engine = _engine(settings)
    schema.migrate(engine)
    _spare_the_demonstration(engine)
    failures = 0
    try:
        with alone(engine, wait_s=wait, waiting=lambda: click.echo("Another load is running; waiting for it.")):
            take_in_city(engine, city.read(settings.city_folder), at=clock())
            for name in names or found.sources:
                if due and not _is_due(engine, name):
                    continue
                failures += _one(settings, engine, found, name, again=again, retry=retry)
    except LoadBusy as busy:
        click.echo(str(busy), err=True)
        failures += 1
    except KeyboardInterrupt:
        click.echo("Interrupted; what was not finished is as it was before.", err=True)
        raise SystemExit(130) from None
    return failures


def _one(settings: Settings, engine: Engine, found: Any, name: str, *, again: bool, retry: bool) -> int:
    from cockpit.ingest.run import take_in
    from cockpit.store.engine import reading
    from cockpit.store.taken import refused_rows

    retried = []
    if retry:
        with reading(engine) as connection:
            retried = refused_rows(connection, name)
    try:
        with _progress(name) as progress:
            tools = _tools(settings, engine, found, progress)
            outcome = take_in(name, found.sources[name], tools, retried=retried, anew=again)
    except CockpitError as failed:
        click.echo(f"{name}: {' '.join(str(failed).split())}", err=True)
        return 1
    delivery = outcome.delivery
    for note in outcome.notes:
        click.echo(f"{name}: {note}")
    click.echo(
        f"{name}: {delivery.accepted:,} accepted, {delivery.repeated:,} repeated, {len(delivery.refused):,} refused, "
        f"{outcome.loaded.changed:,} days and registers changed, data version {outcome.loaded.data_version}"
    )
    return 0


def _tools(settings: Settings, engine: Engine, found: Any, progress: Callable[..., None]) -> Any:
    from cockpit.ingest.fetch import Fetch
    from cockpit.ingest.run import Tools
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
    from cockpit.store.engine import reading
    from cockpit.store.taken import first_load

    with reading(engine) as connection:
        first = first_load(connection)
    if first == "demonstration":
        raise LoadRefused(
            "This database holds the demonstration, which real data must not be mixed with.",
            "Name an empty database in COCKPIT_DATABASE.",
        )


def _refused(name: str | None) -> list[dict[str, Any]]:
    from cockpit.store.engine import reading
    from cockpit.store.taken import refused_rows

    with reading(_engine(read())) as connection:
        return refused_rows(connection, name)


def _cadences(engine: Engine) -> dict[str, timedelta]:
    from sqlalchemy import select

    from cockpit.store import tables
    from cockpit.store.engine import reading

    with reading(engine) as connection:
        rows = connection.execute(select(tables.source.c.code, tables.source.c.cadence_hours).order_by("position"))
        return {row.code: timedelta(hours=row.cadence_hours) for row in rows}


def _is_due(engine: Engine, name: str) -> bool:
    from cockpit.store.engine import reading
    from cockpit.store.taken import overview

    with reading(engine) as connection:
        loaded = overview(connection).get(name, {}).get("loaded_at")
    return loaded is None or loaded + _cadences(engine).get(name, timedelta()) <= clock().replace(tzinfo=None)


def _table(settings: Settings) -> None:
    from rich.console import Console
    from rich.table import Table

    from cockpit.metrics.freshness import fresh
    from cockpit.store.engine import reading
    from cockpit.store.taken import overview

    engine = _engine(settings)
    cadences = _cadences(engine)
    with reading(engine) as connection:
        found = overview(connection)
    at = (settings.clock or clock()).replace(tzinfo=None)
    table = Table(*("source", "state", "newest", "last load", "accepted", "refused", "waiting", "next due"), box=None)
    failures = []
    for code, cadence in cadences.items():
        said = found.get(code, {})
        hours = int(cadence.total_seconds() // 3600)
        state = fresh(said.get("newest_at"), cadence_hours=hours, at=at, failure=said.get("failure"))
        loaded = said.get("loaded_at")
        counts = [f"{said[name]:,}" if name in said else "-" for name in ("accepted", "refused", "waiting")]
        due = _moment(loaded + cadence) if loaded else "-"
        table.add_row(code, state.state, _moment(said.get("newest_at")), _moment(loaded), *counts, due)
        if said.get("failure"):
            failures.append(f"{code}: {said['failure']}")
    Console().print(table)
    for line in failures:
        click.echo(line)


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"


@contextmanager
def _progress(name: str) -> Iterator[Callable[..., None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn(name), BarColumn(), TextColumn("{task.completed:,} rows, {task.fields[rate]}/s"))
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, rate="-")
        begun = time.monotonic()

        def tell(done: int, total: int | None = None) -> None:
            rate = done / max(time.monotonic() - begun, 0.001)
            bar.update(task, completed=done, total=total, rate=f"{rate:,.0f}")

        yield tell


def _engine(settings: Settings) -> Engine:
    from cockpit.store.engine import open_engine

    return open_engine(settings.database)
