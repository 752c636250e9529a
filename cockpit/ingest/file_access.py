"""Files of a source: found, recognised by their content, and read with a limit, packed or not."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cockpit.errors import SourceWrong
from cockpit.ingest import file_store
from cockpit.ingest.decoding import MARKS, encoding_of, utf8
from cockpit.ingest.source_kind import FileState, ReadingContext
from cockpit.ingest.storage_address import is_stored

MOST_LINE = 1_000_000
"""Bytes of the longest line that is read; a longer one is no line of any format here."""
LOOKED_AT = 65_536
"""Bytes by which the encoding of a file of lines is known."""
NARROW = ("utf-8", "ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Encodings whose lines need no further reading: those with several bytes a sign were read as text."""
TOLD = 1_000
"""Lines after which it is looked how far a file is read."""
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", "~")


def found(folder: Path, pattern: str) -> list[Path]:
    """The files that a file name, a folder or a pattern stands for, by name; those still being written are left out.

    SourceWrong where there is none.
    """
    asked = Path(pattern)
    whole = asked if asked.is_absolute() else folder / asked
    try:
        if whole.is_dir():
            files = [path for path in whole.iterdir() if path.is_file()]
        elif any(sign in pattern for sign in "*?["):
            root = Path(whole.anchor)
            files = [path for path in root.glob(str(whole.relative_to(root))) if path.is_file()]
        elif whole.is_file():
            files = [whole]
        else:
            raise SourceWrong(
                f"There is no file {pattern} in {folder}.",
                "Correct the path in the sources file.",
                zh=f"{folder}中没有文件{pattern}。",
            )
    except (OSError, ValueError) as failed:
        raise SourceWrong(
            f"{pattern} cannot be looked for ({failed}).",
            "Correct the path in the sources file.",
            zh=f"无法查找{pattern}。",
        ) from failed
    return sorted(path for path in files if not path.name.startswith(".") and not path.name.endswith(UNFINISHED))


def state(path: Path, folder: Path) -> FileState:
    """Name below the folder where it lies there, size and hash of the content."""
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
    with _in_words(path), path.open("rb") as handle:
        sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        return FileState(name[-400:], handle.tell(), sha256)


def content(path: Path, *, most: int) -> bytes:
    """The whole content, unpacked; SourceWrong above `most` bytes."""
    with opened(path) as handle:
        found = handle.read(most + 1)
    if len(found) > most:
        raise SourceWrong(
            f"{path.name} is larger than {most // 1_000_000} MB.",
            "Deliver it in smaller files.",
            zh=f"{path.name}超过{most // 1_000_000} MB。",
        )
    return found


@dataclass
class Far:
    """How far the files are read, by their bytes on disk, so that the rows in all can be told from those so far."""

    states: Sequence[FileState]
    before: int = 0
    here: int = 0

    def reads(self, handle: IO[bytes]) -> None:
        packed: Any = handle
        self.here = getattr(packed, "fileobj", packed).tell()

    def through(self, state: FileState) -> None:
        """A file is read to its end."""
        self.before, self.here = self.before + state.size, 0

    def rows(self, done: int) -> int | None:
        read = self.before + self.here
        return round(done * max(sum(state.size for state in self.states) / read, 1)) if read else None


def lines(path: Path, far: Far | None = None, encoding: str | None = None) -> Iterator[tuple[int, bytes]]:
    """Line numbers from 1 and lines in UTF-8 without their ends; one that is too long comes as its beginning.

    Whatever the encoding of the file: it is known by its first bytes, or as the source declares it. Bytes that are no
    text come as they are.
    """
    with opened(path) as handle:
        begins = handle.read(LOOKED_AT)
    found = encoding_of(begins, encoding)
    mark = next((mark for mark, name in MARKS if name == found and begins.startswith(mark)), b"")
    with opened(path) as handle:
        handle.read(len(mark))
        source = _wide(handle, found) if found.startswith(("utf-16", "utf-32")) else _narrow(handle)
        for number, line in enumerate(source, start=1):
            if far is not None and number % TOLD == 0:
                far.reads(handle)
            yield number, line if found in NARROW else utf8(line, found)


def _narrow(handle: IO[bytes]) -> Iterator[bytes]:
    while line := handle.readline(MOST_LINE):
        whole = line
        while line and not line.endswith(b"\n"):
            line = handle.readline(MOST_LINE)
        yield whole.rstrip(b"\r\n")


def _wide(handle: IO[bytes], encoding: str) -> Iterator[bytes]:
    """Of an encoding in which every sign has several bytes."""
    text = io.TextIOWrapper(handle, encoding, errors="replace", newline="")
    try:
        while line := text.readline(MOST_LINE):
            whole = line
            while line and not line.endswith("\n"):
                line = text.readline(MOST_LINE)
            yield whole.rstrip("\r\n").encode("utf-8", "replace")
    finally:
        if not handle.closed:  # who stops in the middle may have closed the file before this
            text.detach()


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, unpacked where it is gzip by its first bytes; what goes wrong while it is read is said in words."""
    with _in_words(path), path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if packed:
            with gzip.open(raw) as handle:
                yield handle  # type: ignore[misc]
        else:
            yield raw


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as failed:
        raise SourceWrong(
            f"{path.name} is cut off or broken.", "Deliver the file again.", zh=f"{path.name}不完整或已损坏。"
        ) from failed
    except OSError as failed:
        raise SourceWrong(
            f"{path.name} cannot be read ({failed.strerror}).", "Let this user read it.", zh=f"{path.name}无法读取。"
        ) from failed


def files(reading: ReadingContext, pattern: str, *, unread: bool = False) -> list[tuple[Path, FileState]]:
    """The files of a pattern, here or on a storage, from where they are copied; `unread`: those alone that were not
    read as they are now, of which the others are not copied either."""
    if is_stored(pattern):
        with file_store.opened(reading, pattern) as store:
            stored = store.found(UNFINISHED)
            if unread:
                stored = [one for one in stored if reading.files.get(one.state.name) != one.state]
            return [(store.fetched(one), one.state) for one in stored]
    here = [(path, state(path, reading.folder)) for path in found(reading.folder, pattern)]
    return [(path, now) for path, now in here if not unread or reading.files.get(now.name) != now]


def news(reading: ReadingContext, pattern: str) -> tuple[list[tuple[Path, FileState]], list[FileState], list[str]]:
    """Files that were not read as they are now, the states of all of them, and what is to be said of changed ones."""
    states, notes = dict(reading.files), []
    fresh = files(reading, pattern, unread=True)
    for _, now in fresh:
        if now.name in states:
            notes.append(f"{now.name} has changed since it was read; it is read again.")
        states[now.name] = now
    return fresh, list(states.values()), notes
