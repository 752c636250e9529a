"""Who only takes, what is catalogued and not stored, which interfaces nobody calls, which sharing does not happen."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.board.trusted.page import Trusted
from cockpit.board.trusted.unused import API, Unused
from cockpit.marks.datatable import Column, Line, scrolled, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, number
from cockpit.metrics.columns import WORDS
from cockpit.panels.card import card
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text, count, day

LONG = 8


def takers(trusted: Trusted, view: View) -> Element:
    title = Text("只取不供", "Only take")
    rows = [(code, count(exchanges)) for code, exchanges in trusted.takers]
    heads = (view.say("单位", "Unit"), view.say("接收次数", "Exchanges received"))
    meta = view.say(f"{len(rows)}个单位，期内未提供数据", f"{len(rows)} units that provided nothing")
    return _units(trusted, title, rows, view, heads=heads, meta=meta, metric="sharing.takers_only")


def unused(board: Board, trusted: Trusted, view: View) -> Element:
    """Each with whose they are, where they are offered, and when one of them was last called."""
    title = Text("未被调用的接口", "Interfaces nobody calls")
    if not trusted.unused:
        said = view.say("每个单位都有接口被调用。", "Of every unit some interface was called.")
        return card(view, title, _nothing(said, view))
    columns = (
        Column(view.say("单位", "Unit"), "words"),
        Column(view.say("最近调用", "Last call")),
        Column(view.say("接口", "APIs"), "number"),
    )
    lines = [
        Line((_whose(trusted, one, view), _last(board, one, view), _interfaces(one, view))) for one in trusted.unused
    ]
    platform, portal = (
        sum(one.interfaces for one in trusted.unused if (one.theme is None) is here) for here in (True, False)
    )
    meta = view.say(f"交换平台{platform}个，开放网{portal}个", f"platform {platform}, open data portal {portal}")
    note = view.say(
        "交换记录不载接口编号，开放网按单位和主题计数，所以说到单位，开放网说到单位的主题：期内一次也没有被调用。",
        "Exchanges name no interface and the portal counts by unit and theme, so this goes down to units, on the "
        "portal to their themes: not one call in the period.",
    )
    return card(view, title, _boxed(title, columns, lines, view), el("p", note, class_="fignote"), meta=meta)


def _whose(trusted: Trusted, one: Unused, view: View) -> list[Given]:
    theme = trusted.names.short("theme", one.theme) if one.theme else None
    where = view.say("开放网", "portal") if one.theme else view.say("交换平台", "platform")
    said = f"{where} · {view.tell(theme)}" if theme else where
    return [_unit(trusted, one.unit, view), el("small", said, class_="n")]


def _last(board: Board, one: Unused, view: View) -> Given:
    if one.last is None:
        return el("span", view.say("13周内没有", "none in 13 weeks"), class_="w")
    days = (board.as_of - one.last).days
    said = view.say(f"{days}天前", f"{days} day{'' if days == 1 else 's'} ago")
    return [el("span", day(one.last), class_="num"), el("small", said, class_="n")]


def _interfaces(one: Unused, view: View) -> Given:
    if one.theme is None:
        return _rows(count(one.interfaces), view, "sharing.mounted", kind=API, unit=one.unit)
    return _rows(count(one.interfaces), view, "opening.datasets", theme=one.theme, unit=one.unit)


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
    waiting = [row for row in board.rows("scenarios") if row.get("state") != ScenarioState.SHARED or not _moved(row)]
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
                    member=RowKey("scenarios", row.code),
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
) -> Element:
    if not rows:
        return card(view, title, _nothing(view.say("没有这样的单位。", "There is no such unit."), view))
    lines = []
    for code, said in rows:
        lines.append(Line((_unit(trusted, code, view), _rows(said, view, metric))))
    return card(view, title, _boxed(title, (Column(heads[0]), Column(heads[1], "number")), lines, view), meta=meta)


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
