"""Nothing reads a number, a title or a state back out of what is drawn: it is data before, and stays data.

Whoever needs more than these tests allow needs content, or a typed element (cockpit/marks/element.py).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from cockpit.settings import ROOT

ALLOWED = {
    ("cockpit/marks/element.py", "class"),  # a class is added to those there are
    ("cockpit/screens/affordances.py", "role"),  # a picture with doors in it is heard as a group
    ("cockpit/web/wall/scenes.py", "n"),  # the number of a slot that the same file cut
}
HEADINGS = ("h1", "h2", "h3", "p", "table", "td", "small")
CUT = ("partition", "rpartition", "split", "replace", "removeprefix", "removesuffix")
WHOLE_TEXT = {"cockpit/snapshot/print_document.py"}
"""Which characters stand in which face: the fonts of a sealed file are cut to them."""


ROOMS = ("marks", "panels", "screens", "web", "snapshot", "frames", "cli")
"""Those that know elements."""


def files() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / "cockpit" / room).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def attribute_reads(tree: ast.AST) -> Iterator[str]:
    """The names in x.attributes["name"], x.attributes.get("name"), "name" in x.attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _attributes(node.value) and isinstance(node.ctx, ast.Load):
            yield _constant(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            if _attributes(node.func.value) and node.args:
                yield _constant(node.args[0])
        elif isinstance(node, ast.Compare) and any(_attributes(one) for one in node.comparators):
            yield _constant(node.left)


def _attributes(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "attributes"


def _constant(node: ast.AST) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "?"


def test_no_attribute_of_an_element_is_read() -> None:
    assert {(name, one) for name, tree in files() for one in attribute_reads(tree)} == ALLOWED


def test_no_element_is_looked_for_by_its_tag_to_read_its_words() -> None:
    found = {
        (name, tag)
        for name, tree in files()
        if name not in WHOLE_TEXT
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr == "tag"
        for tag in HEADINGS
        if any(
            isinstance(one, ast.Constant) and one.value == tag for each in node.comparators for one in ast.walk(each)
        )
    }
    assert found - {("cockpit/marks/bars.py", "small")} == set()  # a note that is small already stays as it is


def test_no_words_are_cut_out_of_what_is_drawn() -> None:
    """x.text.partition(…): the text of an element is for fonts, widths and tests."""
    found = {
        (name, node.func.attr)
        for name, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CUT
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "text"
    }
    assert found == set()


def test_the_test_sees_each_way_of_reading() -> None:
    told = 'float(a.attributes["data-value"]); a.attributes.get("class", "").split(); "data-metric" in one.attributes'
    assert sorted(attribute_reads(ast.parse(told))) == ["class", "data-metric", "data-value"]
