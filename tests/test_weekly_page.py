"""The page that tells an operator how to seal, sign, send and find the week: every command is run, in its order."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.snapshot import weekly_plan
from cockpit.snapshot.manifest import TIMESTAMP
from tests.snapshot import stamping
from tests.snapshot.mailbox import PASSWORD, USER, Mailbox, mailbox

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "weekly.md").read_text(encoding="utf-8")
pytestmark = [pytest.mark.slow, pytest.mark.demo]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailbox]:
    with mailbox(tmp_path_factory.mktemp("mail")) as found:
        yield found


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, demo_url: str) -> str:
    """A demonstration of its own: a seal keeps what the audit before it found."""
    file = tmp_path_factory.mktemp("database") / "exchange.db"
    shutil.copy(demo_url.removeprefix("sqlite:///"), file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, database: str, box: Mailbox) -> tuple[Path, list[str]]:
    """What each block printed, in a folder that stands for the machine of the operator."""
    folder = tmp_path_factory.mktemp("operator")
    (folder / "etc").mkdir()
    (folder / "ca.pem").write_bytes(box.ca_file.read_bytes())
    example = next(block for block in blocks("toml") if "[seal]" in block)
    # The county's report is sealed in test_running.py; here it would only take its time.
    city = (
        example[: example.rindex("[[recipient]]")]
        .replace("mail.example.org", "localhost")
        .replace("587", str(box.port))
    )
    (folder / "weekly.toml").write_text(city, encoding="utf-8")
    script = "".join(f"echo '== {number}'\n{block}" for number, block in enumerate(blocks("sh")))
    script = script.replace("python -m", f"'{sys.executable}' -m").replace("/etc/cockpit", str(folder / "etc"))
    script = script.replace("/srv/archive", str(folder / "archive"))
    with stamping.serving(stamping.made(folder / "authority")) as authority:
        roots = shutil.copy(authority.roots, folder / "etc" / "timestamp-roots.pem")
        stamps = {"COCKPIT_TIMESTAMP_URL": authority.url, "COCKPIT_TIMESTAMP_ROOTS": str(roots)}
        environment = surroundings(folder, database) | stamps
        done = subprocess.run(
            ["sh", "-euc", script],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    said = dict(re.findall(r"== (\d+)\n(.*?)(?=== \d|\Z)", done.stdout, flags=re.DOTALL))
    return folder, [said[str(number)] for number in range(len(blocks("sh")))]


def surroundings(folder: Path, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "COCKPIT_DATABASE": database,
        "COCKPIT_VAR": str(folder / "var"),
        "COCKPIT_SNAPSHOTS": str(folder / "snapshots"),
        "COCKPIT_WEEKLY": str(folder / "weekly.toml"),
        "COCKPIT_SMTP_USER": USER,
        "COCKPIT_SMTP_PASSWORD": PASSWORD,
    }


def test_every_command_of_the_page_works_in_its_order(walked: tuple[Path, list[str]], box: Mailbox) -> None:
    folder, said = walked
    out = "\n".join(said)
    assert "2020-W39 is sealed in" in out
    assert re.search(r"2020-W39: intact, signed with the key [0-9a-f]{16}", out)
    assert "Signature Verified Successfully" in out
    assert re.search(r"2020-W39: time-stamped at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n", out)
    assert "Verification: OK" in out
    assert "2020-W40 is sealed on Monday 2020-10-05 at 07:00 in Shanghai." in out
    assert "The remark of 数据管理科 will stand in the report of 2020-W40" in out
    assert "Weeks are kept for 260 weeks; 0 are older." in out
    sealed, restored = (
        {file.name: file.read_bytes() for file in (folder / root / "2020-W39").iterdir() if file.name != TIMESTAMP}
        for root in ("snapshots", "restored")
    )
    assert restored == sealed  # but for the moment of its stamp


def test_the_week_was_sent_once_and_then_again_because_somebody_said_so(
    walked: tuple[Path, list[str]], box: Mailbox
) -> None:
    assert [message["Message-ID"] for message in box.handler.taken] == [box.handler.taken[0]["Message-ID"]] * 2
    names = [part.get_filename() for part in box.handler.taken[0].iter_attachments()]
    assert names == ["2020-W39-report.pdf", "2020-W39-data.xlsx"]


def test_the_service_does_what_is_due_at_once_waits_and_ends_when_it_is_asked_to(
    walked: tuple[Path, list[str]], database: str
) -> None:
    folder = walked[0]
    service = subprocess.Popen(
        [sys.executable, "-m", "cockpit.cli", "schedule"],
        cwd=folder,
        env=surroundings(folder, database),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert service.stdout is not None
        assert service.stdout.readline().startswith("Every monday at 07:00 in Shanghai")
        time.sleep(3)
        assert service.poll() is None
        service.send_signal(signal.SIGTERM)
        said = service.communicate(timeout=30)
        assert (service.returncode, said) == (0, ("", ""))
    finally:
        service.kill()


def test_the_plan_of_the_page_is_one(tmp_path: Path) -> None:
    example = next(block for block in blocks("toml") if "[seal]" in block)
    (tmp_path / "weekly.toml").write_text(example, encoding="utf-8")
    read = weekly_plan.read(tmp_path / "weekly.toml")
    assert read.units == ("371302",) and read.keep.weeks == 260 and read.mail is not None
    assert set(tomllib.loads(example)["seal"]) == set(weekly_plan.Seal.model_fields)


def test_units_timers_and_cron_call_words_that_the_command_line_knows() -> None:
    from cockpit.cli import main

    called = re.findall(r"cockpit\.cli ([a-z ]+?)$", "\n".join((*blocks("ini"), *blocks("cron"))), flags=re.MULTILINE)
    assert sorted(called) == ["schedule", "week run", "week run"]
    for words in called:
        found: object = main
        for word in words.split():
            found = found.commands[word]  # type: ignore[attr-defined]


def test_every_picture_of_the_page_is_there() -> None:
    for name in re.findall(r"!\[.*?\]\((.*?)\)", PAGE):
        assert (ROOT / "docs" / name).stat().st_size < 400_000, name
