"""The native form of each mark on a slide: a chart or a table that whoever gives the talk can edit.

Plain descriptions; what writes them knows nothing of panels, and these know nothing of what writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cockpit.board.board import Point, Row
from cockpit.marks.axis import Scale, scale
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number, point
from cockpit.marks.names import short

LETTERS = 3


@dataclass(frozen=True)
class Bar:
    """One value of a chart: `shown` is the board's own mark of it; `role` as in bars.ROLES."""

    name: str
    shown: Element
    role: str | None = None

    @property
    def value(self) -> float | None:
        said = self.shown.attributes.get("data-value")
        return None if said is None else float(said)


@dataclass(frozen=True)
class Chart:
    """`kind` is bar (lying), column (standing) or line; the values are written in `scale`.

    `low` is where the axis begins: 0, except for a level that would be a flat line.
    """

    kind: str
    bars: tuple[Bar, ...]
    scale: Scale
    low: float = 0.0

    def scaled(self, value: float | None) -> float | None:
        """As the sheet behind the chart holds it; a share stays one, so that it reads in percent."""
        return value if value is None or self.scale.word == "%" else value / self.scale.divisor

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
        return self.kind == "column" and any(len(bar.shown.text) > LETTERS for bar in self.bars)

    @property
    def ends(self) -> list[int]:
        """The first and the last bar that is known."""
        known = [at for at, bar in enumerate(self.bars) if bar.value is not None]
        return sorted({known[0], known[-1]}) if known else []


@dataclass(frozen=True)
class Line:
    """`state` is hl, dim, sum or None, as in datatable."""

    cells: tuple[Element, ...]
    state: str | None = None


@dataclass(frozen=True)
class Table:
    """`numeric` says which columns stand at the right."""

    titles: tuple[str, ...]
    numeric: tuple[bool, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tile:
    row: int
    column: int
    name: str
    shown: Element
    tint: int


@dataclass(frozen=True)
class Tiles:
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Block:
    """The number of an area with its title, what qualifies it, and the line under it."""

    title: str
    note: str
    aside: str
    shown: Element
    under: Element
    demo: bool


@dataclass(frozen=True)
class Blocks:
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Exhibit:
    """What stands on a slide under its sentence. `note` holds unit and qualifier."""

    title: str
    note: str
    body: Chart | Table | Tiles | Blocks

    @property
    def numbers(self) -> tuple[Element, ...]:
        """Every number in it, as the board's mark."""
        return tuple(one for mark in _marks(self.body) for one in mark if "data-metric" in one.attributes)

    @property
    def demo(self) -> bool:
        known = [one for one in self.numbers if "data-value" in one.attributes]
        return bool(known) and all(one.attributes.get("data-provenance") == "demo" for one in known)


def _marks(body: Chart | Table | Tiles | Blocks) -> Iterator[Element]:
    if isinstance(body, Chart):
        yield from (bar.shown for bar in body.bars)
    elif isinstance(body, Table):
        yield from (one for line in body.lines for one in line.cells)
    elif isinstance(body, Tiles):
        yield from (tile.shown for tile in body.tiles)
    else:
        for block in body.blocks:
            yield from (block.shown, block.under)


def bars(
    rows: Sequence[Row],
    metric: str,
    language: str,
    *,
    table: str,
    unit: str,
    role: Callable[[Row], str | None] = lambda row: None,
) -> Chart:
    """One lying bar a row, in the order given."""
    shown = tuple(
        Bar(
            short(row, language, most=24),
            number(metric, cell(row, metric, unit), language, member=f"{table}:{row.code}"),
            role(row),
        )
        for row in rows
    )
    return Chart("bar", shown, scale([bar.value for bar in shown], unit, language))


def weeks(metric: str, points: Sequence[Point], unit: str, language: str, *, kind: str, zero: bool = True) -> Chart:
    """Twelve weeks as columns or as a line; the last one stands out."""
    last = len(points) - 1
    shown = tuple(
        Bar(one.day.isoformat()[5:], point(metric, one, unit, language, index=at), "hi" if at == last else None)
        for at, one in enumerate(points)
    )
    known = [bar.value for bar in shown if bar.value is not None]
    # As on the desk, a level begins a little below its lowest week, because both ends carry their values.
    low = 0.0 if zero or not known else min(known) - (max(known) - min(known) or max(known) * 0.02) * 0.5
    return Chart(kind, shown, scale(known, unit, language), max(low, 0.0))


def tiles(rows: Sequence[Row], metric: str, language: str, *, table: str, unit: str) -> Tiles:
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
                number(metric, cell(row, metric, unit), language, member=f"{table}:{row.code}"),
                int(row.get("bin") or 0) if cell(row, metric, unit).value is not None else 0,
            )
            for row in placed
        )
    )


def table(drawn: Element) -> Table | None:
    """The first table of a panel, as it is drawn everywhere; None where the panel has none."""
    found = next((one for one in drawn if one.tag == "table"), None)
    if found is None:
        return None
    heads = [one for one in found if one.tag == "th" and one.attributes.get("scope") == "col"]
    rows = [one for body in found if body.tag == "tbody" for one in body if one.tag == "tr"]
    lines = tuple(
        Line(
            tuple(one for one in row.children if isinstance(one, Element)),
            next((name for name in ("hl", "dim", "sum") if name in row.attributes.get("class", "").split()), None),
        )
        for row in rows
    )
    numeric = tuple("r" in one.attributes.get("class", "").split() for one in heads)
    return Table(tuple(one.text for one in heads), numeric, lines)


def listed(titles: Sequence[str], numeric: Sequence[bool], lines: Sequence[Sequence[Element | str]]) -> Table:
    """A table that is a list elsewhere."""
    cells = [Line(tuple(one if isinstance(one, Element) else el("span", one) for one in line)) for line in lines]
    return Table(tuple(titles), tuple(numeric), tuple(cells))
