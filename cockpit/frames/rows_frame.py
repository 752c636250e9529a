"""The rows behind a number as a table: what the desk shows where a number is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

import pandas as pd

from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import RowPage
from cockpit.frames.typed_table import DAY, NUMBER, TEXT, Kind, table
from cockpit.metrics.row_columns import COLUMNS
from cockpit.store.shared_columns import PROVENANCES
from cockpit.units import Text

PLAIN: dict[str, Kind] = {"number": NUMBER, "day": DAY, "moment": DAY}


class RowService(Protocol):
    """What hands out rows: cockpit/board/board_service.py, or a door before it."""

    def rows(self, question: Question) -> RowPage:
        """The page of rows that the question asks for, with what all of them add up to."""
        ...

    def every_row(self, question: Question) -> Iterator[dict[str, Any]]:
        """All rows that the question lets in, in its order, by column; its `start` and `end` do not count."""
        ...


def rows_frame(keep: RowService, question: Question) -> pd.DataFrame:
    """All of them, in the order and by the conditions of the question; its `start` and `end` are of a page only.

    A column of codes is followed by their names in Chinese and English. `attrs` holds the number that the rows make.
    """
    page = keep.rows(replace(question, start=0, end=1))
    columns: dict[str, Kind] = {}
    for name in page.columns:
        columns |= _columns(name)
    frame = table((_row(row) for row in keep.every_row(question)), columns)
    frame.attrs = {"metric": question.metric, "as_of": page.as_of.isoformat(), "made": page.made}
    return frame


def _columns(name: str) -> dict[str, Kind]:
    kind = COLUMNS[name].kind
    if kind in PLAIN:
        return {name: PLAIN[kind]}
    names: dict[str, Kind] = {f"{name}_zh": TEXT, f"{name}_en": TEXT}
    if kind == "name":
        return names
    return {name: PROVENANCES if name == "provenance" else TEXT, **names}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """Names stand beside their codes as `unit_name`, and a name without a code as `name`."""
    texts = {name.removesuffix("_name"): said for name, said in row.items() if isinstance(said, Text)}
    more = {f"{name}_{language}": said[language] for name, said in texts.items() for language in ("zh", "en")}
    return {**row, **more}
