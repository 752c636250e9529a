"""Keeping boards: built once for everybody who asks, and the last good one when the database is silent."""

from __future__ import annotations

import fcntl
import logging
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from cockpit import calendar
from cockpit.board.board import FORMAT, Board, Stale
from cockpit.board.builder import build
from cockpit.board.comparison.baseline import Baseline, middle, no_unit, no_value
from cockpit.board.comparison.member_totals import by_unit
from cockpit.board.comparison.number_comparison import NumberComparison, compared
from cockpit.board.outage import BROKEN, SILENT, OutageLog
from cockpit.board.quarantined_rows import QuarantinePage, QuarantineQuestion
from cockpit.board.quarantined_rows import page as refused_page
from cockpit.board.query import registers
from cockpit.board.rows.question import Question
from cockpit.board.rows.reader import Reader
from cockpit.board.rows.row_page import RowPage
from cockpit.board.scope import Scope
from cockpit.board.shared_cache import Shared, open_cache
from cockpit.board.standing_difference import DIFFERS, mark
from cockpit.board.trust.trust_page import Trusted, as_of_now, trusted
from cockpit.calendar import SHANGHAI, Week, in_shanghai
from cockpit.errors import CockpitError, DatabaseSilent, DatabaseWrong, ScopeWrong
from cockpit.metrics.metric import declared
from cockpit.metrics.revisions import PLACES
from cockpit.roles import Editors
from cockpit.store.desk_entries import add_remark, add_revision, add_wording, withdraw
from cockpit.store.exchange_database import read_connection
from cockpit.store.tables import world
from cockpit.store.vocabulary import RevisionKind
from cockpit.units import Text

log = logging.getLogger(__name__)

HELD, CLOCK_STEP, SAID_AGAIN, FIELDS = 64, 600, 3600, 2
"""Boards that a process holds ready (the shared cache holds more); seconds after which a board is built anew, for
freshness moves on with the clock; seconds until a kept board that cannot be read is said again; and what rises when
numbers get a field, for a board without it is not the one that is asked for."""


class BoardService:
    """Boards of one city from one database. `now` may stand still; the database's own clock goes before it."""

    def __init__(
        self,
        engine: Engine,
        *,
        city: str,
        var: Path,
        redis: str | None = None,
        now: Callable[[], datetime] = calendar.now,
        editors: Editors | None = None,
    ) -> None:
        self.engine = engine
        self.city = city
        self.editors = editors or Editors()
        self._var = var
        self._now = now
        self._cache = Shared(open_cache(redis))
        self._held: OrderedDict[str, Board] = OrderedDict()
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()
        self._rows = Reader(engine)
        self._outage = OutageLog()
        self._damage_said: dict[str, float] = {}
        self.built = 0

    def version(self) -> str:
        """Of the data, the readings, the clock's step and the last audit. DatabaseWrong where nothing is loaded."""
        query = select(world.c.name, world.c.value).where(world.c.name.in_(("data_version", "marks", "clock", DIFFERS)))
        with read_connection(self.engine) as connection:
            said = {row.name: row.value for row in connection.execute(query)}
        if "data_version" not in said:
            raise DatabaseWrong("The exchange database is empty.", "Run: python -m cockpit.cli demo, or load data.")
        step = "" if said.get("clock") else f"-{int(self._now().timestamp()) // CLOCK_STEP:x}"
        return f"{said['data_version']}-{said.get('marks', '')[:8]}{step}{mark(said.get(DIFFERS))}"

    def whole(self) -> bool:
        """Who comes here sees the whole city; a door before it may know better."""
        return True

    def board(self, scope: Scope) -> Board:
        """The board of a scope; the last good one, marked stale, where the database does not give a new one.

        ScopeWrong where the scope asks for what is not there; DatabaseSilent or DatabaseWrong where there is no last
        good board either.
        """
        try:
            key = self._key(scope, self.version())
            board = self._find(key, scope) or self._build_once(key, scope)
            self._outage.over()
            return board
        except (DatabaseSilent, DatabaseWrong) as failed:
            return self._last_good(scope, failed)

    def rows(self, question: Question) -> RowPage:
        """Rows behind a number of the board of its scope; never stale ones, for they are read now."""
        return self._rows.page(self.board(question.scope), question)

    def every_row(self, question: Question) -> Iterator[dict[str, Any]]:
        """All of them, one after the other, as a file takes them."""
        return self._rows.every(self.board(question.scope), question)

    def now(self) -> datetime:
        """The database's own clock where it has one (the demonstration stands still), else that of this machine."""
        return self._standing() or self._now()

    def judged_at(self) -> datetime:
        """When a board of which no day is asked is judged: now, and where the clock runs at the begin of its step."""
        return self._standing() or self._step()

    def _standing(self) -> datetime | None:
        with read_connection(self.engine) as connection:
            said = connection.execute(select(world.c.value).where(world.c.name == "clock")).scalar()
        return in_shanghai(datetime.fromisoformat(said)) if said else None

    def _step(self) -> datetime:
        """The same for every process and question of a step, so that the board and what is opened from it agree."""
        seconds = int(self._now().timestamp()) // CLOCK_STEP * CLOCK_STEP
        return datetime.fromtimestamp(seconds, SHANGHAI)

    def remark(self, *, metric: str, day: date, text: str, author: str) -> None:
        add_remark(self.engine, metric=metric, day=day, text=text, author=author, at=self.now())

    def revise(
        self, *, kind: RevisionKind, code: str, value: Decimal, effective_on: date, author: str, reason: str
    ) -> None:
        """ScopeWrong where there is no such target or source."""
        with read_connection(self.engine) as connection:
            codes = {row["code"] for row in registers(connection).get(PLACES[kind][0], [])}
        if code not in codes:
            raise ScopeWrong("what", f"There is no {kind} of this code.", ", ".join(sorted(codes)))
        row = {"kind": kind, "code": code, "value": value, "effective_on": effective_on, "author": author}
        add_revision(self.engine, **row, reason=reason, at=self.now())  # type: ignore[arg-type]

    def reword(self, *, metric: str, text: Text, effective_on: date, author: str, reason: str) -> None:
        words = {"metric": metric, "text_zh": text.zh, "text_en": text.en}
        add_wording(self.engine, **words, effective_on=effective_on, author=author, reason=reason, at=self.now())

    def withdraw(self, *, number: int, author: str, reason: str) -> None:
        """ScopeWrong where there is no such remark, or it does not stand any more."""
        if not withdraw(self.engine, number=number, author=author, reason=reason, at=self.now()):
            raise ScopeWrong("remark", "There is no such remark, or it was withdrawn already.", "one that stands")

    def trusted(self, board: Board) -> Trusted:
        """What the page of trust says beside the board; rows that wait outside are counted anew every time."""
        key = ("trusted", board.data_version, board.as_of, board.scope.period)
        with read_connection(self.engine) as connection:
            found: Trusted = self._rows.kept(key, lambda: trusted(connection, board))
            return as_of_now(connection, found)

    def refused(self, asked: QuarantineQuestion) -> QuarantinePage:
        """Rows of a source that wait outside, as they are now."""
        with read_connection(self.engine) as connection:
            return refused_page(connection, asked)

    def other(self, board: Board, against: Baseline, metric: str) -> Board:
        """The board that a board is compared with. ScopeWrong where there is none, as before the first day."""
        if not against.middle:
            return self.board(against.scope(board))
        if board.scope.unit is None:
            raise no_unit()
        with read_connection(self.engine) as connection:
            values = by_unit(connection, metric, replace(board, scope=replace(board.scope, unit=None)))
        unit = middle(values)
        if unit is None:
            raise no_value()
        return self.board(replace(board.question, unit=unit))

    def compared(self, scope: Scope, against: Baseline, *, metric: str, by: str | None = None) -> NumberComparison:
        """A number of a scope beside the other that is asked for, and what explains the difference."""
        board = self.board(scope)
        other = self.other(board, against, metric)
        with read_connection(self.engine) as connection:
            return compared(connection, board, other, metric=metric, against=against, by=by)

    def week(self, week: Week, unit: str | None = None, *, upto: date | None = None) -> Board:
        """The board of a whole ISO week, of the city or a unit: as of its Sunday, over its seven days. Never stale.

        `upto`: the board of that day where the week's Sunday lies after it.
        """
        scope = Scope(self.city, as_of=min(week.sunday, upto or week.sunday), unit=unit)
        key = self._key(scope, self.version())
        return self._find(key, scope) or self._build_once(key, scope)

    def _key(self, scope: Scope, version: str) -> str:
        return sha256(f"{FORMAT}.{FIELDS}|{declared()}|{version}|{scope!r}".encode()).hexdigest()

    def _find(self, key: str, scope: Scope) -> Board | None:
        with self._guard:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        content = self._cache.get(key)
        board = None if content is None else self._verified(content, scope, where="the shared cache")
        if board is not None:
            self._hold(key, board)
        return board

    def _verified(self, content: bytes, scope: Scope, *, where: str) -> Board | None:
        """The board of this scope that was written as these bytes. What it is not counts as not there, and is said."""
        board = Board.verified(content, scope)
        now = time.monotonic()
        if board is None and now >= self._damage_said.get(where, now):
            self._damage_said[where] = now + SAID_AGAIN
            log.warning("a board in %s is not as it was written and is not used; see what else writes there", where)
        return board

    def _hold(self, key: str, board: Board) -> None:
        with self._guard:
            self._held[key] = board
            while len(self._held) > HELD:
                self._held.popitem(last=False)

    def _build_once(self, key: str, scope: Scope) -> Board:
        with self._alone(key):
            found = self._find(key, scope)
            if found is not None:
                return found
            with read_connection(self.engine) as connection:
                board = build(connection, scope, now=self._step())
            self.built += 1
            self._hold(key, board)
            content = board.to_bytes()
            self._cache.set(key, content)
            self._write_good(scope, content)
            return board

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """One builder a key, among the threads of this process and the processes of this machine."""
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        try:
            with lock, self._locked(key):
                yield
        finally:
            with self._guard:
                self._locks.pop(key, None)

    @contextmanager
    def _locked(self, key: str) -> Iterator[None]:
        try:
            folder = self._var / "locks"
            folder.mkdir(parents=True, exist_ok=True)
            handle = (folder / f"{key[:2]}.lock").open("w")
        except OSError as failed:
            log.warning("cannot lock between processes: %s", failed)
            yield
        else:
            with handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield

    def _place(self, scope: Scope) -> Path:
        return self._var / "boards" / f"{sha256(repr(scope).encode()).hexdigest()[:32]}.json"

    def _write_good(self, scope: Scope, content: bytes) -> None:
        """Whole or not at all; a full disk costs the fallback, never the page."""
        place = self._place(scope)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as part:
                try:
                    part.write(content)
                    part.flush()
                    Path(part.name).replace(place)
                finally:
                    Path(part.name).unlink(missing_ok=True)  # where it was not written whole
        except OSError as failed:
            log.warning("the last good board cannot be kept: %s", failed)

    def _last_good(self, scope: Scope, failed: CockpitError) -> Board:
        place = self._place(scope)
        try:
            board = self._verified(place.read_bytes(), scope, where="the folder of kept boards")
            since = datetime.fromtimestamp(place.stat().st_mtime, SHANGHAI).replace(microsecond=0)
        except (OSError, ValueError):
            raise failed from None
        if board is None:
            raise failed
        self._outage.goes_on(failed)
        return board.mark_stale(Stale(since, SILENT if isinstance(failed, DatabaseSilent) else BROKEN))
