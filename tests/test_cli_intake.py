"""The verbs of taking data in, as an administrator types them."""

import csv
import gzip
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from cockpit.cli import main
from cockpit.cli.terminal import time_left
from cockpit.ingest import file_access
from cockpit.settings import read
from cockpit.store.exchange_database import open_engine
from cockpit.store.load_lock import load_lock
from cockpit.store.load_transaction import Load, replace
from cockpit.store.schema import migrate
from cockpit.web.preflight import check
from tests import small
from tests.servers import free_port, unmeasured

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
INTERRUPTED = (130, -2)
"""A shell says 130 for both; Python ends by the signal itself where it came while generated code was compiled."""


@pytest.fixture
def administrator(tmp_path, monkeypatch):
    """An administrator with the sample; call it with the words of a command."""
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "sample")
    monkeypatch.setenv("COCKPIT_DATABASE", f"sqlite:///{tmp_path / 'exchange.db'}")
    monkeypatch.setenv("COCKPIT_SOURCES", str(tmp_path / "sample" / "sources.toml"))
    monkeypatch.setenv("COCKPIT_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COCKPIT_CLOCK", "2020-09-30T18:00")
    runner = CliRunner()

    def asked(*words):
        return runner.invoke(main, list(words), catch_exceptions=False)

    asked.folder = tmp_path / "sample"
    asked.var = tmp_path / "var"
    asked.database = f"sqlite:///{tmp_path / 'exchange.db'}"
    return asked


def test_one_source_fails_in_one_line_and_the_others_go_on(administrator):
    (administrator.folder / "data.json").write_text("<html>", encoding="utf-8")
    done = administrator("load")
    assert done.exit_code == 1
    assert "portal: What the portal answers is a web page. Check the address" in done.stderr
    assert "video: 9 accepted" in done.stdout
    said = administrator("sources").stdout
    assert "portal: What the portal answers is a web page." in said


def test_a_load_says_what_it_raised_and_the_next_one_nothing_more(administrator):
    first = administrator("load")
    assert "alerts: " in first.output and "raised, 0 cleared." in first.output
    assert (administrator.var / "alerts.json").is_file()
    assert "alerts: " not in administrator("load").output


def test_only_the_named_source_and_only_what_is_due_is_loaded(administrator):
    assert administrator("load", "video").stdout.count("accepted") == 1
    assert (
        administrator("load", "--due", "video").stdout.count("accepted") == 1
    )  # the clock of the sample stands in the past
    wrong = administrator("load", "vide")
    assert (wrong.exit_code, wrong.stderr.strip()) == (
        1,
        "The sources file has no 'vide'. It has platform, portal, video, libraries.",
    )


def test_a_second_load_waits_and_then_says_so(administrator):
    administrator("load", "video")
    with load_lock(open_engine(administrator.database), wait_s=0):
        done = administrator("load", "video", "--wait", "0.2")
    assert "Another load is running; waiting for it." in done.stdout
    assert (done.exit_code, done.stderr.strip()) == (
        1,
        "Another load is writing into this database. Wait for its end and load again.",
    )


def test_the_demonstration_is_never_mixed_with_real_data(administrator):
    engine = open_engine(administrator.database)
    migrate(engine)
    replace(engine, Load("demonstration", registers=small.registers()), at=small.NOW)
    engine.dispose()
    done = administrator("load")
    assert (done.exit_code, "holds the demonstration" in done.stderr) == (1, True)


def test_refused_rows_are_exported_so_that_no_spreadsheet_runs_them_and_are_dismissed(administrator):
    log = administrator.folder / "exchange" / "2020-09-30.csv"
    log.write_text(log.read_text("utf-8") + 'EX-x,2020-09-30T01:00:00Z,"=cmd|1",371302,,api,,1,1,1,ok\n', "utf-8")
    administrator("load", "platform")
    file = administrator.folder / "refused.csv"
    assert administrator("quarantine", "export", str(file)).stdout.startswith("2 rows are in ")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["line"], row["value"]) for row in rows] == [("102", "未登记单位"), ("602", "'=cmd|1")]
    assert (
        administrator("quarantine", "list", "--most", "1").stdout.splitlines()[-1]
        == "and 1 more; export them to see all."
    )
    assert (
        administrator("quarantine", "dismiss", rows[0]["number"], rows[1]["number"]).stdout == "2 rows are dismissed.\n"
    )
    assert administrator("quarantine", "list").stdout == "0 rows are in quarantine.\n"
    missing = administrator("quarantine", "export", str(administrator.folder / "none" / "x.csv"))
    assert (missing.exit_code, "cannot be written" in missing.stderr) == (1, True)


def test_a_template_of_a_table_that_is_not_there_is_answered_with_those_that_are(administrator):
    done = administrator("template", "libraries")
    assert (done.exit_code, "There is no table 'libraries' to be filled. Use one of" in done.stderr) == (1, True)


@pytest.mark.parametrize("table", ["flow_daily", "meeting_daily", "open_dataset", "unit", "target"])
def test_every_table_has_a_template(administrator, table):
    file = administrator.folder / f"{table}.xlsx"
    assert administrator("template", table, "--into", str(file)).exit_code == 0
    assert file.stat().st_size > 5_000


def started(command):
    """A process that hears Ctrl-C, also where whoever started the tests has it ignored."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=unmeasured(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def test_what_goes_on_for_ever_ends_when_it_is_interrupted(administrator):
    command = [sys.executable, "-m", "cockpit.cli", "load", "--every", "1", "video"]
    process = started(command)
    first = process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(2)
    try:
        process.communicate(timeout=20)
    finally:
        process.kill()
    assert first.startswith("video: 9 accepted")
    assert process.returncode in INTERRUPTED


def test_a_long_load_that_is_interrupted_ends_in_one_line_and_leaves_what_was_there(administrator):
    administrator("load", "platform")
    before = administrator("sources").stdout
    log = (administrator.folder / "exchange" / "2020-09-30.csv").read_text("utf-8").splitlines()
    rows = [f"X{copy}-{line}" for copy in range(200) for line in log[1:]]
    (administrator.folder / "exchange" / "later.csv").write_text("\n".join([log[0], *rows]), "utf-8")
    command = [sys.executable, "-m", "cockpit.cli", "load", "platform"]
    process = started(command)
    landed = administrator.var / "landed"
    try:
        while not list(landed.glob(".landing-*")):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(2)
        out, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode in INTERRUPTED and out == ""
    assert said.splitlines()[-1] == "Interrupted; what was not finished is as it was before."
    assert "Traceback" not in said
    assert list(landed.glob(".landing-*")) == []
    assert administrator("sources").stdout == before
    (administrator.folder / "exchange" / "later.csv").unlink()
    assert "platform: 0 accepted, 0 repeated" in administrator("load", "platform").stdout


def test_the_time_left_follows_the_rate_so_far():
    assert time_left(20_000, 80_000, seconds=30) == "1:30 left"
    assert [time_left(done, total, seconds=1) for done, total in ((0, 9), (9, 9), (5, None))] == ["", "", ""]


def test_how_many_rows_a_log_has_is_told_from_the_bytes_read_so_far(administrator):
    told = []
    for ending, opener in ((".csv", open), (".csv.gz", gzip.open)):
        file = administrator.folder / f"log{ending}"
        with opener(file, "wt", encoding="utf-8") as out:
            out.writelines(f"{number:09d}\n" for number in range(60_000))
        far = file_access.Far([file_access.state(file, administrator.folder)])
        told += [far.rows(number) for number, _ in file_access.lines(file, far) if number % 20_000 == 0]
    assert told[:3] == pytest.approx([60_000] * 3, rel=0.03)
    assert told[3:] == pytest.approx([60_000] * 3, rel=0.5)  # packed, it is read in large pieces


def test_a_mistake_in_the_sources_file_is_said_when_the_server_starts_and_stops_nothing(administrator):
    administrator("load", "video")
    settings = read().model_copy(update={"port": free_port()})
    assert check(settings, None) is None
    (administrator.folder / "sources.toml").write_text('[sources.a]\nkind = "event"\n', encoding="utf-8")
    said = check(settings, None)
    assert said.startswith("sources.toml, [sources.a]: kind is 'event'.")
    assert said.endswith("Perhaps 'events' was meant. Until then no source is loaded.")


def test_a_calendar_that_comes_back_empty_fails_alone_until_a_word_accepts_it(administrator):
    assert administrator("load").exit_code == 0
    calendar = administrator.folder / "meetings.ics"
    calendar.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n", encoding="utf-8")
    done = administrator("load")
    assert done.exit_code == 1
    assert (
        "video: It is empty and would delete 9 of 9 days of meeting_daily (2020-08-03 to 2020-09-28); a" in done.stderr
    )
    assert '--accept "reason". The old facts stay.' in done.stderr
    assert "libraries: 2 accepted" in done.stdout
    assert "video: It is empty and would delete" in administrator("sources").stdout
    done = administrator("load", "video", "--accept", " 系统 换代 ")
    assert (done.exit_code, "days of meeting_daily" in done.stdout) == (0, True)
    assert "deleted; accepted: 系统 换代" in done.stdout
    assert administrator("load", "video", "--accept", "once more").stdout.startswith(
        "video: nothing was to be accepted"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept", "reason"), "--accept is for one load of one source."),
        (("video", "portal", "--accept", "reason"), "--accept is for one load of one source."),
        (("video", "--every", "60", "--accept", "reason"), "--accept is for one load of one source."),
        (("video", "--accept", " "), "--accept has no usable reason."),
        (("video", "--accept", "x" * 201), "--accept has no usable reason."),
    ],
)
def test_a_loss_is_accepted_of_one_source_and_with_a_reason(administrator, words, said):
    done = administrator("load", *words)
    assert (done.exit_code, said in done.stderr) == (1, True)
