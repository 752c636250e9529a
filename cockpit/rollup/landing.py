"""Landing: events are kept as Parquet parts by day, each event once, and the days they touch are added up again."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.errors import LoadRefused
from cockpit.rollup.repeats import Repeats, resolve
from cockpit.rollup.rollup_engine import Engine, broken, missing
from cockpit.rollup.staging import PARTITIONED, Staged, stage
from cockpit.store.duck import duck, duck_failures, files, quoted
from cockpit.store.event import COLUMNS, Event, EventBlock
from cockpit.store.landed_parts import LandedPart, PartsChange
from cockpit.store.landing_result import Landed
from cockpit.store.vocabulary import Provenance

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

PARTS_A_DAY = 32
"""A day in more parts than this is written anew as one."""
STAGED_A_DAY = 16
"""Parts of a day that one load may leave."""
SHANGHAI_HOURS = timedelta(hours=8)


@dataclass(frozen=True)
class Landing:
    """`folder` holds the parts of all sources; `parts` are those of this one that count so far."""

    folder: Path
    source: str
    parts: Sequence[LandedPart]
    engine: Engine
    provenance: Provenance
    same_id_days: int = 31

    def __call__(self, events: Iterable[Event | EventBlock]) -> Landed:
        """Land a batch, which is taken once and may exceed memory. Nothing counts until `parts` is committed."""
        start = max((part.last for part in self.parts), default=0)
        with _temporary(self.folder) as folder, _in_words():
            staged = stage(events, folder, start=start)
            if not staged.paths:
                return Landed()
            with duck(folder) as connection:
                touched = _days(connection, staged)
                before = [part for part in self.parts if _near(part.day, touched, self.same_id_days)]
                paths = [self.folder / part.name for part in before]
                missing(paths)
                repeats = resolve(connection, staged, paths, within_days=self.same_id_days, folder=folder)
                accepted, newest = _accepted(connection, staged)
                change = self._write(connection, staged, repeats, folder)
        facts = dict(self._facts(change))
        return Landed(
            accepted=accepted,
            repeated=repeats.repeated,
            conflicts=repeats.conflicts,
            facts=facts,
            newest_at=newest,
            parts=change,
        )

    def _facts(self, change: PartsChange) -> Iterator[tuple[date, list[dict[str, object]]]]:
        gone = {part.name for part in change.removed}
        days = {part.day for part in (*change.added, *change.removed)}
        held = [part for part in self.parts if part.day in days and part.name not in gone]
        parts = _by_day([*held, *change.added])
        return self._add_up({day: parts.get(day, []) for day in days})

    def _add_up(self, parts: Mapping[date, Sequence[LandedPart]]) -> Iterator[tuple[date, list[dict[str, object]]]]:
        paths = {day: [self.folder / part.name for part in held] for day, held in parts.items()}
        return self.engine.flows(paths, distinct=True, provenance=self.provenance)

    def _write(self, connection: Duck, staged: Staged, repeats: Repeats, folder: Path) -> PartsChange:
        """New parts of the days that got events, and days written anew that lost some or lie in too many parts.

        A staged file of one day of which every event counts is a part as it is.
        """
        held = _by_day(self.parts)
        touched = _days(connection, staged)
        anew = {day for day in touched if len(held.get(day, ())) >= PARTS_A_DAY} | set(repeats.removed)
        lost = {day for (day,) in connection.execute("SELECT DISTINCT day FROM dropped").fetchall()}
        whole = {day for day, paths in staged.parts.items() if len(paths) <= STAGED_A_DAY} - lost - anew
        again = [path for day, paths in staged.parts.items() if day not in whole for path in paths]
        columns, kept = ", ".join(COLUMNS), f"landed - {staged.start} NOT IN (SELECT n FROM dropped)"
        given = [*staged.mixed, *again]
        fresh = files(given) if given else f"(SELECT * FROM {files(staged.paths)} WHERE false)"
        connection.execute(f"CREATE TABLE fresh AS SELECT {columns} FROM {fresh} WHERE {kept}")
        removed: list[LandedPart] = []
        for day in sorted(anew):
            removed += held.get(day, [])
            ids = ", ".join(quoted(one) for one in sorted(repeats.removed.get(day, ()))) or "NULL"
            old = files(self.folder / part.name for part in held[day])
            left = f"SELECT {columns} FROM {old} WHERE coalesce(event_id NOT IN ({ids}), true)"
            connection.execute(f"INSERT INTO fresh {left}")
        ready = [path for day in whole for path in staged.parts[day]]
        return PartsChange(added=self._copy(connection, ready, folder), removed=removed)

    def _copy(self, connection: Duck, ready: list[Path], folder: Path) -> list[LandedPart]:
        out = folder / "parts"
        connection.execute(
            f"COPY (SELECT {', '.join(COLUMNS)} FROM fresh ORDER BY day, landed) TO {quoted(str(out))} ({PARTITIONED})"
        )
        made = [*ready, *sorted(out.rglob("*.parquet"))]
        if not made:
            return []
        listed = ", ".join(quoted(str(path)) for path in made)
        counted = connection.execute(
            "SELECT filename, any_value(day), count(*), min(landed), max(landed) FROM read_parquet("
            f"[{listed}], filename = true, hive_partitioning = false) GROUP BY filename"
        ).fetchall()
        return [
            LandedPart(day, self._keep(Path(name), day), rows, first, last)
            for name, day, rows, first, last in sorted(counted)
        ]

    def _keep(self, made: Path, day: date) -> str:
        """Into its place, whole and on disk, before anything refers to it."""
        with made.open("rb") as handle:
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()[:32]
            os.fsync(handle.fileno())
        place = self.folder / self.source / day.isoformat() / f"{sha256}.parquet"
        place.parent.mkdir(parents=True, exist_ok=True)
        made.replace(place)
        _fsync(place.parent)
        return place.relative_to(self.folder).as_posix()


def sweep(folder: Path, source: str, parts: Iterable[LandedPart]) -> int:
    """Delete what no load has committed; only under the lock of the loads. How many files went."""
    listed = {folder / part.name for part in parts}
    gone = 0
    for file in sorted((folder / source).rglob("*.parquet")):
        if file not in listed:
            file.unlink()
            gone += 1
    for left in folder.glob(".landing-*"):
        shutil.rmtree(left, ignore_errors=True)
    return gone


def _days(connection: Duck, staged: Staged) -> set[date]:
    days = set(staged.parts)
    if staged.mixed:
        days |= {row[0] for row in connection.execute(f"SELECT DISTINCT day FROM {files(staged.mixed)}").fetchall()}
    return days


def _accepted(connection: Duck, staged: Staged) -> tuple[int, datetime | None]:
    """Events that count, and the newest moment of them."""
    counting = f"landed - {staged.start} NOT IN (SELECT n FROM dropped)"
    found = connection.execute(
        f"SELECT count(*), max(happened_at) FROM {files(staged.paths)} WHERE {counting}"
    ).fetchone()
    count, newest = found if found else (0, None)
    return int(count), newest + SHANGHAI_HOURS if newest else None


def _near(day: date, touched: set[date], within: int) -> bool:
    first, last = min(touched) - timedelta(days=within), max(touched) + timedelta(days=within)
    return first <= day <= last and any(abs((day - one).days) <= within for one in touched)


def _by_day(parts: Iterable[LandedPart]) -> dict[date, list[LandedPart]]:
    found: dict[date, list[LandedPart]] = defaultdict(list)
    for part in parts:
        found[part.day].append(part)
    return found


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """Beside the parts, so that a finished one is only renamed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = tempfile.mkdtemp(prefix=".landing-", dir=folder)
    except OSError as failed:
        raise LoadRefused(
            f"The folder of landed parts {folder} may not be written ({failed.strerror}).",
            "Make it writable.",
            zh="存放落地事件的文件夹不可写。",
        ) from failed
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name, ignore_errors=True)


@contextmanager
def _in_words() -> Iterator[None]:
    full = LoadRefused(
        "The disk is full; nothing was changed.", "Free some space and load again.", zh="磁盘已满，未作任何更改。"
    )
    try:
        yield
    except OSError as failed:
        if failed.errno in (errno.ENOSPC, errno.EDQUOT):
            raise full from failed
        raise LoadRefused(
            f"The events could not be landed ({failed.strerror}).", "Look at that folder.", zh="事件未能落地。"
        ) from failed
    except duck_failures() as failed:
        raise (full if "No space left" in str(failed) else broken(str(failed))) from failed
