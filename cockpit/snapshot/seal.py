"""Sealing a week: its files appear all at once, and from then on they are only checked."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from cockpit import __version__
from cockpit.calendar import Week
from cockpit.errors import SnapshotRefused
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import FORMATS

MANIFEST = "manifest.json"
BOARD = "board.json"


@dataclass(frozen=True)
class Sealed:
    """`fresh` is False where the week had been sealed before and nothing was written."""

    folder: Path
    fresh: bool


def sealed(week: Week, folder: Path) -> Sealed | None:
    """The week as it was sealed before, checked; SnapshotRefused names the file that was altered."""
    target = folder / str(week)
    if not target.exists():
        return None
    verify(target)
    return Sealed(target, fresh=False)


def seal(edition: Edition, folder: Path) -> Sealed:
    """All files of the week, or none: they are written beside their place and moved there in one step."""
    files = files_of(edition)
    target = folder / str(edition.week)
    with _alone(folder):
        if before := sealed(edition.week, folder):
            if _manifest(target)["board"] != edition.board.id:
                raise SnapshotRefused(
                    f"{edition.week} was sealed from another board; a sealed week is never altered.",
                    "Seal into another folder to compare.",
                )
            return before
        _sweep(folder, edition.week)
        made = Path(tempfile.mkdtemp(prefix=f".{edition.week}.", dir=folder))
        for name, content in files.items():
            _write(made / name, content)
        made.chmod(0o755)
        _flush(made)
        made.rename(target)
        _flush(folder)
    return Sealed(target, fresh=True)


def files_of(edition: Edition) -> dict[str, bytes]:
    """Every file of the week, the manifest with the sums of the others last."""
    files = {BOARD: edition.to_bytes()}
    # Made from what board.json holds and not from the boards in hand, so that they can be made from it again.
    edition = Edition.from_bytes(files[BOARD], week=edition.week)
    files.update((format_.file, format_.write(edition)) for format_ in FORMATS)
    manifest = {
        "format": 1,
        "week": str(edition.week),
        "code": __version__,
        "board": edition.board.id,
        "before": edition.before.id,
        "data_version": edition.board.data_version,
        "files": {name: {"sha256": _sha256(content), "bytes": len(content)} for name, content in files.items()},
    }
    files[MANIFEST] = orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)
    return files


def verify(target: Path) -> None:
    """Every file of a sealed week is there, unaltered, and nothing has been added."""
    for name, said in _manifest(target)["files"].items():
        path = target / name
        if not path.is_file():
            raise _altered(target, name, "is missing")
        if _sha256(path.read_bytes()) != said["sha256"]:
            raise _altered(target, name, "was altered")
    known = {MANIFEST, *_manifest(target)["files"]}
    for path in sorted(target.iterdir()):
        if path.name not in known:
            raise _altered(target, path.name, "was added")


def _altered(target: Path, name: str, what: str) -> SnapshotRefused:
    return SnapshotRefused(
        f"{target.name} is sealed, but {name} {what}.", "Put the original back from a copy, or move the folder away."
    )


def _manifest(target: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = orjson.loads((target / MANIFEST).read_bytes())
        manifest["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise _altered(target, MANIFEST, "cannot be read") from wrong
    return manifest


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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


def _sweep(folder: Path, week: Week) -> None:
    """Away with what a killed run left beside the place of this week."""
    for left in folder.glob(f".{week}.*"):
        shutil.rmtree(left, ignore_errors=True)


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
