"""The colours that figures use are those of the style sheet."""

import re

import pytest

from cockpit.marks.theme import ROLES, layout, rgba
from cockpit.settings import ROOT


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_roles_are_those_of_tokens_css(theme: str) -> None:
    sheet = (ROOT / "assets" / "tokens.css").read_text("utf-8")
    start = sheet.index(f'[data-theme="{theme}"] {{')
    block = sheet[start : sheet.index("}", start)]
    tokens = dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", block))
    assert {name: tokens[name.replace("_", "-")] for name in ROLES[theme]} == ROLES[theme]


def test_both_themes_have_the_same_roles() -> None:
    assert set(ROLES["dark"]) == set(ROLES["light"])


def test_a_colour_with_its_opacity() -> None:
    assert rgba("#DCDAD3", 0.75) == "rgba(220,218,211,0.75)"


def test_every_figure_stands_on_the_page_itself() -> None:
    assert layout("dark")["paper_bgcolor"] == "rgba(0,0,0,0)"
    assert layout("light", margin={"l": 1})["margin"] == {"l": 1}
