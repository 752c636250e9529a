"""Keeping sealed weeks as long as the policy says: nothing younger can go, and what goes, goes whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cockpit.calendar import SHANGHAI, Week
from cockpit.errors import SnapshotRefused
from cockpit.snapshot.archive import Archive, archives
from cockpit.snapshot.weekly_plan import Retention


@dataclass(frozen=True)
class Old:
    """A week that is older than the policy."""

    archive: Archive
    week: Week

    @property
    def folder(self) -> Path:
        return self.archive.place(self.week)


def old(root: Path, keep: Retention, at: datetime) -> list[Old]:
    """Weeks whose Sunday is more than so many weeks ago, oldest first; none where weeks are kept for ever."""
    found = [Old(one, week) for one in archives(root) for week in one.weeks() if past(week, keep, at)]
    return sorted(found, key=lambda one: (one.week.monday, one.archive.unit or ""))


def past(week: Week, keep: Retention, at: datetime) -> bool:
    """Whether the policy keeps the week no longer."""
    if not keep.weeks:
        return False
    return week.sunday < at.astimezone(SHANGHAI).date() - timedelta(weeks=keep.weeks)


def remove(one: Old, keep: Retention, at: datetime, *, into: Path | None = None) -> None:
    """Away in one step, into another folder or for good; a week that the policy keeps is refused.

    SnapshotRefused where a week stays: by the policy, by its rights, or because the target holds it.
    """
    if one not in old(one.archive.root, keep, at):
        raise SnapshotRefused(f"{one.week} is younger than {keep.weeks} weeks and stays.", "Change the policy first.")
    try:
        if into is not None:
            target = Archive(into, one.archive.unit).place(one.week)
            if target.exists():
                raise SnapshotRefused(f"{target} is there already.", "Move to an empty folder.")
            _move(one.folder, target)
            return
        # Renamed first: a deletion that is cut off leaves no half week under its name.
        gone = one.folder.with_name(f".gone-{one.week}.{os.getpid()}")
        one.folder.rename(gone)
        shutil.rmtree(gone)
    except OSError as failed:
        raise SnapshotRefused(
            f"{one.folder} could not be removed ({failed.strerror}).", "Check its rights."
        ) from failed


def _move(folder: Path, target: Path) -> None:
    """Copied beside its new place, named there in one step, and only then removed here."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copytree(folder, part)
    part.rename(target)
    gone = folder.with_name(f".gone-{folder.name}.{os.getpid()}")
    folder.rename(gone)
    shutil.rmtree(gone)
