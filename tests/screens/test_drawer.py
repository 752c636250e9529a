"""The drawer says where a number comes from."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cockpit.board.board import Board, Remark
from cockpit.board.keys import RowKey
from cockpit.board.remark import Withdrawn
from cockpit.marks.element import Element
from cockpit.panels import wordings_section
from cockpit.panels.view import View
from cockpit.screens.citation import quote
from cockpit.screens.definitions_sheet import definitions
from cockpit.screens.drawer import drawer
from cockpit.screens.drawer_state import DrawerState
from tests import handmade

DESK = View("desktop", query="unit=hrss")


def opened(metric: str, *, view: View = DESK) -> Element:
    drawn = drawer(handmade.board(), metric, view)
    assert drawn is not None
    return drawn


def test_without_a_metric_there_is_none() -> None:
    assert drawer(handmade.board(), None, DESK) is None
    assert drawer(handmade.board(), "sharing.secrets", DESK) is None


@pytest.mark.parametrize("metric", handmade.board().definitions)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_metric_has_a_drawer(metric: str, language: str) -> None:
    for board in (handmade.board(), handmade.nothing(), handmade.empty(), handmade.source_lost()):
        drawn = drawer(board, metric, View("desktop", language=language))
        assert drawn is not None
        assert "None" not in drawn.text


def test_it_tells_definition_formula_lineage_and_owner() -> None:
    text = opened("volumes.records").text
    for said in ("口径", "算法：", "数据血缘", "交换库", "时效与责任", "每日", "临沂市大数据局", "公布 2020-09-30"):
        assert said in text


def test_it_closes_to_the_same_address() -> None:
    close = next(one for one in opened("volumes.records") if one.attributes.get("id") == "close")
    assert close.attributes["href"] == "?unit=hrss"
    assert close.attributes["aria-label"] == "关闭"


def test_it_shows_twelve_weeks_where_there_are_any() -> None:
    assert any(one.figure for one in opened("sharing.records"))
    assert not any(one.figure for one in opened("volumes.departments"))


def test_its_members_are_the_table_that_adds_up() -> None:
    members = {one.attributes.get("data-member", "").partition(":")[0] for one in opened("sharing.records")}
    assert "providers" in members
    assert "scenarios" not in members


def test_what_is_never_added_up_says_so() -> None:
    assert "分项（不相加）" in opened("sharing.scenario_volume").text


def test_a_difference_is_written_out() -> None:
    assert "与分项合计59,566差124" in opened("sharing.resources").text
    assert "县区、开发区与市级单位之和" in opened("meetings.units").text


def test_a_demo_number_carries_its_badge() -> None:
    assert "演示" in opened("sharing.records").text


def test_remarks_stand_in_the_drawer_and_as_a_sign_on_the_line() -> None:
    one = Remark("sharing.records", handmade.DAY - timedelta(days=9), "集中上报", "王", handmade.CLOCK)
    board = replace(handmade.board(), remarks=(one,))
    drawn = drawer(board, "sharing.records", DESK)
    assert drawn is not None
    assert "2020-09-21集中上报王" in drawn.text
    (flag,) = [each for each in drawn if each.attributes.get("class") == "flag"]
    assert flag.attributes["aria-label"] == "2020-09-21 集中上报（王）"
    assert flag.attributes["style"] == "left:90.91%"
    other = drawer(board, "volumes.records", DESK)
    assert other is not None and "备注" not in other.text


def test_a_withdrawn_remark_is_read_struck_through_and_leaves_the_line() -> None:
    gone = Withdrawn("李", "核实无误", handmade.CLOCK)
    one = Remark("sharing.records", handmade.DAY - timedelta(days=9), "集中上报", "王", handmade.CLOCK, 7, gone)
    board = replace(handmade.board(), remarks=(one,))
    drawn = drawer(board, "sharing.records", DESK)
    assert drawn is not None
    assert [each.text for each in drawn if each.tag == "s"] == ["集中上报"]
    assert "李 2020-09-30 撤回：核实无误" in drawn.text
    assert not [each for each in drawn if each.attributes.get("class") == "flag"]


def test_an_editor_can_withdraw_each_remark_that_stands() -> None:
    said = [
        Remark("sharing.records", handmade.DAY, text, "王", handmade.CLOCK, number)
        for number, text in enumerate("甲乙丙丁", start=1)
    ]
    board = replace(handmade.board(), remarks=tuple(said))
    drawn = drawer(board, "sharing.records", DESK, opened=DrawerState(editors=("王",)))
    assert drawn is not None
    numbers = [each.attributes["value"] for each in drawn if each.attributes.get("name") == "remark"]
    assert numbers == ["1", "2", "3", "4"]
    assert "另有1条" in drawn.text


def reworded() -> Board:
    board = handmade.board()
    told = {
        **board.definitions["sharing.records"],
        "definition": {"zh": "只计成功的交换。", "en": "Successful exchanges only."},
        "version": 2,
        "since": "2020-09-01",
        "reworded": {"author": "李", "reason": "统一口径"},
        "earlier": [{"version": 1, "since": None, "text": {"zh": "所有交换。", "en": "All exchanges."}}],
    }
    return replace(board, definitions={**board.definitions, "sharing.records": told})


def test_the_words_that_held_before_are_kept_beside_the_definition() -> None:
    drawn = drawer(reworded(), "sharing.records", DESK)
    assert drawn is not None
    assert "第2版，2020-09-01起只计成功的交换。" in drawn.text
    assert "过去的口径（1）第1版，起初至2020-09-01前所有交换。李：统一口径" in drawn.text
    english = drawer(reworded(), "sharing.records", View("desktop", language="en"))
    assert english is not None
    assert "version 1, the beginning to 2020-09-01All exchanges." in english.text


def recounted(as_of: date) -> Board:
    board = handmade.board()
    was = {
        "formula": {"zh": "逐日之和", "en": "Sum of days"},
        "until": "2020-09-15",
        "why": {"zh": "去重", "en": "repeats left out"},
    }
    told = {**board.definitions["sharing.records"], "version": 2, "formerly": [was]}
    return replace(board, as_of=as_of, definitions={**board.definitions, "sharing.records": told})


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2020, 9, 14), "按2020-09-15起的现行算法重算；当时的算法：逐日之和"),
        (date(2020, 9, 15), "自2020-09-15起（去重）；此前：逐日之和"),
    ],
)
def test_a_day_before_the_formula_took_effect_says_that_it_is_counted_anew(as_of: date, said: str) -> None:
    board = recounted(as_of)
    drawn = drawer(board, "sharing.records", DESK)
    assert drawn is not None and said in drawn.text
    again = "counted anew by the formula in force since 2020-09-15; then it was: Sum of days"
    early = as_of < date(2020, 9, 15)
    english = View("desktop", language="en")
    assert (again in quote(board, "sharing.records", english)) is early
    ((*_, formula, _unit, _good, _source, _owner, _hours),) = definitions(board, ["sharing.records"], "en").rows
    assert (again in str(formula)) is early


def test_definitions_of_an_earlier_day_are_counted_anew_as_well() -> None:
    board = recounted(date(2020, 9, 30))
    assert wordings_section.recounted(board, "sharing.records") is None
    asked = replace(board, scope=replace(board.scope, defined=date(2020, 9, 1)))
    assert wordings_section.recounted(asked, "sharing.records") is not None


def test_a_flow_leads_to_the_rows_of_who_gives() -> None:
    """Rows are asked for by one unit; those of both ends stand among them."""
    flow = handmade.board().rows("flows")[0]
    drawn = drawer(handmade.board(), "sharing.records", DESK, opened=DrawerState(member=RowKey("flows", flow.code)))
    assert drawn is not None
    assert flow.name.zh in drawn.text and "提供方的行" in drawn.text
    hrefs = [one.attributes.get("href", "") for one in drawn]
    assert any(f"unit={flow.get('provider')}" in href and "rows=open" in href for href in hrefs)
