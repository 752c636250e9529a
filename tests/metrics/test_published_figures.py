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
        (60_000_000, "约", 55_000_000, True),
        (60_000_000, "约", 64_999_999, True),
        (60_000_000, "约", 65_000_000, False),
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
    assert PublishedFigure(published, qualifier, DAY).agrees(value) is agrees


def figures() -> PublishedFigures:
    row = {"metric": "a.b", "qualifier": None, "dimension": None, "member": None}
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
