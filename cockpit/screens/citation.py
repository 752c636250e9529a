"""A number to be quoted elsewhere: value, as-of day, definition and the address that shows it, in one line."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, el
from cockpit.marks.figure import word
from cockpit.metrics.number import Number
from cockpit.panels.link import here
from cockpit.panels.view import View
from cockpit.panels.wordings_section import recounted
from cockpit.screens.exported_number import ORIGINS
from cockpit.screens.page_sheets import filters
from cockpit.units import UNITS, count, day, sentence
from cockpit.units.unit import UnitStyle


def quote(board: Board, metric: str, view: View, *, member: RowKey | None = None) -> str:
    """近7天交换：2,146万条（21,460,000条）；数据截至 2020-09-30；演示；口径第1版 8fd0…

    `member` is the row (table:code) whose number it is.
    """
    told = board.definitions[metric]
    row = board.find(member)
    given = row[metric] if row else board[metric]
    said = _value(given, view)
    title = f"{view.tell(row.name)} {told['title'][view.language]}" if row else told["title"][view.language]
    chosen = [f"{name} {value}" for name, value in filters(board, view)]
    origin = view.tell(ORIGINS[given.provenance]) if given.provenance in ORIGINS else ""
    as_of = day(given.as_of or board.as_of, short=False)
    version = board.definition_version[:12]
    pieces = [
        view.say(f"{title}：{said}", f"{title}: {said}"),
        view.say(f"数据截至 {as_of}", f"data to {as_of}"),
        origin,
        *chosen,
        view.say(f"口径第{told['version']}版（{version}）", f"definition {told['version']} ({version})"),
        view.tell(again) if (again := recounted(board, metric)) else "",
        board.city["bureau"][view.language],
    ]
    return view.say("；", "; ").join(piece for piece in pieces if piece)


def _value(given: Number, view: View) -> str:
    """As it is spoken, and with all its digits where that says less."""
    if given.value is None:
        return word(given, view.language)
    unit = UNITS[given.unit]
    counted = "" if unit.style == UnitStyle.SHARE else view.say(unit.text.zh, f" {unit.text.en}")
    spoken = f"{sentence(given.value, given.unit, view.language, given.spoken)}{counted}"
    if unit.style != UnitStyle.VOLUME or given.value < 10_000:
        return spoken
    exactly = f"{count(given.value)}{counted}"
    return view.say(f"{spoken}（{exactly}）", f"{spoken} ({exactly})")


def button(words: str, metric: str, view: View, *, member: RowKey | None = None) -> Element:
    """The address stands beside the words, because only the browser knows under which name it reached us."""
    return el(
        "button",
        view.say("引用此数", "Quote"),
        type="button",
        class_="button",
        id="quote",
        data_quote=words,
        data_address=here(view, metric=metric, member=member),
        data_done=view.say("已复制", "Copied"),
        aria_keyshortcuts="Alt+Q",
        title=view.say("复制数值、截至日、口径版本和链接（Alt+Q）", "Copies value, day, definition and link (Alt+Q)"),
    )
