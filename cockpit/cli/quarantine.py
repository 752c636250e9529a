"""The verbs for rows that were refused: list, export, retry, dismiss."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click

from cockpit.cli.load import WAIT_S, load_all
from cockpit.cli.root import engine_of, main
from cockpit.errors import LoadRefused
from cockpit.settings import read


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
    from cockpit.marks.csv_file import harmless

    rows = _refused(name)
    columns = ("number", "source", "place", "line", "field", "value", "reason", "remedy", "refused_at", "raw")
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(columns)
            for row in rows:  # a spreadsheet must take no value for a formula
                writer.writerow(
                    harmless(value) if isinstance(value := row[column], str) else value for column in columns
                )
        part.replace(file)
    except OSError as failed:
        raise LoadRefused(f"{file} cannot be written ({failed.strerror}).", "Choose another place.") from failed
    click.echo(f"{len(rows)} rows are in {file}")


@quarantine.command("retry")
@click.argument("name")
def retry_refused(name: str) -> None:
    """Try the refused rows of a source again, after a unit was added, say."""
    settings = read()
    if load_all(settings, (name,), due=False, again=False, wait=WAIT_S, retry=True):
        raise SystemExit(1)


@quarantine.command("dismiss")
@click.argument("numbers", nargs=-1, type=int, required=True)
def dismiss_refused(numbers: tuple[int, ...]) -> None:
    """Take rows out of quarantine that nobody will correct."""
    from cockpit.store.exchange_database import write_connection
    from cockpit.store.source_records import dismiss

    with write_connection(engine_of(read())) as connection:
        gone = dismiss(connection, numbers)
    click.echo(f"{gone} rows are dismissed.")


def _refused(name: str | None) -> list[dict[str, Any]]:
    from cockpit.store.exchange_database import read_connection
    from cockpit.store.source_records import refused_rows

    with read_connection(engine_of(read())) as connection:
        return refused_rows(connection, name)
