"""Pages of rows of the small city: sums that anybody can check with a pencil."""

from __future__ import annotations

import pytest

from cockpit.board.rows.question import Only, Order, Question
from cockpit.board.scope import Scope
from cockpit.errors import ScopeWrong
from tests import small


@pytest.fixture(scope="module")
def keep(module_database_url, tmp_path_factory):
    engine = small.fill(module_database_url)
    yield small.keep(engine, tmp_path_factory.mktemp("var"))
    engine.dispose()


def rows(keep, metric, *, sort=(), only=(), start=0, end=100, **scope):
    return keep.rows(Question(metric, Scope("small", **scope), start=start, end=end, sort=sort, only=only))


def test_a_sum_is_made_of_the_rows_of_its_days_newest_first(keep):
    page = rows(keep, "sharing.records")
    assert [(str(row["day"]), row["provider"], row["records"]) for row in page.rows] == [
        ("2020-09-21", "b", 50),
        ("2020-09-21", "a", 200),
        ("2020-09-15", "a", 50),
        ("2020-09-15", "a", 100),
    ]
    assert (page.whole.count, page.whole.sums, page.made, page.agrees) == (4, {"records": 400}, 400, True)


def test_a_level_is_made_of_the_row_of_each_key_that_stands(keep):
    page = rows(keep, "volumes.records")
    assert {(row["library"], row["unit"], str(row["day"]), row["records"]) for row in page.rows} == {
        ("people", "a", "2020-09-16", 960),
        ("people", "b", "2020-09-21", 60),
        ("firms", "b", "2020-09-01", 40),
    }
    assert page.made == 1_060


def test_a_gain_is_made_of_the_changes(keep):
    page = rows(keep, "volumes.growth")
    assert [(str(row["day"]), row["unit"], row["records"]) for row in page.rows] == [
        ("2020-09-21", "b", 10),
        ("2020-09-16", "a", 60),
    ]
    assert page.made == 70


def test_what_is_not_known_of_a_library_stands_in_no_row(keep):
    page = rows(keep, "volumes.items_missing")
    assert {row["library"] for row in page.rows} == {"people"}
    assert page.whole.sums == {"items_known": 14, "items_stored": 13}
    assert page.made == 1


def test_a_share_is_made_of_both_its_sides(keep):
    page = rows(keep, "sharing.failure_share")
    assert (page.whole.sums, page.made) == ({"failed": 5, "exchanges": 40}, 0.125)


def test_a_count_is_one_line_a_member(keep):
    page = rows(keep, "sharing.providers")
    assert [(row["provider"], row["exchanges"], row["counted"]) for row in page.rows] == [("a", 35, 1), ("b", 5, 1)]
    assert page.made == 2


def test_units_that_only_take_are_listed_with_what_they_took(keep):
    page = rows(keep, "sharing.takers_only")
    assert [(row["unit"], row["exchanges"]) for row in page.rows] == [("c", 30), ("d", 5)]
    assert page.made == 2


def test_a_percentile_is_made_of_the_added_up_buckets(keep):
    page = rows(keep, "sharing.latency_p50")
    assert (page.whole.sums["ms_upto_100"], page.whole.sums["ms_upto_1000"], page.made) == (35, 5, 78.6)


def test_a_unit_receives_other_rows_than_it_provides(keep):
    assert rows(keep, "sharing.records", unit="a").made == 350
    received = rows(keep, "sharing.records_received", unit="a")
    assert [(row["provider"], row["consumer"], row["records"]) for row in received.rows] == [("b", "a", 50)]


def test_conditions_change_what_is_found_and_not_the_number(keep):
    page = rows(keep, "sharing.records", only=(Only("records", "ge", 100), Only("provider", "has", "A")))
    assert (page.found.count, page.found.sums, page.whole.count, page.made) == (2, {"records": 300}, 4, 400)
    assert rows(keep, "volumes.records", only=(Only("unit", "has", "b单"),)).found.sums == {"records": 100}


def test_rows_are_sorted_and_cut_by_the_database(keep):
    page = rows(keep, "sharing.records", sort=(Order("records", falling=True),), start=1, end=3)
    assert [row["records"] for row in page.rows] == [100, 50]
    assert page.found.count == 4
    level = rows(keep, "volumes.records", sort=(Order("unit"), Order("records")))
    assert [row["records"] for row in level.rows] == [960, 40, 60]


def test_codes_carry_their_names(keep):
    row = rows(keep, "sharing.records").rows[0]
    assert (row["provider_name"].zh, row["kind_name"].zh, row["scenario_name"].zh) == ("b单位", "接口", "其他")


def test_a_number_that_cannot_be_split_has_no_rows(keep):
    page = rows(keep, "volumes.records", kind="api")
    assert (page.rows, page.whole.count, page.made, page.agrees) == ([], 0, None, True)


def test_a_published_figure_is_its_own_row(keep):
    page = rows(keep, "sharing.scenario_volume", scenario="window")
    assert [(row["value"], row["qualifier"]) for row in page.rows] == [(60_000_000, "约")]
    assert page.made == 60_000_000


def test_a_column_that_these_rows_do_not_have_is_refused(keep):
    with pytest.raises(ScopeWrong) as refused:
        rows(keep, "sharing.records", sort=(Order("library"),))
    assert refused.value.field == "sort"


def test_what_was_counted_is_kept(keep):
    first, again = rows(keep, "sharing.records"), rows(keep, "sharing.records")
    assert first.whole is again.whole


ORDERS = (
    (),
    (Order("day"),),
    (Order("provider"),),
    (Order("provider", True), Order("records", True)),
    (Order("kind"),),
)


@pytest.mark.parametrize("sort", ORDERS)
def test_pages_one_after_the_other_are_the_whole_list(keep, sort):
    whole = rows(keep, "sharing.records", sort=sort, period="month").rows
    assert len(whole) == 7
    for size in (1, 2, 3):
        pages = [
            rows(keep, "sharing.records", sort=sort, period="month", start=start, end=start + size).rows
            for start in range(0, 9, size)
        ]
        assert [row for page in pages for row in page] == whole


def test_pages_of_what_conditions_let_in_are_in_the_same_order(keep):
    only = (Only("provider", "has", "A"),)
    whole = rows(keep, "sharing.records", sort=(Order("consumer"),), only=only, period="month").rows
    pages = [
        rows(keep, "sharing.records", sort=(Order("consumer"),), only=only, period="month", start=at, end=at + 1).rows
        for at in range(6)
    ]
    assert ([row for page in pages for row in page], len(whole)) == (whole, 5)


@pytest.mark.parametrize("metric", ["sharing.records", "volumes.records", "sharing.takers_only", "volumes.growth"])
def test_a_file_takes_every_row_in_the_order_of_the_pages(keep, metric):
    question = Question(metric, Scope("small", period="month"), end=100)
    assert list(keep.every_row(question)) == keep.rows(question).rows
    narrowed = Question("sharing.records", Scope("small", period="month"), only=(Only("records", "ge", 60),), end=9)
    assert [row["records"] for row in keep.every_row(narrowed)] == [200, 100, 60]
    assert list(keep.every_row(Question("volumes.records", Scope("small", scenario="window")))) == []
