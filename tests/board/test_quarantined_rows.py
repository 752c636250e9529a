"""Rows that wait outside: page by page, sorted, narrowed, and never more than may be seen."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import insert

from cockpit.board.quarantined_rows import QuarantineQuestion, ask
from cockpit.errors import ScopeWrong
from cockpit.store import tables
from cockpit.store.exchange_database import write_connection
from tests import small


@pytest.fixture(scope="module")
def keep(module_database_url, tmp_path_factory):
    engine = small.fill(module_database_url)
    english = {"place": "log.csv", "reason": "This is below 0.", "remedy": "Correct it.", "raw": "{}"}
    said = {**english, "reason_zh": "小于0。", "remedy_zh": "请更正。"}
    early = {**english, "reason_zh": None, "remedy_zh": None}
    at = datetime(2020, 9, 21, 8)
    with write_connection(engine) as connection:
        connection.execute(
            insert(tables.quarantine),
            [
                {
                    **said,
                    "source": "platform",
                    "line": number,
                    "field": "bytes",
                    "value": f"-{number}%",
                    "refused_at": at,
                }
                for number in (3, 1, 2)
            ]
            + [{**early, "source": "portal", "line": None, "field": None, "value": None, "refused_at": at}],
        )
    yield small.keep(engine, tmp_path_factory.mktemp("var"))
    engine.dispose()


def lines(page) -> list[int]:
    return [row["line"] for row in page.rows]


def test_the_rows_of_a_source_stand_in_the_order_of_their_file(keep):
    page = keep.refused(QuarantineQuestion("platform"))
    assert (lines(page), page.count, page.whole, page.owner) == ([1, 2, 3], 3, 3, "a")
    assert page.rows[0] == {
        "place": "log.csv", "line": 1, "field": {"zh": "字节数", "en": "bytes"}, "value": "-1%",
        "reason": {"zh": "小于0。", "en": "This is below 0."}, "remedy": {"zh": "请更正。", "en": "Correct it."},
        "refused_at": "2020-09-21 08:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected", "count"),
    [
        ("start=1&end=2", [2], 3),
        ("sort=line:desc", [3, 2, 1], 3),
        ("filter=line:ge:2", [2, 3], 2),
        ("filter=value:has:-2%25", [2], 1),
        ("filter=value:has:_", [], 0),
        ("filter=reason:has:below&filter=line:lt:2", [1], 1),
        ("filter=reason:has:%E5%B0%8F%E4%BA%8E&sort=reason:asc,line:desc", [3, 2, 1], 3),
    ],
)
def test_a_question_narrows_orders_and_cuts(keep, query, expected, count):
    page = keep.refused(ask(f"source=platform&{query}"))
    assert (lines(page), page.count, page.whole) == (expected, count, 3)


def test_what_is_not_known_is_nothing(keep):
    (row,) = keep.refused(QuarantineQuestion("portal")).rows
    assert (row["line"], row["field"], row["value"]) == (None, None, None)
    assert row["reason"] == {"zh": "This is below 0.", "en": "This is below 0."}  # refused before Chinese was kept
    page = keep.refused(QuarantineQuestion("nobody"))
    assert (page.rows, page.whole, page.owner) == ((), 0, None)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "source"),
        ("source=A'--", "source"),
        ("source=a&source=b", "source"),
        ("source=a&start=-1", "start"),
        ("source=a&start=5&end=5", "end"),
        ("source=a&end=5000", "end"),
        ("source=a&sort=raw:asc", "sort"),
        ("source=a&sort=line:up", "sort"),
        ("source=a&sort=line,place,field,value,reason", "sort"),
        ("source=a&filter=raw:has:x", "filter"),
        ("source=a&filter=line:has:1", "filter"),
        ("source=a&filter=value:has:", "filter"),
        ("source=a&filter=refused_at:has:x", "filter"),
        ("source=a" + "&filter=line:eq:1" * 9, "filter"),
    ],
)
def test_a_question_that_cannot_be_asked_names_its_field(query, field):
    with pytest.raises(ScopeWrong) as refused:
        ask(query)
    assert refused.value.field == field
