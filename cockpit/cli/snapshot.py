"""The verbs of the sealed week: seal, verify, keygen."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

from cockpit.calendar import Week
from cockpit.cli.root import boards, main
from cockpit.cli.screen import steps
from cockpit.errors import SnapshotRefused
from cockpit.settings import Settings, read

EXITS = {"intact": 0, "altered": 1, "unknown": 2}
WEEK_NAME = "[0-9][0-9][0-9][0-9]-W[0-9][0-9]"


@main.group()
def snapshot() -> None:
    """Sealed weeks: seal, verify, keygen."""


@snapshot.command("seal")
@click.argument("week")
@click.option(
    "--from", "source", type=click.Path(path_type=Path), help="Make it from this board.json, without a database."
)
@click.option(
    "--into", type=click.Path(path_type=Path), help="The folder to seal into; snapshots/ where it is left out."
)
@click.option("--allow", help="Why it is sealed in spite of a fault; the report prints it.")
def seal_week(week: str, *, source: Path | None, into: Path | None, allow: str | None) -> None:
    """Seal an ISO week such as 2020-W39, or check the one that is sealed."""
    from cockpit.snapshot.seal import seal, sealed
    from cockpit.snapshot.signing import signer

    settings = read()
    folder = into or settings.snapshots
    asked = Week.parse(week)
    done = sealed(asked, folder) if source is None else None
    if done is None:
        key = signer(settings.signing_key) if settings.signing_key else None
        edition = edition_of(settings, asked, folder, source, short=bool(allow))
        with steps(str(asked)) as progress:
            done = seal(edition, folder, signer=key, allow=allow, progress=progress)
    click.echo(
        f"{asked} {'is sealed in' if done.fresh else 'was already sealed, nothing has changed in'} {done.folder}"
    )


def edition_of(settings: Settings, week: Week, folder: Path, source: Path | None = None, *, short: bool = False) -> Any:
    """From the database, with what was sealed into `folder` before; or from a board.json."""
    from cockpit.board.scope import Scope
    from cockpit.snapshot.archive import Archive
    from cockpit.snapshot.edit import edit
    from cockpit.snapshot.edition import Edition

    if source is None:
        keep = boards(settings)
        newest = keep.board(Scope(settings.city)).as_of
        ask = partial(keep.week, upto=newest) if short else keep.week
        earlier = partial(keep.week, upto=newest - timedelta(days=7))
        return edit(week, Archive(folder), newest=newest, ask=ask, var=settings.var, short=short, earlier=earlier)
    try:
        content = source.read_bytes()
    except OSError as wrong:
        raise SnapshotRefused(f"{source} cannot be read: {wrong.strerror}.", "Name a board.json.") from wrong
    return Edition.from_bytes(content, week=week)


@snapshot.command("verify")
@click.argument("week", required=False)
@click.option("--all", "every", is_flag=True, help="Every sealed week.")
@click.option("--key", "file", type=click.Path(path_type=Path), help="The public key that must have signed it.")
@click.pass_context
def verify_week(context: click.Context, week: str | None, *, every: bool, file: Path | None) -> None:
    """Say of a sealed week: intact (0), altered and which file (1), or signed by an unknown key (2)."""
    from cockpit.snapshot.signing import verifier
    from cockpit.snapshot.verify import verify

    settings = read()
    known = file or settings.signing_key
    keys = [verifier(known)] if known else []
    worst = 0
    for target in _asked(settings.snapshots, week, every=every):
        verdict = verify(target, keys, signed=file is not None)
        click.echo(f"{verdict.week}: {verdict.state}, {verdict.said}")
        # An alteration is worse than a key that nobody knows.
        worst = max(worst, EXITS[verdict.state], key=(0, 2, 1).index)
    context.exit(worst)


def _asked(folder: Path, week: str | None, *, every: bool) -> list[Path]:
    if every == (week is not None):
        raise SnapshotRefused("Name a week, or --all.", "For example: python -m cockpit.cli snapshot verify 2020-W39")
    targets = sorted(folder.glob(WEEK_NAME)) if week is None else [folder / str(Week.parse(week))]
    found = [target for target in targets if target.is_dir()]
    if not found:
        raise SnapshotRefused(f"{week or 'No week'} is sealed in {folder}.".replace(f"{week} is", f"{week} is not"))
    return found


@snapshot.command("keygen")
@click.argument("file", type=click.Path(path_type=Path))
def keygen(file: Path) -> None:
    """Make a signing key, which stays secret, and its public half, which may be given to everybody."""
    from cockpit.snapshot.signing import generate, verifier

    public = generate(file)
    click.echo(f"The key {verifier(public).name} is in {file} (keep it secret), its public half in {public}.")
    click.echo(f"Sign with it: COCKPIT_SIGNING_KEY={file}")
