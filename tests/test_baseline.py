"""The figures that later work is held against: what stands in the file, and what counts as worse."""

from __future__ import annotations

from bench import baseline
from bench.baseline import Figure
from bench.figures import PAGE

TABLE = """
| database | page | choices | median ms | kB | load | measured |
| --- | --- | ---: | ---: | ---: | ---: | --- |
| sqlite | overview | 12 | 1,161 | 434.5 | 0.4 | 2026-11-26 |
| floor: plotly.js | cold | 5 | 104 | 1112 | 0.4 | 2026-11-26 |
| sqlite | sharing | 27 | – | 2 | 0.4 | 2026-11-26 |
"""


def test_more_than_a_tenth_worse_is_told_and_a_figure_that_is_gone() -> None:
    before = {
        "board": Figure(100, "ms CPU"),
        "page": Figure(1_000, "bytes"),
        "requests": Figure(0, "requests"),
        "all": Figure(4_000, "tests"),
        "wall": Figure(5, "bytes"),
    }
    same = {
        "board": Figure(110, "ms CPU"),
        "page": Figure(2, "bytes"),
        "requests": Figure(0, "requests"),
        "all": Figure(3_637, "tests"),
        "wall": Figure(5, "bytes"),
        "new": Figure(9, "bytes"),
    }
    assert baseline.worse(before, same) == []
    now = {
        "board": Figure(111, "ms CPU"),
        "page": Figure(1_200, "bytes"),
        "requests": Figure(1, "requests"),
        "all": Figure(3_600, "tests"),
    }
    assert baseline.worse(before, now) == [
        "board: 100 → 111 ms CPU (+11%)",
        "page: 1,000 → 1,200 bytes (+20%)",
        "requests: 0 → 1 requests",
        "all: 4,000 → 3,600 tests (-10%)",
        "wall: 5 bytes before, not measured now",
    ]


def test_a_table_of_the_page_of_performance_gives_its_figures_and_leaves_out_its_floors() -> None:
    assert dict(baseline.table("filters", TABLE, keys=2)) == {
        "filters, sqlite, overview: median ms": Figure(1_161, "ms", "docs/performance.md, filters"),
        "filters, sqlite, overview: kB": Figure(434.5, "kB", "docs/performance.md, filters"),
        "filters, sqlite, sharing: kB": Figure(2, "kB", "docs/performance.md, filters"),
    }


def test_the_file_has_every_page_the_boards_filters_and_tests_and_each_figure_its_source() -> None:
    figures = baseline.held()["figures"]
    wanted = {f"page {address}: HTML{how}" for address in baseline.addresses() for how in ("", ", brotli")}
    wanted |= {f"board, {name}: {what}" for name in baseline.SCOPES for what in ("built", "JSON")}
    wanted |= {"filters, sqlite, sharing: p95 ms", "page, the wall, cold: requests", "make check", "tests"}
    assert wanted <= figures.keys()
    assert [name for name, one in figures.items() if one.value <= 0 or not one.unit or not one.source] == []
    assert 300 < figures["page /wall: HTML, brotli"].value < figures["page /wall: HTML"].value
    assert "bench/baseline.json" in PAGE.read_text("utf-8")
