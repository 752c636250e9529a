"""docs/extend.md: what stands there is run, and what it prints is what stands below it; what it names is there."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from cockpit.panels.panel import PANELS
from cockpit.settings import ROOT
from tests import small

PAGE = (ROOT / "docs" / "extend.md").read_text("utf-8")


def test_the_page_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.fill(f"sqlite:///{tmp_path / 'exchange.db'}").dispose()
    monkeypatch.setenv("COCKPIT_VAR", str(tmp_path))
    monkeypatch.setenv("COCKPIT_CITY", "small")
    assert len(PANELS) > 0
    monkeypatch.setattr(PANELS, "_things", dict(PANELS._things))  # what the page declares is gone afterwards
    said: list[str] = []
    names: dict[str, Any] = {}
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)
    for kind, content in blocks:
        if kind == "text":
            assert said.pop() == content
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(content, "docs/extend.md", "exec"), names)
        said += [printed.getvalue()] if printed.getvalue() else []
    assert said == [] and [kind for kind, _ in blocks] == ["python", *["python", "text"] * 4]


def test_what_may_be_built_on_is_there() -> None:
    table = PAGE.partition("| name | what it is |")[2].partition("\n\n")[0]
    names = [name for line in table.splitlines()[2:] for name in re.findall(r"`([\w.]+)`", line.split("|")[1])]
    assert len(names) > 10
    module: Any = None
    for name in names:
        if name.startswith("cockpit."):
            module, what = found(name)
        else:
            what = getattr(module, name.rpartition(".")[2], None) or found(f"{module.__name__}.{name}")[1]
        assert what is not None, name


def found(name: str) -> tuple[Any, Any]:
    """A module, or what it holds, with the module."""
    with contextlib.suppress(ModuleNotFoundError):
        made = importlib.import_module(name)
        return made, made
    module, _, what = name.rpartition(".")
    held = importlib.import_module(module)
    return held, getattr(held, what)


@pytest.mark.parametrize("path", re.findall(r"`((?:cockpit|assets|tests)/[\w/]+(?:\.\w+)?)`", PAGE))
def test_every_file_that_the_page_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()
