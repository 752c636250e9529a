"""axe finds nothing on any page of the desk, nor on what can be opened there, in light and dark."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cockpit.screens import desk
from tests.browser.patience import open_live, until

AXE = Path(__file__).parent / "axe" / "axe.min.js"
WHOLE = os.environ.get("COCKPIT_AXE") == "all"
WIDE, PHONE = 1440, 390
OPENED = {
    "drawer, comparison and rows": "sharing?compare=week&metric=sharing.records&rows=open",
    "refused rows": "trust?refused=platform",
    "a rewording": "metrics?metric=sharing.records",
    "a highlight": "sharing?highlight=poverty",
}
"""What can be opened, by its address."""
VIOLATIONS = """
const done = arguments[0];
axe.run(document, {resultTypes: ['violations']}).then(
  found => done(found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ' ' + node.target.join(' ')))))
"""
FIGURES = "document.dispatchEvent(new Event('cockpit:figures'))"
DRAWN = "return [...document.querySelectorAll('#page [data-figure]')].every(one => one.querySelector('.main-svg'))"
UNFOLD = "document.querySelectorAll('#page details').forEach(one => { one.open = true; })"


def looks() -> list[tuple[int, str, str]]:
    """The suite looks at one page in English and at some of what is opened on the phone, `make proof` at all."""
    pages = [(WIDE, "zh", page) for page in desk.PAGES] + [(WIDE, "en", "sharing?metric=sharing.records")]
    opened = [(PHONE, "zh", one) for one in OPENED.values()]
    if not WHOLE:
        return pages + opened[:2]
    everything = [*desk.PAGES, *OPENED.values()]
    return [(wide, language, one) for wide in (WIDE, PHONE) for language in ("zh", "en") for one in everything]


def test_axe_finds_nothing_on_any_page_in_light_and_dark(desk_browser: Any, desk_place: str) -> None:
    # The policy of the pages forbids foreign scripts; only this test may pass by it.
    desk_browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    found = {}
    for wide, language, asked in looks():
        size = {"width": wide, "height": 900, "deviceScaleFactor": 1, "mobile": wide < 720}
        desk_browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        open_live(desk_browser, f"{desk_place}/desk/{asked}{'&' if '?' in asked else '?'}lang={language}")
        # What stands for a figure is cut out of a full box, which axe takes for the ground of its labels.
        desk_browser.execute_script(FIGURES)
        until(lambda: desk_browser.execute_script(DRAWN))
        desk_browser.execute_script(UNFOLD)
        desk_browser.execute_script(AXE.read_text("utf-8"))
        for theme in ("light", "dark"):
            desk_browser.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
            found[asked, language, theme, wide] = desk_browser.execute_async_script(VIOLATIONS)
    desk_browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    assert {where: rules for where, rules in found.items() if rules} == {}
    assert len(found) == 2 * len(looks())
