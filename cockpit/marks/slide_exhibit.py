"""The native form of each mark on a slide: a chart or a table that whoever gives the talk can edit.

Plain descriptions; what writes them knows nothing of panels, and these know nothing of what writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cockpit.board.board import Row
from cockpit.board.change import Change
from cockpit.board.keys import PartKey
from cockpit.board.quote import Quote
from cockpit.marks.axis import Scale, scale
from cockpit.marks.chart import ChartKind
from cockpit.marks.figure import cell, told
from cockpit.marks.short_names import short
from cockpit.metrics.number import Number

LETTERS = 3


@dataclass(frozen=True)
class SlideNumber:
    """A number as a slide writes it; `marked`: behind it stands that it is invented."""

    text: str
    metric: str
    number: Number
    marked: bool = False

    @property
    def value(self) -> int | float | None:
        return self.number.value


def shown(
    metric: str,
    given: Number,
    language: str,
    *,
    part: PartKey | None = None,
    unit: bool = False,
    sentence: bool = False,
    marked: bool = False,
) -> SlideNumber:
    """`part`, `unit` and `sentence` as in figure.number."""
    part_of_it, text = told(given, language, part=part, unit=unit, sentence=sentence)
    return SlideNumber(text, metric, part_of_it, marked and given.demo)


@dataclass(frozen=True)
class Cell:
    """Words and numbers in their order; `bold` in a line that is an exception."""

    pieces: tuple[str | SlideNumber, ...]
    bold: bool = False

    @property
    def numbers(self) -> tuple[SlideNumber, ...]:
        return tuple(one for one in self.pieces if isinstance(one, SlideNumber))

    def said(self, mark: str | None = None) -> str:
        """As one text, with the mark behind what is invented."""
        return "".join(
            one if isinstance(one, str) else one.text + (mark if mark and one.marked else "") for one in self.pieces
        )


@dataclass(frozen=True)
class Bar:
    """One value of a chart; `role` as in bars.ROLES; `days`: how many of its days are there, where some are missing."""

    name: str
    shown: SlideNumber
    role: str | None = None
    days: str | None = None
    expected: tuple[float, float] | None = None
    """Between which values it was expected to lie."""

    @property
    def said(self) -> str:
        """The value as it is written beside it."""
        return f"{self.shown.text}  {self.days}" if self.days else self.shown.text

    @property
    def value(self) -> float | None:
        return None if self.shown.value is None else float(self.shown.value)


@dataclass(frozen=True)
class SlideChart:
    """The values are written in `scale`.

    `low` is where the axis begins: 0, except for a level that would be a flat line. `edges` are what the lower and the
    upper edge of what was expected are called.
    """

    kind: ChartKind
    bars: tuple[Bar, ...]
    scale: Scale
    low: float = 0.0
    edges: tuple[str, str] = ("", "")

    def scaled(self, value: float | None) -> float | None:
        """As the sheet behind the chart holds it; a share stays one, so that it reads in percent."""
        return value if value is None or self.scale.word == "%" else value / self.scale.divisor

    def band(self, side: int) -> list[float | None]:
        """The lower (0) or upper (1) edge of what was expected, as the sheet holds it; empty where nothing was."""
        edge = [self.scaled(bar.expected[side]) if bar.expected else None for bar in self.bars]
        return edge if any(one is not None for one in edge) else []

    @property
    def number_format(self) -> str:
        """As spreadsheets write it: #,##0.00"亿"."""
        if self.scale.word == "%":
            return '[=1]"100%";0.0%'
        if self.scale.word == "":
            return "#,##0"
        most = max((abs(bar.value) / self.scale.divisor for bar in self.bars if bar.value is not None), default=0)
        places = 0 if most >= 100 else 1 if most >= 10 else 2
        gap = " " if self.scale.word.isascii() and len(self.scale.word) > 1 else ""
        return f'#,##0{"." if places else ""}{"0" * places}"{gap}{self.scale.word}"'

    @property
    def crowded(self) -> bool:
        """Whether the values are too long to stand over every column."""
        return self.kind == ChartKind.COLUMN and any(len(bar.shown.text) > LETTERS for bar in self.bars)

    @property
    def ends(self) -> list[int]:
        """The first and the last bar that is known."""
        known = [at for at, bar in enumerate(self.bars) if bar.value is not None]
        return sorted({known[0], known[-1]}) if known else []


@dataclass(frozen=True)
class SlideLine:
    """`state` is hl, dim, sum or None, as in datatable."""

    cells: tuple[Cell, ...]
    state: str | None = None


@dataclass(frozen=True)
class Table:
    """`numeric` says which columns stand at the right."""

    titles: tuple[str, ...]
    numeric: tuple[bool, ...]
    lines: tuple[SlideLine, ...]


@dataclass(frozen=True)
class Tile:
    row: int
    column: int
    name: str
    shown: SlideNumber
    tint: int


@dataclass(frozen=True)
class Tiles:
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class SlideBlock:
    """The number of an area with its title, what qualifies it, what stands small behind it, and the line under it."""

    title: str
    note: str
    aside: str
    shown: SlideNumber
    small: str
    under: Cell
    demo: bool


@dataclass(frozen=True)
class Blocks:
    blocks: tuple[SlideBlock, ...]


@dataclass(frozen=True)
class Picture:
    """A Plotly figure, which has no native form: a picture with what is said in its place, else the table beneath it.

    `figure` is as plotly.js takes it, `png` is painted when there is something that paints.
    """

    figure: Mapping[str, Any]
    label: str
    table: Table
    png: bytes | None = None


@dataclass(frozen=True)
class Exhibit:
    """What stands on a slide under its sentence. `note` holds unit and qualifier."""

    title: str
    note: str
    body: SlideChart | Table | Tiles | Blocks | Picture

    @property
    def numbers(self) -> tuple[SlideNumber, ...]:
        """Every number in it."""
        return tuple(_numbers(self.body))

    @property
    def demo(self) -> bool:
        known = [one.number for one in self.numbers if one.value is not None]
        return bool(known) and all(one.demo for one in known)


def _numbers(body: SlideChart | Table | Tiles | Blocks | Picture) -> Iterator[SlideNumber]:
    if isinstance(body, SlideChart):
        yield from (bar.shown for bar in body.bars)
    elif isinstance(body, Table):
        yield from (number for line in body.lines for one in line.cells for number in one.numbers)
    elif isinstance(body, Picture):
        yield from _numbers(body.table)
    elif isinstance(body, Tiles):
        yield from (tile.shown for tile in body.tiles)
    else:
        for block in body.blocks:
            yield from (block.shown, *block.under.numbers)


def bars(
    rows: Sequence[Row],
    metric: str,
    language: str,
    *,
    unit: str,
    role: Callable[[Row], str | None] = lambda row: None,
) -> SlideChart:
    """One lying bar a row, in the order given."""
    made = tuple(
        Bar(short(row, language, most=24), shown(metric, cell(row, metric, unit), language), role(row)) for row in rows
    )
    return SlideChart(ChartKind.BAR, made, scale([bar.value for bar in made], unit, language))


def tiles(rows: Sequence[Row], metric: str, language: str, *, unit: str) -> Tiles:
    """The tile map as a table of equal cells."""
    placed = [row for row in rows if row.get("tile_row") and row.get("tile_column")]
    top = min((row.get("tile_row") for row in placed), default=1)
    left = min((row.get("tile_column") for row in placed), default=1)
    return Tiles(
        tuple(
            Tile(
                row.get("tile_row") - top,
                row.get("tile_column") - left,
                short(row, language, most=9),
                shown(metric, cell(row, metric, unit), language),
                int(row.get("bin") or 0) if cell(row, metric, unit).value is not None else 0,
            )
            for row in placed
        )
    )


def told_in(change: Change, language: str) -> Cell:
    """A sentence with the numbers that stand in it."""
    return Cell(tuple(_quoted(one, language) if isinstance(one, Quote) else one[language] for one in change.pieces))


def _quoted(quote: Quote, language: str) -> SlideNumber:
    of_it, _ = told(quote.number, language, part=quote.part)
    return SlideNumber(quote.words[language], quote.metric, of_it)


def listed(
    titles: Sequence[str], numeric: Sequence[bool], lines: Sequence[Sequence[Cell | SlideNumber | str]]
) -> Table:
    """A table that is a list elsewhere."""
    cells = [SlideLine(tuple(one if isinstance(one, Cell) else Cell((one,)) for one in line)) for line in lines]
    return Table(tuple(titles), tuple(numeric), tuple(cells))
