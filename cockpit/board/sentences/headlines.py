"""The conclusion of each scene: one sentence with a number in it, from published or measured numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cockpit.board.board import BoardReconciliation, Headline, Row
from cockpit.board.items import STORED, left_out
from cockpit.board.keys import RowKey, SceneKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.county_headline import county
from cockpit.board.sentences.measure_words import name
from cockpit.board.sentences.page_headline import page_headline, shown
from cockpit.board.sentences.reconciliation_headline import reconciliation_headline, unreckoned
from cockpit.board.sentences.sentence_numbers import (
    Draft,
    SentenceDraft,
    counted,
    english,
    measured,
    plural,
    quote,
    said,
    sayable,
)
from cockpit.board.sentences.volume_sentences import missing, overview, say_gap, widest_gap
from cockpit.calendar import Period
from cockpit.metrics.subject import areas
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text

SHORT_LIBRARIES = 3


def headlines(
    draft: Draft, reconciliations: tuple[BoardReconciliation, ...], as_of: date, *, period: Period = Period.WEEK
) -> dict[str, Headline]:
    """One a page; where its own sentence has nothing to say, what is found on the page is said instead."""
    written = {
        "overview": overview(draft),
        "volumes": _volumes(draft),
        "sharing": _sharing(draft),
        "opening": _opening(draft),
        "meetings": _meetings(draft),
        "report": reconciliation_headline(reconciliations),
    }
    said = {page: line.done() for page, line in written.items() if line}
    for area in areas():
        said.setdefault(area.name, page_headline(shown(draft, as_of, (area.name,)), as_of, period=period))
    said.setdefault("overview", page_headline(shown(draft, as_of), as_of, period=period))
    said.setdefault("report", unreckoned(as_of))
    counties = draft.tables["counties"]
    return said | {str(SceneKey("county", row.code)): county(row, counties, as_of, period=period) for row in counties}


def _volumes(draft: Draft) -> SentenceDraft:
    line = SentenceDraft()
    complete = [
        row
        for row in draft.tables["libraries"]
        if row[STORED].value and sayable(row[STORED]) and not missing(row) and left_out(row) is None
    ]
    gap = widest_gap(draft)
    if complete:
        number = len(complete)
        end = "；" if gap else "。"
        if number <= SHORT_LIBRARIES:
            names_zh = "、".join(_stem(row) for row in complete)
            names_en = _listed([name(row.short).en for row in complete])
            line.say(names_zh, f"{names_en}:")
        zh = f"{counted(number, 'zh')}库编目项全部入库{end}"
        count = counted(number, "en")
        lead = count.lower() if number <= SHORT_LIBRARIES else f"{count} libraries"
        line.say(zh, f"{lead} fully stored{english(end)}", number, ends=True)
    if gap:
        say_gap(line, gap)
    return line


def _stem(row: Row) -> str:
    """人口库 → 人口, 法人单位库 → 法人, 宏观经济库 → 宏观, as they stand in a list of libraries."""
    return name(row.short).zh.removesuffix("库").removesuffix("单位").removesuffix("经济")


def _listed(names: list[str]) -> str:
    lower = [names[0], *(one[0].lower() + one[1:] for one in names[1:])]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} and {lower[-1]}"


def _sharing(draft: Draft) -> SentenceDraft:
    line = SentenceDraft()
    by_state: dict[str, list[Row]] = {
        ScenarioState.SHARED: [],
        ScenarioState.CONNECTING: [],
        ScenarioState.REQUESTED: [],
    }
    for row in draft.tables["scenarios"]:
        if sayable(row["sharing.scenario_volume"]):
            by_state[row.get("state")].append(row)
    shared, connecting, requested = by_state["shared"], by_state["connecting"], by_state["requested"]
    if shared:
        number = len(shared)
        more = connecting or requested
        one = number == 1
        line.say(f"{counted(number, 'zh')}个场景", f"{counted(number, 'en')} scenario{'' if one else 's'}", number)
        uses = f"use{'s' if one else ''} shared data{';' if more else '.'}"
        line.say(f"已用上共享数据{'，' if more else '。'}", uses, ends=True)
    if connecting:
        called, end = _called(connecting, counted_=not shared), "，" if requested else "。"
        line.say(f"{called.zh}正逐步对接{end}", f"{called.en} connecting{english(end)}", *called.numbers)
    if requested:
        called = _called(requested, counted_=not shared and not connecting)
        line.say(f"{called.zh}提出需求。", f"{called.en} requested.", *called.numbers)
    return line


@dataclass(frozen=True)
class Called:
    zh: str
    en: str
    numbers: tuple[int, ...] = ()


def _called(rows: list[Row], *, counted_: bool) -> Called:
    """By their names, or counted where the sentence would have no number otherwise."""
    if counted_:
        number = len(rows)
        things = plural(number, "scenario")
        return Called(f"{counted(number, 'zh')}个场景", f"{counted(number, 'en')} {things}", (number,))
    names = _names(rows)
    return Called(names.zh, names.en)


def _names(rows: list[Row]) -> Text:
    named = [name(row.short) for row in rows]
    return Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))


def _opening(draft: Draft) -> SentenceDraft:
    line = SentenceDraft()
    datasets, units = draft.sayable("opening.datasets"), draft.sayable("opening.units")
    if datasets:
        line.say(
            f"{measured(datasets, '个')}数据集",
            f"{said(datasets, 'en')} {plural(datasets, 'dataset')}",
            quote("opening.datasets", datasets),
        )
        end = "，" if units else "；"
        line.say(f"已向社会开放{end}", f"open to the public{english(end)}", ends=True)
    if units:
        line.say(
            f"来自{measured(units, '个')}单位。",
            f"from {said(units, 'en')} {plural(units, 'unit')}.",
            quote("opening.units", units),
        )
    elif datasets:
        split = tuple(row for row in draft.tables["levels"] if sayable(row["opening.datasets"]))
        if split:
            parts_zh = "，".join(f"{row.name.zh}{measured(row['opening.datasets'], '个')}" for row in split)
            parts_en = ", ".join(f"{row.name.en} {said(row['opening.datasets'], 'en')}" for row in split)
            line.say(f"{parts_zh}。", f"{parts_en}.", *_split(split))
        else:
            line.say("县区分布尚未公布。", "their split by county is not published yet.")
    return line


def _split(levels: tuple[Row, ...]) -> list[Quote]:
    return [quote("opening.datasets", row["opening.datasets"], member=RowKey("levels", row.code)) for row in levels]


def _meetings(draft: Draft) -> SentenceDraft:
    line = SentenceDraft()
    units, served = draft.sayable("meetings.units"), draft.sayable("meetings.served")
    if units:
        line.say(
            f"{measured(units, '个')}单位",
            f"{said(units, 'en')} {plural(units, 'unit')}",
            quote("meetings.units", units),
        )
        line.say(
            f"接入视频会议{'，' if served else '。'}", f"on the video-meeting system{';' if served else '.'}", ends=True
        )
    if served:
        line.say(
            f"已保障会议{measured(served, '次')}。",
            f"{said(served, 'en')} {plural(served, 'meeting')} served.",
            quote("meetings.served", served),
        )
    return line
