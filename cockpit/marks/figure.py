"""One number as it stands on a page, with everything that a reader or a test may want to know about it."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Point, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.sentences.coverage_sentences import portion
from cockpit.board.sentences.coverage_sentences import told as covered_words
from cockpit.marks.element import Element, NumberElement, el
from cockpit.metrics.number import Note, Number, unknown
from cockpit.units import UNITS, Text, Written, count, exact, figure
from cockpit.units import change as signed
from cockpit.units import sentence as spoken_words
from cockpit.units.unit import UnitStyle

WORDS = {
    Note.NOT_PUBLISHED: Text("未公布", "not published"),
    Note.NO_DATA: Text("无数据", "no data"),
    Note.NOT_SPLIT: Text("未分列", "not split"),
    Note.NOT_CONNECTED: Text("待接入", "not connected"),
    Note.BUILDING: Text("在建", "under way"),
    Note.NO_HISTORY: Text("历史不足", "history too short"),
    Note.INCOMPLETE: Text("暂不比", "not compared"),
}
"""What is written where a number is not known; never 0 and never nothing."""

SIGNED = ("change", "same_change")
BRIEF = {" million": "M", " billion": "B"}
"""English scales take one letter in lists; Chinese ones are one character already."""


WIDE = 5
"""More digits and separators than that make a number of a block a size smaller, so that its unit still fits."""


def number(
    metric: str,
    given: Number,
    language: str,
    *,
    member: RowKey | None = None,
    part: PartKey | None = None,
    unit: bool = False,
    sentence: bool = False,
    class_: str | None = None,
) -> NumberElement:
    """A number in a line or a list: 约6,000万, 15项, +118万, or the word for not knowing.

    `part` says what is shown of it: change, previous and published are taken from the number; any other part names what
    the number handed in is (course:3, difference). `unit` appends what is counted; `sentence` writes 6亿多 for 6+亿.
    """
    shown = given.part(part)
    text = _text(shown, language, part=part, unit=unit, sentence=sentence)
    return _marked("span", text, metric=metric, shown=shown, member=member, part=part, class_=class_, language=language)


def quoted(
    words: str, metric: str, given: Number, language: str, *, member: RowKey | None = None, part: PartKey | None = None
) -> NumberElement:
    """A number in a sentence that is already written."""
    shown = given.part(part)
    return _marked("span", words, metric=metric, shown=shown, member=member, part=part, class_=None, language=language)


def kpi(
    metric: str,
    given: Number,
    language: str,
    *,
    member: RowKey | None = None,
    unit: str | None = None,
    class_: str = "kpi",
    tag: str = "p",
) -> NumberElement:
    """A number that a block is about: its unit is small, its qualifier a size smaller, and never dropped.

    `unit` replaces the words after the digits; an empty one leaves only the scale.
    """
    if given.value is None:
        known = word(given, language)
        return _marked(
            tag, known, metric=metric, shown=given, member=member, part=None, class_=f"{class_} none", language=language
        )
    parts = figure(given.value, given.unit, language, given.spoken)
    covered = portion(given.coverage)[language] if given.partial and given.coverage else None
    content: list[Element | str] = [
        el("span", _about(parts.before), class_="about") if parts.before else "",
        ">" if given.bound else "",
        parts.digits.removesuffix("%"),
        el("span", parts.after, class_="plus") if parts.after else "",
        el("small", _behind(parts, given, language, unit=unit)),
        el("small", covered, class_="coverage") if covered else "",
    ]
    size = " long" if len(parts.digits) > WIDE else ""
    return _marked(
        tag,
        content,
        metric=metric,
        shown=given,
        member=member,
        part=None,
        class_=f"{class_}{size}".strip(),
        language=language,
    )


def point(
    metric: str, given: Point, unit: str, language: str, *, index: int, class_: str | None = None
) -> NumberElement:
    """One step of a course of the whole city."""
    note = Note.NO_HISTORY if given.coverage and given.coverage.begun else Note.NO_DATA
    shown = Number(given.value, unit, as_of=given.day, provenance=given.provenance, note=note, coverage=given.coverage)
    return number(metric, shown, language, part=PartKey("course", index), class_=class_)


def cell(row: Row, metric: str, unit: str = "item") -> Number:
    """A number of a row; a row that does not carry it does not know it."""
    return row.numbers.get(metric) or unknown(unit, Note.NO_DATA)


def word(given: Number, language: str) -> str:
    return WORDS[given.note or Note.NO_DATA][language]


def written(given: Number, language: str) -> str:
    """The number as text, for labels that are read out."""
    return _text(given, language, part=None, unit=False, sentence=False)


def told(
    given: Number, language: str, *, part: PartKey | None = None, unit: bool = False, sentence: bool = False
) -> tuple[Number, str]:
    """What `number` shows of a number, and how it is written, where no element is drawn."""
    shown = given.part(part)
    return shown, _text(shown, language, part=part, unit=unit, sentence=sentence)


def kpi_words(given: Number, language: str) -> tuple[str, str]:
    """The digits of a `kpi`, and what stands small behind them; a word and nothing where it is not known."""
    if given.value is None:
        return word(given, language), ""
    parts = figure(given.value, given.unit, language, given.spoken)
    digits = f"{_about(parts.before)}{parts.digits.removesuffix('%')}{parts.after}"
    return digits, _behind(parts, given, language, unit=None)


def _text(shown: Number, language: str, *, part: PartKey | None, unit: bool, sentence: bool) -> str:
    if shown.value is None:
        return word(shown, language)
    if part in SIGNED:
        return _brief(signed(shown.value, shown.unit, language))
    if shown.bound:
        return f">{_text(replace(shown, bound=None), language, part=part, unit=unit, sentence=sentence)}"
    if sentence:
        return _brief(spoken_words(shown.value, shown.unit, language, shown.spoken))
    parts = figure(shown.value, shown.unit, language, shown.spoken)
    text = _line(parts)
    return text + _counted(parts, shown, language) if unit else text


def _line(parts: Written) -> str:
    """约 before, + after; in English the scale goes between digits and +."""
    if parts.scale.isascii() and parts.scale:
        scale = BRIEF.get(f" {parts.scale}", f" {parts.scale}")
        return f"{_about(parts.before)}{parts.digits}{scale}{parts.after}"
    return f"{_about(parts.before)}{parts.digits}{parts.after}{parts.scale}"


def _about(before: str) -> str:
    """约 stays; in a list "about" is a tilde."""
    return before.replace("about ", "~")


def _brief(text: str) -> str:
    for long, short in BRIEF.items():
        text = text.replace(long, short)
    return text


def _counted(parts: Written, shown: Number, language: str) -> str:
    if language != "en":
        return parts.unit
    singular = shown.value == 1 and parts.unit.endswith("s")
    return f" {parts.unit.removesuffix('s') if singular else parts.unit}" if parts.unit else ""


def _behind(parts: Written, given: Number, language: str, *, unit: str | None) -> str:
    """What stands small behind the digits. An English scale is a long word, so it stands alone."""
    percent = "%" if parts.digits.endswith("%") else ""
    counted = parts.unit if unit is None else unit
    if language == "en" and parts.scale:
        return parts.scale
    return f"{percent}{parts.scale}{counted}"


def _marked(
    tag: str,
    content: str | list[Element | str],
    *,
    metric: str,
    shown: Number,
    member: RowKey | None,
    part: PartKey | None,
    class_: str | None,
    language: str,
) -> NumberElement:
    value = shown.value
    classes = ["number", class_, "absent" if value is None else None, "partial" if shown.partial else None]
    made = el(
        tag,
        *([content] if isinstance(content, str) else content),
        class_=" ".join(name for name in classes if name),
        title=_title(shown, language),
        data_metric=metric,
        data_value=None if value is None else exact(value),
        data_as_of=shown.as_of.isoformat() if shown.as_of else None,
        data_since=shown.since.isoformat() if shown.since else None,
        data_unit=shown.unit,
        data_provenance=shown.provenance,
        data_qualifier=shown.spoken,
        data_note=shown.note if value is None else None,
        data_coverage=f"{shown.coverage.there}/{shown.coverage.due}" if shown.coverage and shown.partial else None,
        data_unknown=(shown.coverage.unknown or None) if shown.coverage else None,
        data_bound=shown.bound,
        data_member=member,
        data_part=part,
    )
    return NumberElement(made.tag, made.attributes, made.children, None, metric, shown, member, part)


def carried(given: Number, language: str) -> str | None:
    """Since when a level has had no newer row; nothing where it is of its own day."""
    if given.since is None:
        return None
    at = given.since.isoformat()
    return f"not updated since {at}" if language == "en" else f"自{at}未更新"


def _title(shown: Number, language: str) -> str | None:
    """What a mark has no room for: all digits, and since when it stands."""
    covered = covered_words(shown.coverage) if shown.coverage else None
    lacking = covered[language] if covered else None
    said = [words for words in (_exactly(shown, language), carried(shown, language), lacking) if words]
    return (", " if language == "en" else "，").join(said) or None


def _exactly(shown: Number, language: str) -> str | None:
    """All digits, where the mark shows fewer."""
    if shown.value is None or UNITS[shown.unit].style != UnitStyle.VOLUME or abs(shown.value) < 10_000:
        return None
    gap = " " if language == "en" else ""
    return f"{count(shown.value)}{gap}{UNITS[shown.unit].text[language]}"
