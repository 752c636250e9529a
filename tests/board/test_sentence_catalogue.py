"""What is said with numbers stands in the catalogues, and a language is added by its catalogue alone."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.units.messages import FOLDER
from tests.test_repository import ROOT

pytestmark = pytest.mark.slow

SENTENCES = sorted((ROOT / "cockpit" / "board" / "sentences").glob("*.py"))
PROSE = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2,} | [A-Za-z]{2,}")
"""Words, which a key or a format of a day is not."""
ASKED = """
import sys
from pathlib import Path
import cockpit.units.messages as messages
messages.FOLDER = Path(sys.argv[1])
from cockpit.board.scope import Scope
from cockpit.metrics.metric import METRICS
from tests import small
folder = Path(sys.argv[2])
board = small.keep(small.fill(f"sqlite:///{folder / 'x.db'}"), folder / "var").board(Scope("small"))
print(METRICS["sharing.records"].title["pl"])
print(board.headline["overview"].plain("pl"))
print(board.headline["overview"].plain("en"))
print(next(one.text["pl"] for one in board.notices if one.metric == "volumes.items_missing"))
"""
POLISH = """
[mark]
comma = ","

[volumes]
gathered = "zebrano {records, plural, one {# rekord} few {# rekordy} many {# rekordów} other {# rekordu}}{end}"
contribute = "dane daje {departments, plural, one {# wydział} few {# wydziały} other {# wydziału}}{end}"

[notice]
gap = "{library}: brakuje {missing, plural, one {# pozycji} other {# pozycji}}"

[metric.sharing.records]
title = "Rekordy wymienione"
"""


@pytest.mark.parametrize("path", SENTENCES, ids=lambda path: path.stem)
def test_no_sentence_is_put_together_in_code(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    formats = {id(node.format_spec) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and id(node) not in formats]
    pieces = [one.value for node in strings for one in node.values if isinstance(one, ast.Constant)]
    assert [one for one in pieces if PROSE.search(str(one))] == []


def test_what_counts_as_prose() -> None:
    assert all(PROSE.search(one) for one in ("次会议", " meetings", "at least ", ", the highest in "))
    assert not any(PROSE.search(one) for one in ("move.", "_end", ", ", " ", "volumes.gap_up"))


def test_a_third_language_needs_a_catalogue_and_no_code(tmp_path: Path) -> None:
    catalogues = tmp_path / "catalogue"
    catalogues.mkdir()
    for path in FOLDER.glob("*.toml"):
        (catalogues / path.name).write_bytes(path.read_bytes())
    (catalogues / "pl.toml").write_text(POLISH, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASKED, catalogues, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    title, headline, english, notice = done.stdout.splitlines()
    assert title == "Rekordy wymienione"
    assert headline.startswith("Zebrano more than 1,000 rekordów, dane daje 2 wydziały; Name 13/14 items, 1 still")
    assert english.startswith("More than 1,000 records gathered, 2 departments contribute")
    assert notice == "Name: brakuje 1 pozycji"
