"""What stands on the shelf of the sealed weeks: weeks, the files of one, and how they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.marks.element import Element, Given, el
from cockpit.panels.view import View
from cockpit.units import Text

NAMES = {
    "report.pdf": Text("报告 PDF", "Report, PDF"),
    "report.html": Text("报告 HTML", "Report, HTML"),
    "deck.pptx": Text("幻灯片", "Slides"),
    "data.xlsx": Text("数据表", "Workbook"),
    "wall.png": Text("大屏图", "Wall picture"),
    "wall-phone.png": Text("手机图", "Phone picture"),
    "board.json": Text("数据 JSON", "Board, JSON"),
    "manifest.json": Text("清单", "Manifest"),
    "manifest.sig": Text("签名", "Signature"),
}


ENGLISH = "-en."
TRANSLATED = ("report.pdf", "report.html", "deck.pptx", "data.xlsx", "wall.png", "wall-phone.png")
"""Files that a week has in both languages; report-en.pdf is the other one."""


@dataclass(frozen=True)
class Listed:
    """One sealed week as it stands in the list; `said` is its conclusion, `what` the file that was altered."""

    week: Week
    state: str
    sealed_at: datetime
    said: Text | None = None
    what: str | None = None


@dataclass(frozen=True)
class File:
    name: str
    size: int
    href: str


@dataclass(frozen=True)
class Opened:
    """The week that is looked at. `compared` is its board held against the week `other`; None where there is none.

    `pages` are the addresses of the report in the languages that it was sealed in. Nothing is shown or handed out of a
    week that is not `sound`.
    """

    week: Week
    compared: Board | None
    other: Week | None
    files: tuple[File, ...]
    pages: Mapping[str, str] = field(default_factory=dict)
    sound: bool = True


@dataclass(frozen=True)
class Shelf:
    """`late` are weeks that should have been sealed; `authors` may still add a remark to the week `remarkable`.

    `units` have weeks of their own that the reader may see, `city`: the reader may see the city's too.
    """

    weeks: tuple[Listed, ...] = ()
    opened: Opened | None = None
    late: tuple[Week, ...] = ()
    remarkable: Week | None = None
    remark: Text | None = None
    notice: Text | None = None
    more: int = 0
    unit: str | None = None
    units: tuple[tuple[str, Text], ...] = ()
    city: bool = True
    authors: tuple[str, ...] = ()


def ordered(files: Sequence[File]) -> list[File]:
    """In the order of the names; what nobody has named comes first."""
    names = list(NAMES)

    def place(file: File) -> tuple[int, str]:
        plain = file.name.replace(ENGLISH, ".")
        return names.index(plain) if plain in names else -1, file.name

    return sorted(files, key=place)


def foreign(name: str, view: View) -> bool:
    """Whether it is in the language that the reader has not chosen, while the same is there in the other one."""
    return (ENGLISH in name) if view.language == "zh" else (name in TRANSLATED)


def named(name: str) -> Text:
    return NAMES.get(name.replace(ENGLISH, "."), Text(name, name))


def altered(week: Week, unit: str | None) -> Text:
    """Why nothing of a week is handed out, and what to do."""
    verb = f"snapshot verify {week}" + (f" --unit {unit}" if unit else "")
    return Text(
        f"{week} 的封存件被改动过、缺少签名或不是所称的那一份，不予提供；请管理员用 {verb} 查明原因，并从备份恢复。",
        f"The sealed {week} was altered, lacks its signature or is not the one it claims to be, so it is not shown; "
        f"ask the keeper to see why with {verb} and to put the original back from a copy.",
    )


def late(weeks: Sequence[Week], view: View, *, href: str | None) -> Element | None:
    """Over everything: weeks that should have been sealed. `href` leads to the page that lists them."""
    if not weeks:
        return None
    names = view.say("、", ", ").join(map(str, weeks))
    said = view.say(
        f"应封存而未封存：{names}。请查看运行日志。", f"Due and not sealed: {names}. See the log of the run."
    )
    sign = el("i", class_="sig", data_s="crit", aria_hidden="true")
    more: Given = [" ", el("a", view.say("查看周报", "See the weeks"), href=href)] if href else None
    return el("p", sign, said, more, class_="stalebar", role="status")
