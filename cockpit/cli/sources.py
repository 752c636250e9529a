"""The verbs that say how the sources stand, and write the sheets that fill them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import Engine

from cockpit.calendar import now as clock
from cockpit.cli.root import engine_of, main
from cockpit.cli.screen import table
from cockpit.settings import Settings, read


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


@main.command()
@click.argument("name")
@click.option("--into", type=click.Path(path_type=Path), help="The file to write; NAME.xlsx where it is left out.")
@click.option("--english", is_flag=True, help="Headings and names in English; they are read as well as the Chinese.")
def template(name: str, *, into: Path | None, english: bool) -> None:
    """Write an empty sheet of a table for a department to fill in."""
    from cockpit.ingest import city
    from cockpit.ingest import template as sheets

    file = into or Path(f"{name}.xlsx")
    sheets.write(name, file, registers=city.read(read().city_folder).registers, english=english)
    click.echo(f"The template of {name} is in {file}")


def cadences(engine: Engine) -> dict[str, timedelta]:
    from sqlalchemy import select

    from cockpit.store import tables
    from cockpit.store.engine import reading

    with reading(engine) as connection:
        rows = connection.execute(select(tables.source.c.code, tables.source.c.cadence_hours).order_by("position"))
        return {row.code: timedelta(hours=row.cadence_hours) for row in rows}


def _table(settings: Settings) -> None:
    from cockpit.metrics.freshness import fresh
    from cockpit.store.engine import reading
    from cockpit.store.taken import overview

    engine = engine_of(settings)
    agreed = cadences(engine)
    with reading(engine) as connection:
        found = overview(connection)
    at = (settings.clock or clock()).replace(tzinfo=None)
    columns = ("source", "state", "newest", "last load", "accepted", "refused", "waiting", "next due")
    lines = []
    failures = []
    for code, cadence in agreed.items():
        said = found.get(code, {})
        hours = int(cadence.total_seconds() // 3600)
        state = fresh(said.get("newest_at"), cadence_hours=hours, at=at, failure=said.get("failure"))
        loaded = said.get("loaded_at")
        counts = [f"{said[name]:,}" if name in said else "-" for name in ("accepted", "refused", "waiting")]
        due = _moment(loaded + cadence) if loaded else "-"
        lines.append((code, state.state, _moment(said.get("newest_at")), _moment(loaded), *counts, due))
        if said.get("failure"):
            failures.append(f"{code}: {said['failure']}")
    table(columns, lines)
    for line in failures:
        click.echo(line)


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"
