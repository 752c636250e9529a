"""One name, one thing: no class stands in two modules, and a file name stands twice only where the page says why."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MODULES = sorted((ROOT / "cockpit").rglob("*.py"))
EVERYWHERE = {"__init__.py", "__main__.py"}


def twice(places: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_class_name_stands_in_two_modules() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert len(places) > 300
    assert twice(places) == {}


def test_a_file_name_stands_twice_only_where_the_architecture_says_why() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        if path.name not in EVERYWHERE:
            places[path.name].append(str(path.relative_to(ROOT)))
    section = re.search(r"## Names\n(.*?)\n## ", PAGE, flags=re.DOTALL)
    assert section is not None
    listed = {
        name
        for line in re.findall(r"^\|([^|]*)\|", section[1], flags=re.MULTILINE)
        for name in re.findall(r"`(\w+\.py)`", line)
    }
    assert set(twice(places)) == listed
