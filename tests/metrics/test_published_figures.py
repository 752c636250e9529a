"""Published figures and what their qualifiers leave open."""

from datetime import date

import pytest

from cockpit.metrics.published_figures import PublishedFigure, PublishedFigures

DAY = date(2020, 9, 30)


@pytest.mark.parametrize(
    ("published", "qualifier", "value", "agrees"),
    [
        (59_690, None, 59_690, True),
        (59_690, None, 59_566, False),
        (600_000_000, "多", 601_910_000, True),
        (600_000_000, "多", 599_999_999, False),
        (600_000_000, "多", 700_000_000, False),
        (37_320_000, "多", 37_329_999, True),
        (37_320_000, "多", 37_330_000, False),
        (60_000_000, "约", 57_000_000, True),
        (60_000_000, "约", 56_999_999, False),
        (60_000_000, "约", 63_000_000, True),
        (60_000_000, "约", 63_000_001, False),
        (1_000, "约", 949, False),
        (1_000, "约", 950, True),
        (1_000, "约", 1_050, True),
        (1_000, "约", 1_051, False),
        (900, "多", 900, True),
        (900, "多", 999, True),
        (130, "约…余", 139, True),
        (130, "约…余", 140, False),
        (4_000_000, "约…多", 4_200_000, True),
        (4_000_000, "约…多", 3_900_000, False),
        (40, "余", 44, True),
        (40, "余", 50, False),
        (200, "以上", 5_000, True),
        (200, "以上", 199, False),
        (0, "多", 0, True),
    ],
)
def test_a_value_agrees_within_what_the_qualifier_leaves_open(published, qualifier, value, agrees):
    assert figure(value=published, qualifier=qualifier).agrees(value) is agrees


@pytest.mark.parametrize(
    ("low", "high", "within"),
    [
        (None, None, (950, 1_050)),
        (990, None, (990, 1_050)),
        (None, 1_200, (950, 1_200)),
        (1_000, 1_000, (1_000, 1_000)),
    ],
)
def test_a_bound_that_the_city_gives_wins_over_that_of_the_qualifier(low, high, within):
    one = figure(value=1_000, qualifier="约", low=low, high=high)
    assert (one.low, one.high) == within
    assert [one.agrees(value) for value in (within[0] - 1, *within, within[1] + 1)] == [False, True, True, False]


def test_at_least_is_open_above():
    assert (figure(value=200, qualifier="以上").low, figure(value=200, qualifier="以上").high) == (200, None)


def figure(**given) -> PublishedFigure:
    row = {"qualifier": None, "as_of": "2020-09-30", "publisher_zh": "局", "publisher_en": "Bureau"}
    return PublishedFigure.of({**row, **given})


def figures() -> PublishedFigures:
    row = {"metric": "a.b", "qualifier": None, "dimension": None, "member": None}
    row |= {"publisher_zh": "局", "publisher_en": "Bureau"}
    return PublishedFigures(
        [
            {**row, "value": 1, "as_of": "2020-06-30"},
            {**row, "value": 2, "as_of": "2020-09-30"},
            {**row, "value": 3, "as_of": "2020-09-30", "dimension": "library", "member": "legal"},
            {**row, "value": None, "as_of": "2020-09-30"},
        ]
    )


def test_a_figure_belongs_to_its_metric_member_and_day():
    found = figures().find("a.b", ("library", "legal"), DAY)
    assert found is not None
    assert found.value == 3
    assert figures().find("a.b", ("city", ""), date(2020, 9, 29)) is None
    assert figures().find("a.b", ("city", ""), None) is None


def test_the_latest_figure_holds_until_the_next():
    latest = figures().latest
    assert [
        getattr(latest("a.b", ("city", ""), day), "value", None) for day in (date(2020, 6, 29), date(2020, 7, 1), DAY)
    ] == [None, 1, 2]
