"""docs/frames.md: what stands there is run, and what it prints is what stands below it."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from cockpit.board.scope import Scope
from cockpit.frames import board_frame
from cockpit.settings import ROOT
from tests import small

PAGE = (ROOT / "docs" / "frames.md").read_text("utf-8")


def test_the_page_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.fill(f"sqlite:///{tmp_path / 'exchange.db'}").dispose()
    monkeypatch.setenv("COCKPIT_VAR", str(tmp_path))
    monkeypatch.setenv("COCKPIT_CITY", "small")
    said: list[str] = []
    names: dict[str, Any] = {}
    blocks = re.findall(r"```(python|text)\n(.*?)```", PAGE, flags=re.DOTALL)
    for kind, content in blocks:
        if kind == "text":
            assert said.pop() == trimmed(content)
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(content, "docs/frames.md", "exec"), names)
        said += [trimmed(printed.getvalue())] if printed.getvalue() else []
    assert said == [] and [kind for kind, _ in blocks].count("text") == 5


def test_the_page_describes_every_column_with_its_type(tmp_path: Path) -> None:
    engine = small.fill(f"sqlite:///{tmp_path / 'exchange.db'}")
    frame = board_frame(small.keep(engine, tmp_path).board(Scope("small")))
    told = {
        name: kind
        for names, kind in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([\w\[\]]+) \|", PAGE, flags=re.MULTILINE)
        for name in re.findall(r"\w+", names)
    }
    assert told == {name: str(kind) for name, kind in frame.dtypes.items()}


def trimmed(content: str) -> str:
    """Without the blanks at the end of a line, which no file keeps."""
    return "\n".join(line.rstrip() for line in content.splitlines())
