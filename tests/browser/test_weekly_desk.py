"""The page of the sealed weeks in a real browser: its pages are shown in their frame, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.roles import Editors
from cockpit.snapshot.week_catalogue import WeekCatalogue
from cockpit.snapshot.weekly_plan import WeeklyPlan
from tests.browser.test_desk_axe import AXE, VIOLATIONS
from tests.snapshot.weeks import MONDAY, press
from tests.web.living import Handmade, serving


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("weeks")
    for ago in (1, 0):
        press(root, at=MONDAY - timedelta(weeks=ago)).run()
    keep = Handmade()
    keep.editors = Editors(("张三",))
    weeks = WeekCatalogue(root / "snapshots", root / "var", WeeklyPlan(), lambda: MONDAY)
    with serving(keep, root, weeks) as address:
        yield address


def test_the_sealed_pages_are_shown_and_axe_finds_nothing(chromium: Any, place: str) -> None:
    chromium.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    for look in ("?lang=zh", "?lang=en&theme=dark"):
        chromium.get(f"{place}/desk/weekly{look}")
        chromium.execute_script(AXE.read_text("utf-8"))
        assert chromium.execute_async_script(VIOLATIONS) == []
    chromium.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    chromium.get(f"{place}/desk/weekly")
    frame = chromium.find_element("css selector", ".pages iframe")
    chromium.execute_script("arguments[0].scrollIntoView()", frame)
    chromium.switch_to.frame(frame)
    try:
        assert "临沂市数据" in chromium.find_element("css selector", ".masthead b").text
    finally:
        chromium.switch_to.default_content()
    assert [line["message"] for line in chromium.get_log("browser")] == []
    assert Path(chromium.current_url).name == "weekly"
