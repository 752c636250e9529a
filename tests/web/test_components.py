"""Elements as Dash components: nothing is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest
from dash import dcc, html

from cockpit.marks.element import el
from cockpit.web.components import Plain, component, style


def props(given: Any) -> dict[str, Any]:
    return dict(given.to_plotly_json()["props"])


def test_tag_class_data_and_aria_attributes_stay_what_they_are() -> None:
    made = component(el("section", "text", class_="card", data_metric="a.b", aria_label="words", id="x", role="img"))
    assert isinstance(made, html.Section)
    assert props(made) == {
        "children": "text",
        "className": "card",
        "data-metric": "a.b",
        "aria-label": "words",
        "id": "x",
        "role": "img",
    }


def test_children_keep_their_order() -> None:
    made = props(component(el("p", "a", el("b", "c"), "d")))["children"]
    assert [made[0], type(made[1]), made[2]] == ["a", html.B, "d"]


def test_attributes_of_tables_and_labels_get_their_names_in_react() -> None:
    assert props(component(el("td", colspan=2)))["colSpan"] == "2"
    assert props(component(el("th", scope="col")))["scope"] == "col"
    assert props(component(el("label", for_="x")))["htmlFor"] == "x"
    assert props(component(el("option", "a", value="a", selected=True)))["selected"] is True


def test_an_input_is_drawn_as_it_stands() -> None:
    made = component(el("input", type="date", name="as_of", value="2020-09-30"))
    assert isinstance(made, Plain)
    assert props(made)["attributes"] == {"type": "date", "name": "as_of", "value": "2020-09-30"}
    assert made.to_plotly_json()["namespace"] == "cockpit"


def test_what_dash_cannot_say_is_drawn_plainly_and_never_dropped() -> None:
    made = component(el("button", "x", popovertarget="y"))
    assert isinstance(made, Plain)
    assert props(made) == {"children": ["x"], "tag": "button", "attributes": {"popovertarget": "y"}}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("--w:42%", {"--w": "42%"}),
        ("background-color: red; --h:1px;", {"backgroundColor": "red", "--h": "1px"}),
        ("clip-path:polygon(0 0, 10% calc(5% + 1px))", {"clipPath": "polygon(0 0, 10% calc(5% + 1px))"}),
        (
            "background:url(data:image/png;base64,AA==);left:0",
            {"background": "url(data:image/png;base64,AA==)", "left": "0"},
        ),
        ("", {}),
    ],
)
def test_a_style_is_taken_apart(text: str, written: dict[str, str]) -> None:
    assert style(text) == written


def test_a_figure_lies_over_the_html_that_stands_for_it() -> None:
    figure = {"data": [{"type": "scatter", "y": [1, 2]}], "layout": {}}
    made = props(component(el("div", el("b", "1"), class_="trend", figure=figure)))
    instead, drawing = made["children"]
    assert (made["data-figure"], made["className"]) == ("", "trend")
    assert isinstance(instead, html.Div) and isinstance(drawing, dcc.Graph)
    assert drawing.config["displayModeBar"] is False and drawing.figure == figure
