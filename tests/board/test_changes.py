"""What changed, in sentences: every number is one of the two boards, and every sentence can be read aloud.

Random pairs of boards stand for what nobody thought of: 250 here, COCKPIT_BOARDS=5000 (make proof) takes more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.board.board import Board
from cockpit.board.board_comparison import compared_with
from cockpit.board.change import Change
from cockpit.board.quote import Quote
from cockpit.board.sentences import week_headline
from cockpit.board.sentences.change_sentences import MOST, WEIGHTS
from cockpit.board.sentences.headlines import headlines
from cockpit.board.sentences.moves import moves
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.metrics.number import Number
from cockpit.panels.panel import draw
from cockpit.panels.view import View
from cockpit.units import UNITS
from tests import chance, handmade

EXAMPLES = int(os.environ.get("COCKPIT_BOARDS", "250"))
NOTHING = r"(?<![A-Za-z])(None|nan|inf)(?![A-Za-z])"
WRONG_ZH = re.compile(
    r"[，；。、：]{2}|^[，；。、 ]|[\t\n]|(?<![A-Za-z0-9]) | (?![A-Za-z0-9])|None|nan|inf|[-][0-9]|−0(?![.,\d])"
    r"|[{}]|（）|其中[。，]"
)
WRONG_EN = re.compile(
    r"[,;:.]{2}|[,;] [,;.]|^[,;. ]| [,;.]| {2}|\bNone\b|\bnan\b|\binf\b|-[0-9]|−0(?![.,\d])|[{}]|\(\)|[\u4e00-\u9fff]"
    r"|(?<![\d.,−])1 (?!less|is )[a-z]+s\b"
)
DATE = re.compile(r"\d{4}-\d\d-\d\d")
BEFORE = handmade.board()


def before(**metrics: float | None) -> Board:
    """The hand-made board a week earlier with other numbers, both of them published or measured."""
    made = {name.replace("__", "."): replace(BEFORE[name.replace("__", ".")], value=value, published=None,
            published_qualifier=None, provenance="measured") for name, value in metrics.items()}  # fmt: skip
    return replace(BEFORE, metrics={**BEFORE.metrics, **made})


def said(board: Board, was: Board, language: str = "zh") -> list[str]:
    week_before = replace(was, as_of=board.as_of - timedelta(days=7))
    return [one.plain(language) for one in compared_with(board, week_before).changes]


def measured(board: Board, **numbers: float | None) -> Board:
    made = {name.replace("__", "."): replace(board[name.replace("__", ".")], value=value, published=None,
            published_qualifier=None, provenance="measured") for name, value in numbers.items()}  # fmt: skip
    return replace(board, metrics={**board.metrics, **made})


def test_a_sum_is_more_or_less_than_the_week_before() -> None:
    board = measured(BEFORE, opening__downloads=2_113)
    assert said(board, before(opening__downloads=2_131)) == ["下载次数2,113次，比上周少18次。"]
    assert said(board, before(opening__downloads=2_112), "en") == ["Downloads: 2,113, 1 more than the week before."]


def test_a_level_has_risen_or_fallen_within_the_week_and_keeps_its_qualifier() -> None:
    board = replace(BEFORE, metrics={**BEFORE.metrics, "volumes.records": handmade.published(
        "volumes.records", 601_910_000, "多", said=600_000_000)})  # fmt: skip
    assert said(board, before(volumes__records=601_000_000)) == ["基础库记录6亿多条，一周增加91万条。"]
    assert said(board, before(volumes__records=602_000_000), "en") == [
        "Base library records: more than 600 million, down 90,000 in the week."
    ]


def test_a_share_moves_in_percentage_points_and_not_at_all_below_a_tenth() -> None:
    board = measured(BEFORE, opening__updated_share=0.95)
    assert said(board, before(opening__updated_share=0.938)) == ["按时更新率95.0%，一周上升1.2个百分点。"]
    assert said(board, before(opening__updated_share=0.9504)) == []


def test_nothing_is_said_of_zero_of_a_tie_or_of_a_missing_week() -> None:
    assert said(measured(BEFORE, opening__downloads=0), before(opening__downloads=0)) == []
    assert said(measured(BEFORE, opening__downloads=5), before(opening__downloads=None)) == []
    assert said(measured(BEFORE, opening__downloads=None), before(opening__downloads=5)) == []
    assert said(BEFORE, BEFORE) == []


def test_down_to_zero_and_up_from_zero_are_said_as_they_are() -> None:
    assert said(measured(BEFORE, opening__downloads=0), before(opening__downloads=18)) == [
        "下载次数0次，比上周少18次。"
    ]
    assert said(measured(BEFORE, opening__downloads=1), before(opening__downloads=0)) == ["下载次数1次，比上周多1次。"]


def libraries(board: Board, **records: int) -> Board:
    """Records of some libraries; all others stay."""
    rows = tuple(
        replace(row, numbers={**row.numbers, "volumes.records": replace(row["volumes.records"], provenance="measured",
                published=None, published_qualifier=None, value=records.get(row.code, row["volumes.records"].value))})
        for row in board.rows("libraries")
    )  # fmt: skip
    return replace(board, tables={**board.tables, "libraries": rows})


def test_the_parts_that_moved_most_are_named_unless_they_are_equal() -> None:
    now, was = measured(BEFORE, volumes__records=1_000), before(volumes__records=900)
    one = said(libraries(now, population=80), libraries(was, population=10))
    assert one == ["基础库记录1,000条，一周增加100条，其中人口库增加70条。"]
    two = said(libraries(now, population=80, legal=40), libraries(was, population=10, legal=10))
    assert two == ["基础库记录1,000条，一周增加100条，其中人口库增加70条、法人单位库增加30条。"]
    tie = said(libraries(now, population=60, legal=60), libraries(was, population=10, legal=10))
    assert tie == ["基础库记录1,000条，一周增加100条，其中法人单位库增加50条、人口库增加50条。"]
    three = {"population": 40, "legal": 40, "macro": 40}
    assert said(libraries(now, **three), libraries(was, **dict.fromkeys(three, 10))) == [
        "基础库记录1,000条，一周增加100条。"
    ]


def test_a_part_that_moved_more_than_the_whole_is_not_called_a_part_of_it() -> None:
    now, was = measured(BEFORE, volumes__records=1_000), before(volumes__records=900)
    now, was = libraries(now, population=300), libraries(was, population=10)
    assert said(now, was) == ["基础库记录1,000条，一周增加100条，仅人口库增加290条。"]
    assert said(now, was, "en") == ["Base library records: 1,000, up 100 in the week; Population 290 alone."]


def test_a_record_and_the_end_of_a_run_are_told_when_every_week_is_known() -> None:
    points = BEFORE.courses["meetings.held"]

    def held(*values: int | None) -> list[str]:
        course = tuple(replace(point, value=value) for point, value in zip(points, values, strict=True))
        board = replace(measured(BEFORE, meetings__held=values[-1]), courses={"meetings.held": course})
        return said(board, before(meetings__held=values[-2]))

    assert held(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20) == ["召开会议20次，比上周多9次，为近十二周最高。"]
    assert held(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 5) == ["召开会议5次，比上周少6次，连升十周后首次回落。"]
    assert held(9, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 20) == []
    assert held(20, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20) == ["召开会议20次，比上周多9次。"]
    assert held(1, None, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20) == ["召开会议20次，比上周多9次。"]


def test_a_source_that_became_late_and_one_that_came_back() -> None:
    late = replace(BEFORE.sources[0], state="late", overdue_hours=1, provenance="measured")
    current = replace(BEFORE.sources[0], state="current", overdue_hours=0, provenance="measured")
    now = replace(BEFORE, sources=(late,), metrics={**BEFORE.metrics, "trust.sources_current": handmade.published(
        "trust.sources_current", 9)})  # fmt: skip
    was = replace(BEFORE, sources=(current,))
    assert said(now, was) == [f"11个数据来源中9个按时，{late.name.zh}延迟1小时。"]
    assert said(now, was, "en") == [f"Of 11 sources, 9 in time; {late.name.en} 1 hour late."]
    assert said(was, now) == [f"11个数据来源中9个按时，{late.name.zh}已恢复。"]


def test_a_difference_opens_changes_and_closes() -> None:
    index = next(i for i, one in enumerate(BEFORE.reconciliations) if one.name == "sharing.resources")
    one = BEFORE.reconciliations[index]

    def with_(verdict: str, difference: int) -> Board:
        return replace(BEFORE, reconciliations=(replace(one, verdict=verdict, difference=difference),))

    title = one.title.zh
    assert said(with_("differs", 124), with_("agreed", 0)) == [f"{title}总数与分项新出现差额124个。"]
    assert said(with_("differs", 124), with_("differs", 96)) == [f"{title}总数与分项的差额由96个变为124个。"]
    assert said(with_("agreed", 0), with_("differs", -96)) == [f"{title}总数与分项的差额96个已消除。"]
    assert said(with_("unknown", 0), with_("differs", 96)) == []


def test_a_target_is_crossed_either_way_also_where_less_is_better() -> None:
    def with_(current: float, attainment: float, good: str, goal: float) -> Board:
        row = handmade.board().rows("targets")[0]
        numbers = {
            "targets.current": Number(current, "share", provenance="measured"),
            "targets.goal": Number(goal, "share", provenance="published"),
            "targets.attainment": Number(attainment, "share", provenance="measured"),
        }
        named = replace(row, numbers=numbers, attributes={**row.attributes, "good": good, "metric": "x.y"})
        return replace(BEFORE, tables={**BEFORE.tables, "targets": (named,)})

    name = BEFORE.rows("targets")[0].short.zh
    up, down = (0.975, 1.005, "up", 0.97), (0.942, 0.97, "up", 0.97)
    assert said(with_(*up), with_(*down)) == [f"{name}97.5%，达到97.0%的目标。"]
    assert said(with_(*down), with_(*up)) == [f"{name}94.2%，不再达到97.0%的目标。"]
    assert said(with_(0.96996, 0.9999, "up", 0.97), with_(*up)) == [f"{name}略低于97.0%的目标。"]
    few, many = (0.019, 1.05, "down", 0.02), (0.031, 0.65, "down", 0.02)
    assert said(with_(*many), with_(*few)) == [f"{name}3.1%，超出2.0%的上限。"]
    assert said(with_(*few), with_(*many)) == [f"{name}1.9%，回到2.0%的上限以内。"]


def test_what_is_invented_says_so_and_comes_after_every_fact() -> None:
    was = before(opening__downloads=10, opening__datasets=1_900)
    board = measured(BEFORE, opening__datasets=1_914)
    board = replace(board, metrics={**board.metrics, "opening.downloads": handmade.demo("opening.downloads", 1_000)})
    assert said(board, was) == [
        "开放数据集1,914个，一周增加14个。",
        "下载次数1,000次，比上周多990次（演示）。",
    ]


def test_a_week_in_which_all_is_invented_says_nothing_as_a_fact() -> None:
    board = handmade.all_demo()
    was = replace(board, metrics={name: replace(n, value=None if n.value is None else n.value * 2)
                                  for name, n in board.metrics.items()})  # fmt: skip
    told = compared_with(board, was).changes
    assert told and all(one.plain("zh").endswith("（演示）。") and one.plain("en").endswith(" (demo).") for one in told)


def test_two_boards_always_give_the_same_sentences() -> None:
    now, was = chance.pair(7)
    assert said(now, was) == said(now, was)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, 2**32))
def test_every_sentence_reads_in_both_languages_and_every_number_is_in_one_of_the_boards(seed: int) -> None:
    now, was = chance.pair(seed)
    compared = compared_with(now, was)
    told = compared.changes
    assert len(told) <= MOST
    assert [one.demo for one in told] == sorted(one.demo for one in told)
    assert len({one.metric for one in told if one.kind == "move"}) == sum(one.kind == "move" for one in told)
    for one in told:
        reads(one)
        for quote in one.quotes:
            assert quote.value == held(now, was, quote), (quote, one.plain("zh"))
        true(one, now, was)
    front_reads(compared, now, was)
    if seed % 10 == 0:
        pages_read(compared)


def pages_read(board: Board) -> None:
    """The other sentences of the report, on the same boards."""
    for language in ("zh", "en"):
        for panel in ("report_lead", "changes", "week_changes"):
            text = draw(panel, board, View("report", language=language)).text
            assert not re.search(rf"{NOTHING}|，，|。。|，。|,,|\.\.|暂时无法显示", text), text
        wrong = WRONG_EN if language == "en" else WRONG_ZH
        for one in headlines(Draft(board.metrics, board.tables), board.reconciliations, board.as_of).values():
            text = DATE.sub("then", one.plain(language)) if language == "en" else one.plain(language)
            number = r"\d|[一两三四五六七八九十]|(?i:one|two|three|four|five|six|seven|eight|nine|ten)"
            assert re.search(number, text) or re.search(
                "没有公布|没有可以|没有数据|未接收|尚未|Nothing|No published|No data|no record|no dataset|no resource",
                text,
            ), text
            assert not wrong.search(text.replace(str(board.as_of), "某日")), text


def front_reads(compared: Board, now: Board, was: Board) -> None:
    """The conclusions of both pages: no invented number beside a real one, each of a board, one sentence each."""
    for scene in (week_headline.WEEK, week_headline.REPORT):
        said = compared.headline[scene]
        zh, en = (DATE.sub("某日" if language == "zh" else "then", said.plain(language)) for language in ("zh", "en"))
        silent = zh.startswith("某日没有") or zh == "某日的数字来源不明。"
        assert silent or re.search(r"\d|[零一两三四五六七八九十]项", zh), zh
        assert not WRONG_ZH.search(zh) and not WRONG_EN.search(en), (zh, en)
        assert en[0].isupper() or en[0].isdigit() or en[0] in "<−", en
        if scene == week_headline.WEEK:
            assert zh.endswith("。") and zh.count("。") == 1 and zh.count("；") <= 1 and en.endswith("."), zh
        for language in ("zh", "en"):
            for phrase in said[language]:
                rest = phrase.text.lower()
                for quote in phrase.quotes:
                    assert (quote.provenance == "demo") == zh.endswith("（演示数据）。"), zh
                    assert quote.words[language].lower() in rest, phrase
                    assert quote.value == held(now, was, quote), phrase
                    rest = rest.replace(quote.words[language].lower(), "", 1)
                assert silent or not re.search(r"\d", rest), phrase
    told, left = week_headline.news(compared), week_headline.displaced(compared)
    assert told is None or (told == week_headline.most(compared) and not told.demo)
    assert left is None or (told is not None and not WRONG_ZH.search(left.plain("zh")))
    assert all(not one.demo and one != week_headline.most(compared) for one in week_headline.lead(compared))


def reads(one: Change) -> None:
    """By rule: it ends once, opens and closes, has a number with its measure word, and no number that is not quoted."""
    zh, en = one.plain("zh"), one.plain("en")
    assert zh.endswith("。") and zh.count("。") == 1 and not WRONG_ZH.search(zh), zh
    assert en.endswith(".") and not WRONG_EN.search(en), en
    assert zh.count("（") == zh.count("）") == int(one.demo) and en.count("(") == en.count(")") == int(one.demo)
    assert re.search(r"\d", zh) and re.search(r"\d", en)
    assert len(zh) <= 130 and len(en) <= 280, (len(zh), len(en))
    assert one.kind in WEIGHTS and 0 <= one.weight <= 50
    for piece in one.pieces:
        if not isinstance(piece, Quote):
            assert not re.search(r"\d", piece.zh + piece.en), piece
            continue
        unit = UNITS[piece.number.unit]
        measured = {"share": ("%", "个百分点"), "bytes": ("B",)}.get(unit.style, (unit.text.zh,))
        assert piece.words.zh.removesuffix("以上").endswith(measured), piece


def held(now: Board, was: Board, quote: Quote) -> int | float | None:
    """The value that the two boards have for a quote, found again from its name alone."""
    table, _, code = (quote.member or "").partition(":")
    if table == "reconciliations":
        board = was if (quote.part or "").startswith("before:") else now
        return next(one.difference for one in board.reconciliations if one.name == code)
    if table == "sources":
        return next(one.overdue_hours for one in now.sources if one.code == code)
    numbers = []
    for board in (now, was):
        row = board.row(table, code) if table else None
        numbers.append(board.metrics.get(quote.metric) if not table else row and row.numbers.get(quote.metric))
    number, then = numbers
    assert number is not None
    if quote.part == "known":  # of all catalogued items those of which it is known whether they are stored
        row = now.row(table, code)
        assert row is not None
        return (row["volumes.items_stored"].value or 0) + (row["volumes.items_missing"].value or 0)
    if quote.part == "published":
        return number.published
    if quote.part != "change":
        return number.value
    assert then is not None and then.value is not None and number.value is not None
    return round(number.value - then.value, 1 if number.unit == "millisecond" else 6)


def true(one: Change, now: Board, was: Board) -> None:
    """What a move claims holds in the boards: its direction, its parts, its record."""
    if one.kind != "move":
        return
    value, then = now[one.metric].value, was[one.metric].value
    assert value is not None and then is not None
    zh = one.plain("zh")
    assert bool(re.search("多|增加|上升", zh.partition("，")[2][:6])) == (value > then), zh
    course = [point.value for point in now.courses.get(one.metric, ())]
    if "最高" in zh or "最低" in zh:
        known = [number for number in course[:-1] if number is not None]
        assert len(known) == len(course) - 1 and course[-1] == value
        assert value > max(known) if "最高" in zh else value < min(known)
    for part in parts(one):
        table, _, code = (part.member or "").partition(":")
        moved = {row.code: gap(row.code, table, part.metric, now, was) for row in now.rows(table)}
        sizes = {row: abs(size) for row, size in moved.items() if size * (value - then) > 0 and row != "others"}
        named = {(other.member or "").partition(":")[2] for other in parts(one)}
        assert all(sizes[code] > size for other, size in sizes.items() if other not in named), zh


def parts(one: Change) -> Iterator[Quote]:
    return (quote for quote in one.quotes if quote.member)


def gap(code: str, table: str, metric: str, now: Board, was: Board) -> int | float:
    after, ago = now.row(table, code), was.row(table, code)
    known = [row.numbers[metric].value if row and metric in row.numbers else None for row in (after, ago)]
    return 0 if None in known else round(known[0] - known[1], 12)  # type: ignore[operator]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_shows_the_sentences_with_every_number_marked(language: str) -> None:
    now, was = chance.pair(11)
    drawn = draw("week_changes", compared_with(now, was), View("report", language=language))
    lines = [part for part in drawn if part.tag == "li"]
    assert [line.text for line in lines] == said(now, was, language)
    for line in lines:
        rest = "".join(child for child in line.children if isinstance(child, str))
        assert not re.search(r"\d", rest)
        assert all("data-metric" in child.attributes for child in line.children if not isinstance(child, str))


def test_what_has_come_so_far_does_not_fall_but_is_restated() -> None:
    """The province had handed back 2,980,000 records, and now says 2,960,000."""
    lower = Number(2_960_000, "record", as_of=handmade.DAY, provenance="measured", previous=2_980_000, change=-20_000,
                   change_provenance="measured")  # fmt: skip
    more = replace(lower, value=3_000_000, change=20_000)
    said = {}
    for name, number in (("lower", lower), ("more", more)):
        board = replace(handmade.board(), metrics={**handmade.board().metrics, "volumes.return_records": number})
        (told,) = [one for one in moves(board) if one.metric == "volumes.return_records"]
        said[name] = (told.plain("zh"), told.plain("en"))
    assert said["lower"][0].startswith("省级回流296万条，一周更正，少计2万条")
    assert said["lower"][1].startswith("Returned by the province: 2.96 million, restated, lower by 20,000 in the week")
    assert "增加" in said["more"][0] and ", up 20,000" in said["more"][1]
