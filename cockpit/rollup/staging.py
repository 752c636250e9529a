"""A batch of events on its way to the landed parts, however long it is: Parquet files in the columns of a part.

Blocks of rows are checked by as many threads as there are cores, each with a DuckDB of one thread, in which rows keep
their order; what a block could not check so comes back as single events, in the order of the source.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from cockpit.store.duck import duck, duck_failures, is_interruption, quoted
from cockpit.store.event import BY_BLOCKS, COLUMNS, Event, EventBlock

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

THREADS = min(os.cpu_count() or 1, 4)
BLOCK_MB = 300
"""What the DuckDB of a thread may hold."""
PARTITIONED = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARTITION_BY (day), WRITE_PARTITION_COLUMNS true"
"""A higher level makes files a twentieth smaller and takes half as long again."""
FEW_DAYS, ROWS_A_DAY = 4, 20_000
"""A block of more days than this, with fewer rows in each, is no log in order: its rows are sorted with the others."""
LEARNT = 50_000
"""Rows of the first block of a thread in which words are looked for before it is read."""
WORTH_IT = 5_000
"""Fewer rows that are left of a block are read one by one sooner than the block is read again."""
STAGED = {
    **{name: kind for name, kind in COLUMNS.items() if name in BY_BLOCKS},
    **{"place": "INTEGER", "line": "BIGINT", "replaces": "BOOLEAN", "n": "BIGINT"},
}
LOCAL_DAY = "CAST(happened_at + INTERVAL 8 HOUR AS DATE) AS day"


@dataclass
class Staged:
    """`parts` are files of one day each, `mixed` of many; `n` counts events from 1, and `landed` is `start` more.

    `places` are counted by the origins: a row (n of the first row, place, line of it) for every block, and the file
    `singles` for events that came by themselves.
    """

    start: int
    singles: Path
    parts: dict[date, list[Path]] = field(default_factory=dict)
    mixed: list[Path] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    blocks: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def paths(self) -> list[Path]:
        return [*self.mixed, *(path for paths in self.parts.values() for path in paths)]

    def place(self, name: str) -> int:
        return self.places.setdefault(name, len(self.places))

    def singles_table(self) -> str:
        columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in STAGED.items())
        return (
            f"read_csv({quoted(str(self.singles))}, columns = {{{columns}}}, auto_detect = false, header = false, "
            "delim = ',', quote = '\"', escape = '\"', nullstr = '', new_line = '\\n', max_line_size = 4000000)"
        )


@dataclass(frozen=True)
class _Checked:
    """What became of a block: its files by day (None: of many days), and the rows that nobody has checked yet."""

    block: EventBlock
    number: int
    files: list[tuple[date | None, Path]]
    left: list[int]


def stage(events: Iterable[Event | EventBlock], folder: Path, *, start: int = 0) -> Staged:
    """Takes the batch once; `folder` keeps the files. A failure of a block is raised here."""
    staged = Staged(start, folder / "singles.csv")
    number = 0
    with staged.singles.open("w", encoding="utf-8", newline="") as out, _workers(folder, start) as workers:
        write = csv.writer(out, lineterminator="\n").writerow

        def single(event: Event, at: int) -> None:
            write((*event[:11], staged.place(event.place), event.line, event.replaces, at))

        for event in events:
            if isinstance(event, Event):
                _finish(workers, staged, single)
                number += 1
                single(event, number)
                continue
            workers.check(event, number + 1)
            staged.blocks.append((number + 1, staged.place(event.place), event.first))
            number += event.rows
            _finish(workers, staged, single, waiting=THREADS)
        _finish(workers, staged, single)
    if staged.singles.stat().st_size:
        staged.mixed.append(_packed(staged, folder))
    return staged


def _finish(workers: _Workers, staged: Staged, single: Any, *, waiting: int = 0) -> None:
    """Takes what is checked, block by block in the order of the source, until only so many are waited for."""
    while len(workers.waiting) > waiting:
        done = workers.waiting.popleft().result()
        for day, path in done.files:
            held = staged.mixed if day is None else staged.parts.setdefault(day, [])
            held.append(path)
        for row, event in done.block.rest(done.left):
            single(event, done.number + row)


def _packed(staged: Staged, folder: Path) -> Path:
    path = folder / "singles.parquet"
    columns = ", ".join(name for name in COLUMNS if name not in ("landed", "day"))
    with duck(folder) as connection:
        connection.execute(
            f"COPY (SELECT {', '.join(COLUMNS)} FROM (SELECT {staged.start} + n AS landed, {columns}, {LOCAL_DAY} "
            f"FROM {staged.singles_table()})) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION snappy)"
        )
    return path


@dataclass
class _Workers:
    """Threads, each with a DuckDB and a folder of its own for a block at a time."""

    folder: Path
    start: int
    pool: ThreadPoolExecutor
    free: SimpleQueue[tuple[Duck, Path]]
    opened: ExitStack
    waiting: deque[Future[_Checked]] = field(default_factory=deque)
    scattered: bool = False
    learnt: set[Path] = field(default_factory=set)

    def check(self, block: EventBlock, number: int) -> None:
        if self.free.empty() and not self.waiting:
            for one in range(THREADS):
                place = self.folder / f"block-{one}"
                place.mkdir()
                connection = self.opened.enter_context(duck(place, memory_mb=BLOCK_MB, threads=1))
                connection.execute("SET preserve_insertion_order = true")
                # A condition that is moved below what it is said of computes every cell twice.
                connection.execute("SET disabled_optimizers = 'filter_pushdown'")
                self.free.put((connection, place))
        self.waiting.append(self.pool.submit(self._checked, block, number))

    def _checked(self, block: EventBlock, number: int) -> _Checked:
        """A block of which DuckDB cannot make sense is left to whoever reads its rows one by one."""
        connection, place = self.free.get()
        out = self.folder / f"staged-{number}"
        try:
            files = self._staged(connection, block, number, place=place, out=out)
            rows = self._rows(connection, block, number, files)
        except duck_failures() as failed:
            _raise_what_stops(failed)
            shutil.rmtree(out, ignore_errors=True)
            files, rows = [], set()
        finally:
            self.free.put((connection, place))
        left = [] if len(rows) == block.rows else [row for row in range(block.rows) if row not in rows]
        return _Checked(block, number, self._by_day(files, len(rows)), left)

    def _staged(self, connection: Duck, block: EventBlock, number: int, *, place: Path, out: Path) -> list[Path]:
        """The files of what could be checked of a block."""
        select = block.select(connection, place)
        if select and place not in self.learnt:
            with suppress(*duck_failures()):
                block.learn(connection, f"LIMIT {LEARNT}")
            self.learnt.add(place)
        taken = self._tried(connection, select, number, out) if select else 0
        if select and taken != block.rows:
            mended = block.mend(connection, place, failed=taken < 0)
            if mended is not None:
                shutil.rmtree(out)
                select, taken = mended, self._copy(connection, mended, number, out) if mended else 0
        if select and block.rows - taken > WORTH_IT:
            held = self._table(number, _parts(out)) if taken else ""
            left = f"WHERE row NOT IN (SELECT row FROM {held})" if held else ""
            if block.learn(connection, left):
                more = f"SELECT * FROM ({select}) {left}"
                self._copy(connection, more, number, out / "more")
        return _parts(out)

    def _tried(self, connection: Duck, select: str, number: int, out: Path) -> int:
        """How many rows it selected; below 0 where it failed."""
        try:
            return self._copy(connection, select, number, out)
        except duck_failures() as failed:
            _raise_what_stops(failed)
            return -1

    def _table(self, number: int, held: list[Path]) -> str:
        """The rows of a block in these files."""
        listed = ", ".join(quoted(str(path)) for path in held)
        return (
            f"(SELECT landed - {self.start + number} AS row FROM read_parquet([{listed}], hive_partitioning = false))"
        )

    def _rows(self, connection: Duck, block: EventBlock, number: int, held: list[Path]) -> Collection[int]:
        if not held:
            return ()
        table = self._table(number, held)
        counted = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        if counted and counted[0] == block.rows:
            return range(block.rows)
        return {row for (row,) in connection.execute(f"SELECT row FROM {table}").fetchall()}

    def _copy(self, connection: Duck, select: str, number: int, out: Path) -> int:
        out.mkdir(parents=True)
        columns = ", ".join(name for name in COLUMNS if name not in ("landed", "day"))
        into, how = (out / "mixed.parquet", "FORMAT parquet") if self.scattered else (out / "days", PARTITIONED)
        found = connection.execute(
            f"COPY (SELECT {', '.join(COLUMNS)} FROM (SELECT {self.start + number} + row AS landed, {columns}, "
            f"{LOCAL_DAY} FROM ({select}))) TO {quoted(str(into))} ({how})"
        ).fetchone()
        return int(found[0]) if found else 0

    def _by_day(self, files: list[Path], taken: int) -> list[tuple[date | None, Path]]:
        if len(files) > max(FEW_DAYS, taken // ROWS_A_DAY):
            self.scattered = True
            return [(None, path) for path in files]
        return [
            (date.fromisoformat(name[4:]) if (name := path.parent.name).startswith("day=") else None, path)
            for path in files
        ]


def _parts(out: Path) -> list[Path]:
    return sorted(path for path in out.rglob("*.parquet") if path.stat().st_size)


def _raise_what_stops(failed: Exception) -> None:
    """Nobody goes on where the operator has stopped it, or the disk is full."""
    if is_interruption(failed) or "No space left" in str(failed):
        raise failed


@contextmanager
def _workers(folder: Path, start: int) -> Iterator[_Workers]:
    pool = ThreadPoolExecutor(THREADS)
    with ExitStack() as opened:
        try:
            yield _Workers(folder, start, pool, SimpleQueue(), opened)
        finally:
            pool.shutdown(cancel_futures=True)
