"""States, verdicts and kinds are members of enumerations: no code compares with, or hands on, their text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import pytest

from cockpit.board.change import ChangeKind
from cockpit.board.tables.trust import FigureVerdict
from cockpit.calendar import Period
from cockpit.marks.chart import ChartKind
from cockpit.marks.theme import Theme
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.measure import MeasureKind
from cockpit.metrics.metric import Direction
from cockpit.metrics.number import Note
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.row_selection import Accumulation
from cockpit.panels.view import Surface
from cockpit.screens.screens_page import ScreenState
from cockpit.screens.sealed_weeks import WeekState
from cockpit.snapshot.deliveries import DeliveryState
from cockpit.snapshot.verification import SealState
from cockpit.store.pending_sides import SideState
from cockpit.store.vocabulary import (
    EndpointState,
    LibraryKind,
    LibraryState,
    Provenance,
    ResourceKind,
    RevisionKind,
    ScenarioState,
    UnitLevel,
)
from cockpit.units.unit import UnitStyle
from cockpit.web.wall.heartbeat import PageState

ROOT = Path(__file__).resolve().parent.parent
KINDS: tuple[type[StrEnum], ...] = (ResourceKind, MeasureKind, LibraryKind, RevisionKind, ChangeKind, ChartKind)
STATES: tuple[type[StrEnum], ...] = (
    SourceState, SideState, SealState, WeekState, DeliveryState, PageState, ScreenState, LibraryState, ScenarioState,
    EndpointState,
)  # fmt: skip
HELD: dict[str, tuple[type[StrEnum], ...]] = {
    "provenance": (Provenance,),
    "change_provenance": (Provenance,),
    "verdict": (Verdict, FigureVerdict),
    "note": (Note,),
    "level": (AlertLevel, UnitLevel),
    "surface": (Surface,),
    "surfaces": (Surface,),
    "theme": (Theme,),
    "good": (Direction,),
    "how": (Accumulation,),
    "period": (Period,),
    "style": (UnitStyle,),
    "state": STATES,
    "kind": KINDS,
}
"""What is called so holds members of these."""

SHOWN = {("state", "sum"), ("kind", "table")}
"""How a line of a table looks, and a kind of content of a panel: other words under the same name."""


def texts(node: ast.expr) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    for part in (
        node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set)
        else (node.body, node.orelse) if isinstance(node, ast.IfExp)
        else node.values if isinstance(node, ast.BoolOp)
        else ()
    ):  # fmt: skip
        yield from texts(part)


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        return name_of(ast.Subscript(node.func.value, node.args[0]))
    return ""


def held(tree: ast.AST) -> Iterator[tuple[str, ast.Constant]]:
    """Every text that is compared with, or given as, something of a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            yield from ((node.arg, text) for text in texts(node.value))
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for one, other in [*pairwise(sides), *pairwise(reversed(sides))]:
                yield from ((name_of(one), text) for text in texts(other))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from ((name_of(target), text) for text in texts(node.value))


def bare(tree: ast.AST) -> list[str]:
    return [
        f"line {text.lineno}: {name} {text.value!r}"
        for name, text in held(tree)
        if any(text.value in list(one) for one in HELD.get(name, ())) and (name, text.value) not in SHOWN
    ]


def modules() -> list[Path]:
    return [path for path in sorted((ROOT / "cockpit").rglob("*.py")) if "migrations" not in path.parts]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("one.verdict == 'differs'", 1),
        ("'differs' != one.verdict", 1),
        ("row['level'] in ('county', 'province')", 2),
        ("row.get('state') == 'serving'", 1),
        ("Number(1, 'record', provenance='demo' if invented else None)", 1),
        ("level = 'crit'", 1),
        ("one.verdict == Verdict.DIFFERS", 0),
        ("el('span', style='left:3%', kind='number')", 0),
    ],
)
def test_a_bare_text_is_found(code: str, found: int) -> None:
    assert len(bare(ast.parse(code))) == found


def test_no_code_of_the_cockpit_compares_with_or_hands_on_the_text_of_a_member() -> None:
    found = {str(path.relative_to(ROOT)): bare(ast.parse(path.read_text("utf-8"))) for path in modules()}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "kind", sorted({one for every in HELD.values() for one in every}, key=lambda one: one.__name__)
)
def test_a_member_is_the_text_that_databases_and_json_hold(kind: type[StrEnum]) -> None:
    for member in kind:
        assert kind(str(member)) is member
        assert f"{member}" == member.value
