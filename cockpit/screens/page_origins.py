"""Who compiled a page, and where its numbers come from: published, measured, demonstration."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.board.board import Board
from cockpit.marks.element import Element, NumberElement
from cockpit.panels.view import View
from cockpit.screens.exported_number import ORIGINS
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

DEMO_ALONE = Text("全部为演示数据，未经任何单位公布", "all of it demo data, which nobody published")


def origins(drawn: Iterable[Element | None]) -> tuple[Provenance, ...]:
    """Those of the numbers that are drawn, the best first."""
    numbers = (one.number for whole in drawn for one in whole or () if isinstance(one, NumberElement))
    return ordered(number.provenance for number in numbers if number is not None and number.value is not None)


def ordered(found: Iterable[Provenance | None]) -> tuple[Provenance, ...]:
    held = set(found)
    return tuple(one for one in Provenance if one in held)


def of_board(board: Board) -> tuple[Provenance, ...]:
    return ordered(number.provenance for number in board.metrics.values() if number.value is not None)


def said(found: tuple[Provenance, ...], view: View) -> str:
    """公布、演示."""
    if found == (Provenance.DEMO,):
        return view.tell(DEMO_ALONE)
    return view.say("、", ", ").join(view.tell(ORIGINS[one]) for one in found)


def compiled(board: Board, found: tuple[Provenance, ...], view: View) -> str:
    """编制：临沂市大数据局，数据性质：公布、演示. Whoever compiles a page has not published what stands on it."""
    bureau = board.city["bureau"][view.language]
    by = view.say(f"编制：{bureau}", f"Compiled by {bureau}")
    if not found:
        return by
    if found == (Provenance.DEMO,):
        return view.say(f"{by}，{said(found, view)}", f"{by}; {said(found, view)}")
    return view.say(f"{by}，数据性质：{said(found, view)}", f"{by}; data: {said(found, view)}")
