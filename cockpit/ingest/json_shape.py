"""Conditions under which a line of JSON has the fields of another and nothing else; `x` are their values as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.store.duck import quoted

_NO_JSON = r"[:\[,]\s*-?([nN][aA]|[iI][nN]|[0-9.]+[eE])|,\s*[}\]]"


def begins(name: str, value: Any, column: str, *, spaced: bool) -> str:
    """Whether the value stands in the line as it was read."""
    written = f'"{name}":' + " " * spaced + '"' * isinstance(value, str)
    return f"contains(json, {quoted(written)} || {column})"


def is_usual(shape: Mapping[str, Any], names: list[str], *, spaced: bool, others: bool) -> str:
    """Whether a line has these fields and nothing else: it is as long as they are.

    Of what is no JSON to Python, DuckDB reads NaN and commas at the end; a number with an exponent is written longer
    than it was, which matters where nobody looks at it.
    """
    text = {name for name, value in shape.items() if isinstance(value, str)}
    fixed, line, said, quotes = 1, "json", [], []
    for at, name in enumerate(names, start=1):
        value, around = f"x[{at}]", 2 * (name in text)
        fixed += len((name.replace(" ", "") if spaced else name).encode()) + len('"":,')
        said.append(f"coalesce(strlen({_closed(value) if spaced else value}) + {around}, 4)")
        quotes.append(f"CASE WHEN {value} IS NULL THEN 2 ELSE {2 + around} END")
    if spaced:
        line = _closed("json")
    usual = f"strlen({line}) = {fixed} + {' + '.join(said)} AND ends_with(json, '}}') AND json[-2:-2] NOT IN (',', ' ')"
    if sum(str(shape[name]).replace(".", "").isdigit() for name in text) > 1:  # numbers may come without their quotes
        usual += f" AND strlen(json) - strlen(replace(json, '\"', '')) = {' + '.join(quotes)}"
    if others:
        usual += f" AND NOT regexp_matches(json, {quoted(_NO_JSON)})"
    return usual


def has_fields(shape: Mapping[str, Any], *, others: bool) -> str:
    """As `is_usual`, of lines in which signs are escaped, so that their length says nothing; it takes longer."""
    listed = ", ".join(map(quoted, shape))
    usual = f"json_keys(json) = [{listed}] AND ends_with(json, '}}') AND json[-2:-2] NOT IN (',', ' ')"
    return usual + (f" AND NOT regexp_matches(json, {quoted(_NO_JSON)})" if others else "")


def _closed(text: str) -> str:
    return f"replace({text}, ' ', '')"
