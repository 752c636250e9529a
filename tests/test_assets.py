"""What must stay true of the scripts and sheets of assets/, whoever changes them."""

from __future__ import annotations

import re
from pathlib import Path

from cockpit.panels.view import View
from cockpit.screens import desk, report_pages, wall
from cockpit.settings import ROOT
from cockpit.web.app import ASSETS
from tests import handmade

TYPES = ROOT / "types"
SCRIPTS = sorted(ASSETS.glob("*.js"))
DESK = (ASSETS / "desk.css").read_text("utf-8")
SURFACE = '[data-surface="desktop"]'
STEPS = {"padding": (4, 8, 12, 16), "margin": (4, 8, 12, 16), "gap": (4, 8, 12, 14, 16), "font-size": (12, 13)}
"""The steps of the desk's scale that have a name in tokens.css, by what they are a measure of."""


def read(path: Path) -> str:
    return path.read_text("utf-8")


def declared() -> set[str]:
    """The events that types/cockpit.d.ts declares."""
    (block,) = re.findall(r"interface DocumentEventMap \{(.*?)\n\}", read(TYPES / "cockpit.d.ts"), flags=re.DOTALL)
    return set(re.findall(r'"(cockpit:\w+)":', block))


def test_every_event_that_is_sent_or_heard_is_declared_and_every_declared_one_is_heard() -> None:
    sent = {name for path in SCRIPTS for name in re.findall(r'Event\("(cockpit:\w+)"', read(path))}
    heard = {name for path in SCRIPTS for name in re.findall(r'addEventListener\("(cockpit:\w+)"', read(path))}
    assert declared() == heard == {f"cockpit:{name}" for name in ("asked", "drawn", "figures", "found", "lost")}
    assert sent == declared() - {"cockpit:figures"}  # they are asked for by what photographs or measures


def test_every_name_that_begins_as_an_event_does_is_told_of_in_the_one_file() -> None:
    said = read(TYPES / "cockpit.d.ts")
    used = {name for path in SCRIPTS for name in re.findall(r"cockpit:\w+", read(path))}
    assert sorted(name for name in used if name not in said) == []


def test_what_the_scripts_share_is_declared() -> None:
    (block,) = re.findall(r"interface Cockpit \{(.*?)\n\}", read(TYPES / "cockpit.d.ts"), flags=re.DOTALL)
    members = set(re.findall(r"^  (\w+)[(:]", block, flags=re.MULTILINE))
    given = re.compile(r"window\.cockpit = Object\.assign\(window\.cockpit \|\| \{\}, \{(.*?)\}\);", flags=re.DOTALL)
    shared = " ".join(found for path in SCRIPTS for found in given.findall(read(path)))
    names = re.findall(r"(?:^|[,{])\s*(\w+)\b", re.sub(r":\s*\{[^}]*\}|:[^,]*", "", shared.replace("  ", ",")))
    assert set(names) == members


def test_nothing_of_the_types_is_served() -> None:
    assert {path.suffix for path in ASSETS.iterdir() if path.is_file()} == {".css", ".js"}
    assert TYPES.parent == ROOT and not TYPES.is_relative_to(ASSETS)


def test_the_surface_of_the_desk_is_named_once_in_its_sheet() -> None:
    assert re.sub(r"/\*.*?\*/", "", DESK, flags=re.DOTALL).count(SURFACE) == 1
    assert DESK.rstrip().endswith("\n}")


def test_a_step_of_the_scale_is_called_by_its_name() -> None:
    written = re.findall(r"(?<![-\w])(padding|margin|gap|font-size)(?:-\w+)*: ([^;}]+)", DESK)
    assert len(written) > 300
    found = [
        f"{name}: {value}"
        for name, value in written
        if not value.startswith("calc(")
        for word in value.split()
        if word in {f"{step}px" for step in STEPS[name]}
    ]
    assert found == []


def named(sheet: Path) -> set[str]:
    """The class names of a sheet."""
    said = re.sub(r'/\*.*?\*/|"[^"]*"|url\([^)]*\)', "", read(sheet), flags=re.DOTALL)
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", said))


def test_a_class_name_is_a_word() -> None:
    sheets = [path for path in ASSETS.glob("*.css") if not path.name.startswith("fonts")]
    assert len(sheets) > 9 and len(named(ASSETS / "desk.css")) > 150
    assert {path.name: short for path in sheets if (short := sorted(one for one in named(path) if len(one) < 3))} == {}


def test_a_class_name_that_is_written_is_a_word() -> None:
    board = handmade.board()
    drawn = [desk.draw(board, page, View("desktop")) for page in desk.PAGES]
    drawn += [wall.draw(board, scene, View("wall")) for scene in wall.names(board)]
    drawn.append(report_pages.draw(board, handmade.board(), View("report")))
    written = {name for page in drawn for one in page for name in one.attributes.get("class", "").split()}
    assert len(written) > 150
    assert sorted(name for name in written if len(name) < 3) == []
