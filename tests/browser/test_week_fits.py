"""The phone picture and the lead of the report, measured: no text beside its page, cut or over another one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.panels.view import View
from cockpit.screens import report_pages
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.formats import wall_phone_png
from cockpit.snapshot.print_document import document
from cockpit.units import Text
from tests import chance
from tests.browser.test_wall_fits import NAME, NOTICE, largest, longest
from tests.snapshot.whole import made

MEASURE = """
const done = arguments[0];
document.fonts.ready.then(() => {
  const W = innerWidth, wrong = [], texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement, css = getComputedStyle(holder);
    if (!node.data.trim() || holder.closest("script,style,.visually-hidden") || css.visibility === "hidden") continue;
    const range = document.createRange(), size = parseFloat(css.fontSize);
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue;
      const slack = Math.max((rect.height - size) / 2, 0) + size * .08;  // down to the letters themselves
      const box = {l: rect.left, r: rect.right, t: rect.top + slack, b: rect.bottom - slack, said: node.data, node};
      if (box.l < 0 || box.r > W + .5) wrong.push(`beside the page: ${node.data}`);
      texts.push(box);
    }
    for (let up = holder; up; up = up.parentElement) {
      const held = getComputedStyle(up);
      if (held.overflowX !== "visible" && up.scrollWidth > up.clientWidth + 1) wrong.push(`cut: ${up.textContent}`);
    }
  }
  texts.forEach((one, at) => texts.slice(at + 1).forEach(other => {
    const over = one.l < other.r - 1 && other.l < one.r - 1 && one.t < other.b - 1 && other.t < one.b - 1;
    if (one.node !== other.node && over) wrong.push(`over each other: ${one.said} and ${other.said}`);
  }));
  const lead = document.querySelector(".lead"), high = lead ? lead.getBoundingClientRect().height : 0;
  const pad = lead ? parseFloat(getComputedStyle(lead).paddingBottom) : 0;
  const lines = lead ? Math.round((high - pad) / parseFloat(getComputedStyle(lead).lineHeight)) : 0;
  done([texts.length, [...new Set(wrong)], document.documentElement.scrollWidth, lines]);
});
"""


def stressed(unit: bool) -> Edition:
    """The longest names and the largest numbers, of the city or of a unit whose name is as long."""

    def most(board: Board) -> Board:
        tables = {name: tuple(longest(row) for row in rows) for name, rows in board.tables.items()}
        metrics = {name: largest(one) for name, one in board.metrics.items()}
        notices = tuple(replace(one, text=NOTICE) for one in board.notices)
        named = {**board.city, "bureau": NAME.to_json()}
        return replace(board, metrics=metrics, tables=tables, notices=notices, city=named)

    edition = made()
    board, before = most(edition.board), most(edition.before)
    if unit:
        scope = replace(board.scope, unit="371302")
        county = {**board.tables, "counties": (replace(board.rows("counties")[0], code="371302"),)}
        board = replace(board, scope=scope, tables=county)
    return replace(edition, board=board, before=before)


def random(seed: int) -> Edition:
    now, was = chance.pair(seed)
    return Edition(Week.of(now.as_of), now, was)


def shown(chromium: Any, tmp_path: Path, html: str, *, width: int) -> list[Any]:
    shape = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    (tmp_path / "page.html").write_text(html, "utf-8")
    chromium.get((tmp_path / "page.html").as_uri())
    measured: list[Any] = chromium.execute_async_script(MEASURE)
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    return measured


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_phone_picture_holds_its_width_whatever_it_says(chromium: Any, tmp_path: Path, language: str) -> None:
    wrong = {}
    editions = {"city": stressed(False), "unit": stressed(True), **{str(seed): random(seed) for seed in range(8)}}
    for name, edition in editions.items():
        html = wall_phone_png.html(edition, language)
        texts, found, width, _ = shown(chromium, tmp_path, html, width=360)
        assert texts > 15, name
        if found or width != 360:
            wrong[name] = [width, *found]
    assert wrong == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lead_of_the_report_is_two_lines_whatever_has_changed(chromium: Any, tmp_path: Path, language: str) -> None:
    view, wrong, full = View("report", language=language), {}, 0
    for seed in range(10):
        edition = random(seed)
        page = report_pages.draw(edition.board, edition.before, view)
        html = document(page, title="", view=view, surface="report", sheets=("tokens.css", "report.css"))
        _, _, _, lines = shown(chromium, tmp_path, html, width=1123)
        full += lines == 2
        if lines > 2:
            wrong[seed] = lines
    assert wrong == {} and full > 3


def test_a_unit_is_named_on_its_pictures() -> None:
    edition = stressed(True)
    assert edition.board.unit == Text(NAME.zh, NAME.en)
    assert NAME.zh in wall_phone_png.screen(edition, "zh").text
