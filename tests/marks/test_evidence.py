"""Bars, squares, stages, badges, blocks: the small marks that evidence is made of."""

from __future__ import annotations

import pytest

from cockpit.marks import badge, bars, stage_square, zone
from cockpit.marks.element import el
from cockpit.marks.figure import number
from cockpit.marks.squares import cells
from cockpit.metrics.number import Number, unknown

DEMO = Number(7, "item", provenance="demo")
REAL = Number(7, "item", provenance="published")


@pytest.mark.parametrize(
    ("share", "role", "html"),
    [
        (0.42, "warn", '<span class="bar" data-k="warn" style="--w:42.00%" aria-hidden="true"><i></i></span>'),
        (0, None, '<span class="bar" style="--w:0.00%" aria-hidden="true"><i></i></span>'),
        (1.7, None, '<span class="bar" style="--w:100.00%" aria-hidden="true"><i></i></span>'),
        (None, "hi", '<span class="bar" data-k="none" aria-hidden="true"></span>'),
    ],
)
def test_a_bar_is_a_share_and_an_unknown_one_is_dashed(share: float | None, role: str | None, html: str) -> None:
    assert bars.bar(share, role).to_html() == html


def test_a_row_is_a_name_its_values_and_a_bar() -> None:
    row = bars.row(
        bars.name("人口库", small="省"), bars.value("85/85", warn=True), bar=bars.bar(1, "done"), strong=True
    )
    assert row.to_html().startswith(
        '<li class="strong"><span class="entry">人口库<small>省</small></span><span class="value is-warn">85/85</span>'
    )
    assert bars.row(bars.name("合计"), rule=True).attributes["class"] == "rule"


def test_evidence_has_a_head_and_two_or_three_columns() -> None:
    head = bars.head("基础库", "记录", "入库/编目")
    assert bars.evidence([], head=head, columns=3).to_html() == (
        '<div class="evidence three-columns"><div class="heads"><span>基础库</span><span class="value">记录</span>'
        '<span class="value">入库/编目</span></div></div>'
    )
    assert bars.head("累计", "40+次", lead=True).attributes["class"] == "heads lead"


def test_share_states_are_squares_with_words() -> None:
    assert stage_square.stage("shared", "zh").to_html() == '<span class="stage" data-st="done">已共享</span>'
    assert stage_square.stage("connecting", "zh").text == "对接中"
    assert stage_square.stage("connecting", "zh", long=True).text == "正逐步对接"
    assert (
        stage_square.stage("requested", "en", tag="small").to_html()
        == '<small class="stage" data-st="want">requested</small>'
    )
    assert [stage_square.bar_role(state) for state in stage_square.ORDER] == [None, "doing", "want"]


def test_squares_are_counted_not_measured() -> None:
    squares = cells(2, 12, label="12个专题库，2个在建")
    assert squares is not None
    assert [one.attributes.get("class") for one in squares if one.tag == "i"] == ["chosen", "chosen"] + [None] * 10
    assert squares.attributes["aria-label"] == "12个专题库，2个在建"
    assert cells(2, None, label="") is None
    assert cells(2, 0, label="") is None
    assert cells(2, 300, label="") is None


def test_badges_in_both_languages() -> None:
    assert badge.demo("zh").text == "演示数据"
    assert badge.demo("zh", short=True).text == "演示"
    assert badge.demo("en").text == "demo"
    assert badge.all_demo("zh").text == "全屏演示数据"


def test_a_block_is_dashed_where_every_known_number_is_a_demo() -> None:
    header = zone.header("共享", note="近7天", aside=badge.demo("zh"))
    demo, real, none = (number("m", given, "zh") for given in (DEMO, REAL, unknown("item", "no_data")))
    assert zone.zone(header, demo, none).attributes["data-origin"] == "demo"
    assert "data-origin" not in zone.zone(header, demo, real).attributes
    assert "data-origin" not in zone.zone(header, none).attributes
    assert zone.zone(header, class_="area", tag="article").attributes["class"] == "zone card area"
    assert el("div", header).text == "共享近7天演示数据"
