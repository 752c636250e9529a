"""The pages of counties, trust and metrics: every line leads to the rows and to the unit that answers for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.board.quarantined_rows import QuarantineQuestion
from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens import desk
from cockpit.screens.drawer_state import DrawerState
from tests import handmade
from tests.web.living import TRUSTED, Handmade

DESK = View("desktop", query="as_of=2020-09-30")


def trust(view: View = DESK, trusted=TRUSTED) -> Element:
    return desk.draw(handmade.board(), "trust", view, opened=DrawerState(trusted=trusted))


def card(page: Element, title: str) -> Element:
    return next(one for one in page if one.tag == "section" and any(h.tag == "h2" and h.text == title for h in one))


def hrefs(element: Element) -> list[str]:
    return [one.attributes["href"] for one in element if one.tag == "a" and "href" in one.attributes]


def test_trust_concludes_in_one_sentence_with_numbers_that_are_marks() -> None:
    head = next(one for one in trust() if one.tag == "h1")
    assert head.text == "6项对账，2项待核对；11个来源中9个按时"
    assert [one.attributes["data-metric"] for one in head if "data-metric" in one.attributes] == [
        "trust.differences",
        "trust.sources",
        "trust.sources_current",
    ]


def test_a_difference_says_since_when_it_has_been_the_same() -> None:
    told = card(trust(), "对账历史")
    assert "自2020-09-30未变" in told.text
    assert "90" in told.text and "+90" not in told.text  # as the table of reconciliations writes it
    assert "?as_of=2020-09-30&metric=sharing.resources&rows=open" in hrefs(told)


def test_quality_has_four_dimensions_the_worst_unit_first() -> None:
    told = next(one for one in trust() if "qualities" in one.attributes.get("class", ""))
    assert [one.text for one in told if one.tag == "th"][1:5] == [
        "完整性：入库率",
        "交换成功率",
        "时效性：按时更新",
        "一致性：登记与日报",
    ]
    rows = [one for one in told if one.tag == "tr"][1:]
    assert [row.text for row in rows] == ["人社80.0%95.0%—终端 2≠1", "民政———一致"]
    assert "/desk?as_of=2020-09-30&unit=hrss" in hrefs(rows[0])
    assert "?as_of=2020-09-30&metric=volumes.stored_share&rows=open&unit=hrss" in hrefs(rows[0])


def test_an_invented_cell_raises_no_alarm() -> None:
    cells = {
        one.attributes["data-metric"]: one.attributes["class"]
        for one in trust()
        if "quality:" in one.attributes.get("data-member", "")
    }
    assert cells == {"volumes.stored_share": "number warned", "sharing.success_share": "number dashed"}


@pytest.mark.parametrize(
    ("title", "said", "href"),
    [
        ("只取不供", "1个单位，期内未提供数据", "?as_of=2020-09-30&metric=sharing.takers_only&rows=open"),
        ("编目未入库", "共6项", "?as_of=2020-09-30&metric=volumes.items_missing&rows=open&library=licence&unit=hrss"),
        (
            "未被调用的接口",
            "民政交换平台09-300天前3",
            "?as_of=2020-09-30&metric=sharing.mounted&rows=open&kind=api&unit=civil",
        ),
        (
            "未被调用的接口",
            "人社开放网 · 卫生13周内没有2",
            "?as_of=2020-09-30&metric=opening.datasets&rows=open&theme=health&unit=hrss",
        ),
        ("约定未落实的共享", "对接中", "/desk/sharing?as_of=2020-09-30&scenario=credit"),
        ("省级回流及去向", "去向待各单位登记", "?as_of=2020-09-30&metric=volumes.return_records&rows=open"),
    ],
)
def test_what_does_not_happen_leads_to_its_rows(title: str, said: str, href: str) -> None:
    told = card(trust(), title)
    assert said in told.text
    assert href in hrefs(told)


def test_rows_that_wait_outside_are_counted_by_source() -> None:
    assert "7行待处理" in card(trust(), "隔离区").text
    nothing = replace(
        TRUSTED, refused=(), takers=(), unused=(), gaps=(), quality=(), history={}, returned=(), passed_on=5
    )
    page = trust(trusted=nothing)
    assert "没有被拒绝而待处理的行" in card(page, "隔离区").text
    assert "没有这样的单位" in card(page, "只取不供").text
    assert "转供各单位 5 条" in card(page, "省级回流及去向").text


def test_the_rows_that_wait_outside_are_one_click_away_with_who_answers_for_them() -> None:
    told = card(trust(), "隔离区")
    assert "?as_of=2020-09-30&refused=platform" in hrefs(told)
    assert "临沂市大数据局" in told.text
    page = Handmade().refused(QuarantineQuestion("platform"))
    drawn = desk.draw(handmade.board(), "trust", DESK, opened=DrawerState(trusted=TRUSTED, refused=page))
    rows = next(one for one in drawn if one.attributes.get("id") == "panel-rows")
    assert "2行待处理，责任单位 临沂市大数据局" in rows.text
    assert "log.csv9字节数=1+1“字节数”小于0。请在来源处更正。2020-09-30 08:00" in rows.text
    (box,) = (one for one in rows if "data-rows" in one.attributes)
    assert box.attributes["data-rows"] == "/api/v1/refused?source=platform"
    barred = desk.draw(handmade.board(), "trust", DESK, opened=DrawerState(trusted=TRUSTED, barred=True))
    assert "登录的编辑人员才能查看" in barred.text
    none = replace(page, rows=(), count=0, whole=0, asked=QuarantineQuestion("nobody"))
    empty = desk.draw(handmade.board(), "trust", DESK, opened=DrawerState(trusted=TRUSTED, refused=none))
    assert "没有待处理的行" in empty.text


def test_what_was_refused_is_said_in_the_language_of_the_page_and_an_early_row_in_its_own() -> None:
    page = Handmade().refused(QuarantineQuestion("platform"))
    early = {"zh": "bytes is no number.", "en": "bytes is no number."}
    page = replace(page, rows=(page.rows[0], {**page.rows[1], "reason": early}))
    for language, said in (("zh", "“字节数”小于0。"), ("en", "bytes is below 0.")):
        view = View("desktop", language=language, query="as_of=2020-09-30")
        drawn = desk.draw(handmade.board(), "trust", view, opened=DrawerState(trusted=TRUSTED, refused=page))
        rows = next(one for one in drawn if one.attributes.get("id") == "panel-rows")
        assert said in rows.text
        (told,) = (one for one in rows if one.attributes.get("lang") == "en")
        assert told.text == "bytes is no number."


def test_the_page_of_trust_is_english_in_english() -> None:
    english = View("desktop", language="en")
    units = {"hrss": "Human Resources", "civil": "Civil Affairs"}
    text = trust(english).text
    assert all(name in text for name in units.values())
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in text.replace("中", ""))


def test_every_county_leads_to_its_board() -> None:
    page = desk.draw(handmade.board(), "counties", DESK)
    table = next(one for one in page if one.attributes.get("id") == "panel-county_table")
    counties = [row.code for row in handmade.board().rows("counties")]
    assert [f"/desk?as_of=2020-09-30&unit={code}" in hrefs(table) for code in counties] == [True] * 15


def test_the_handbook_holds_every_metric_and_finds_by_any_word() -> None:
    board = handmade.board()
    whole = desk.draw(board, "metrics", DESK)
    assert {one.text for one in whole if one.attributes.get("class") == "gloss code"} == set(board.definitions)
    found = desk.draw(board, "metrics", DESK, opened=DrawerState(sought="下载"))
    assert [one.text for one in found if one.attributes.get("class") == "gloss code"] == ["opening.downloads"]
    assert "没有与“没有的词”相符的指标" in desk.draw(board, "metrics", DESK, opened=DrawerState(sought="没有的词")).text
    field = next(one for one in found if one.attributes.get("name") == "q")
    assert field.attributes["value"] == "下载"
