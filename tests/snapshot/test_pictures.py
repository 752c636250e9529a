"""The pictures of a week: drawn from HTML that holds the numbers."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from cockpit.snapshot.edition import Edition
from cockpit.snapshot.formats import wall_phone_png, wall_png
from tests.numbers.shown import numbers

pytestmark = pytest.mark.browser


def test_the_pictures_are_drawn_from_html_that_holds_the_numbers(edition: Edition, files: dict[str, bytes]) -> None:
    for name, module, size in (("wall.png", wall_png, (3840, 2160)), ("wall-phone.png", wall_phone_png, (1080, None))):
        width, height = (int.from_bytes(files[name][at : at + 4]) for at in (16, 20))
        assert width == size[0] and height == (size[1] or height) and height > 1000
        html = module.html(edition, "zh")
        found = Counter((one.metric, one.value, one.text) for one in numbers(html))
        wanted = Counter(
            (one.attributes["data-metric"], one.attributes.get("data-value"), one.text)
            for one in module.screen(edition, "zh")
            if "data-metric" in one.attributes
        )
        assert found == wanted and len(found) >= 8
        assert (
            edition.board.metrics["volumes.records"].value == 601_910_000 and "6.02" in BeautifulSoup(html, "lxml").text
        )
        assert not re.findall(r"(?:src|srcset)=|<link|<script|@import|url\((?!\"?data:)", html)
