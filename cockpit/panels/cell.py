"""A number in a table: written in the scale of its column, dashed where it is invented among real ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cockpit.board.board import Row
from cockpit.board.keys import RowKey
from cockpit.board.sentences.coverage_sentences import portion
from cockpit.marks.axis import Scale
from cockpit.marks.element import Element, NumberElement, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.figure import number
from cockpit.metrics.number import Note, Number
from cockpit.panels.view import Surface, View
from cockpit.units import UNITS, qualified
from cockpit.units.unit import UnitStyle

DASH = "—"


def cell(
    view: View,
    table: str,
    row: Row,
    *,
    metric: str,
    scale: Scale | None = None,
    dashed: bool = True,
    unit: bool = False,
) -> Element:
    """`scale` writes every number of a column alike; what does not apply (under way, no data) is a dash."""
    given = number_of(row, metric)
    mark = number(
        metric,
        given,
        view.language,
        member=RowKey(table, row.code),
        unit=unit,
        class_="dashed" if dashed and given.demo else None,
    )
    if given.value is None:
        return rewritten(mark, DASH) if given.note in (Note.NO_DATA, Note.BUILDING) else mark
    return rewritten(mark, in_scale(given, scale, view)) if scale else mark


def in_scale(given: Number, scale: Scale, view: View) -> str:
    """约6,000, 400+: the qualifier stays with the digits, the scale stands in the header.

    The numbers of a column have equally many decimals; one with a qualifier has no more than were published.
    """
    before, after = qualified(given.qualifier, view.language)
    if before or after:
        return f"{before}{scale.write(given.value, floor=bool(after))}{after}"
    return scale.write(given.value, places=scale.places)


def titled(title: str, written: Scale | None, view: View) -> str:
    """The title of a column with 万条 behind it; in English the word alone, because it is long."""
    if written is None or not written.word:
        return title
    return view.say(f"{title}，{written.label}", f"{title}, {written.word}")


def covered(title: str, numbers: Iterable[Number], view: View) -> str:
    """The title of a column with 5/7天 behind it, where days are missing of the period that its numbers are over."""
    lacking = next((one.coverage for one in numbers if one.partial and one.coverage), None)
    return title if lacking is None else f"{title} {view.tell(portion(lacking))}"


def counted(unit: str, view: View) -> Element | None:
    """What is counted in a line, behind its name, where every line of the desk's table counts something else."""
    if view.surface != Surface.DESKTOP or UNITS[unit].style in (
        UnitStyle.SHARE,
        UnitStyle.BYTES,
    ):  # these say it themselves
        return None
    said = UNITS[unit].text
    return el("small", view.say(f"（{said.zh}）", f" ({said.en})"), class_="gloss")


def rewritten(mark: NumberElement, text: str) -> NumberElement:
    """The same number, with all that is known about it, in other words."""
    return replace(mark, children=(text,))
