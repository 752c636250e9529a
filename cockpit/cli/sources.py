"""The verbs that say how the sources stand, and write the sheets that fill them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy import Engine

from cockpit.calendar import SHANGHAI
from cockpit.cli.root import boards, main
from cockpit.cli.terminal import table
from cockpit.settings import Settings, read

if TYPE_CHECKING:
    from cockpit.board.board_service import BoardService
    from cockpit.store.account import Account

COUNTS = {
    "in it": "read",
    "accepted": "accepted",
    "repeated": "repeated",
    "refused": "refused",
    "left out": "left_out",
}
"""Columns of the account of the last load that read anything: the last four add up to the first."""


@main.group(invoke_without_command=True)
@click.pass_context
def sources(context: click.Context) -> None:
    """Each source: newest data, last load and its account, what was left out of it and why, next due."""
    if context.invoked_subcommand is None:
        _table(read())


@sources.command("check")
def check_sources() -> None:
    """Check the sources file without reading any source."""
    from cockpit.ingest import sources_file
    from cockpit.ingest.source_kind import KINDS

    found = sources_file.read(read().sources)
    click.echo(f"{len(found.sources)} sources are in order: {', '.join(found.sources)}")
    for name, options in found.sources.items():
        if KINDS[options.kind].moments and options.time_zone is None:
            click.echo(
                f"{name}: moments that name no offset are refused, for it says no time zone; where it has such, add "
                f'time_zone = "{SHANGHAI}" to [sources.{name}].'
            )


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
    from cockpit.store.exchange_database import read_connection

    with read_connection(engine) as connection:
        rows = connection.execute(select(tables.source.c.code, tables.source.c.cadence_hours).order_by("position"))
        return {row.code: timedelta(hours=row.cadence_hours) for row in rows}


def states(kept: BoardService) -> dict[str, str]:
    """The state of each source now, as the live board judges it: at the same moment, by the cadences in force."""
    from cockpit.board.query import last_readings, registers
    from cockpit.metrics.reading import Reading
    from cockpit.metrics.revisions import in_force
    from cockpit.metrics.trust_measures import freshness
    from cockpit.store.exchange_database import read_connection

    at = kept.judged_at()
    with read_connection(kept.engine) as connection:
        held = in_force(registers(connection), at.date())
        last = last_readings(connection, held, None)
    now = Reading({}, {}, held, clock=at, live=True, last=last)
    return {row["code"]: freshness(now, row, at.date()).state for row in held.get("source", [])}


def _table(settings: Settings) -> None:
    from cockpit.metrics.freshness import SourceState
    from cockpit.store.exchange_database import read_connection
    from cockpit.store.source_records import accounts, overview

    kept = boards(settings)
    agreed, stand = cadences(kept.engine), states(kept)
    with read_connection(kept.engine) as connection:
        found, held = overview(connection), accounts(connection)
    kept.engine.dispose()
    lines = []
    for code, cadence in agreed.items():
        said = found.get(code, {})
        loaded = said.get("loaded_at")
        due = _moment(loaded + cadence) if loaded else "-"
        waiting = f"{said['waiting']:,}" if "waiting" in said else "-"
        state = stand.get(code, SourceState.NOT_CONNECTED)
        moments = (_moment(said.get("newest_at")), _moment(loaded))
        lines.append((code, state, *moments, *_counts(held.get(code)), waiting, due))
    table(("source", "state", "newest", "last load", *COUNTS, "waiting", "next due"), lines)
    for code in agreed:
        if failure := found.get(code, {}).get("failure"):
            click.echo(f"{code}: {failure}")
        for one in held[code].left if code in held else ():
            click.echo(f"{code}: left out: {one.told('en')}")


def _counts(account: Account | None) -> list[str]:
    return [f"{getattr(account, name):,}" if account else "-" for name in COUNTS.values()]


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"
