"""The page for a sceptical auditor: its commands are run as they stand, and say what was worked out by hand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cockpit.calendar import Week
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.edition_builder import edit
from cockpit.snapshot.seal import seal
from cockpit.snapshot.signing import generate, signer
from tests import small

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "trust.md").read_text("utf-8")
TOOLS = ("sqlite3", "jq", "sha256sum", "openssl")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """What each block printed, in a folder with the small city and two of its weeks."""
    folder = tmp_path_factory.mktemp("auditor")
    (folder / "var").mkdir()
    engine = small.fill(f"sqlite:///{folder / 'var' / 'exchange.db'}")
    generate(folder / "operator.pem")
    keep = small.keep(engine, folder / "var")
    for number in (37, 38):
        archive = Archive(folder / "snapshots", city="small")
        edition = edit(Week(2020, number), archive, newest=date(2020, 9, 21), ask=keep.week, var=folder / "var")
        seal(edition, archive.folder, signer=signer(folder / "operator.pem"), formats=("report_html", "data_xlsx"))
    engine.dispose()
    script = "".join(f"echo '== {number}'\n{block}" for number, block in enumerate(blocks()))
    script = script.replace("python -m", f"'{sys.executable}' -m")
    script = script.replace("/etc/cockpit/operator.pub.pem", str(folder / "operator.pub.pem"))
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "COCKPIT_DATABASE": f"sqlite:///{folder / 'var' / 'exchange.db'}",
        "COCKPIT_VAR": str(folder / "var"),
        "COCKPIT_SNAPSHOTS": str(folder / "snapshots"),
        "COCKPIT_CITY": "small",
        "COCKPIT_CLOCK": small.NOW.isoformat(),
        "COCKPIT_SIGNING_KEY": str(folder / "operator.pem"),
    }
    done = subprocess.run(
        ["sh", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=400
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    yield [said.strip() for said in re.split(r"== \d+\n", done.stdout)[1:]]


def blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_audit_of_the_page_agrees(walked: list[str]) -> None:
    said = walked[0].splitlines()
    assert said[0].startswith("audit of 2020-09-21: agrees; checked ") and ", 2 weeks in " in said[0]
    assert said[1:] == ["true", "[]"]


def test_plain_sql_says_what_the_week_says_and_what_was_worked_out_by_hand(walked: list[str]) -> None:
    exchanged, held, both = walked[1:4]
    assert exchanged == str(60 + 100 + 50)  # of the 14th and 15th
    assert held == str(960 + 50 + 40)
    assert both.splitlines() == [exchanged, held, exchanged]


def test_the_files_the_signature_the_chain_and_the_paper_are_checked_with_other_tools(walked: list[str]) -> None:
    files, chain, paper = walked[4:7]
    assert files.count(": OK") == 5 and files.endswith("Signature Verified Successfully")
    assert chain.splitlines() == ["snapshots/2020-W37/manifest.json: OK"]
    code, *verified = paper.splitlines()
    assert re.fullmatch(r"[0-9a-f]{32}", code)
    assert "chain: the printed codes are those of 2020-W38" in verified
    assert any(line.startswith("chain: holds, 2 linked, head 2020-W38 ") for line in verified)


def test_the_page_is_two_pages_long_and_its_neighbours_lead_to_it() -> None:
    assert len(PAGE.splitlines()) <= 160
    for page in ("README.md", "docs/weekly.md", "docs/architecture.md"):
        assert "trust.md" in (ROOT / page).read_text("utf-8"), page
