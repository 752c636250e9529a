"""What may be asked of the rows behind a number, and what is refused with the field that is wrong."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cockpit.board.rows.question import Only, Order, ask
from cockpit.board.rows.row_page import SHOWN
from cockpit.errors import ScopeWrong
from cockpit.metrics.row_columns import COLUMNS
from cockpit.store.sums import FACTS
from cockpit.units import UNITS


def test_a_question_has_a_metric_a_scope_a_page_an_order_and_conditions() -> None:
    asked = ask(
        "?metric=sharing.records&unit=hrss&as_of=2020-09-30&start=100&end=200&sort=records:desc,day"
        "&filter=records:ge:1000&filter=consumer:has:%E4%BA%A4%E9%80%9A&filter=day:lt:2020-09-29",
        city="linyi",
    )
    assert (asked.metric, asked.scope.unit, asked.scope.as_of) == ("sharing.records", "hrss", date(2020, 9, 30))
    assert (asked.start, asked.end) == (100, 200)
    assert asked.sort == (Order("records", falling=True), Order("day"))
    assert asked.only == (
        Only("records", "ge", 1000),
        Only("consumer", "has", "交通"),
        Only("day", "lt", date(2020, 9, 29)),
    )


def test_a_page_is_a_hundred_rows_where_nothing_is_said() -> None:
    asked = ask("metric=volumes.records&start=300", city="linyi")
    assert (asked.start, asked.end, asked.sort, asked.only) == (300, 400, (), ())


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "metric"),
        ("metric=sharing.secrets", "metric"),
        ("metric=volumes.records&metric=sharing.records", "metric"),
        ("metric=volumes.records&start=-1", "start"),
        ("metric=volumes.records&start=1e3", "start"),
        ("metric=volumes.records&end=0", "end"),
        ("metric=volumes.records&start=5&end=5", "end"),
        ("metric=volumes.records&end=1001", "end"),
        ("metric=volumes.records&start=60000000&end=60000001", "end"),
        ("metric=volumes.records&sort=password", "sort"),
        ("metric=volumes.records&sort=records:up", "sort"),
        ("metric=volumes.records&sort=records,records:desc", "sort"),
        ("metric=volumes.records&filter=records", "filter"),
        ("metric=volumes.records&filter=records:ge:", "filter"),
        ("metric=volumes.records&filter=records:ge:1%20OR%201", "filter"),
        ("metric=volumes.records&filter=records:has:1", "filter"),
        ("metric=volumes.records&filter=day:ge:2020-13-01", "filter"),
        ("metric=volumes.records&filter=unit:ge:a", "filter"),
        ("metric=volumes.records&filter=unit:has:" + 61 * "a", "filter"),
        ("metric=volumes.records" + 9 * "&filter=records:ge:1", "filter"),
        ("metric=volumes.records&kind=fax", "kind"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(query: str, field: str) -> None:
    with pytest.raises(ScopeWrong) as refused:
        ask(query, city="linyi")
    assert refused.value.field == field


def test_every_column_that_a_row_can_have_has_words_in_both_languages() -> None:
    shown = {name for columns in SHOWN.values() for name in columns}
    for fact in FACTS.values():
        shown |= {column.name for column in fact.table.columns} | set(fact.measures)
    assert shown <= set(COLUMNS)
    for column in COLUMNS.values():
        assert re.search(r"[\u4e00-\u9fff]", column.title.zh), column
        assert not re.search(r"[\u4e00-\u9fff]", column.title.en), column
        assert column.unit is None or column.unit in UNITS
