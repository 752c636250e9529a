"""The conclusion of each scene: one sentence with a number in it, from published or measured numbers alone."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import Headline, Reconciliation, Row
from cockpit.board.quote import Quote
from cockpit.board.words.county import county
from cockpit.board.words.sayable import Draft, Line, apart, quote, said, sayable
from cockpit.board.words.spoken import name
from cockpit.units import Text

COUNTED_ZH = "零一二三四五六七八九十"
COUNTED_EN = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
SHORT_LIBRARIES = 3


def headlines(draft: Draft, reconciliations: tuple[Reconciliation, ...], as_of: date) -> dict[str, Headline]:
    written = {
        "overview": _overview(draft),
        "volumes": _volumes(draft),
        "sharing": _sharing(draft),
        "opening": _opening(draft),
        "meetings": _meetings(draft),
        "report": _report(reconciliations),
    }
    silent = {name: _silent(as_of) for name in written} | {"report": _unreckoned(as_of)}
    said = {name: line.done() if line else silent[name] for name, line in written.items()}
    return said | {f"county-{row.code}": county(row, draft.tables["counties"]) for row in draft.tables["counties"]}


def _unreckoned(as_of: date) -> Headline:
    day = as_of.isoformat()
    return Line().say(f"{day}没有可以对账的公布数字", f"No published figure to reconcile on {day}").done()


def _silent(as_of: date) -> Headline:
    """What there is to say where every number is invented or missing."""
    day = as_of.isoformat()
    line = Line().say(f"{day}没有公布或实测的数字；", f"Nothing published or measured for {day};", ends=True)
    return line.say("画面上的数字均为演示或空缺。", "every figure shown is demonstration data or missing.").done()


def counted(number: int, language: str) -> str:
    if not 0 <= number <= 10:
        return str(number)
    if language == "zh" and number == 2:
        return "两"
    return COUNTED_EN[number] if language == "en" else COUNTED_ZH[number]


def widest_gap(draft: Draft) -> Row | None:
    """The library with the most items catalogued and not stored, if that may be said."""
    rows = [row for row in draft.tables["libraries"] if _gap(row) and sayable(row["volumes.items_stored"])]
    return max(rows, key=lambda row: (_gap(row), row.code), default=None)


def _gap(row: Row) -> int:
    catalogued, stored = row["volumes.items_catalogued"].value, row["volumes.items_stored"].value
    return int(catalogued - stored) if catalogued is not None and stored is not None else 0


def _say_gap(line: Line, row: Row) -> None:
    stored, catalogued, gap = gap_quotes(row)
    ratio = f"{stored.words.zh}/{catalogued.words.zh}"
    called = name(row.short)
    line.say(f"{called.zh}{ratio}项，", f"{called.en} {ratio} items,", stored, catalogued)
    line.say(f"还差{gap.words.zh}项。", f"{gap.words.zh} still missing.", gap, em=True)


def gap_quotes(row: Row) -> tuple[Quote, Quote, Quote]:
    """Stored, catalogued and missing items of a library."""
    names = ("volumes.items_stored", "volumes.items_catalogued", "volumes.items_missing")
    stored, catalogued, missing = (quote(name, row[name], member=f"libraries:{row.code}") for name in names)
    return stored, catalogued, missing


def _overview(draft: Draft) -> Line:
    line = Line()
    records, departments = draft.sayable("volumes.records"), draft.sayable("volumes.departments")
    gap = widest_gap(draft)
    if records:
        zh, en = said(records, "zh"), said(records, "en")
        end = "，" if departments else "；" if gap else "。"
        line.say(
            f"{zh}条数据已归集{end}",
            f"{en[0].upper()}{en[1:]} records gathered{_en(end)}",
            quote("volumes.records", records),
        )
    if departments:
        end = "；" if gap else "。"
        line.say(
            f"{said(departments, 'zh')}个部门供数{end}",
            f"{said(departments, 'en')} departments contribute{_en(end)}",
            quote("volumes.departments", departments),
            ends=True,
        )
    if gap:
        _say_gap(line, gap)
    return line


def _en(mark: str) -> str:
    return {"，": ",", "；": ";", "。": "."}[mark]


def _volumes(draft: Draft) -> Line:
    line = Line()
    complete = [
        row
        for row in draft.tables["libraries"]
        if row["volumes.items_stored"].value and sayable(row["volumes.items_stored"]) and not _gap(row)
    ]
    gap = widest_gap(draft)
    if complete:
        number = len(complete)
        end = "；" if gap else "。"
        if number <= SHORT_LIBRARIES:
            names_zh = "、".join(_stem(row) for row in complete)
            names_en = _listed([name(row.short).en for row in complete])
            line.say(names_zh, names_en)
        zh = f"{counted(number, 'zh')}库编目项全部入库{end}"
        lead = "" if number <= SHORT_LIBRARIES else f"{counted(number, 'en')} libraries "
        line.say(zh, f"{lead}fully stored{_en(end)}", number, ends=True)
    if gap:
        _say_gap(line, gap)
    return line


def _stem(row: Row) -> str:
    """人口库 → 人口, 法人单位库 → 法人, 宏观经济库 → 宏观, as they stand in a list of libraries."""
    return name(row.short).zh.removesuffix("库").removesuffix("单位").removesuffix("经济")


def _listed(names: list[str]) -> str:
    lower = [names[0], *(one[0].lower() + one[1:] for one in names[1:])]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} and {lower[-1]}"


def _sharing(draft: Draft) -> Line:
    line = Line()
    by_state: dict[str, list[Row]] = {"shared": [], "connecting": [], "requested": []}
    for row in draft.tables["scenarios"]:
        if sayable(row["sharing.scenario_volume"]):
            by_state[row.get("state")].append(row)
    shared, connecting, requested = by_state["shared"], by_state["connecting"], by_state["requested"]
    if shared:
        number = len(shared)
        more = connecting or requested
        line.say(
            f"{counted(number, 'zh')}个场景", f"{counted(number, 'en')} scenario{'s' if number > 1 else ''}", number
        )
        line.say(f"已用上共享数据{'，' if more else '。'}", f"use shared data{';' if more else '.'}", ends=True)
    if connecting:
        names = _names(connecting)
        line.say(
            f"{names.zh}正逐步对接{'，' if requested else '。'}", f"{names.en} connecting{',' if requested else '.'}"
        )
    if requested:
        names = _names(requested)
        line.say(f"{names.zh}提出需求。", f"{names.en} requested.")
    return line


def _names(rows: list[Row]) -> Text:
    named = [name(row.short) for row in rows]
    return Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))


def _opening(draft: Draft) -> Line:
    line = Line()
    datasets, units = draft.sayable("opening.datasets"), draft.sayable("opening.units")
    if datasets:
        line.say(
            f"{said(datasets, 'zh')}个数据集", f"{said(datasets, 'en')} datasets", quote("opening.datasets", datasets)
        )
        end = "，" if units else "；"
        line.say(f"已向社会开放{end}", f"open to the public{_en(end)}", ends=True)
    if units:
        line.say(f"来自{said(units, 'zh')}个单位。", f"from {said(units, 'en')} units.", quote("opening.units", units))
    elif datasets:
        split = draft.tables["levels"]
        if all(sayable(row["opening.datasets"]) for row in split) and split:
            parts_zh = "，".join(f"{row.name.zh}{said(row['opening.datasets'], 'zh')}个" for row in split)
            parts_en = ", ".join(f"{row.name.en} {said(row['opening.datasets'], 'en')}" for row in split)
            line.say(f"{parts_zh}。", f"{parts_en}.", *_split(split))
        else:
            line.say("县区分布尚未公布。", "their split by county is not published yet.")
    return line


def _split(levels: tuple[Row, ...]) -> list[Quote]:
    return [quote("opening.datasets", row["opening.datasets"], member=f"levels:{row.code}") for row in levels]


def _meetings(draft: Draft) -> Line:
    line = Line()
    units, served = draft.sayable("meetings.units"), draft.sayable("meetings.served")
    if units:
        line.say(f"{said(units, 'zh')}个单位", f"{said(units, 'en')} units", quote("meetings.units", units))
        line.say(
            f"接入视频会议{'，' if served else '。'}", f"on the video-meeting system{';' if served else '.'}", ends=True
        )
    if served:
        line.say(
            f"已保障会议{said(served, 'zh')}次。",
            f"{said(served, 'en')} meetings served.",
            quote("meetings.served", served),
        )
    return line


def _report(reconciliations: tuple[Reconciliation, ...]) -> Line:
    line = Line()
    checked = [one for one in reconciliations if one.verdict != "unknown" and sayable(one.whole)]
    differing = [one for one in checked if one.verdict == "differs"]
    if not checked:
        return line
    number = len(checked)
    if not differing:
        return line.say(
            f"{counted(number, 'zh')}项对账，全部一致或有口径解释",
            f"{counted(number, 'en')} reconciliations, all explained",
            number,
        )
    worst = max(differing, key=lambda one: (abs(one.difference or 0), one.name))
    gap = apart(worst)
    line.say(
        f"{counted(number, 'zh')}项对账，{counted(len(differing), 'zh')}项待核对：",
        f"{counted(number, 'en')} reconciliations, {counted(len(differing), 'en').lower()} open:",
        number,
        len(differing),
    )
    return line.say(
        f"{name(worst.title).zh}总数与分项差{gap.words.zh}",
        f"{name(worst.title).en.lower()} differ from their parts by {gap.words.en}",
        gap,
    )
