"""Sealing a week: its files appear all at once, and from then on they are only checked."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cockpit.calendar import Week
from cockpit.errors import SnapshotRefused
from cockpit.snapshot import verification as verifying
from cockpit.snapshot.chain import following
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.manifest import MANIFEST, SIGNATURE, TIMESTAMP
from cockpit.snapshot.sealed_files import Progress, files_of
from cockpit.snapshot.signing import Signer, Verifier
from cockpit.snapshot.timestamp import Stamper


@dataclass(frozen=True)
class SealResult:
    """`fresh` is False where the week had been sealed before and nothing was written."""

    folder: Path
    fresh: bool


def sealed(
    week: Week,
    folder: Path,
    keys: Sequence[Verifier] = (),
    *,
    unit: str | None = None,
    city: str | None = None,
) -> SealResult | None:
    """The week as it was sealed before, checked; SnapshotRefused says what is not as it was sealed."""
    target = folder / str(week)
    if not target.exists():
        return None
    verify(target, keys, unit=unit, city=city)
    return SealResult(target, fresh=False)


def seal(
    edition: Edition,
    folder: Path,
    *,
    signer: Signer | None = None,
    keys: Sequence[Verifier] = (),
    allow: str | None = None,
    formats: tuple[str, ...] | None = None,
    progress: Progress | None = None,
    stamp: Stamper | None = None,
) -> SealResult:
    """All files of the week, or none: they are written beside their place and moved there in one step.

    It is linked to the week that was sealed last into the folder; one that was read from a board.json keeps the link
    that it has there. `allow` is why a week with a fault is sealed all the same; the report and the manifest say it.
    What stands there must be signed by one of `keys`, where there are any; the week itself also by `signer`. `stamp`
    is asked for a time stamp of its manifest; without an answer the week is sealed without.

    SnapshotRefused where another week was sealed there meanwhile.
    """
    own = tuple(keys) or ((signer.verifier,) if signer else ())
    if before := _before(edition, folder, own):
        return before
    edition = _linked(edition, folder, keys)
    files = files_of(edition, signer=signer, allow=allow, formats=formats, progress=progress)
    if stamp and (answer := stamp(files[MANIFEST])):
        files[TIMESTAMP] = answer
    target = folder / str(edition.week)
    with _alone(folder):
        if before := _before(edition, folder, own):  # another run was faster
            return before
        if edition.chain != _linked(edition, folder, keys).chain:
            raise SnapshotRefused("Another week was sealed there meanwhile.", "Seal this one again.")
        sweep(folder, edition.week)
        made = Path(tempfile.mkdtemp(prefix=f".{edition.week}.", dir=folder))
        try:
            for name, content in files.items():
                _write(made / name, content)
            made.chmod(0o755)
            _flush(made)
            made.rename(target)
        except OSError:
            sweep(folder, edition.week)
            raise
        _flush(folder)
    return SealResult(target, fresh=True)


def _linked(edition: Edition, folder: Path, keys: Sequence[Verifier]) -> Edition:
    if edition.held is not None:
        return edition
    scope = edition.board.scope
    link, wrong = following(folder, keys, unit=scope.unit, city=scope.city)
    return replace(edition, chain=link, found=(*edition.found, wrong) if wrong else edition.found)


def _before(edition: Edition, folder: Path, keys: Sequence[Verifier]) -> SealResult | None:
    """The week if it stands there, whole and of the same board."""
    scope = edition.board.scope
    before = sealed(edition.week, folder, keys, unit=scope.unit, city=scope.city)
    if before and (verifying.read(before.folder) or {})["inputs"]["board"] != edition.board.id:
        raise SnapshotRefused(
            f"{edition.week} was sealed from another board; a sealed week is never altered.",
            "Seal into another folder to compare.",
        )
    return before


def verify(target: Path, keys: Sequence[Verifier] = (), *, unit: str | None = None, city: str | None = None) -> None:
    """Every file of a sealed week is there, unaltered, nothing has been added, and it is the week of its place.

    SnapshotRefused says what is wrong.
    """
    verdict = verifying.verify(target, keys, unit=unit, city=city)
    if not verdict.intact:
        raise SnapshotRefused(
            f"{target.name} is sealed, but {verdict.said}.",
            "Put the original back from a copy, or move the folder away.",
        )


def sign(target: Path, signer: Signer, *, unit: str | None = None, city: str | None = None) -> bool:
    """The operator's signature under a week that was sealed without a key, whose files stay as they are.

    False where it has a signature already; SnapshotRefused where it is not what was sealed.
    """
    if (target / SIGNATURE).exists():
        return False
    verify(target, unit=unit, city=city)
    was, made = target.stat(), target.with_name(f".{target.name}.signature")
    try:
        _write(made, signer.sign((target / MANIFEST).read_bytes()))
        made.rename(target / SIGNATURE)
        os.utime(target, ns=(was.st_atime_ns, was.st_mtime_ns))  # which says when it was sealed
        _flush(target)
    except OSError as failed:
        raise SnapshotRefused(
            f"{target} could not be signed ({failed.strerror}).", "Make it writable for this user."
        ) from failed
    return True


def sweep(folder: Path, week: Week) -> None:
    """Away with what a killed run left beside the place of this week."""
    for left in folder.glob(f".{week}.*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One at a time seals into a folder; the lock ends with its process, however that ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as wrong:
        raise SnapshotRefused(f"{folder} may not be written.", "Make it writable for this user.") from wrong
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    except OSError as wrong:
        raise SnapshotRefused(f"{folder} could not be written: {wrong.strerror}.", "Nothing was sealed.") from wrong
    finally:
        os.close(lock)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
