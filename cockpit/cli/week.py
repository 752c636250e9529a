"""The verbs of the weekly run: run, schedule, and for what is sealed: list, remark, send, retain."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import click

from cockpit.calendar import Week
from cockpit.cli import audit
from cockpit.cli.root import boards, main
from cockpit.cli.snapshot import snapshot
from cockpit.cli.terminal import table
from cockpit.settings import Settings, read
from cockpit.units import Text


@main.group()
def week() -> None:
    """The weekly run: seal what is due and send it."""


@week.command("run")
@click.pass_context
def run_week(context: click.Context) -> None:
    """One run, for cron or a timer: exits with 1 where something that is due is not sealed or not sent."""
    context.exit(0 if _press(read()).run() else 1)


@week.command("next")
def next_run() -> None:
    """When the next week is sealed, and which it will be."""
    from cockpit.snapshot import weekly_plan
    from cockpit.snapshot.archive import last_due
    from cockpit.snapshot.schedule import next_time

    settings = read()
    seal = weekly_plan.of(settings).seal
    at = next_time(seal, boards(settings).now())
    click.echo(f"{last_due(seal, at)} is sealed on {at:%A %Y-%m-%d at %H:%M} in Shanghai.")


@main.command()
def schedule() -> None:
    """Seal and send every week on its day, until this process is asked to end."""
    from cockpit.errors import CockpitError
    from cockpit.snapshot.schedule import wait

    settings = read()
    press = _press(settings)

    def work() -> None:
        try:
            press.run()
        except CockpitError as refused:  # the database may be silent now and answer within the hour
            click.echo(str(refused), err=True)

    seal = press.plan.seal
    said = f"Every {seal.weekday} at {seal.time} in Shanghai; see {settings.var / 'weekly.jsonl'}"
    wait(seal, work, ready=lambda: click.echo(said))


@snapshot.command("list")
@click.option("--unit", help="The weeks of this county or zone.")
def list_weeks(unit: str | None) -> None:
    """The sealed weeks, newest first."""
    from cockpit.snapshot.archive import Archive

    settings = read()
    archive = Archive(settings.snapshots, unit, settings.city)
    keys = _keys(settings)
    lines = []
    for one in reversed(archive.weeks()):
        verdict = archive.verdict(one, keys)
        lines.append((str(one), f"{archive.sealed_at(one):%Y-%m-%d %H:%M}", verdict.state, verdict.said))
    if not lines:
        click.echo(f"No week is sealed in {archive.folder}.")
        return
    table(("week", "sealed", "state", ""), lines)


@snapshot.command("remark")
@click.argument("name", metavar="WEEK")
@click.option("--author", required=True, help="Who says it.")
@click.option("--text", required=True, help="What is to stand in the report.")
@click.option("--text-en", default="", help="The same in English; else the text stands in both.")
@click.option("--unit", help="In the report of this county or zone.")
def remark_week(name: str, *, author: str, text: str, text_en: str, unit: str | None) -> None:
    """Add a remark to a week that is not sealed yet; with COCKPIT_SIGNING_KEY it is signed."""
    from cockpit.snapshot import week_remarks
    from cockpit.snapshot.archive import Archive
    from cockpit.snapshot.signing import signer

    settings = read()
    asked = Week.parse(name)
    said = week_remarks.write(
        asked,
        Archive(settings.snapshots, unit),
        settings.var,
        author=author,
        text=Text(text, text_en),
        day=boards(settings).now().date(),
        signer=signer(settings.signing_key) if settings.signing_key else None,
    )
    signed = f", signed with the key {said.key}" if said.key else ""
    click.echo(f"The remark of {said.author} will stand in the report of {asked}{signed}.")


@snapshot.command("send")
@click.argument("name", metavar="WEEK")
@click.option(
    "--again", "addresses", multiple=True, help="Also to this address, whose message was refused or in doubt."
)
@click.pass_context
def send_week(context: click.Context, name: str, *, addresses: tuple[str, ...]) -> None:
    """Send a sealed week to those who have not got it."""
    from cockpit.errors import SnapshotRefused
    from cockpit.snapshot.archive import Archive

    settings = read()
    asked = Week.parse(name)
    press = _press(settings)
    if asked not in Archive(settings.snapshots).weeks():
        raise SnapshotRefused(f"{asked} is not sealed.", "Seal it first.")
    if press.plan.mail is None:
        raise SnapshotRefused("No mail server is named.", f"Add [mail] to {settings.weekly}; docs/weekly.md shows how.")
    context.exit(0 if press.send(asked, again=addresses) else 1)


@snapshot.command("retain")
@click.option("--do", is_flag=True, help="Do it; else only say what would be done.")
@click.option("--into", type=click.Path(path_type=Path), help="Move them there and delete nothing.")
def retain_weeks(*, do: bool, into: Path | None) -> None:
    """Remove sealed weeks that are older than the policy ([keep] weeks in weekly.toml)."""
    from cockpit.snapshot import weekly_plan
    from cockpit.snapshot.retention import old, remove

    settings = read()
    keep = weekly_plan.of(settings).keep
    at = boards(settings).now()
    found = old(settings.snapshots, keep, at)
    verb = f"moved to {into}" if into else "deleted"
    for one in found:
        if do:
            remove(one, keep, at, into=into)
            _press(settings).tell("removed", str(one.week), f"{one.folder} is {verb}")
        else:
            click.echo(f"{one.folder} would be {verb}")
    policy = f"Weeks are kept for {keep.weeks} weeks" if keep.weeks else "Weeks are kept for ever"
    left = "" if do or not found else " Add --do to do it."
    click.echo(f"{policy}; {len(found)} {'is' if len(found) == 1 else 'are'} older.{left}")


def _keys(settings: Settings) -> tuple[Any, ...]:
    from cockpit.snapshot.signing import verifiers

    return verifiers(settings.signing_key) if settings.signing_key else ()


def _press(settings: Settings) -> Any:
    from cockpit.board.scope import Scope
    from cockpit.snapshot import weekly_plan
    from cockpit.snapshot.mailing import Login
    from cockpit.snapshot.signing import signer
    from cockpit.snapshot.timestamp import authority_of
    from cockpit.snapshot.weekly_run import Press

    keep, plan = boards(settings), weekly_plan.of(settings)
    return Press(
        plan=plan,
        root=settings.snapshots,
        var=settings.var,
        now=keep.now,
        newest=lambda: keep.board(Scope(settings.city)).as_of,
        ask=keep.week,
        login=Login(settings.smtp_user, settings.smtp_password),
        signer=signer(settings.signing_key) if settings.signing_key else None,
        say=lambda words: click.echo(" ".join(words.split()), err=True),
        city=settings.city,
        keys=_keys(settings),
        audit=cache(lambda day: audit.before_seal(settings, day, plan.units)),
        authority=authority_of(settings),
    )
