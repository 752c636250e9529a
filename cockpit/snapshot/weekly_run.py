"""One run of the week: seal what is due, oldest first, and send it. However many processes run it, it happens once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import orjson

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.errors import CockpitError, SnapshotRefused
from cockpit.snapshot.archive import Archive, due, last_due
from cockpit.snapshot.edition_builder import edit
from cockpit.snapshot.mailing import NOBODY, Login, Post
from cockpit.snapshot.mailing import again as reopen
from cockpit.snapshot.seal import seal
from cockpit.snapshot.signing import Signer, Verifier
from cockpit.snapshot.timestamp import TimestampAuthority, stamper
from cockpit.snapshot.weekly_plan import Seal, WeeklyPlan

LOG = "weekly.jsonl"
Boards = Callable[[Week, str | None], Board]


@dataclass(frozen=True)
class Press:
    """What a run works with: `ask` answers with the board of a week, of the city or a unit, `newest` is its last day.

    `say` hears what an administrator has to know, `now` is the clock, `formats` are those that are made (all where
    None). Weeks that are sealed already must be of `city` and signed by one of `keys`, which `signer` is one of.
    `audit` says what of the numbers of a day keeps a week back; `authority` stamps the time of its manifest.
    """

    plan: WeeklyPlan
    root: Path
    var: Path
    now: Callable[[], datetime]
    newest: Callable[[], date]
    ask: Boards
    login: Login = NOBODY
    signer: Signer | None = None
    formats: tuple[str, ...] | None = None
    say: Callable[[str], None] = lambda words: None
    city: str | None = None
    keys: tuple[Verifier, ...] = ()
    audit: Callable[[date], tuple[str, ...]] = lambda day: ()
    authority: TimestampAuthority | None = None

    def run(self) -> bool:
        """Whether everything that is due is sealed and sent. A run beside another one leaves it to that."""
        with _alone(self.var) as first:
            if not first:
                self.tell("busy", "", "another run is at work, it does what is due")
                return True
            at = self.now()
            fresh = [week for week in due(Archive(self.root), self.plan.seal, at) if self._seal(week, at)]
            newest = last_due(self.plan.seal, at)
            self._counties({*fresh, newest})
            good = self._send(sorted({*fresh, newest}, key=lambda week: week.monday))
            return self._in_time(at) and good

    def _seal(self, week: Week, at: datetime) -> bool:
        """A week that cannot be sealed does not keep the next one back: the data of that one may be there."""
        if not self._sealed(week, None):
            return False
        late = at - self.plan.seal.due(week)
        if late > timedelta(hours=self.plan.seal.late_after_hours):
            self.tell("late", str(week), f"sealed {_hours(late)} late")
        return True

    def _sealed(self, week: Week, unit: str | None) -> bool:
        archive = Archive(self.root, unit, self.city, self._known())
        who = f" of {unit}" if unit else ""
        try:
            edition = edit(week, archive, newest=self.newest(), ask=lambda one: self.ask(one, unit), var=self.var)
            edition = replace(edition, found=(*edition.found, *self.audit(edition.board.as_of)))
            stamp = stamper(self.authority, lambda words: self.tell("unstamped", str(week), words))
            done = seal(
                edition, archive.folder, signer=self.signer, keys=self._known(), formats=self.formats, stamp=stamp
            )
        except CockpitError as refused:
            self.tell("refused", str(week), f"not sealed{who}: {refused}")
            return False
        if done.fresh:
            self.tell("sealed", str(week), f"sealed in {done.folder}")
        return True

    def _counties(self, weeks: set[Week]) -> None:
        """The reports of counties, of weeks that the city's report is sealed of."""
        held = Archive(self.root).weeks()
        for week in sorted(weeks, key=lambda one: one.monday):
            for unit in self.plan.units if week in held else ():
                if week not in Archive(self.root, unit).weeks():
                    self._sealed(week, unit)

    def send(self, week: Week, *, again: Sequence[str] = ()) -> bool:
        """One week alone, also to `again`; whether every recipient has it.

        SnapshotRefused where another run is at work.
        """
        with _alone(self.var) as first:
            if not first:
                raise SnapshotRefused("Another run is at work.", "Try again when it is done.")
            reopen(week, again, self.plan, self.var, at=self.now())
            return self._send([week])

    def _send(self, weeks: list[Week]) -> bool:
        post = Post(self.plan, self.root, self.var, self.login, self._known(), self.tell, self.city)
        held, good = Archive(self.root).weeks(), True
        for week in weeks:
            if week in held:
                good = post.week(week, at=self.now) and good
        return good

    def _known(self) -> tuple[Verifier, ...]:
        return self.keys or ((self.signer.verifier,) if self.signer else ())

    def _in_time(self, at: datetime) -> bool:
        """Said again at every run until somebody has seen to it."""
        behind = late(Archive(self.root), self.plan.seal, at)
        for week in behind:
            waits = _hours(at - self.plan.seal.due(week))
            self.tell(
                "late",
                str(week),
                f"was due at {self.plan.seal.due(week):%Y-%m-%d %H:%M}, {waits} ago, and is not sealed",
            )
        return not due(Archive(self.root), self.plan.seal, at)

    def tell(self, event: str, week: str, words: str) -> None:
        """To the log, and what is not as it should be also to the administrator."""
        line = {"at": self.now().isoformat(timespec="seconds"), "event": event, "week": week, "said": words}
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            with (self.var / LOG).open("ab") as log:
                log.write(orjson.dumps(line) + b"\n")
        except OSError as failed:
            self.say(f"The log {self.var / LOG} cannot be written ({failed.strerror}).")
        self.say(" ".join(part for part in (f"{week}:" if week else "", words) if part))


def late(archive: Archive, plan: Seal, at: datetime) -> list[Week]:
    """Weeks that should have been sealed so long ago that somebody has to look."""
    grace = timedelta(hours=plan.late_after_hours)
    return [week for week in due(archive, plan, at) if at - plan.due(week) > grace]


def _hours(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return f"{hours} hour{'' if hours == 1 else 's'}"


@contextmanager
def _alone(var: Path) -> Iterator[bool]:
    """Whether this is the only run on this machine; the lock ends with its process, however that ends."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = os.open(var / "weekly.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as failed:
        raise SnapshotRefused(f"{var} may not be written ({failed.strerror}).", "Make it writable.") from failed
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(lock)
