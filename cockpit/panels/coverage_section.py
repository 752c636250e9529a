"""What of a number's period is there, and what can be compared where days are missing: a section of the drawer."""

from __future__ import annotations

from cockpit.board.keys import PartKey, RowKey
from cockpit.board.sentences.coverage_sentences import silent, spans, told, why
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.panels.value import Figure
from cockpit.panels.view import View
from cockpit.units import Text


def section(metric: str, given: Number, view: View, *, member: RowKey | None = None) -> Element | None:
    """None where the whole period is there with a number, and everything can be compared."""
    said = (told(given.coverage) if given.coverage else None) or silent(given)
    held = why(given)
    if said is None and held is None:
        return None
    return el(
        "section",
        el("h3", view.say("完整天数", "Whole days")),
        el("p", view.tell(said), class_="help") if said else None,
        el("p", view.tell(held), class_="help") if held and not given.partial else None,
        _last_whole(metric, given, view, member),
        same_days(metric, given, view, member=member),
    )


def _last_whole(metric: str, given: Number, view: View, member: RowKey | None) -> Element | None:
    if given.last_whole is None:
        return None
    upto = given.last_whole.day.isoformat()
    shown = number(metric, given, view.language, member=member, part=PartKey("last_whole"), unit=True)
    return el("p", view.say(f"末个整期（至{upto}） ", f"Last whole period, to {upto}: "), shown, class_="apart")


def same_days(metric: str, given: Number, view: View, *, member: RowKey | None = None) -> Element | None:
    """同样的5天（09-24至09-28） 1,347，前期 1,361，差 −14."""
    same = given.same_days
    if same is None:
        return None
    days = spans(same.days)
    parts: list[Given] = [
        number(metric, given, view.language, member=member, part=PartKey(part))
        for part in ("same_days", "same_previous", "same_change")
    ]
    return el(
        "p",
        view.say(f"同样的{same.count}天（{days.zh}） ", f"The same {same.count} days ({days.en}): "),
        parts[0],
        view.say("，前期 ", ", the period before "),
        parts[1],
        view.say("，差 ", ", change "),
        el("b", parts[2]),
        class_="apart",
    )


TITLES = {
    "last_whole": Text("末个整期", "Last whole period"),
    "same_days": Text("同样的天", "The same days"),
    "same_previous": Text("前期同样的天", "The same days before"),
    "same_change": Text("同样的天之差", "The same days, change"),
}


def figures(metric: str, given: Number, member: RowKey | None = None) -> list[tuple[Text, Figure]]:
    """What stands in the place of a change, as values."""
    parts = [*(["last_whole"] if given.last_whole else []), *(list(TITLES)[1:] if given.same_days else [])]
    return [(TITLES[part], Figure(metric, given.part(part), member, PartKey(part))) for part in parts]
