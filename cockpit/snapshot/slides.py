"""Slides on the grid of the report: where the sentence, its exhibits, head and foot stand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from cockpit.marks.badge import DEMO
from cockpit.marks.slide_exhibit import Blocks, Exhibit, Picture, Table, Tiles
from cockpit.screens.slide import Slide
from cockpit.snapshot.powerpoint import (
    BODY,
    NOTE,
    Place,
    Show,
    badge,
    cell,
    chart,
    grid,
    heading,
    rule,
    run,
    standing,
    text,
    tile,
    wash,
)

WIDTH, HEIGHT = 33.87, 19.05
LEFT, TOP, BOTTOM, GAP = 1.6, 5.35, 17.45, 1.27
WITH_LEAD, HEADER = 9.0, 1.15
CENTIMETRE = 360_000
"""In the unit of the format."""
INSIDE = WIDTH - 2 * LEFT
TITLE, LEAD = 26, 16
LARGE = {"zh": 44, "en": 36}
BADGE = {"zh": 2.6, "en": 1.7}
MARK = {"zh": "（演示）", "en": " (demo)"}
"""Behind an invented number in a table; where all are invented the header says it."""
Paint = Callable[[Picture, float, float], bytes | None]
"""A PNG of a figure for a place so wide and so high, in centimetres; None where nothing paints it."""


def presentation(
    slides: Sequence[Slide],
    notes: Sequence[str],
    *,
    title: str,
    days: str,
    bureau: str,
    foot: str,
    noted: Sequence[str] = (),
    language: str,
) -> bytes:
    """One page a slide with its notes, as PowerPoint reads it."""
    show = Show(width=WIDTH, height=HEIGHT, title=(LEFT, 2.15, INSIDE, 2.6), language=language)
    for at, (one, note) in enumerate(zip(slides, notes, strict=True), start=1):
        page = show.page(note)
        _frame(page, head=(title, days, bureau), foot=(foot, f"{at} / {len(slides)}"))
        _sentence(page.shapes.title, one, language)
        _exhibits(page, one, language)
        if at == 1:
            _noted(page, noted)
        if one.under:
            run(text(page, (LEFT, 18.4, INSIDE, 0.6)), one.under, size=NOTE, role="text_3")
    return show.saved(title=title, author=bureau)


def _frame(page: Any, *, head: tuple[str, str, str], foot: tuple[str, str]) -> None:
    rule(page, 1.14, "text_1", left=LEFT, width=INSIDE, thick=2.5)
    title, days, bureau = head
    line = text(page, (LEFT, 1.3, INSIDE * 0.7, 0.8))
    run(line, title, size=NOTE, bold=True, role="text_1")
    run(line, f"    {days}", size=NOTE, role="text_3")
    run(text(page, (LEFT + INSIDE * 0.7, 1.3, INSIDE * 0.3, 0.8), right=True), bureau, size=NOTE, role="text_3")
    rule(page, 17.85, "line_1", left=LEFT, width=INSIDE)
    run(text(page, (LEFT, 17.95, INSIDE * 0.85, 0.7)), foot[0], size=NOTE, role="text_3")
    run(text(page, (LEFT + INSIDE * 0.85, 17.95, INSIDE * 0.15, 0.7), right=True), foot[1], size=NOTE, role="text_3")


def _noted(page: Any, noted: Sequence[str]) -> None:
    """On the first slide above its foot: a remark, and why a week with a fault was sealed."""
    if not noted:
        return
    for line, said in zip(standing(page, (LEFT, 14.6, INSIDE, 3.1), len(noted)), noted, strict=True):
        run(line, said, size=NOTE, role="text_1")


def _sentence(shape: Any, slide: Slide, language: str) -> None:
    """English words are parted by spaces, and an English line breaks where it is full."""
    line = heading(shape)
    line.line_spacing = 1.1
    for phrase in slide.sentence:
        run(
            line,
            phrase.text + (" " if language == "en" else ""),
            size=TITLE,
            bold=True,
            role="warn" if phrase.em else "text_1",
        )
        if phrase.ends and language != "en":
            line.add_line_break()


def _exhibits(page: Any, slide: Slide, language: str) -> None:
    if slide.lead:
        lead = text(page, (LEFT, 5.1, INSIDE, 2.6))
        lead.line_spacing = 1.35
        run(lead, slide.lead, size=LEAD, role="text_2")
    for exhibit, place in zip(slide.exhibits, _places(slide), strict=True):
        left, top, width, height = place
        if isinstance(exhibit.body, Blocks):
            _blocks(page, exhibit.body, (left, top - HEADER, width, height + HEADER), language)
            continue
        _header(page, exhibit, (left, top - HEADER, width), language)
        body = exhibit.body
        if isinstance(body, Picture) and body.png:
            _picture(page, body.png, place, said=body.label)
            continue
        body = body.table if isinstance(body, Picture) else body
        if isinstance(body, Table):
            _table(page, body, place, demo=exhibit.demo, language=language)
        elif isinstance(body, Tiles):
            _tiles(page, body, place)
        else:
            chart(page, body, place, name=exhibit.title, demo=exhibit.demo)


def _places(slide: Slide) -> list[Place]:
    """Side by side, each under its heading."""
    top, count = WITH_LEAD if slide.lead else TOP, max(len(slide.exhibits), 1)
    width = (INSIDE - GAP * (count - 1)) / count
    return [
        (LEFT + at * (width + GAP), top + HEADER, width, BOTTOM - top - HEADER) for at in range(len(slide.exhibits))
    ]


def painted(slides: Sequence[Slide], paint: Paint) -> tuple[Slide, ...]:
    """The same slides with their figures as pictures."""
    return tuple(
        replace(one, exhibits=tuple(_painted(*pair, paint) for pair in zip(one.exhibits, _places(one), strict=True)))
        for one in slides
    )


def _painted(exhibit: Exhibit, place: Place, paint: Paint) -> Exhibit:
    body = exhibit.body
    return replace(exhibit, body=replace(body, png=paint(body, *place[2:]))) if isinstance(body, Picture) else exhibit


def _header(page: Any, exhibit: Exhibit, place: tuple[float, float, float], language: str) -> None:
    left, top, width = place
    rule(page, top, "line_2", left=left, width=width, dashed=exhibit.demo)
    line = text(page, (left, top + 0.15, width - (BADGE[language] + 0.2 if exhibit.demo else 0), 0.9))
    run(line, exhibit.title, size=LEAD, bold=True, role="text_1")
    if exhibit.note:
        run(line, f"  {exhibit.note}", size=NOTE, role="text_3")
    if exhibit.demo:
        badge(page, left + width, top + 0.25, wide=BADGE[language], said=DEMO[language])


def _blocks(page: Any, body: Blocks, place: Place, language: str) -> None:
    left, top, whole, _ = place
    count = max(len(body.blocks), 1)
    width = (whole - 1.0 * (count - 1)) / count
    for at, block in enumerate(body.blocks):
        x = left + at * (width + 1.0)
        rule(page, top, "line_2", left=x, width=width, dashed=block.demo)
        line = text(page, (x, top + 0.2, width - (BADGE[language] + 0.1 if block.demo else 1.8), 0.9))
        run(line, block.title, size=18, bold=True, role="text_1")
        run(line, f"  {block.note}", size=NOTE, role="text_3")
        if block.demo:
            badge(page, x + width, top + 0.3, wide=BADGE[language], said=DEMO[language])
        else:
            run(text(page, (x + width - 2.2, top + 0.25, 2.2, 0.8), right=True), block.aside, size=NOTE, role="text_3")
        number = text(page, (x, top + 1.6, width, 2.6))
        known = block.shown.value is not None
        run(
            number,
            block.shown.text,
            size=LARGE[language] if known else 28,
            bold=known,
            role="text_1" if known else "text_3",
        )
        if block.small:
            run(number, f" {block.small}", size=LEAD, role="text_2")
        run(text(page, (x, top + 4.3, width, 1.0)), block.under.said(), size=BODY, role="text_2")


def _table(page: Any, body: Table, place: Place, *, demo: bool, language: str) -> None:
    """Where everything is invented the header says so once, and nothing is an alarm."""
    left, top, width, height = place
    lines = len(body.lines) + 1
    tall = min(1.1, height / lines)
    made = grid(page, (left, top, width, tall * lines), down=lines, across=len(body.titles), shares=_shares(body))
    for at, title in enumerate(body.titles):
        cell(
            made.cell(0, at),
            title,
            right=body.numeric[at],
            role="text_3",
            under="line_2",
            size=NOTE,
            indent=_indent(body, at),
        )
    for down, line in enumerate(body.lines, start=1):
        for at, one in enumerate(line.cells):
            bold = line.state == "highlighted" and not demo and one.bold
            known = "text_1" if body.numeric[at] or at == 0 else "text_2"
            role = "warn" if bold else "text_3" if line.state == "dim" else known
            cell(
                made.cell(down, at),
                one.said(None if demo else MARK[language]),
                right=body.numeric[at],
                role=role,
                under="line_1",
                bold=bold,
                indent=_indent(body, at),
            )
            if line.state == "highlighted" and not demo:
                wash(made.cell(down, at), "warn_wash")


def _indent(body: Table, at: int) -> float:
    """Words behind a number keep their distance from it."""
    return 0.6 if at and body.numeric[at - 1] and not body.numeric[at] else 0


def _shares(body: Table) -> list[float]:
    """How wide each column is: by its longest text, within bounds."""
    wide = []
    for at, title in enumerate(body.titles):
        texts = [title, *(line.cells[at].said(MARK["zh"]) for line in body.lines)]
        longest = max(sum(1 if one.isascii() else 2 for one in text) for text in texts)
        wide.append(min(max(longest, 6), 64) + 3)
    return [one / sum(wide) for one in wide]


def _picture(page: Any, png: bytes, place: Place, *, said: str) -> None:
    """With what it shows in words, for those who hear the slide."""
    made = page.shapes.add_picture(io.BytesIO(png), *(round(one * CENTIMETRE) for one in place))
    named = made._element.nvPicPr.cNvPr
    named.set("descr", said)
    named.set("name", said[:60])


def _tiles(page: Any, body: Tiles, place: Place) -> None:
    left, top, width, height = place
    down, across = (max(getattr(one, name) for one in body.tiles) + 1 for name in ("row", "column"))
    made = grid(page, (left, top + 0.2, width, height - 0.2), down=down, across=across)
    made.first_row = False
    for one in body.tiles:
        tile(made.cell(one.row, one.column), one.name, one.shown.text, tint=one.tint)
