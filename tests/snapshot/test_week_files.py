"""The files of a week as they are declared: how each is called, for whom it is, and who may take it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cockpit.errors import DeclarationWrong
from cockpit.panels.view import View
from cockpit.roles.readers import read
from cockpit.screens.sealed_weeks import OpenedWeek, WeekDownload
from cockpit.snapshot import week_files
from cockpit.snapshot.format import FORMATS, Format, check
from cockpit.snapshot.manifest import OWN
from cockpit.units import Text

ENGLISH = View("desktop", language="en")
CHINESE = View("desktop")


def test_the_files_of_a_week_are_listed_in_their_order() -> None:
    shown = [(one.name, one.title.en, one.media_type.rpartition(".")[2]) for one in week_files.every()]
    first = [
        ("report.pdf", "Report, PDF", "application/pdf"),
        ("report-en.pdf", "Report, PDF", "application/pdf"),
        ("report.html", "Report, HTML", "text/html"),
        ("report-en.html", "Report, HTML", "text/html"),
        ("deck.pptx", "Slides", "presentation"),
        ("deck-en.pptx", "Slides", "presentation"),
        ("data.xlsx", "Workbook", "sheet"),
        ("data-en.xlsx", "Workbook", "sheet"),
        ("wall.png", "Wall picture", "image/png"),
        ("wall-en.png", "Wall picture", "image/png"),
        ("wall-phone.png", "Phone picture", "image/png"),
        ("wall-phone-en.png", "Phone picture", "image/png"),
        ("board.json", "Board, JSON", "application/json"),
        ("manifest.json", "Manifest", "application/json"),
        ("manifest.sig", "Signature", "application/octet-stream"),
    ]
    assert [one for one in shown if one in first] == first


@pytest.mark.parametrize("format", list(FORMATS), ids=lambda one: one.name)
def test_every_format_says_what_a_reader_is_told(format: Format) -> None:
    assert format.title.zh and format.title.en and format.title.zh != format.title.en
    kind, _, sub = format.media_type.partition("/")
    assert kind in ("application", "image", "text", "audio", "video") and sub
    assert not format.page or format.media_type == "text/html"
    assert [one.order for one in FORMATS].count(format.order) == 1


def test_a_reader_gets_the_file_of_the_own_language_and_what_has_none() -> None:
    def given(view: View) -> list[str]:
        files = [WeekDownload(one.name, 1, one.name, one.title, one.language) for one in week_files.every()]
        return [one.name for one in files if not one.foreign(view)]

    own = [one.name for one in OWN]
    assert given(CHINESE) == [*(one.file for one in sorted(FORMATS, key=lambda one: one.order)), *own]
    assert given(ENGLISH) == [name.replace(".", "-en.") for name in given(CHINESE)[: -len(own)]] + own


def test_a_file_of_a_format_that_there_is_no_more_is_offered_by_its_name_and_in_its_language() -> None:
    names = ["data.xlsx", "notes.md", "notes-en.md", "map.kml", "broken-en.txt"]
    found = [(one.name, one.title.zh, one.language) for one in week_files.listed(names)]
    assert found == [
        ("broken-en.txt", "broken-en.txt", None),
        ("map.kml", "map.kml", None),
        ("notes-en.md", "notes-en.md", "en"),
        ("notes.md", "notes.md", "zh"),
        ("data.xlsx", "数据表", "zh"),
    ]


def test_the_letter_carries_the_language_of_the_recipient() -> None:
    assert week_files.in_the_language("report.pdf", "en") == "report-en.pdf"
    assert week_files.in_the_language("report.pdf", "zh") == "report.pdf"
    assert week_files.in_the_language("board.json", "en") == "board.json"
    assert week_files.in_the_language("none.md", "en") == "none.md"


def test_a_role_may_give_every_file_and_each_goes_with_what_checks_it(tmp_path: Path) -> None:
    text = '[role.all]\nfiles = {names}\n\n[[reader]]\nname = "w"\nunits = "all"\nrole = "all"\n'
    for called in week_files.grants():
        (tmp_path / "readers.toml").write_text(text.format(names=f'["{called}"]'), "utf-8")
        found = read(tmp_path / "readers.toml", units=(), files=week_files.grants()).listed["w"]
        taken = {one.name for one in week_files.every() if found.may_take(one.name)}
        assert taken == {one.name for one in week_files.every() if one.called == called} | {
            "manifest.json",
            "manifest.sig",
            "manifest.tsr",
        }


def test_the_page_that_is_shown_is_in_the_language_of_the_reader_where_it_was_sealed_in_it() -> None:
    def opened(*languages: str) -> OpenedWeek:
        title = Text("报告", "Report")
        pages = [WeekDownload(f"{one}.html", 1, f"/{one}.html", title, one, page=True) for one in languages]
        return OpenedWeek(None, None, None, (WeekDownload("a.pdf", 1, "/a.pdf", title), *pages))  # type: ignore[arg-type]

    assert opened("zh", "en").page(ENGLISH) == "/en.html?show=1"
    assert opened("zh", "en").page(CHINESE) == "/zh.html?show=1"
    assert opened("zh").page(ENGLISH) == "/zh.html?show=1"
    assert opened().page(CHINESE) is None


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("Notes.md", "which nobody can ask for"),
        ("notes", "which nobody can ask for"),
        ("manifest.json", "which seals the week"),
        ("board.json", "which seals the week"),
        ("report.pdf", "'report_pdf' write 'report"),
        ("report-en.pdf", "'report_pdf' write 'report-en.pdf'"),
    ],
)
def test_a_format_whose_file_has_no_name_of_its_own_is_refused(file: str, said: str) -> None:
    with pytest.raises(DeclarationWrong, match=said):
        check(replace(FORMATS["data_xlsx"], name="other", file=file, translated=False))
