"""A table of columns whose types do not depend on what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

TEXT, NUMBER, DAY, FLAG, OTHER = "string", "Float64", "datetime64[us]", "boolean", "object"
"""Whole numbers are exact in Float64 up to 2^53, which is above what a board can hold."""

Kind = str | tuple[str, ...]
"""A type, or the words that a categorical column has in their order; a word that is none of them comes after them."""


def table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, Kind]) -> pd.DataFrame:
    """The columns in their order, each of its kind, also where there is no row; what a row lacks is NA."""
    held: dict[str, list[Any]] = {name: [] for name in columns}
    for row in rows:
        for name, values in held.items():
            values.append(row.get(name))
    return pd.DataFrame({name: _column(values, columns[name]) for name, values in held.items()})


def _column(values: list[Any], kind: Kind) -> pd.Series[Any]:
    if isinstance(kind, str):
        return pd.Series(pd.to_datetime(values) if kind == DAY else values, dtype=kind)
    more = sorted({value for value in values if value is not None} - set(kind))
    return pd.Series(pd.Categorical(values, categories=[*kind, *more]))
