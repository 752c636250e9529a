"""The files of a kiosk in docs/kiosk: systemd reads them, and what they run does what docs/wall.md says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.web.living import Handmade, serving

DOCS = Path(__file__).parent.parent / "docs"
KIOSK = DOCS / "kiosk"
UNITS = ("cockpit-wall.service", "cockpit-wall-watch.service", "cockpit-wall-watch.timer")


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_has_nothing_against_a_unit(unit: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd on this machine")
    for name in UNITS:
        text = (KIOSK / name).read_text("utf-8")
        # The programs of the kiosk need not be on this machine.
        text = re.sub(r"=(-?)/usr/bin/(xset|chromium)", r"=\1/bin/true", text)
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def watch(folder: Path, *, meanwhile: str = "", **env: str) -> str:
    """What the watch does, as systemd would run it; the words of what it started anew. `meanwhile` happens while it
    waits, so that nobody has to."""
    text = (KIOSK / "cockpit-wall-watch.service").read_text("utf-8")
    command = text.split("ExecStart=", 1)[1].replace("\\\n", "").replace("%%", "%")
    for name, value in env.items():
        command = command.replace(f"${{{name}}}", value)
    told = folder / "told"
    told.unlink(missing_ok=True)
    (folder / "systemctl").write_text(f'#!/bin/sh\necho "$*" >{told}\n')
    (folder / "sleep").write_text(f'#!/bin/sh\necho "$*" >>{folder}/slept\n{meanwhile}\n')
    for name in ("systemctl", "sleep"):
        (folder / name).chmod(0o755)
    subprocess.run(shlex.split(command), env={"PATH": f"{folder}:/usr/bin:/bin"}, check=True, timeout=60)
    return told.read_text().strip() if told.exists() else ""


def test_the_watch_starts_only_a_silent_screen_anew(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    tokens = {"COCKPIT_KIOSK_TOKENS": "a-token-of-this-kiosk"}
    with serving(Handmade(), tmp_path / "var", **tokens) as address:
        given = {"COCKPIT_SERVER": address, "COCKPIT_SCREEN": "hall", "COCKPIT_TOKEN": "a-token-of-this-kiosk"}
        assert watch(tmp_path, **given) == "restart cockpit-wall.service"
        assert (tmp_path / "slept").read_text() == "20\n"
        sign = f"curl -sf -H 'X-Cockpit-Token: a-token-of-this-kiosk' '{address}/wall/pulse?screen=hall&scene=overview'"
        # A page that is back after the server or the network was away, and asks only after the watch did.
        assert watch(tmp_path, meanwhile=sign, **given) == ""
        assert (tmp_path / "slept").read_text() == "20\n20\n"
        assert watch(tmp_path, **given) == ""
        assert (tmp_path / "slept").read_text() == "20\n20\n"
        assert watch(tmp_path, **{**given, "COCKPIT_TOKEN": "wrong"}) == ""
    assert watch(tmp_path, **given) == ""  # a server that is away says nothing about the screen


def test_every_file_that_the_page_names_is_there_and_every_variable_is_set() -> None:
    page = (DOCS / "wall.md").read_text("utf-8")
    for name in (*UNITS, "kiosk.env"):
        assert f"docs/kiosk/{name}" in page or f"kiosk/{name}" in page
        assert (KIOSK / name).exists()
    given = set(re.findall(r"^(COCKPIT_\w+)=", (KIOSK / "kiosk.env").read_text("utf-8"), re.M))
    for name in UNITS:
        assert set(re.findall(r"\$\{(\w+)\}", (KIOSK / name).read_text("utf-8"))) <= given
