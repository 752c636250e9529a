"""Where sealed weeks lie: the city's in the folder itself, a county's in a folder of its own below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cockpit.board.scope import CODE, CODES, CODES_ZH
from cockpit.calendar import SHANGHAI, Week
from cockpit.errors import ScopeWrong, SnapshotRefused
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.manifest import BOARD
from cockpit.snapshot.signing import Verifier
from cockpit.snapshot.verification import Verification, verify
from cockpit.snapshot.weekly_plan import Seal

NAME = re.compile(r"\d{4}-W\d{2}")
UNITS = "units"


@dataclass(frozen=True)
class Archive:
    """The sealed weeks of the city, or of one unit; `root` is the folder of all.

    `city` is the one that they must be of (None: any); where there are `keys`, one of them must have signed each.
    """

    root: Path
    unit: str | None = None
    city: str | None = None
    keys: tuple[Verifier, ...] = ()

    def __post_init__(self) -> None:
        if self.unit is not None and not CODE.fullmatch(self.unit):
            raise ScopeWrong(
                "unit",
                f"{self.unit[:40]!r} is not a code.",
                CODES,
                zh=f"“{self.unit[:40]}”不是代码。",
                allowed_zh=CODES_ZH,
            )

    @property
    def folder(self) -> Path:
        return self.root if self.unit is None else self.root / UNITS / self.unit

    def place(self, week: Week) -> Path:
        return self.folder / str(week)

    def weeks(self) -> list[Week]:
        """Oldest first."""
        return weeks_in(self.folder)

    def edition(self, week: Week) -> Edition:
        """What was sealed; SnapshotRefused where it cannot be read or was altered."""
        try:
            content = (self.place(week) / BOARD).read_bytes()
        except OSError as missing:
            raise SnapshotRefused(f"{week} is not sealed.", "Seal it, or name another week.") from missing
        edition = Edition.from_bytes(content, week=week)
        scope = edition.board.scope
        if scope.unit != self.unit or self.city not in (None, scope.city):
            raise SnapshotRefused(
                f"The board.json of {week} in {self.folder} is of {scope.unit or scope.city}.",
                "Put the original back from a copy.",
            )
        return edition

    def verified(self, week: Week) -> Edition:
        """What was sealed; SnapshotRefused also where any file of the week is not what was sealed."""
        verdict = self.verdict(week)
        if not verdict.intact:
            raise SnapshotRefused(f"{week} does not verify: {verdict.said}.", "Put the original back from a copy.")
        return self.edition(week)

    def verdict(self, week: Week, keys: Sequence[Verifier] = (), *, signed: bool = False) -> Verification:
        """Where keys are known, a week without a signature by one of them is not what it seems."""
        return verify(self.place(week), keys or self.keys, signed=signed, unit=self.unit, city=self.city)

    def sealed_at(self, week: Week) -> datetime:
        return datetime.fromtimestamp(self.place(week).stat().st_mtime, SHANGHAI).replace(microsecond=0)


def weeks_in(folder: Path) -> list[Week]:
    """Oldest first. A folder that is sealed has its name in one step, so that there is no half of one."""
    if not folder.is_dir():
        return []
    names = (one.name for one in folder.iterdir() if NAME.fullmatch(one.name) and one.is_dir())
    return sorted(_weeks(names), key=lambda week: week.monday)


def _weeks(names: Iterable[str]) -> list[Week]:
    found = []
    for name in names:
        try:
            found.append(Week.parse(name))
        except ScopeWrong:
            continue  # a folder that somebody named like a week that no year has
    return found


def archives(root: Path) -> list[Archive]:
    """The city's, then those of the units that have one."""
    below = root / UNITS
    folders = [one for one in below.iterdir() if one.is_dir()] if below.is_dir() else []
    units = sorted(one.name for one in folders if CODE.fullmatch(one.name))
    return [Archive(root), *(Archive(root, unit) for unit in units)]


def last_due(seal: Seal, at: datetime) -> Week:
    """The newest week whose moment has come."""
    week = Week.of(at.astimezone(SHANGHAI).date())
    while seal.due(week) > at:
        week = before(week)
    return week


def due(archive: Archive, seal: Seal, at: datetime) -> list[Week]:
    """Weeks that should be sealed by now and are not, oldest first; where none is sealed yet, only the newest."""
    last, held = last_due(seal, at), archive.weeks()
    week = held[0] if held else last
    missed = []
    while week.monday <= last.monday:
        if week not in held:
            missed.append(week)
        week = after(week)
    return missed


def before(week: Week) -> Week:
    return Week.of(week.monday - timedelta(days=7))


def after(week: Week) -> Week:
    return Week.of(week.monday + timedelta(days=7))
