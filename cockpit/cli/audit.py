"""The verb that works every number out again: by hand, every night after the loads, before each seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import click
import orjson

from cockpit.calendar import parse_day
from cockpit.cli.root import boards, main
from cockpit.cli.terminal import steps
from cockpit.errors import CockpitError, ScopeWrong
from cockpit.settings import Settings, read

AGREES, DIFFERS = 0, 2
"""Exits; what could not be audited is refused as every verb refuses, with 1."""
SHOWN = 20


@main.command()
@click.option("--day", help="The day whose numbers are worked out again; the newest where it is left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--all-weeks", is_flag=True, help="Also the numbers of the Sunday of every sealed week, as the rows make them now."
)
@click.pass_context
def audit(context: click.Context, *, day: str | None, as_json: bool, all_weeks: bool) -> None:
    """Work every number of a day out again by plain SQL: agrees (0), could not (1), differs (2).

    The result stands on the page of trust; a difference is an alert and keeps the week from being sealed.
    """
    settings = read()
    asked: list[date | None] = [parse_day(day, field="day") if day else None]
    results = []
    for one in [*(sundays(settings) if all_weeks else ()), *asked]:
        with steps(str(one or "newest day")) as progress:
            try:
                results.append(run(settings, one, progress=progress))
            except ScopeWrong as refused:
                if one in asked:
                    raise
                click.echo(str(refused), err=True)  # a sealed week that is older than the database
                continue
        if not as_json:
            _tell(results[-1])
    last = next((one for one in reversed(results) if not one.agrees), results[-1])
    keep(settings, last)
    if as_json:
        told: Any = [one.to_json() for one in results] if all_weeks else last.to_json()
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
    context.exit(AGREES if all(one.agrees for one in results) else DIFFERS)


def run(
    settings: Settings,
    day: date | None,
    *,
    scopes: Sequence[tuple[str, str]] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Any:
    """The audit of a day, with every sealed week; what it found is not kept yet.

    `scopes` are the parts of the city that are worked out beside the whole; all where they are left out.
    """
    from cockpit.board.audit.day_audit import audit_day
    from cockpit.snapshot.signing import verifiers
    from cockpit.snapshot.week_audit import weeks_against_hashes
    from cockpit.store.exchange_database import read_connection

    service = boards(settings)
    keys = verifiers(settings.signing_key) if settings.signing_key else ()
    try:
        with read_connection(service.engine) as connection:
            return audit_day(
                connection,
                settings.city,
                day,
                now=service.now(),
                more=[lambda: weeks_against_hashes(settings.snapshots, keys, city=settings.city)],
                scopes=scopes,
                progress=progress,
            )
    finally:
        service.engine.dispose()


def keep(settings: Settings, result: Any) -> None:
    from cockpit.board.audit import audit_record

    service = boards(settings)
    audit_record.keep(service.engine, result)
    service.engine.dispose()


def before_seal(settings: Settings, day: date, units: Sequence[str] = ()) -> tuple[str, ...]:
    """What keeps a week that ends on the day from being sealed.

    Of the city, its members and these units: what weeks are printed from. A difference is kept like that of any audit;
    one that the last audit found of the same data keeps the week back as well.
    """
    from cockpit.board.audit import audit_record
    from cockpit.snapshot.week_audit import faults
    from cockpit.store.exchange_database import read_connection

    result = run(settings, day, scopes=[("unit", unit) for unit in units])
    if not result.agrees:
        keep(settings, result)
        return faults(result)
    service = boards(settings)
    with read_connection(service.engine) as connection:
        stands = audit_record.last(connection)
    service.engine.dispose()
    return faults(stands) if stands and stands.data_version == result.data_version else ()


def after_loads(settings: Settings) -> None:
    """Once a night, with the first loads of a day, and again after loads while a difference stands.

    An audit that could not be made is no failure of the load; it is said, and made with the next one.
    """
    from cockpit.board.audit import audit_record
    from cockpit.store.exchange_database import read_connection

    service = boards(settings)
    try:
        with read_connection(service.engine) as connection:
            before = audit_record.last(connection)
        if _is_due(before, service.now()):
            result = run(settings, None)
            keep(settings, result)
            _tell(result)
    except CockpitError as refused:
        click.echo(f"audit: {' '.join(str(refused).split())}", err=True)
    finally:
        service.engine.dispose()


def _is_due(before: Any, now: datetime) -> bool:
    return before is None or not before.agrees or before.at.date() < now.date()


def sundays(settings: Settings) -> list[date | None]:
    """Of the sealed weeks of the city."""
    from cockpit.snapshot.archive import Archive

    return [week.sunday for week in Archive(settings.snapshots).weeks()]


def _tell(result: Any) -> None:
    """One line, and one for each of the first differences."""
    checked = ", ".join(f"{count:,} {name}" for name, count in result.checked.items())
    said = "agrees" if result.agrees else f"differs in {result.count:,}"
    click.echo(f"audit of {result.day}: {said}; checked {checked} in {result.seconds:.0f} s")
    for one in result.differences[:SHOWN]:
        click.echo(f"  {one.words}")
    if result.count > SHOWN:
        click.echo(f"  and {result.count - min(SHOWN, len(result.differences)):,} more")
    if result.unaudited:
        click.echo(f"  not to be worked out independently: {', '.join(result.unaudited)}")
