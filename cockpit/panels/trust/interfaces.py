"""Interfaces that nobody calls: whose they are, where they are offered, and when one of them was last called."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import Board, Row
from cockpit.board.trust.trust_page import Trusted
from cockpit.board.trust.unused_interfaces import API, Unused
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given, el
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.supplement import member
from cockpit.panels.trust import unit_lists
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind
from cockpit.panels.view import View
from cockpit.units import Text, day

TITLE = Text("未被调用的接口", "Interfaces nobody calls")
ALL = Text("每个单位都有接口被调用。", "Of every unit some interface was called.")
NEVER = Text("13周内没有", "none in 13 weeks")
COLUMNS = (
    ValueColumn(Text("单位", "Unit")),
    ValueColumn(Text("最近调用", "Last call")),
    ValueColumn(Text("接口", "APIs")),
)
PORTAL, PLATFORM = Text("开放网", "portal"), Text("交换平台", "platform")


def data(board: Board, trusted: Trusted) -> Content:
    records = tuple(_record(board, one, trusted) for one in trusted.unused)
    platform, portal = (
        sum(one.interfaces for one in trusted.unused if (one.theme is None) is here) for here in (True, False)
    )
    note = Text(f"交换平台{platform}个，开放网{portal}个", f"platform {platform}, open data portal {portal}")
    return content(board, TITLE, Value(ValueKind.RANKING, TITLE, COLUMNS, records, note=note))


def _record(board: Board, one: Unused, trusted: Trusted) -> Record:
    name, place = trusted.unit(one.unit), _place(one, trusted)
    days = (board.as_of - one.last).days if one.last else 0
    ago = Text(f"{days}天前", f"{days} day{'' if days == 1 else 's'} ago")
    row = member(one.unit, name, theme=one.theme, place=place, last=one.last, ago=ago)
    whose = Text(f"{name.zh} {place.zh}", f"{name.en} {place.en}")
    last = Text(f"{day(one.last)} {ago.zh}", f"{day(one.last)} {ago.en}") if one.last else NEVER
    return Record((whose, last, one.interfaces), row)


def _place(one: Unused, trusted: Trusted) -> Text:
    """交换平台, or 开放网 · 卫生."""
    where = PORTAL if one.theme else PLATFORM
    theme = trusted.names.short("theme", one.theme) if one.theme else None
    return Text(f"{where.zh} · {theme.zh}", f"{where.en} · {theme.en}") if theme else where


def draw(shown: Content, view: View) -> Element:
    value = shown.values[0]
    if not value.records:
        return card(view, TITLE, unit_lists.nothing(ALL, view))
    kinds = ("words", "text", "number")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    lines = [_line(record, record.row, view) for record in value.records if record.row is not None]
    note = view.say(
        "交换记录不载接口编号，开放网按单位和主题计数，所以说到单位，开放网说到单位的主题：期内一次也没有被调用。",
        "Exchanges name no interface and the portal counts by unit and theme, so this goes down to units, on the "
        "portal to their themes: not one call in the period.",
    )
    meta = view.tell(value.note) if value.note else None
    return card(
        view, TITLE, unit_lists.boxed(TITLE, columns, lines, view), el("p", note, class_="figure-note"), meta=meta
    )


def _line(record: Record, row: Row, view: View) -> TableLine:
    whose: list[Given] = [
        unit_lists.unit(row.code, row.short, view),
        el("small", view.tell(row.get("place")), class_="gloss"),
    ]
    return TableLine((whose, _last(row, view), _interfaces(record.cells[2], row, view)))


def _last(row: Row, view: View) -> Given:
    last = row.get("last")
    if not isinstance(last, date):
        return el("span", view.tell(NEVER), class_="warned")
    return [el("span", day(last), class_="number"), el("small", view.tell(row.get("ago")), class_="gloss")]


def _interfaces(counted: Cell, row: Row, view: View) -> Element:
    theme = row.get("theme")
    if theme is None:
        return unit_lists.rows(counted, view, "sharing.mounted", kind=API, unit=row.code)
    return unit_lists.rows(counted, view, "opening.datasets", theme=theme, unit=row.code)
