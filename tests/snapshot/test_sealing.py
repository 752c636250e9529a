"""A sealed week: all of it or nothing, the same bytes again, and never altered."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import re
import resource
import shutil
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cockpit.board.board import Board, Stale
from cockpit.calendar import SHANGHAI, Week
from cockpit.errors import SnapshotRefused
from cockpit.metrics.number import Number
from cockpit.panels import panel
from cockpit.screens.report_pages import compared
from cockpit.snapshot import report
from cockpit.snapshot import seal as sealing
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.chromium import NoPrinter
from cockpit.snapshot.edition import Edition, gather
from cockpit.snapshot.edition_builder import edit
from cockpit.snapshot.format import FORMATS
from cockpit.snapshot.seal import sealed, verify
from cockpit.snapshot.sealed_files import files_of as all_files_of
from cockpit.snapshot.week_sheets import NUMBERS
from cockpit.units import Text
from tests import handmade

pytestmark = pytest.mark.slow

WEEK = Week(2020, 39)
PRINTER = NoPrinter()
FILES = {"board.json", "report.html", "report-en.html", "data.xlsx", "data-en.xlsx", "manifest.json"}
CHEAP = ("data_xlsx", "report_html")
"""How a week is sealed does not depend on how many formats it has; test_files.py has all of them."""

seal = partial(sealing.seal, formats=CHEAP)
files_of = partial(all_files_of, formats=CHEAP)


def board_of(week: Week) -> Board:
    made = handmade.board()
    city = {"report": {"zh": "临沂市数据工作周报", "en": "Linyi weekly data report"}, **made.city}
    return replace(made, as_of=week.sunday, scope=made.scope.on(week.sunday), city=city)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return gather(WEEK, newest=date(2020, 9, 30), ask=board_of)


@pytest.fixture(scope="module")
def whole(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the week, sealed once."""
    return seal(edition, tmp_path_factory.mktemp("whole")).folder


@pytest.fixture
def held(whole: Path, tmp_path: Path) -> Path:
    """The folder of a test that holds the sealed week."""
    shutil.copytree(whole, tmp_path / whole.name)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_week_is_sealed_with_its_boards_report_data_and_manifest(edition: Edition, tmp_path: Path) -> None:
    done = seal(edition, tmp_path)
    assert done.fresh and done.folder == tmp_path / "2020-W39"
    assert {path.name for path in done.folder.iterdir()} == FILES
    manifest = json.loads((done.folder / "manifest.json").read_bytes())
    assert (manifest["week"], manifest["inputs"]["board"]) == ("2020-W39", edition.board.id)
    for name, said in manifest["files"].items():
        content = (done.folder / name).read_bytes()
        assert (said["sha256"], said["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert set(manifest["files"]) == FILES - {"manifest.json"}


def test_sealing_again_changes_nothing(edition: Edition, held: Path) -> None:
    before = contents(held / "2020-W39")
    again = seal(edition, held)
    assert not again.fresh and contents(again.folder) == before
    found = sealed(WEEK, held)
    assert found is not None and not found.fresh


def test_made_from_its_own_board_json_a_week_is_the_same_byte_for_byte(whole: Path, tmp_path: Path) -> None:
    read = Edition.from_bytes((whole / "board.json").read_bytes(), week=WEEK)
    assert contents(seal(read, tmp_path / "second").folder) == contents(whole)


def test_every_format_gives_the_same_bytes_twice(edition: Edition) -> None:
    for format_ in (FORMATS[name] for name in CHEAP):
        first = format_.write(edition, PRINTER, "zh")
        time.sleep(1.1)  # a time of day in a file would differ now
        assert format_.write(edition, PRINTER, "zh") == first, format_.name


@pytest.mark.parametrize("name", sorted(FILES - {"manifest.json"}))
def test_an_altered_file_is_refused_by_its_name(edition: Edition, held: Path, name: str) -> None:
    path = held / "2020-W39" / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(SnapshotRefused, match=f"{name} was altered"):
        sealed(WEEK, held)
    path.unlink()
    with pytest.raises(SnapshotRefused, match=f"{name} is missing"):
        seal(edition, held)


def test_an_added_file_and_a_broken_manifest_are_refused(held: Path) -> None:
    folder = held / "2020-W39"
    (folder / "more.txt").write_text("more")
    with pytest.raises(SnapshotRefused, match=r"more.txt was added"):
        verify(folder)
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(SnapshotRefused, match=r"manifest.json cannot be read"):
        verify(folder)


def test_a_sealed_week_is_not_replaced_by_another_board(edition: Edition, held: Path) -> None:
    other = replace(edition, board=replace(edition.board, data_version="other"))
    with pytest.raises(SnapshotRefused, match="sealed from another board"):
        seal(other, held)


def test_a_week_that_is_not_over_is_refused_with_the_one_that_is() -> None:
    with pytest.raises(SnapshotRefused, match=r"2020-W40 is not complete.*Seal 2020-W39"):
        gather(Week(2020, 40), newest=date(2020, 9, 30), ask=board_of)
    with pytest.raises(SnapshotRefused, match="not over yet"):
        gather(Week(2020, 40), newest=date(2020, 10, 30), ask=board_of)


def friday(week: Week) -> Board:
    """The week's last days never came; its clock stands after its end."""
    made = board_of(week)
    return replace(made, as_of=date(2020, 9, 25)) if week == WEEK else made


def test_a_week_without_its_last_days_is_sealed_once_it_is_over_and_somebody_says_why(tmp_path: Path) -> None:
    with pytest.raises(SnapshotRefused, match=r"is not complete.*--allow"):
        gather(WEEK, newest=date(2020, 9, 25), ask=friday)
    with pytest.raises(SnapshotRefused, match="is not complete"):
        gather(WEEK, newest=date(2020, 9, 20), ask=friday, short=True)  # nothing of the week is there
    edition = gather(WEEK, newest=date(2020, 9, 25), ask=friday, short=True, earlier=a_friday_before)
    with pytest.raises(SnapshotRefused, match=r"2020-09-27 has no data: the newest day is 2020-09-25"):
        seal(edition, tmp_path)
    folder = seal(edition, tmp_path, allow="平台停机").folder
    for name, said in (
        ("report.html", "带问题封存：缺周日（2020-09-27）的数据，最新为2020-09-25。理由：平台停机"),
        ("report-en.html", "Sealed in spite of: its Sunday 2020-09-27 has no data: the newest day is 2020-09-25."),
    ):
        first = (folder / name).read_text("utf-8").partition('class="annex"')[0]
        assert said in first
        held = "seven days to 2020-09-25, held against the seven before" if "-en" in name else "此前7天对照"
        assert held in first
    cells = [cell for row in openpyxl.load_workbook(folder / "data.xlsx")["about"].values for cell in row]
    assert "平台停机" in cells and "各数为截至 2020-09-25 的7天，与此前7天对照。" in cells
    again = Edition.from_bytes((folder / "board.json").read_bytes(), week=WEEK)
    assert contents(seal(again, tmp_path / "again").folder) == contents(folder)
    assert json.loads((folder / "manifest.json").read_bytes())["allowance"]["reason"] == "平台停机"


def test_what_lacked_days_is_held_against_as_many_and_the_next_week_against_what_is_known_by_then(
    tmp_path: Path,
) -> None:
    short = gather(WEEK, newest=date(2020, 9, 25), ask=friday, short=True, earlier=a_friday_before)
    told = compared(short.board, short.before).changes
    assert told[0].plain("zh") == "交换记录2,146万条，比上周多146万条（演示）。"
    seal(short, tmp_path, allow="平台停机")
    after = edit(Week(2020, 40), Archive(tmp_path), newest=date(2020, 10, 9), ask=later, var=tmp_path / "var")
    assert (after.before.as_of, after.reached) == (WEEK.sunday, date(2020, 9, 25))
    assert Edition.from_bytes(after.to_bytes(), week=Week(2020, 40)).reached == date(2020, 9, 25)
    drawn = report.tree(after, "zh").text, report.tree(after, "en").text
    assert "上周封存时数据只到 2020-09-25；本期按现有数据与上周全周对照。" in drawn[0]
    assert "sealed with data to 2020-09-25; it is held against as it is known now." in drawn[1]
    # Where the week before was sealed whole, it is held against as it was sealed, and nothing has to be said.
    seal(gather(WEEK, newest=date(2020, 9, 30), ask=board_of), tmp_path / "whole")
    usual = edit(Week(2020, 40), Archive(tmp_path / "whole"), newest=date(2020, 10, 9), ask=later, var=tmp_path)
    assert usual.reached is None and report.basis(usual) is None and b"reached" not in usual.to_bytes()


def a_friday_before(week: Week) -> Board:
    """The seven days before those of `friday`: a little less of everything."""
    made = board_of(week)
    records = replace(made["sharing.records"], value=20_000_000)
    return replace(made, as_of=date(2020, 9, 18), metrics={**made.metrics, "sharing.records": records})


def later(week: Week) -> Board:
    made = board_of(week)
    return replace(made, clock=made.clock + timedelta(days=14))


def test_a_board_of_another_day_or_an_old_one_is_not_sealed() -> None:
    with pytest.raises(SnapshotRefused, match="end on other days"):
        gather(WEEK, newest=date(2020, 9, 30), ask=lambda week: replace(board_of(week), as_of=date(2020, 9, 25)))
    stale = Stale(datetime(2020, 9, 28, tzinfo=SHANGHAI), Text("无应答", "silent"))
    with pytest.raises(SnapshotRefused, match="old board"):
        gather(WEEK, newest=date(2020, 9, 30), ask=lambda week: board_of(week).mark_stale(stale))


def test_a_board_json_that_was_changed_is_of_another_week_or_is_none_is_refused(edition: Edition) -> None:
    content = edition.to_bytes()
    with pytest.raises(SnapshotRefused, match="altered"):
        Edition.from_bytes(content.replace(b"601910000", b"701910000"), week=WEEK)
    with pytest.raises(SnapshotRefused, match=r"of 2020-W39, not of 2020-W38"):
        Edition.from_bytes(content, week=Week(2020, 38))
    for other in (b"", b"[]", b"{}", b'{"week": "2020-W39"}', b'{"week": 3}'):
        with pytest.raises(SnapshotRefused, match=r"not the board\.json of a week"):
            Edition.from_bytes(other, week=WEEK)


def test_a_folder_that_may_not_be_written_is_refused_in_words(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(SnapshotRefused, match="may not be written"):
        seal(edition, tmp_path / "file" / "deeper")


def _limited(content: bytes, folder: str, told: Any) -> None:
    """No file may grow beyond 100,000 bytes, as where a disk is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        seal(Edition.from_bytes(content, week=WEEK), Path(folder))
    except SnapshotRefused as refused:
        told.put(str(refused))


def test_a_full_disk_is_one_line_and_leaves_nothing(edition: Edition, tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    told = spawn.Queue()
    run = spawn.Process(target=_limited, args=(edition.to_bytes(), str(tmp_path), told))
    run.start()
    assert "could not be written: File too large. Nothing was sealed." in told.get(timeout=60)
    run.join()
    assert {path.name for path in tmp_path.iterdir()} == {".lock"}
    assert seal(edition, tmp_path).fresh


def test_the_report_needs_no_network_and_holds_the_boards_numbers(edition: Edition) -> None:
    html = files_of(edition)["report.html"].decode()
    assert len(html) < 3_000_000
    assert not re.findall(r"(?:src|srcset)=|<link|@import|url\((?!\"?data:)", html)
    assert "default-src 'none'" in html
    assert 'data-metric="opening.datasets"' in html and 'data-value="1914"' in html


def test_the_workbook_has_a_sheet_a_panel_and_the_definitions_last(edition: Edition) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files_of(edition)["data.xlsx"]))
    assert book.sheetnames[0] == "about" and book.sheetnames[-4:] == [
        "reconciliations",
        "parts",
        "sources",
        "definitions",
    ]
    assert set(panel.areas()) <= set(book.sheetnames)
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    assert book["definitions"].max_row == 1 + len(edition.board.definitions)
    assert book.properties.created == datetime(2000, 1, 1)


def test_cells_have_their_types_and_an_unknown_number_is_an_empty_cell(edition: Edition) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files_of(edition)["data.xlsx"]))
    rows = [dict(zip(NUMBERS["zh"], row, strict=True)) for row in list(book["volumes_area"].values)[1:]]
    whole = next(row for row in rows if row["指标"] == "volumes.records" and row["表"] == "全市")
    assert (whole["数值"], whole["截至"], whole["性质"]) == (601_910_000, datetime(2020, 9, 30), "公布")
    credit = next(row for row in rows if row["指标"] == "volumes.items_stored" and row["代码"] == "credit")
    assert (credit["数值"], credit["写法"]) == (None, "未公布")


def test_a_name_that_looks_like_a_formula_stays_a_text(edition: Edition) -> None:
    def renamed(row: Any) -> Any:
        return replace(row, name=Text('=HYPERLINK("http://x")\x07', "x"))

    tables = {**edition.board.tables, "libraries": tuple(renamed(row) for row in edition.board.rows("libraries"))}
    board = replace(edition.board, tables=tables)
    book = openpyxl.load_workbook(io.BytesIO(files_of(replace(edition, board=board))["data.xlsx"]))
    cells = [cell for row in book["library_table"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert cells and all(cell.data_type == "s" for cell in cells)


def test_the_week_before_is_the_one_of_a_week_earlier(edition: Edition) -> None:
    assert edition.board.as_of - edition.before.as_of == timedelta(days=7)
    assert isinstance(edition.board["volumes.records"], Number)
