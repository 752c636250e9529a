"""A whole week with all its formats: which files it is, the same bytes anywhere, and faults that are noticed."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from pptx import Presentation
from pypdf import PdfReader

from cockpit.board.board import Board
from cockpit.board.week_notes import Allowance
from cockpit.errors import SnapshotRefused
from cockpit.marks.element import Element
from cockpit.settings import ROOT
from cockpit.snapshot import chromium, faults, week_files
from cockpit.snapshot.chromium import NoPrinter, printing
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import FORMATS
from cockpit.snapshot.manifest import SIGNATURE, TIMESTAMP
from cockpit.snapshot.sealed_files import files_of
from tests.numbers.shown import numbers
from tests.snapshot.whole import contents

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_week_is_all_these_files(files: dict[str, bytes]) -> None:
    unsigned = {one.name for one in week_files.every()} - {SIGNATURE, TIMESTAMP}
    assert set(files) == unsigned
    assert {"board.json", "manifest.json", "report.pdf", "report-en.pdf", "wall-phone-en.png"} < unsigned


SEAL = """
import os, pathlib, sys
os.umask(0o077)
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from cockpit.calendar import Week
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.sealed_files import files_of
content = pathlib.Path(sys.argv[1]).read_bytes()
for name, made in files_of(Edition.from_bytes(content, week=Week(2020, 39))).items():
    pathlib.Path(sys.argv[2], name).write_bytes(made)
"""


def test_on_a_machine_that_differs_in_everything_but_the_code_the_bytes_are_the_same(
    edition: Edition, files: dict[str, bytes], tmp_path: Path
) -> None:
    """Another process, zone, language, folder, mask and seed, one processor, no home, no Chinese font, no cache."""
    (tmp_path / "given.json").write_bytes(edition.to_bytes())
    folders = f"<dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{tmp_path}/cache</cachedir>"
    (tmp_path / "fonts.conf").write_text(f"<fontconfig>{folders}</fontconfig>")
    again = tmp_path / "another folder 周"
    again.mkdir()
    kept = {name: os.environ[name] for name in ("PATH",)}
    elsewhere = {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "TZ": "America/Lima",
        "LANG": "C",
        "LC_ALL": "C",
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
    }
    words = [sys.executable, "-c", SEAL, str(tmp_path / "given.json"), str(again)]
    subprocess.run(words, check=True, cwd=again, env=elsewhere, timeout=120)
    assert {path.name: path.read_bytes() == files[path.name] for path in again.iterdir()} == dict.fromkeys(files, True)


def test_what_the_browser_did_before_does_not_show(edition: Edition, files: dict[str, bytes]) -> None:
    with printing() as printer:
        first = FORMATS["wall_phone_png"].write(edition, printer, "zh")
        assert FORMATS["report_pdf"].write(edition, printer, "zh") == files["report.pdf"]
        assert FORMATS["wall_phone_png"].write(edition, printer, "zh") == first == files["wall-phone.png"]


def test_the_english_edition_is_english(edition: Edition, files: dict[str, bytes]) -> None:
    read = PdfReader(io.BytesIO(files["report-en.pdf"]))
    assert read.trailer["/Root"]["/Lang"] == "en" and read.metadata is not None
    assert read.metadata.title == "Linyi weekly data report 2020-W39"
    text = "".join(page.extract_text() for page in read.pages)
    assert "Licences follow next week." in text
    assert set(re.findall(r"[\u4e00-\u9fff]", text)) == set("王局长")  # who remarked is called as he is called
    page = files["report-en.html"].decode()
    assert '<html lang="en"' in page and "附录" not in BeautifulSoup(page, "lxml").body.text.partition("(function")[0]
    show = Presentation(io.BytesIO(files["deck-en.pptx"]))
    words = "".join(contents(slide)[0] + slide.notes_slide.notes_text_frame.text for slide in show.slides)
    assert set(re.findall(r"[\u4e00-\u9fff]+", words)) == {"王局长"}
    assert 'lang="en"' in zipfile.ZipFile(io.BytesIO(files["deck-en.pptx"])).read("ppt/slides/slide1.xml").decode()
    book = openpyxl.load_workbook(io.BytesIO(files["data-en.xlsx"]))
    cells = [cell for sheet in book for row in sheet.values for cell in row if isinstance(cell, str)]
    odd = {cell for cell in cells if re.search(r"[\u4e00-\u9fff]", cell)}
    assert odd == {"remark (王局长, 2020-09-28)"}


def test_every_number_of_the_report_is_in_the_offline_page(files: dict[str, bytes], shown: list[Element]) -> None:
    found = Counter((one.metric, one.member, one.part, one.value, one.text) for one in numbers(files["report.html"]))
    wanted = Counter(
        (*(one.attributes.get(f"data-{name}") for name in ("metric", "member", "part", "value")), one.text)
        for one in shown
    )
    assert found == wanted


def test_every_number_of_the_report_is_a_cell_of_the_workbook(files: dict[str, bytes], shown: list[Element]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data.xlsx"]))
    values = {
        float(cell)
        for sheet in book
        for row in sheet.values
        for cell in row
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    }
    # How far a share is from its goal is reckoned where it is printed: both stand in the sheet.
    kept = [one for one in shown if "data-value" in one.attributes and one.attributes.get("data-part") != "shortfall"]
    wanted = {float(one.attributes["data-value"]) for one in kept}
    assert sorted(value for value in wanted if not any(abs(value - held) < 1e-9 for held in values)) == []


def test_a_broken_panel_is_noticed_and_sealed_only_with_a_reason(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cockpit.panels.panel import PANELS

    def broken(board: Board, view: Any) -> Element:
        raise ZeroDivisionError

    PANELS.names()
    monkeypatch.setitem(PANELS._things, "quality", replace(PANELS["quality"], draw=broken))
    with pytest.raises(SnapshotRefused, match=r"panel-quality could not be drawn.*--allow"):
        files_of(edition)
    made = files_of(edition, allow="质量数下周补", formats=("report_html",))
    assert "质量数下周补" in made["report.html"].decode() and "带问题封存" in made["report.html"].decode()
    assert '"reason": "质量数下周补"' in made["manifest.json"].decode()
    kept = replace(edition, allowance=Allowance("早已说明", ("panel-quality could not be drawn",)))
    assert faults.accepted(kept) is kept


def test_a_slide_that_fails_is_a_fault(edition: Edition) -> None:
    without = {name: rows for name, rows in edition.board.tables.items() if name != "scenarios"}
    assert "slide-scenarios could not be drawn" in faults.faults(
        replace(edition, board=replace(edition.board, tables=without))
    )


def test_without_a_browser_one_line_names_the_package(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SnapshotRefused, match="Install the package chromium"), printing():
        pass
    monkeypatch.undo()
    monkeypatch.setattr(chromium, "find", lambda: "/bin/false")
    with pytest.raises(SnapshotRefused, match="did not start"), printing():
        pass


def test_a_format_that_prints_must_say_so() -> None:
    with pytest.raises(SnapshotRefused, match="printed=True"):
        NoPrinter().picture("", width=1, height=1)
    assert {one.name for one in FORMATS if one.printed} == {"report_pdf", "wall_png", "wall_phone_png"}
