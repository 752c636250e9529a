"""deck.pptx: the week as slides with native charts and tables; what each number means stands in the notes."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.board.board import Board
from cockpit.errors import SnapshotRefused
from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens import deck, week
from cockpit.screens.slide import Slide
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.package import still
from cockpit.snapshot.report import title

VIEW = View("report", language="zh", theme="light")
ORIGINS = {"published": "公布", "measured": "实测", "demo": "演示"}


def write(edition: Edition, printer: Printer) -> bytes:
    try:
        from cockpit.snapshot.slides import presentation
    except ImportError as missing:
        raise SnapshotRefused(
            "The packages that write the slides are not installed.", "Run: pip install -e '.[weekly]'"
        ) from missing
    slides = deck.draw(edition.board, edition.before, VIEW)
    first, last = week.days(edition.board)
    bureau = edition.board.city["bureau"]["zh"]
    return still(
        presentation(
            slides,
            [notes(one, edition.board) for one in slides],
            title=title(edition),
            days=f"{first} 至 {last}",
            bureau=bureau,
            foot=f"来源：{bureau}，数据截至 {edition.board.as_of}。“条”为记录数，不等于人数或户数。",
        )
    )


def notes(slide: Slide, board: Board) -> str:
    """What the speaker may be asked: every number of the slide with its definition, source and owner."""
    metrics: dict[str, None] = {}
    for mark in marks(slide):
        metrics.setdefault(mark.attributes["data-metric"])
    said = ["".join(phrase.text for phrase in slide.sentence)]
    said += [_note(board, metric) for metric in metrics if metric in board.definitions]
    return "\n".join(said)


def marks(slide: Slide) -> Iterator[Element]:
    for exhibit in slide.exhibits:
        yield from exhibit.numbers


def _note(board: Board, metric: str) -> str:
    definition = board.definitions[metric]
    number = board.metrics.get(metric)
    source = board.source_of(metric)
    owner = definition["owner"]["zh"] if definition.get("owner") else "—"
    origin = ORIGINS.get(number.provenance or "", "—") if number else "—"
    as_of = number.as_of if number and number.as_of else "—"
    return (
        f"{definition['title']['zh']}：{definition['definition']['zh']}算法：{definition['formula']['zh']}。"
        f"来源：{source.name.zh if source else '—'}；责任单位：{owner}；性质：{origin}；截至 {as_of}。"
    )


DECK_PPTX = declare(Format("deck_pptx", file="deck.pptx", write=write))
