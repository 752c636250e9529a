"""What stands in the list of the sealed weeks: weeks, and the files of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.marks.element import Element, Given, el
from cockpit.panels.view import View
from cockpit.units import Text


class WeekState(StrEnum):
    """Whether a sealed week is what was sealed, and whether that could be checked."""

    INTACT = "intact"
    UNSIGNED = "unsigned"
    """Whole, where no key is set."""
    UNCHECKED = "unchecked"
    """Whole, signed with a key that nothing here can check."""
    ALTERED = "altered"
    MISPLACED = "misplaced"
    MISSING = "missing"
    """Its signature is, where a key is set."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ListedWeek:
    """One sealed week as it stands in the list; `said` is its conclusion, `what` the file that was altered."""

    week: Week
    state: WeekState
    sealed_at: datetime
    said: Text | None = None
    what: str | None = None


@dataclass(frozen=True)
class WeekDownload:
    """One file of a sealed week as it is offered.

    `language` is None where it is for every reader; a `page` is HTML that is also shown.
    """

    name: str
    size: int
    href: str
    title: Text
    language: str | None = None
    page: bool = False

    def foreign(self, view: View) -> bool:
        """Whether it is in the language that the reader has not chosen, and the same is there in the other one."""
        return self.language not in (None, view.language)


@dataclass(frozen=True)
class OpenedWeek:
    """The week that is looked at. `compared` is its board held against the week `other`; None where there is none.

    `files` are in the order in which they are listed. Nothing is shown or handed out of a week that is not `sound`.
    """

    week: Week
    compared: Board | None
    other: Week | None
    files: tuple[WeekDownload, ...]
    sound: bool = True

    def page(self, view: View) -> str | None:
        """The address of the report to be shown, in the language of the reader where it was sealed in it."""
        pages = sorted((one for one in self.files if one.page), key=lambda one: one.foreign(view))
        return f"{pages[0].href}?show=1" if pages else None


@dataclass(frozen=True)
class SealedWeekList:
    """`late` are weeks that should have been sealed; `authors` may still add a remark to the week `remarkable`.

    `units` have weeks of their own that the reader may see, `city`: the reader may see the city's too.
    """

    weeks: tuple[ListedWeek, ...] = ()
    opened: OpenedWeek | None = None
    late: tuple[Week, ...] = ()
    remarkable: Week | None = None
    remark: Text | None = None
    notice: Text | None = None
    more: int = 0
    unit: str | None = None
    units: tuple[tuple[str, Text], ...] = ()
    city: bool = True
    authors: tuple[str, ...] = ()


def altered(week: Week, unit: str | None) -> Text:
    """Why nothing of a week is handed out, and what to do."""
    verb = f"snapshot verify {week}" + (f" --unit {unit}" if unit else "")
    return Text(
        f"{week} 的封存件被改动过、缺少签名或不是所称的那一份，不予提供；请管理员用 {verb} 查明原因，并从备份恢复。",
        f"The sealed {week} was altered, lacks its signature or is not the one it claims to be, so it is not shown; "
        f"ask the administrator to see why with {verb} and to put the original back from a copy.",
    )


def late(weeks: Sequence[Week], view: View, *, href: str | None) -> Element | None:
    """Over everything: weeks that should have been sealed. `href` leads to the page that lists them."""
    if not weeks:
        return None
    names = view.say("、", ", ").join(map(str, weeks))
    said = view.say(
        f"应封存而未封存：{names}。请查看运行日志。", f"Due and not sealed: {names}. See the log of the run."
    )
    sign = el("i", class_="signal", data_s="crit", aria_hidden="true")
    more: Given = [" ", el("a", view.say("查看周报", "See the weeks"), href=href)] if href else None
    return el("p", sign, said, more, class_="stale-bar", role="status")
