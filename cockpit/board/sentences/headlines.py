"""The conclusion of each scene: one sentence with a number in it, from published or measured numbers alone."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import BoardReconciliation, Headline, Row
from cockpit.board.items import STORED, left_out
from cockpit.board.keys import RowKey, SceneKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.county_headline import county
from cockpit.board.sentences.measure_words import listed, lowered, name, worded
from cockpit.board.sentences.page_headline import page_headline, shown
from cockpit.board.sentences.reconciliation_headline import reconciliation_headline, unreckoned
from cockpit.board.sentences.sentence_numbers import Draft, SentenceDraft, mark, quote, sayable, spoken
from cockpit.board.sentences.volume_sentences import missing, overview, say_gap, widest_gap
from cockpit.calendar import Period
from cockpit.metrics.subject import areas, subject_of
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text
from cockpit.units.messages import message, unwritten

SHORT_LIBRARIES = 3


def headlines(
    draft: Draft,
    reconciliations: tuple[BoardReconciliation, ...],
    as_of: date,
    *,
    period: Period = Period.WEEK,
    of: Text | None = None,
) -> dict[str, Headline]:
    """One a page; where its own sentence has nothing to say, what is found on the page is said instead.

    `of` is the unit that the board is of; None for the whole city.
    """
    lines = {**sentences(draft), "report": reconciliation_headline(reconciliations)}
    said = {page: line.done() for page, line in lines.items() if line}
    everything = shown(draft, as_of)
    for area in areas():
        if area.name not in said:
            own = [one for one in everything if subject_of(one.metric) == area.name]
            said[area.name] = page_headline(own, as_of, period=period, of=of)
    if "overview" not in said:
        said["overview"] = page_headline(everything, as_of, period=period, of=of)
    said.setdefault("report", unreckoned(as_of))
    counties = draft.tables["counties"]
    return said | {str(SceneKey("county", row.code)): county(row, counties, as_of, period=period) for row in counties}


def sentences(draft: Draft) -> dict[str, SentenceDraft]:
    """The sentence of its own of every page that has one, out of the numbers of the draft that are known."""
    return {
        "overview": overview(draft),
        "volumes": _volumes(draft),
        "sharing": _sharing(draft),
        "opening": _opening(draft),
        "meetings": _meetings(draft),
    }


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
        end = mark("clause" if gap else "stop")
        named = number <= SHORT_LIBRARIES
        if named:
            line.say(message("volumes.names", names=listed([_stem(row) for row in complete])))
        key = "volumes.stored_named" if named else "volumes.stored"
        line.say(message(key, count=worded(number), end=end), number, ends=True)
    if gap:
        say_gap(line, gap)
    return line


def _stem(row: Row) -> Text:
    """人口库 → 人口, 法人单位库 → 法人, 宏观经济库 → 宏观, as they stand in a list of libraries; GDP stays as it is."""
    called = name(row.short)
    zh = called.zh.removesuffix("库").removesuffix("单位").removesuffix("经济")
    return lowered(Text(zh, called.en))


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
        line.say(message("sharing.scenarios", count=worded(number)), number)
        line.say(message("sharing.shared", end=_parted() if connecting or requested else mark("stop")), ends=True)
    if connecting:
        called, numbers = _called(connecting, counted=not shared)
        end = mark("comma") if requested else mark("stop")
        line.say(message("sharing.connecting", scenarios=called, number=unwritten(len(connecting)), end=end), *numbers)
    if requested:
        called, numbers = _called(requested, counted=not shared and not connecting)
        line.say(
            message("sharing.requested", scenarios=called, number=unwritten(len(requested)), end=mark("stop")), *numbers
        )
    return line


def _parted() -> Text:
    """Between two parts of a sentence that English parts by a semicolon."""
    return Text(mark("comma").zh, mark("clause").en)


def _called(rows: list[Row], *, counted: bool) -> tuple[Text, tuple[int, ...]]:
    """By their names, or counted where the sentence would have no number otherwise."""
    if not counted:
        return listed([name(row.short) for row in rows]), ()
    return message("sharing.counted", count=worded(len(rows))), (len(rows),)


def _opening(draft: Draft) -> SentenceDraft:
    line = SentenceDraft()
    datasets, units = draft.sayable("opening.datasets"), draft.sayable("opening.units")
    if datasets:
        told = quote("opening.datasets", datasets)
        line.say(message("opening.datasets", datasets=spoken(datasets)), told)
        line.say(message("opening.opened", end=mark("comma") if units else mark("clause")), ends=True)
    if units:
        line.say(message("opening.units", units=spoken(units)), quote("opening.units", units))
    elif datasets:
        split = tuple(row for row in draft.tables["levels"] if sayable(row["opening.datasets"]))
        if split:
            parts = [message("opening.part", name=row.name, datasets=spoken(row["opening.datasets"])) for row in split]
            line.say(message("opening.parts", parts=listed(parts)), *_split(split))
        else:
            line.say(message("opening.unsplit"))
    return line


def _split(levels: tuple[Row, ...]) -> list[Quote]:
    return [quote("opening.datasets", row["opening.datasets"], member=RowKey("levels", row.code)) for row in levels]


def _meetings(draft: Draft) -> SentenceDraft:
    line = SentenceDraft()
    units, served = draft.sayable("meetings.units"), draft.sayable("meetings.served")
    if units:
        line.say(message("meetings.units", units=spoken(units)), quote("meetings.units", units))
        line.say(message("meetings.connected", end=_parted() if served else mark("stop")), ends=True)
    if served:
        line.say(message("meetings.served", meetings=spoken(served)), quote("meetings.served", served))
    return line
