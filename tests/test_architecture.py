"""The page about the architecture names files that exist, and says of every registry what its declarations take."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from cockpit.board.table import TABLES, Tables
from cockpit.ingest.source_kind import KINDS, SourceKind
from cockpit.metrics.alert import ALERTS, Alert
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.reconciliation import RECONCILIATIONS, Reconciliation
from cockpit.metrics.subject import SUBJECTS, Subject
from cockpit.panels.panel import PANELS, Panel
from cockpit.snapshot.format import FORMATS, Format

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
REGISTRIES = {
    Subject: SUBJECTS,
    Metric: METRICS,
    Alert: ALERTS,
    Reconciliation: RECONCILIATIONS,
    Tables: TABLES,
    Panel: PANELS,
    SourceKind: KINDS,
    Format: FORMATS,
}


def test_every_file_that_the_page_names_exists() -> None:
    named = set(re.findall(r"`((?:cockpit|data|tests)/[\w/.-]+)`", PAGE))
    assert len(named) > 20
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("kind", REGISTRIES, ids=lambda kind: kind.__name__)
def test_a_declaration_takes_what_the_page_says_and_stands_where_it_says(kind: type) -> None:
    line = next(line for line in PAGE.splitlines() if f"declare({kind.__name__}(" in line)
    said = re.search(rf"declare\({kind.__name__}\(([^)]*)\)\)", line)
    assert said is not None
    fields = {field.name for field in dataclasses.fields(kind)}
    assert {name.strip() for name in said[1].split(",")} - {"…"} <= fields
    assert f"`{REGISTRIES[kind].package.replace('.', '/')}`" in line
