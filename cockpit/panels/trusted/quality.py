"""Quality by unit, in four dimensions, the worst first: whose data is incomplete, wrong, late or at odds."""

from __future__ import annotations

from cockpit.board.keys import RowKey
from cockpit.board.trusted.page import Trusted
from cockpit.board.trusted.quality import CONSISTENT, RULES, Quality
from cockpit.marks.datatable import Column, Line, scrolled, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("数据质量", "Data quality")
HEADS = {
    "volumes.stored_share": Text("完整性：入库率", "Complete: stored"),
    "sharing.failure_share": Text("准确性：失败率", "Accurate: failed"),
    "opening.updated_share": Text("时效性：按时更新", "Timely: updated"),
}
WRONG = {"volumes.stored_share": 1 - 1e-9, "opening.updated_share": 0.95}
FAILS = 0.02
"""Beyond these a cell is an exception: not all stored, not updated as agreed, more failures than were agreed."""


def quality(trusted: Trusted, view: View) -> Element:
    columns = (
        Column(view.say("单位", "Unit")),
        *(Column(view.tell(text), "number") for text in HEADS.values()),
        Column(view.say("一致性：登记与日报", "Consistent: register and reports"), "state"),
    )
    ordered = sorted(trusted.quality, key=lambda one: -_badness(one))
    lines = [_line(one, trusted, view) for one in ordered]
    told = table(view.tell(TITLE), columns, lines, class_="qualities")
    rules = view.say("；", "; ").join(view.tell(text) for text in (*RULES.values(), CONSISTENT))
    meta = view.say(f"{len(ordered)}个单位，问题多的在前", f"{len(ordered)} units, the most exceptions first")
    note = el("p", f"{rules}{view.say('。', '.')}", class_="fignote")
    return card(view, TITLE, scrolled(told, view.tell(TITLE)), note, meta=meta)


def _wrong(one: Quality, name: str) -> bool:
    value = one.numbers[name].value if name in one.numbers else None
    if value is None:
        return False
    return value > FAILS if name == "sharing.failure_share" else value < WRONG[name]


def _badness(one: Quality) -> int:
    return sum(_wrong(one, name) for name in HEADS) + sum(not check.agrees for check in one.checks)


def _line(one: Quality, trusted: Trusted, view: View) -> Line:
    name = link(view.tell(trusted.unit(one.unit)), here(view, "/desk", unit=one.unit))
    return Line((name, *(_cell(one, metric, view) for metric in HEADS), _consistent(one, view)))


def _cell(one: Quality, metric: str, view: View) -> Given:
    """A number that leads to its rows."""
    given = one.numbers.get(metric)
    if given is None or given.value is None:
        return el("span", DASH, class_="t3")
    classes = " ".join(name for name, so in (("w", _wrong(one, metric) and not given.demo), ("du", given.demo)) if so)
    shown = number(metric, given, view.language, member=RowKey("quality", one.unit), class_=classes or None)
    return el("a", shown, href=here(view, metric=metric, rows="open", unit=one.unit), class_="door", data_link=True)


def _consistent(one: Quality, view: View) -> Given:
    apart = [check for check in one.checks if not check.agrees]
    if not one.checks:
        return el("span", DASH, class_="t3")
    if not apart:
        return view.say("一致", "agrees")
    said = view.say("，", ", ").join(f"{view.tell(check.what)} {check.registered}≠{check.reported}" for check in apart)
    sign = el("i", class_="sig", data_s="warn", aria_hidden="true")
    address = here(view, metric=apart[0].metric, rows="open", unit=one.unit)
    return [sign, el("a", said, href=address, class_="w door", data_link=True)]
