"""What the numbers of a file mean: the sheet that stands behind every export and every week."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.board.board import Board
from cockpit.marks.spreadsheet import Sheet
from cockpit.metrics.metric import Direction
from cockpit.panels.wordings_section import recounted
from cockpit.units import UNITS, Text

COLUMNS = (
    Text("指标", "metric"),
    Text("指标名", "name"),
    Text("口径", "definition"),
    Text("算法", "formula"),
    Text("单位", "unit"),
    Text("向好方向", "good"),
    Text("来源", "source"),
    Text("责任单位", "owner"),
    Text("约定时限（小时）", "agreed hours"),
)
GOOD = {Direction.UP: Text("升", "up"), Direction.DOWN: Text("降", "down"), None: Text("", "")}


def definitions(board: Board, names: Iterable[str], language: str) -> Sheet:
    """One row a metric, in the order of the board; names that the board does not define are left out."""
    wanted = set(names)
    rows = tuple(
        (
            name,
            told["title"][language],
            told["definition"][language],
            _formula(board, name, language),
            UNITS[told["unit"]].text[language],
            GOOD[told["good"]][language],
            told["source"],
            told["owner"][language] if told.get("owner") else "",
            told.get("cadence_hours"),
        )
        for name, told in board.definitions.items()
        if name in wanted
    )
    return Sheet("definitions", tuple(column[language] for column in COLUMNS), rows)


def _formula(board: Board, name: str, language: str) -> str:
    """With the note that an earlier day is counted by it as well, where it took effect only later."""
    formula: str = board.definitions[name]["formula"][language]
    again = recounted(board, name)
    return formula if again is None else f"{formula}{'；' if language == 'zh' else '; '}{again[language]}"
