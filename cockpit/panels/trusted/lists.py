"""Who only takes, what is catalogued and not stored, which interfaces nobody calls, which sharing does not happen."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Board, Row
from cockpit.board.trusted.page import Trusted
from cockpit.marks.datatable import Column, Line, scrolled, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number
from cockpit.metrics.columns import WORDS
from cockpit.panels.card import card
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.units import Text, count

LONG = 8


def takers(trusted: Trusted, view: View) -> Element:
    title = Text("只取不供", "Only take")
    rows = [(code, count(exchanges)) for code, exchanges in trusted.takers]
    heads = (view.say("单位", "Unit"), view.say("接收次数", "Exchanges received"))
    meta = view.say(f"{len(rows)}个单位，期内未提供数据", f"{len(rows)} units that provided nothing")
    return _units(trusted, title, rows, view, heads=heads, meta=meta, metric="sharing.takers_only")


def unused(trusted: Trusted, view: View) -> Element:
    title = Text("未被调用的接口", "Interfaces nobody calls")
    rows = [(code, count(mounted)) for code, mounted in trusted.unused]
    heads = (view.say("单位", "Unit"), view.say("挂接接口", "Interfaces"))
    meta = view.say(f"{len(rows)}个单位有接口，期内无调用", f"{len(rows)} units, none called")
    note = view.say(
        "交换记录载明提供方、使用方、类型和场景，不载接口编号，所以只能说到单位：这些单位的接口期内一次也没有被调用。",
        "Exchanges name provider, consumer, kind and scenario, but no interface: so this goes down to units, of whose "
        "interfaces none was called in the period.",
    )
    return _units(trusted, title, rows, view, heads=heads, meta=meta, note=note, metric="sharing.mounted", kind="api")


def gaps(trusted: Trusted, view: View) -> Element:
    title = Text("编目未入库", "Catalogued, not stored")
    columns = (
        Column(view.say("基础库", "Library")),
        Column(view.say("责任单位", "Unit")),
        Column(view.say("项", "Items"), "number"),
    )
    lines = [
        Line(
            (
                view.tell(trusted.names.short("library", gap.library) or Text(gap.library, gap.library)),
                _unit(trusted, gap.unit, view),
                _rows(count(gap.items), view, "volumes.items_missing", library=gap.library, unit=gap.unit),
            )
        )
        for gap in trusted.gaps
    ]
    total = sum(gap.items for gap in trusted.gaps)
    meta = view.say(f"共{total}项，仅计入库数已知的库", f"{total} in all, where stored is known")
    return card(view, title, _boxed(title, columns, lines, view), meta=meta)


def agreed(board: Board, view: View) -> Element:
    """Scenarios that are not delivered yet, or are said to be and show no exchange in the period."""
    title = Text("约定而未发生的共享", "Agreed and not happening")
    waiting = [row for row in board.rows("scenarios") if row.get("state") != "shared" or not _moved(row)]
    columns = (
        Column(view.say("场景", "Scenario")),
        Column(view.say("使用方", "Consumer")),
        Column(view.say("状态", "State")),
        Column(view.say("期内交换", "Exchanged"), "number"),
    )
    lines = [
        Line(
            (
                link(view.tell(row.short), here(view, "/desk/sharing", scenario=row.code)),
                str((row.get("consumer") or {}).get(view.language) or "—"),
                view.tell(WORDS.get(str(row.get("state")), Text("—", "—"))),
                number(
                    "sharing.records",
                    cell(row, "sharing.records", "record"),
                    view.language,
                    member=f"scenarios:{row.code}",
                    class_="du" if cell(row, "sharing.records").demo else None,
                ),
            )
        )
        for row in waiting
    ]
    if not lines:
        return card(view, title, _nothing(view.say("约定的共享均已发生。", "All agreed sharing happens."), view))
    return card(view, title, table(view.tell(title), columns, lines))


def _moved(row: Row) -> bool:
    return bool(cell(row, "sharing.records").value)


def _units(
    trusted: Trusted,
    title: Text,
    rows: Sequence[tuple[str, str]],
    view: View,
    *,
    heads: tuple[str, str],
    meta: str,
    metric: str,
    note: str | None = None,
    **narrowed: str,
) -> Element:
    if not rows:
        return card(view, title, _nothing(view.say("没有这样的单位。", "There is no such unit."), view))
    lines = []
    for code, said in rows:
        asked = {**narrowed, "unit": code} if metric != "sharing.takers_only" else narrowed
        lines.append(Line((_unit(trusted, code, view), _rows(said, view, metric, **asked))))
    told = _boxed(title, (Column(heads[0]), Column(heads[1], "number")), lines, view)
    return card(view, title, told, el("p", note, class_="fignote") if note else None, meta=meta)


def _boxed(title: Text, columns: Sequence[Column], lines: Sequence[Line], view: View) -> Element:
    told = table(view.tell(title), columns, lines)
    return scrolled(told, view.tell(title)) if len(lines) > LONG else told


def _unit(trusted: Trusted, code: str, view: View) -> Element:
    return link(view.tell(trusted.unit(code)), here(view, "/desk", unit=code))


def _rows(said: str, view: View, metric: str, **narrowed: str) -> Given:
    """A count that leads to the rows that make it."""
    address = here(view, "", metric=metric, rows="open", **narrowed)
    return el("a", said, href=address, class_="door num", data_link=True)


def _nothing(said: str, view: View) -> Element:
    return el("div", el("p", said, class_="why"), class_="empty")
