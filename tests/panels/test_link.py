"""Links keep the address and change one thing."""

import pytest

from cockpit.panels.link import cleared, here, link
from cockpit.panels.view import View

VIEW = View("desktop", query="unit=hrss&period=month&lang=en&theme=dark")


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({}, "?unit=hrss&period=month&lang=en&theme=dark"),
        ({"metric": "sharing.records"}, "?unit=hrss&period=month&lang=en&theme=dark&metric=sharing.records"),
        ({"unit": None}, "?period=month&lang=en&theme=dark"),
        ({"look": "light"}, "?unit=hrss&period=month&lang=en&theme=light"),
        ({"theme": "health"}, "?unit=hrss&period=month&lang=en&theme=dark&theme=health"),
    ],
)
def test_one_thing_changes(changes: dict[str, str | None], address: str) -> None:
    assert here(VIEW, "", **changes) == address


def test_an_open_data_theme_is_not_a_look() -> None:
    view = View("desktop", query="theme=health&theme=dark")
    assert here(view, look=None) == "?theme=health"
    assert here(view, theme=None) == "?theme=dark"


def test_without_a_query_a_page_stands_alone() -> None:
    plain = View("desktop")
    assert here(plain, "/desk") == "/desk"
    assert here(plain) == "?"


def test_clearing_the_filters_keeps_language_and_look() -> None:
    assert cleared(VIEW, "/desk") == "/desk?lang=en&theme=dark"


def test_what_is_in_the_address_is_escaped() -> None:
    html = link("x", here(View("desktop", query='unit="><script>')), current=True).to_html()
    assert "<script>" not in html
    assert 'aria-current="page"' in html
