"""deck.pptx: the week as slides with native charts and tables; what each number means stands in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cockpit.board.board import Board
from cockpit.errors import SnapshotRefused
from cockpit.marks.slide_exhibit import Picture, SlideNumber, Table
from cockpit.panels.view import Surface, View
from cockpit.screens import deck, report_pages
from cockpit.screens.annex import ORIGINS
from cockpit.screens.page_origins import of_board
from cockpit.screens.slide import Slide
from cockpit.snapshot import plots
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.package import still
from cockpit.snapshot.report import beside, chain, title
from cockpit.units import Text


def view(language: str) -> View:
    return View(Surface.REPORT, language=language)


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    """The slides as a file; SnapshotRefused where the packages that write them are not installed."""
    try:
        from cockpit.snapshot.slides import painted, presentation
    except ImportError as missing:
        raise SnapshotRefused(
            "The packages that write the slides are not installed.", "Run: pip install -e '.[weekly]'"
        ) from missing
    looked = view(language)
    slides = painted(
        deck.draw(edition.board, edition.before, looked),
        lambda one, wide, high: plots.painted(one, printer, view=looked, wide=wide, high=high),
    )
    slides = (*slides[:-1], replace(slides[-1], under=looked.tell(chain(edition))))
    first, last = report_pages.days(edition.board)
    bureau = edition.board.city["bureau"][language]
    return still(
        presentation(
            slides,
            [notes(one, edition.board, looked) for one in slides],
            title=title(edition, language),
            days=f"{first} {looked.say('至', 'to')} {last}",
            bureau=bureau,
            foot=report_pages.source(edition.board, looked, of_board(edition.board)),
            noted=[said for said, _ in report_pages.notes(beside(edition), looked)],
            language=language,
        )
    )


def notes(slide: Slide, board: Board, view: View) -> str:
    """What the speaker may be asked: every number of a picture, and every metric with definition, source and owner."""
    metrics = dict.fromkeys((*(mark.metric for mark in marks(slide)), *slide.explained))
    said = [view.say("", " ").join(phrase.text for phrase in slide.sentence)]
    said += [_told(one.body.table, view) for one in slide.exhibits if isinstance(one.body, Picture)]
    said += [_note(board, metric, view) for metric in metrics if metric in board.definitions]
    return "\n".join(said)


def _told(table: Table, view: View) -> str:
    """The numbers of a picture, which cannot be taken out of it."""
    lines = (view.say("，", ", ").join(cell.said() for cell in line.cells) for line in table.lines)
    return view.say("；", "; ").join(lines)


def marks(slide: Slide) -> Iterator[SlideNumber]:
    for exhibit in slide.exhibits:
        yield from exhibit.numbers


def _note(board: Board, metric: str, view: View) -> str:
    definition, number = board.definitions[metric], board.metrics.get(metric)
    title, meaning, formula = (definition[part][view.language] for part in ("title", "definition", "formula"))
    source = board.source_of(metric)
    named = view.tell(source.name) if source else "—"
    owner = definition["owner"][view.language] if definition.get("owner") else "—"
    origin = view.tell(ORIGINS.get((number.provenance if number else None) or "", Text("—", "—")))
    as_of = number.as_of if number and number.as_of else "—"
    return view.say(
        f"{title}：{meaning}算法：{formula}。来源：{named}；责任单位：{owner}；性质：{origin}；截至 {as_of}。",
        f"{title}: {meaning} Formula: {formula}. Source: {named}; owner: {owner}; origin: {origin}; as of {as_of}.",
    )


declare(
    Format(
        "deck_pptx",
        file="deck.pptx",
        title=Text("幻灯片", "Slides"),
        media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        order=3,
        write=write,
    )
)
