"""The strip at the foot: what a leader has to know besides, at most three lines, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Notice, Source, Stale
from cockpit.calendar import SHANGHAI
from cockpit.marks import quotation
from cockpit.marks.element import Element, el
from cockpit.marks.short_names import width
from cockpit.metrics import freshness
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.freshness import OVERDUE
from cockpit.units import Text

MOST = 3
LONG = 50
"""A line of more letters, of which a Chinese character takes two, may need two rows on a narrow screen."""
WORST_FIRST = (AlertLevel.CRITICAL, AlertLevel.WARNING, AlertLevel.INFORMATION)
SAID = {
    AlertLevel.CRITICAL: Text("严重", "critical"),
    AlertLevel.WARNING: Text("待处理", "to be handled"),
    AlertLevel.INFORMATION: Text("提示", "for information"),
}


def strip(notices: Sequence[Notice], language: str, *, most: int = MOST, owners: bool = False) -> Element:
    """One list; what does not fit is counted, never dropped in silence. `owners`: who has to handle each."""
    ordered = sorted(notices, key=lambda one: WORST_FIRST.index(one.level))  # sorted keeps the board's order
    lines = [_line(one, language, owner=owners) for one in ordered[:most]]
    left = len(ordered) - most
    if left > 0:
        lines.append(el("li", f"{left} more" if language == "en" else f"另有 {left} 项", class_="more"))
    return el("ul", *lines)


def lost(stale: Stale, scenes: tuple[str, ...], sources: Sequence[Source] = ()) -> Notice:
    """The line that comes before all others while the last good board is shown; it names what was late before."""
    moment = stale.since.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
    late = behind(sources)
    text = Text(f"数据截至 {moment}，{stale.reason.zh}{late.zh}", f"data to {moment}: {stale.reason.en}{late.en}")
    return Notice(AlertLevel.CRITICAL, "trust", None, text, scenes)


def behind(sources: Sequence[Source]) -> Text:
    """The worst three of the sources that were late, stopped or broken when the board was built, if any was."""
    first, count = worst(sources), sum(one.state in OVERDUE for one in sources)
    if not first:
        return Text("", "")
    more = count - len(first)
    return Text(
        f"；此前已延迟：{'、'.join(one.name.zh for one in first)}{f' 等{count}个来源' if more else ''}",
        f"; late before that: {', '.join(one.name.en for one in first)}{f' and {more} more' if more else ''}",
    )


def worst(sources: Sequence[Source]) -> list[Source]:
    """Broken ones first, then stopped ones, then those that are latest; three at most."""
    late = [one for one in sources if one.state in OVERDUE]
    return sorted(late, key=lambda one: (freshness.WORST_FIRST.index(one.state), -one.overdue_hours))[:MOST]


def _line(one: Notice, language: str, *, owner: bool) -> Element:
    sign = el("i", class_="signal", data_s=one.level, role="img", aria_label=SAID[one.level][language])
    said = el("span", *quotation.text(one.text[language], one.quotes, language))
    by = el("span", one.owner[language], class_="owner") if owner and one.owner else None
    long = width(one.text[language]) > LONG
    return el("li", sign, said, by, data_level=one.level, class_="long" if long else None)
