"""A docstring says what a function can refuse, and what each question of a protocol is answered with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
Function = ast.FunctionDef | ast.AsyncFunctionDef


def trees() -> dict[str, ast.Module]:
    paths = [path for path in sorted((ROOT / "cockpit").rglob("*.py")) if "migrations" not in path.parts]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in paths}


TREES = trees()


def bases(one: ast.ClassDef) -> set[str]:
    return {base.id for base in one.bases if isinstance(base, ast.Name)}


def family() -> set[str]:
    """The errors of cockpit/errors.py and those that other modules derive from them."""
    found = {one.name for one in TREES["cockpit/errors.py"].body if isinstance(one, ast.ClassDef)}
    for tree in TREES.values():
        for one in ast.walk(tree):
            if isinstance(one, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id in found for base in one.bases
            ):
                found.add(one.name)
    return found


ERRORS = family()


def public(body: list[ast.stmt]) -> Iterator[Function]:
    for one in body:
        if isinstance(one, ast.ClassDef) and not one.name.startswith("_"):
            yield from public(one.body)
        elif isinstance(one, Function) and not one.name.startswith("_") and not is_verb(one):
            yield one


def is_verb(one: Function) -> bool:
    """The docstring of a verb of the command line is its help, for people who know no classes."""
    calls = [call.func if isinstance(call, ast.Call) else call for call in one.decorator_list]
    return any(isinstance(call, ast.Attribute) and call.attr == "command" for call in calls)


def raised(node: ast.AST) -> set[str]:
    """By the body itself, not by functions inside it."""
    found: set[str] = set()
    for one in ast.iter_child_nodes(node):
        if isinstance(one, Function | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(one, ast.Raise) and one.exc is not None:
            called = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            found |= {name} & ERRORS
        found |= raised(one)
    return found


def unnamed(tree: ast.Module) -> list[str]:
    found = []
    for one in public(tree.body):
        lacking = sorted(name for name in raised(one) if name not in (ast.get_docstring(one) or ""))
        found += [f"{one.name}, line {one.lineno}: {', '.join(lacking)}"] if lacking else []
    return found


def unsaid(tree: ast.Module) -> list[str]:
    """Methods of protocols without a docstring."""
    protocols = [
        one
        for one in tree.body
        if isinstance(one, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Protocol" for base in one.bases)
    ]
    methods = [(one.name, each) for one in protocols for each in one.body if isinstance(each, Function)]
    return [f"{name}.{each.name}, line {each.lineno}" for name, each in methods if not ast.get_docstring(each)]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def read():\n    raise ScopeWrong('a', 'b', 'c')", 1),
        ("def read():\n    '''ScopeWrong where it is wrong.'''\n    raise ScopeWrong('a', 'b', 'c')", 0),
        ("class Reader:\n    def read(self):\n        if True:\n            raise LoadRefused('a', 'b') from None", 1),
        ("def _read():\n    raise ScopeWrong('a', 'b', 'c')", 0),
        ("def read():\n    raise ValueError", 0),
    ],
)
def test_an_error_that_is_not_named_is_found(code: str, found: int) -> None:
    assert len(unnamed(ast.parse(code))) == found


def test_every_public_function_that_refuses_names_the_error() -> None:
    assert {path: lines for path, tree in TREES.items() if (lines := unnamed(tree))} == {}


def test_every_method_of_a_protocol_says_what_it_is_answered_with() -> None:
    assert {path: lines for path, tree in TREES.items() if (lines := unsaid(tree))} == {}
