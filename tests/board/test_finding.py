"""A conclusion says demonstration, measured, published or nothing as the numbers do that are shown beneath it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from cockpit.board.board import Board, Row
from cockpit.board.sentences.county_headline import county
from cockpit.board.sentences.headlines import headlines
from cockpit.board.sentences.page_headline import PageNumber, page_headline
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.board.sentences.week_headline import WEEK, week_headlines
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number
from cockpit.metrics.subject import areas, subjects
from cockpit.panels.panel import draw
from cockpit.panels.view import View
from cockpit.screens.conclusion import conclusion
from cockpit.units import Text
from tests import chance, handmade

AREAS = tuple(one.name for one in areas())
PAGES = {name: (name,) for name in AREAS} | {"overview": tuple(one.name for one in subjects())}
MOODS = ("measured", "published", "demo", "mixed", "rare", "none")
INVENTED = ("演示", "demonstration")


def coloured(board: Board, mood: str, seed: int) -> Board:
    """The same numbers, each measured, published, invented or unknown as the mood has it."""
    dice = Random(f"{mood} {seed}")

    def number(given: Number) -> Number:
        if mood == "none" or given.value is None:
            return replace(given, value=None, provenance=None, published=None, published_qualifier=None, change=None)
        real = dice.choice(("measured", "published"))
        rare = real if dice.random() < 0.01 else "demo"
        so = {"mixed": dice.choice(("demo", real)), "rare": rare}.get(mood, mood)
        return replace(given, provenance=so, published=None, published_qualifier=None)

    def row(given: Row) -> Row:
        return replace(given, numbers={name: number(one) for name, one in given.numbers.items()})

    return replace(
        board,
        metrics={name: number(one) for name, one in board.metrics.items()},
        tables={name: tuple(row(one) for one in rows) for name, rows in board.tables.items()},
        reconciliations=tuple(replace(one, whole=number(one.whole)) for one in board.reconciliations),
    )


def provenances(board: Board, areas: tuple[str, ...]) -> set[str | None]:
    """Of every number of these areas that is known, whether it stands alone or in a table."""
    told = [
        *board.metrics.items(),
        *(one for rows in board.tables.values() for row in rows for one in row.numbers.items()),
    ]
    return {number.provenance for name, number in told if name.partition(".")[0] in areas and number.value is not None}


def follows(said: tuple[str, str], known: set[str | None], where: object) -> None:
    for text, word in zip(said, INVENTED, strict=True):
        if known & {"measured", "published"}:
            assert word not in text, (where, text)
        elif "demo" in known:
            assert word in text, (where, text)
        else:
            assert word not in text and ("没有数据" in text or "No data" in text), (where, text)


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("seed", range(8))
def test_every_headline_says_of_what_kind_its_numbers_are(mood: str, seed: int) -> None:
    board = coloured(chance.pair(seed)[0] if seed else handmade.board(), mood, seed)
    written = headlines(Draft(board.metrics, board.tables), board.reconciliations, board.as_of)
    for page, names in PAGES.items():
        follows((written[page].plain("zh"), written[page].plain("en")), provenances(board, names), (page, mood))
    for row in board.rows("counties"):
        said = written[f"county-{row.code}"]
        known = {one.provenance for one in row.numbers.values() if one.value is not None}
        follows((said.plain("zh"), said.plain("en")), known, (row.code, mood))
    for headline in written.values():  # published or measured, or invented alone and called so
        origins = {quote.provenance for phrase in headline.zh for quote in phrase.quotes}
        assert "demo" not in origins or origins == {"demo"}
        assert ("demo" in origins) == ("（演示数据）" in headline.plain("zh"))


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("seed", range(4))
def test_the_front_of_a_week_and_its_lead_follow_their_numbers(mood: str, seed: int) -> None:
    board = coloured(handmade.board(), mood, seed)
    written = headlines(Draft(board.metrics, board.tables), board.reconciliations, board.as_of)
    board = replace(board, headline={**written, **week_headlines(board, board)})
    known = provenances(board, PAGES["overview"])
    follows((board.headline[WEEK].plain("zh"), board.headline[WEEK].plain("en")), known, mood)
    if known & {"measured", "published"}:
        for language, word in zip(("zh", "en"), INVENTED, strict=True):
            assert word not in draw("report_lead", board, View("report", language=language)).text


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("seed", range(4))
def test_the_page_of_the_counties_follows_its_table(mood: str, seed: int) -> None:
    board = coloured(handmade.board(), mood, seed)
    known = {one.provenance for row in board.rows("counties") for one in row.numbers.values() if one.value is not None}
    for language, word in (("zh", "演示"), ("en", "demo")):
        said = conclusion(board, "counties", View("desktop", language=language))
        parts = said if isinstance(said, list) else [said]
        text = "".join(one if isinstance(one, str) else one.text for one in parts)  # type: ignore[union-attr]
        assert (word in text) == (known == {"demo"}), text


def test_a_city_whose_sharing_is_measured_says_what_it_measured() -> None:
    records = Number(4_680_000, "record", as_of=handmade.DAY, provenance="measured")
    exchanges = Number(12_000, "exchange", as_of=handmade.DAY, provenance="measured")
    bare = handmade.empty()
    metrics = {**bare.metrics, "sharing.records": records, "sharing.exchanges": exchanges}
    told = headlines(Draft(metrics, bare.tables), (), handmade.DAY)
    assert told["sharing"].plain("zh") == "近七天交换次数1.2万次；近七天交换记录468万条。"
    assert told["sharing"].plain("en") == (
        "Exchanges 12,000, last seven days; Records exchanged 4.68 million, last seven days."
    )
    assert told["overview"].plain("zh") == told["sharing"].plain("zh")
    assert told["opening"].plain("zh") == "2020-09-30没有数据。"


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ("volumes.growth_12w", "近12周新增761万条。"),
        ("volumes.growth", "近七天新增记录61万条。"),
        ("sharing.providers", "近七天活跃提供方34个单位。"),
        ("sharing.takers_only", "近七天只取不供单位6个单位。"),
        ("volumes.return_items", "省级回流数据项15项。"),
    ],
)
def test_only_what_is_of_the_period_bears_its_days(metric: str, said: str) -> None:
    known = replace(handmade.board()[metric], provenance="measured", published=None)
    told = headlines(Draft({**handmade.empty().metrics, metric: known}, handmade.empty().tables), (), handmade.DAY)
    assert told[metric.partition(".")[0]].plain("zh") == said


@pytest.mark.parametrize("metric", METRICS.names())
def test_every_metric_that_is_alone_on_a_page_can_be_its_conclusion(metric: str) -> None:
    known = Number(0.5 if METRICS[metric].unit == "share" else 7, METRICS[metric].unit, handmade.DAY, "measured")
    said = page_headline([PageNumber(metric, known)], handmade.DAY)
    assert METRICS[metric].title.zh in said.plain("zh") and METRICS[metric].title.en in said.plain("en")


@pytest.mark.parametrize(
    "zone",
    [
        "Economic and Technological Development Zone",
        "High-Tech Industrial Development Zone",
        "Lingang Economic Development Zone",
    ],
)
def test_the_name_of_a_zone_is_whole(zone: str) -> None:
    invented = Number(25, "dataset", as_of=handmade.DAY, provenance="demo")
    row = Row("z", Text("开发区", zone), Text("开", "Z"), {"opening.datasets": invented})
    assert county(row, (row,), handmade.DAY).plain("en") == (f"{zone} opened 25 datasets (demonstration data).")
    real = replace(row, numbers={"opening.datasets": replace(invented, provenance="measured")})
    assert (
        county(real, (real,), handmade.DAY).plain("en")
        == f"{zone} opened 25 datasets, no. 1 of the counties and zones."
    )


def test_a_day_of_invented_totals_reconciles_nothing_and_its_table_says_so() -> None:
    """368 and 59,490 of a past week were never published: they stand under no such heading, to be checked by nobody."""
    board = handmade.board()
    invented = tuple(
        replace(one, verdict="differs", difference=124, whole=replace(one.whole, provenance="demo", published=None))
        for one in board.reconciliations
    )
    board = replace(board, reconciliations=invented)
    panel = draw("reconciliation_table", board, View("report"))
    assert "0项待核对" in panel.text and f"{len(invented)}项为演示" in panel.text
    heads = [one.text for one in panel if one.tag == "th"]
    assert "公布数" not in heads and "总数" in heads
    assert not [one for one in panel if one.attributes.get("data-s") == "warn"]
    written = headlines(Draft(board.metrics, board.tables), invented, board.as_of)
    assert written["report"].plain("zh") == "2020-09-30没有可以对账的公布数字"
    said = conclusion(board, "trust", View("desktop"))
    assert isinstance(said, list) and said[0] == "没有可以对账的公布数字"
