"""The marks that are sentences: headline, strip at the foot, ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.board.headline import Headline, Phrase
from cockpit.board.quote import Quote
from cockpit.board.records import Notice
from cockpit.marks import ledger, quotation
from cockpit.marks.notice import behind, lost, strip
from cockpit.marks.phrases import headline
from cockpit.metrics.number import Number
from cockpit.units import Text
from tests import handmade

SAID = Headline(
    (Phrase("三个场景"), Phrase("已用上，", ends=True), Phrase("还差40项。", em=True)),
    (Phrase("Three scenarios,", ends=True), Phrase("40 to go.", em=True)),
)


def test_a_headline_breaks_only_between_phrases() -> None:
    assert headline(SAID, "zh").to_html() == (
        '<h1 class="phrase"><span class="unbroken">三个场景</span><wbr><span class="unbroken">已用上，</span><br>'
        '<em class="unbroken">还差40项。</em></h1>'
    )
    assert headline(SAID, "en").text == "Three scenarios, 40 to go."
    assert headline(None, "zh", tag="p").to_html() == '<p class="phrase"></p>'


def notice(level: str, text: str) -> Notice:
    return Notice(level, "volumes", None, Text(text, text), ("overview",))


def test_the_worst_comes_first_and_the_rest_is_counted() -> None:
    drawn = strip([notice("info", "a"), notice("warn", "b"), notice("crit", "c"), notice("warn", "d")], "zh")
    assert [one.text for one in drawn if one.tag == "li"] == ["c", "b", "d", "另有 1 项"]
    signs = [one.attributes for one in drawn if one.tag == "i"]
    assert [sign["data-s"] for sign in signs] == ["crit", "warn", "warn"]
    assert signs[0]["aria-label"] == "严重"
    assert strip([notice("info", "a")] * 5, "en").children[-1].text == "2 more"  # type: ignore[union-attr]
    assert strip([], "zh").to_html() == "<ul></ul>"


def test_an_old_board_is_a_notice() -> None:
    stale = handmade.database_lost().stale
    assert stale is not None
    assert lost(stale, ("overview",)) == Notice(
        "crit",
        "trust",
        None,
        Text("数据截至 09-30 18:20，交换库没有应答", "data to 09-30 18:20: the exchange database does not answer"),
        ("overview",),
    )


def test_an_old_board_names_the_three_sources_that_were_latest_before() -> None:
    source = handmade.source_lost().sources[0]
    late = [replace(source, name=Text(f"源{n}", f"S{n}"), state="late", overdue_hours=n) for n in range(1, 5)]
    broken = replace(source, name=Text("库", "B"), state="broken", overdue_hours=0)
    well = replace(source, state="current")
    assert behind([well]) == Text("", "")
    assert behind([well, late[0]]) == Text("；此前已延迟：源1", "; late before that: S1")
    assert behind([*late, broken, well]) == Text(
        "；此前已延迟：库、源4、源3 等5个来源", "; late before that: B, S4, S3 and 2 more"
    )


def test_the_ledger_ends_with_what_is_open() -> None:
    one = handmade.board().reconciliation("sharing.resources")
    rows = [row.text for row in ledger.closing(one, "zh", metric="sharing.resources")]
    assert rows == ["分项合计59,566", "公布总数59,690", "差额待核对0.21%124"]
    assert one is not None
    mark = ledger.side(one, "difference", "zh", metric="sharing.resources")
    assert mark.attributes["data-value"] == "124"
    assert mark.attributes["data-member"] == "reconciliations:sharing.resources"


def test_a_difference_keeps_its_sign_except_in_a_sentence_that_says_how_far_apart_two_numbers_are() -> None:
    one = handmade.board().reconciliation("volumes.items")
    assert one is not None
    mark = ledger.side(one, "difference", "zh", metric="volumes.items_confirmed")
    assert (mark.text, mark.attributes["data-value"]) == ("\N{MINUS SIGN}16", "-16")
    said = ledger.apart(one, "zh", metric="volumes.items_confirmed")
    assert (said.text, said.attributes["data-value"]) == ("16", "-16")


@pytest.mark.parametrize(("verdict", "rows"), [("agreed", 1), ("differs", 3), ("overlaps", 2), ("unknown", 2)])
def test_only_a_difference_has_a_diamond(verdict: str, rows: int) -> None:
    one = handmade.board().reconciliation("sharing.resources")
    assert one is not None
    closing = ledger.closing(replace(one, verdict=verdict), "zh", metric="sharing.resources")
    assert len(closing) == rows
    assert ("差额待核对" in "".join(row.text for row in closing)) == (verdict == "differs")


def test_without_a_reconciliation_there_is_nothing_to_close() -> None:
    assert ledger.closing(None, "zh", metric="m") == []
    assert ledger.difference(None, "zh", metric="m") == []
    unknown = handmade.nothing().reconciliation("sharing.resources")
    assert unknown is not None
    assert ledger.side(unknown, "difference", "zh", metric="m").text == "无数据"


def test_a_number_in_a_text_is_marked_with_the_words_it_is_said_in() -> None:
    number = Number(600_000_000, "record", provenance="published", published_qualifier="多", published=600_000_000)
    words = Text("6亿多", "more than 600 million")
    quotes = (Quote(words, "volumes.records", number), Quote(Text("7", "7"), "volumes.departments", number))
    before, mark, after = quotation.text("More than 600 million records", quotes, "en")
    assert (before, after) == ("", " records")
    assert mark.text == "More than 600 million"
    assert mark.attributes["data-value"] == "600000000"
    assert [getattr(piece, "text", piece) for piece in quotation.text("已归集6亿多条", quotes, "zh")] == [
        "已归集",
        "6亿多",
        "条",
    ]
