"""Tables of the opening: levels, counties, themes, every unit that opens."""

from __future__ import annotations

from cockpit.board.board import Row
from cockpit.board.table import Tables, declare
from cockpit.board.table_input import TableInput, known, named, ranked
from cockpit.store.vocabulary import UnitLevel
from cockpit.units import Text

DATASETS = "opening.datasets"
LEVELS = {
    UnitLevel.COUNTY: Text("县区、开发区", "Counties and zones"),
    UnitLevel.MUNICIPAL: Text("市级单位", "Municipal units"),
}
BINS = 5


def tables(asked: TableInput) -> dict[str, list[Row]]:
    return {
        "levels": _levels(asked),
        "counties": counties(asked),
        "themes": _themes(asked),
        "unit_opening": _units(asked),
    }


def _levels(asked: TableInput) -> list[Row]:
    metrics = (DATASETS, "opening.updated_share", "meetings.units", "meetings.held")
    return [Row(code, text, text, asked.numbers(metrics, ("level", code))) for code, text in LEVELS.items()]


def counties(asked: TableInput) -> list[Row]:
    metrics = (DATASETS, "opening.updated_share", "opening.downloads", "meetings.attendance_share", "sharing.mounted")
    rows = []
    for unit in asked.register("unit"):
        if unit["level"] != UnitLevel.COUNTY:
            continue
        numbers = asked.numbers(metrics, ("unit", unit["code"]))
        numbers["sharing.records_received"] = asked.answer.number(
            "sharing.records_received", ("consumer", unit["code"])
        )
        place = {"tile_row": unit["tile_row"], "tile_column": unit["tile_column"], "level": unit["level"]}
        rows.append((unit, numbers, place))
    bins = _bins([numbers[DATASETS].value for _, numbers, _ in rows])
    return [
        named(unit, numbers, **place, bin=number) for (unit, numbers, place), number in zip(rows, bins, strict=True)
    ]


def _bins(values: list[int | float | None]) -> list[int | None]:
    """At most five classes, cut where the values lie apart; an unknown value is in none."""
    tops = natural_breaks(sorted(value for value in values if value is not None), BINS)
    return [None if value is None else next(n for n, top in enumerate(tops, 1) if value <= top) for value in values]


def natural_breaks(values: list[int | float], classes: int) -> list[int | float]:
    """The largest value of each class, with the least squared distance from the class means (Fisher 1958)."""
    count = len(values)
    classes = min(classes, len(set(values)))

    def spread(first: int, last: int) -> float:
        held = values[first : last + 1]
        mean = sum(held) / len(held)
        return sum((value - mean) ** 2 for value in held)

    # best[n][i]: least spread of the first i values in n classes, and where the last of these classes begins
    best: list[list[tuple[float, int]]] = [[(0.0 if i == 0 else float("inf"), 0) for i in range(count + 1)]]
    for _ in range(classes):
        row = [(float("inf"), 0)]
        for end in range(1, count + 1):
            row.append(min((best[-1][start][0] + spread(start, end - 1), start) for start in range(end)))
        best.append(row)
    tops: list[int | float] = []
    end = count
    for number in range(classes, 0, -1):
        tops.append(values[end - 1])
        end = best[number][end][1]
    return tops[::-1]


def _themes(asked: TableInput) -> list[Row]:
    metrics = (DATASETS, "opening.updated_share", "opening.downloads", "opening.api_calls")
    rows = [named(row, asked.numbers(metrics, ("theme", row["code"]))) for row in asked.register("theme")]
    return ranked(known(rows), DATASETS)


def _units(asked: TableInput) -> list[Row]:
    metrics = (DATASETS, "opening.updated_share", "opening.downloads")
    codes = asked.reading.members("opening_daily", "unit")
    return ranked(known(asked.unit_row(code, asked.numbers(metrics, ("unit", code))) for code in codes), DATASETS)


declare(
    Tables(
        "opening",
        tables,
        filters={"themes": "theme", "counties": "unit", "unit_opening": "unit"},
        whole=("levels",),
        repeats=("counties",),
    )
)
