"""The page as one Dash component: nothing is lost on the way."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from cockpit.marks.element import el
from cockpit.web.charts import ADDRESS
from cockpit.web.components import empty, node, style, written


def test_a_page_is_one_component_however_many_elements_it_has() -> None:
    made = empty("tree").to_plotly_json()
    assert (made["namespace"], made["type"]) == ("cockpit", "Tree")
    assert made["props"] == {"id": "tree", "tree": "", "plotly": ADDRESS}
    assert len(json.loads(written(el("ul", [el("li", str(number)) for number in range(100)])))["c"]) == 100


def test_tag_class_data_and_aria_attributes_stay_what_they_are() -> None:
    made = node(el("section", "text", class_="card", data_metric="a.b", aria_label="words", id="x", role="img"))
    given = {"className": "card", "data-metric": "a.b", "aria-label": "words", "id": "x", "role": "img"}
    assert made == {"t": "section", "a": given, "c": ["text"]}


def test_children_keep_their_order() -> None:
    assert node(el("p", "a", el("b", "c"), "d")) == {"t": "p", "c": ["a", {"t": "b", "c": ["c"]}, "d"]}


def test_attributes_of_tables_and_labels_get_their_names_in_react() -> None:
    assert node(el("td", colspan=2))["a"] == {"colSpan": "2"}
    assert node(el("th", scope="col"))["a"] == {"scope": "col"}
    assert node(el("label", for_="x"))["a"] == {"htmlFor": "x"}
    assert node(el("option", "a", value="a", selected=True))["a"] == {"value": "a", "selected": True}


def test_an_attribute_that_nobody_here_knows_is_never_dropped() -> None:
    assert node(el("button", "x", popovertarget="y"))["a"] == {"popovertarget": "y"}


def test_the_library_of_the_charts_may_be_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get(ADDRESS, buffered=True)
    assert answer.status_code == 200 and b"plotly.js" in answer.data[:200]
    assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"
    assert client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


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
    made = node(el("div", el("b", "1"), class_="trend", figure=figure))
    assert made["a"] == {"className": "trend", "data-figure": ""}
    assert made["c"] == [{"t": "b", "c": ["1"]}] and made["figure"] == figure
