"""The verbs of the sealed week: seal, verify, sign, keygen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

from cockpit.calendar import Week, in_shanghai, now
from cockpit.cli import audit
from cockpit.cli.root import boards, main
from cockpit.cli.terminal import steps
from cockpit.errors import ScopeWrong, SnapshotRefused
from cockpit.settings import Settings, read
from cockpit.snapshot.verification import SealState

EXITS = {SealState.INTACT: 0, SealState.ALTERED: 1, SealState.MISPLACED: 1, SealState.UNKNOWN: 2}
WEEK_NAME = "[0-9][0-9][0-9][0-9]-W[0-9][0-9]"


@main.group()
def snapshot() -> None:
    """Sealed weeks: seal, verify, sign, keygen."""


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
    from cockpit.snapshot.archive import Archive
    from cockpit.snapshot.seal import seal, sealed
    from cockpit.snapshot.signing import signer, verifiers
    from cockpit.snapshot.timestamp import authority_of, stamper

    settings = read()
    folder = into or settings.snapshots
    asked = Week.parse(week)
    keys = verifiers(settings.signing_key) if settings.signing_key else ()
    done = sealed(asked, folder, keys, city=settings.city) if source is None else None
    if done is None:
        key = signer(settings.signing_key) if settings.signing_key else None
        edition = edition_of(settings, asked, folder, source, short=bool(allow))
        if source is None:
            edition = replace(edition, found=(*edition.found, *audit.before_seal(settings, edition.board.as_of)))
        with steps(str(asked)) as progress:
            place = Archive(folder, edition.board.scope.unit).folder
            stamp = stamper(authority_of(settings), lambda words: click.echo(words, err=True))
            done = seal(edition, place, signer=key, keys=keys, allow=allow, progress=progress, stamp=stamp)
    click.echo(
        f"{asked} {'is sealed in' if done.fresh else 'was already sealed, nothing has changed in'} {done.folder}"
    )


def edition_of(settings: Settings, week: Week, folder: Path, source: Path | None = None, *, short: bool = False) -> Any:
    """From the database, with what was sealed into `folder` before; or from a board.json.

    SnapshotRefused where the file is of another city or cannot be read.
    """
    from cockpit.board.scope import Scope
    from cockpit.snapshot.archive import Archive
    from cockpit.snapshot.edition import Edition
    from cockpit.snapshot.edition_builder import edit
    from cockpit.snapshot.signing import verifiers

    if source is None:
        keep = boards(settings)
        newest = keep.board(Scope(settings.city)).as_of
        ask = partial(keep.week, upto=newest) if short else keep.week
        earlier = partial(keep.week, upto=newest - timedelta(days=7))
        keys = verifiers(settings.signing_key) if settings.signing_key else ()
        archive = Archive(folder, city=settings.city, keys=keys)
        try:
            return edit(week, archive, newest=newest, ask=ask, var=settings.var, short=short, earlier=earlier)
        finally:
            keep.engine.dispose()
    try:
        content = source.read_bytes()
    except OSError as wrong:
        raise SnapshotRefused(f"{source} cannot be read: {wrong.strerror}.", "Name a board.json.") from wrong
    edition = Edition.from_bytes(content, week=week)
    if (city := edition.board.scope.city) != settings.city:
        raise SnapshotRefused(f"{source} is of the city {city}, not of {settings.city}.", f"Set COCKPIT_CITY={city}.")
    return edition


@snapshot.command("verify")
@click.argument("week", required=False)
@click.option(
    "--all", "every", is_flag=True, help="Every sealed week, of the city and of every unit, and their chains."
)
@click.option("--unit", help="The week of this county or zone.")
@click.option("--key", "file", type=click.Path(path_type=Path), help="The public key that must have signed it.")
@click.option("--printed", multiple=True, help='A code from the foot of a report with its week: "2020-W38 3f2a91bc …".')
@click.option("--remake", is_flag=True, help="Make the files again from board.json and compare every byte.")
@click.pass_context
def verify_week(
    context: click.Context,
    week: str | None,
    *,
    every: bool,
    unit: str | None,
    file: Path | None,
    printed: tuple[str, ...],
    remake: bool,
) -> None:
    """Say of a sealed week: intact (0), altered or misplaced (1), or not signed by a key that is known (2)."""
    from cockpit.snapshot.remade import remade
    from cockpit.snapshot.signing import verifiers
    from cockpit.snapshot.verification import verify

    settings = read()
    codes = [_printed(one) for one in printed]
    known = file or settings.signing_key
    keys = verifiers(known) if known else ()
    exits = []
    targets = _asked(settings.snapshots, week, unit, every=every)
    for target, of_unit in targets:
        verdict = verify(target, keys, unit=of_unit, city=settings.city)
        found = [verdict, *([remade(target)] if remake and verdict.intact else [])]
        for one in found:
            click.echo(f"{target.relative_to(settings.snapshots)}: {one.state}, {one.said}")
            exits.append(EXITS[one.state])
        if verdict.intact:
            exits.append(_stamped(target, settings))
    for folder in dict.fromkeys(target.parent for target, _ in targets):
        asked = codes if folder == targets[0][0].parent else []
        exits.append(chained(folder, settings, only=week, printed=asked))
    # An alteration is worse than a key that nobody knows, or a week that is not there any more.
    context.exit(max(exits, key=(0, 2, 1).index))


def _stamped(target: Path, settings: Settings) -> int:
    """Say when a week was stamped, if it was; the exit is 1 where the stamp does not hold."""
    from cockpit.snapshot.manifest import MANIFEST, TIMESTAMP
    from cockpit.snapshot.timestamp import stamped_at

    if not (target / TIMESTAMP).exists():
        return 0
    where = target.relative_to(settings.snapshots)
    if settings.timestamp_roots is None:
        click.echo(f"{where}: time-stamped, which was not checked (COCKPIT_TIMESTAMP_ROOTS)")
        return 0
    try:
        content = (target / MANIFEST).read_bytes()
        at = stamped_at((target / TIMESTAMP).read_bytes(), content, settings.timestamp_roots)
    except SnapshotRefused as refused:
        click.echo(f"{where}: {SealState.ALTERED}, {refused.happened}")
        return 1
    click.echo(f"{where}: time-stamped at {at:%Y-%m-%d %H:%M:%S}")
    return 0


def _printed(text: str) -> tuple[Week, str]:
    """A week and its code. SnapshotRefused where the text has not both."""
    name, _, code = text.strip().partition(" ")
    try:
        week = Week.parse(name)
    except ScopeWrong:
        code = ""
    if not code.strip():
        raise SnapshotRefused(
            f"--printed {text!r} is not a week with its code.",
            'Write both as they stand in the foot of a report: --printed "2020-W38 3f2a91bc 04de77a1".',
        )
    return week, code


def chained(folder: Path, settings: Settings, *, only: str | None, printed: list[tuple[Week, str]]) -> int:
    """Say where the chain of a folder does not hold, of one week or of all, and whether it has these codes.

    The exit: 0 where it does, 1 where it is broken, 2 where its beginning is not here though the policy keeps it.
    """
    from cockpit.snapshot.chain import chain_of
    from cockpit.snapshot.chain_link import short

    root, chain = settings.snapshots, chain_of(folder)
    findings = [one for one in chain.findings() if only in (None, one.week)]
    codes = [found for week, code in printed if (found := chain.check(week, code))]
    for one in (*findings, *codes):
        click.echo(f"{(folder / one.week).relative_to(root)}: {one.kind}, {one.said}")
    where = f"{folder.relative_to(root)}/chain" if folder != root else "chain"
    if printed and not codes:
        click.echo(f"{where}: the printed codes are those of {', '.join(str(week) for week, _ in printed)}")
    if only is not None:
        return 1 if findings or codes else 0
    missing = chain.missing()
    policy = _by_policy(settings, missing.weeks[-1]) if missing else None
    head = " and ".join(f"{one.week} {short(one.sha256)}" for one in chain.head())
    holds = "broken" if findings else "holds" if missing is None or policy else "incomplete"
    said = f"{holds}, {len(chain.linked)} linked, head {head}" if head else "none: sealed before there was one"
    gone = f"; {missing.said}{f' ({policy})' if policy else ''}" if missing else ""
    click.echo(f"{where}: {said}{gone}")
    return 1 if findings or codes else 2 if missing and not policy else 0


def _by_policy(settings: Settings, newest: str) -> str | None:
    """In which words the policy lets go of weeks up to this one; None where it keeps them."""
    from cockpit.snapshot import weekly_plan
    from cockpit.snapshot.retention import past

    keep = weekly_plan.of(settings).keep
    gone = past(Week.parse(newest), keep, in_shanghai(settings.clock or now()))
    return f"weeks are kept for {keep.weeks} weeks" if gone else None


@snapshot.command("sign")
@click.argument("week", required=False)
@click.option("--all", "every", is_flag=True, help="Every sealed week, of the city and of every unit.")
@click.option("--unit", help="The week of this county or zone.")
def sign_week(week: str | None, *, every: bool, unit: str | None) -> None:
    """Sign weeks that were sealed before there was a key; their files stay as they are."""
    from cockpit.errors import SettingWrong
    from cockpit.snapshot.seal import sign
    from cockpit.snapshot.signing import signer

    settings = read()
    if settings.signing_key is None:
        raise SettingWrong("There is no key to sign with.", "Set COCKPIT_SIGNING_KEY to the file of the private key.")
    key = signer(settings.signing_key)
    for target, of_unit in _asked(settings.snapshots, week, unit, every=every):
        fresh = sign(target, key, unit=of_unit, city=settings.city)
        done = f"signed with the key {key.verifier.name}" if fresh else "has a signature already"
        click.echo(f"{target.relative_to(settings.snapshots)}: {done}")


def _asked(folder: Path, week: str | None, unit: str | None, *, every: bool) -> list[tuple[Path, str | None]]:
    """The folders of the weeks, the city's first, each with its unit."""
    from cockpit.snapshot.archive import Archive, archives

    if every == (week is not None):
        raise SnapshotRefused("Name a week, or --all.", "For example: python -m cockpit.cli snapshot verify 2020-W39")
    of = archives(folder) if every and unit is None else [Archive(folder, unit)]
    targets = [
        (target, one.unit)
        for one in of
        for target in (sorted(one.folder.glob(WEEK_NAME)) if week is None else [one.place(Week.parse(week))])
        if target.is_dir()
    ]
    if not targets:
        where = of[0].folder
        raise SnapshotRefused(f"{week or 'No week'} is sealed in {where}.".replace(f"{week} is", f"{week} is not"))
    return targets


@snapshot.command("keygen")
@click.argument("file", type=click.Path(path_type=Path))
def keygen(file: Path) -> None:
    """Make a signing key, which stays secret, and its public half, which may be given to everybody."""
    from cockpit.snapshot.signing import generate, verifier

    public = generate(file)
    click.echo(f"The key {verifier(public).name} is in {file} (keep it secret), its public half in {public}.")
    click.echo(f"Sign with it: COCKPIT_SIGNING_KEY={file}")
