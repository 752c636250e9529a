"""What the command palette finds: every page, metric, unit, scenario, library and theme, under all its names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cockpit.board.board import Board, Row
from cockpit.metrics.subject import is_area, subject_of
from cockpit.panels.view import Surface, View
from cockpit.screens.affordances import ROWS
from cockpit.screens.top_bar import DESK, ELSEWHERE, NAMES, address, offered
from cockpit.units import Text
from cockpit.units.pinyin import spelled

Name = dict[str, Any]

UNITS = tuple(table for table, filter_ in ROWS.items() if filter_ == "unit")
MEMBERS = {
    "scenario": (("scenarios",), address("sharing"), "highlight"),
    "library": (("libraries",), address("volumes"), "library"),
    "theme": (("themes",), address("opening"), "theme"),
    "unit": (UNITS, DESK, "unit"),
}
"""In which tables a kind of thing stands, which page is about it, and which part of the address it sets."""


def names(board: Board, *, whole: bool = True) -> list[Name]:
    """Pages first, then numbers, then members; each with where it leads and the words it is found by.

    `whole`: the reader sees the whole city; else what leads to a page of all sources or screens is left out.
    """
    view = View(Surface.DESKTOP, whole=whole)
    return [one for one in (*_pages(), *_metrics(board), *_members(board)) if offered(one["path"], view)]


def _pages() -> Iterator[Name]:
    for page, title in NAMES.items():
        yield _name("page", page, title, path=address(page))
    for path, title in ELSEWHERE.items():
        yield _name("page", path.strip("/"), title, path=path)


def _metrics(board: Board) -> Iterator[Name]:
    for metric, told in board.definitions.items():
        area = subject_of(metric)
        path = address(area if is_area(area) else "trust")
        yield _name("metric", metric, Text.from_json(told["title"]), path=path, metric=metric)


def _members(board: Board) -> Iterator[Name]:
    for kind, (tables, path, field) in MEMBERS.items():
        rows: dict[str, Row] = {row.code: row for table in tables for row in board.tables.get(table, ())}
        for code, row in rows.items():
            yield _name(kind, code, row.name, path=path, also=row.short, **{field: code})


def _name(kind: str, code: str, title: Text, *, path: str, also: Text | None = None, **chosen: str) -> Name:
    known = (title, also) if also else (title,)
    keys = [code.lower(), *(said.lower() for text in known for said in (text.zh, text.en))]
    keys += [way for text in known for way in spelled(text.zh)]
    return {
        "kind": kind,
        "code": code,
        "zh": title.zh,
        "en": title.en,
        "path": path,
        "set": chosen,
        "keys": list(dict.fromkeys(keys)),
    }
