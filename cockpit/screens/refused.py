"""The rows of a source that wait outside, as a card: the first of them at once, all of them once the grid is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson

from cockpit.board.board import Board
from cockpit.board.refused import COLUMNS, Page, columns
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.panels.cell import DASH
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.units import Text, count

API = "/api/v1/refused"


def refused(board: Board, page: Page, view: View) -> Element:
    """Whose rows they are stands in the header: who owns the source has to correct them there."""
    source = next((one for one in board.sources if one.code == page.asked.source), None)
    name = source.name if source else Text(page.asked.source, page.asked.source)
    title = view.say(f"{name.zh} · 隔离的行", f"{name.en}: refused rows")
    owner = view.say(f"责任单位 {source.owner.zh}", f"answered for by {source.owner.en}") if source else None
    said = view.say(f"{count(page.whole)}行待处理", f"{count(page.whole)} rows wait")
    meta = view.say("，", "; ").join(part for part in (said, owner) if part)
    close = link(view.say("收起", "Close"), here(view, refused=None), class_="btn ghost")
    body = el(
        "div",
        _plain(page, view, title),
        class_="gridbox",
        data_rows=f"{API}?{urlencode({'source': page.asked.source})}",
        data_columns=orjson.dumps(columns()).decode(),
        data_language=view.language,
        style=f"--lines:{2 * page.whole}",
    )
    nothing = el("div", el("p", view.say("没有待处理的行。", "No row waits."), class_="why"), class_="empty")
    return el(
        "section",
        el("header", el("h2", title), el("span", meta, class_="meta"), close),
        el("div", body, class_="content") if page.whole else nothing,
        el("p", class_="help", data_found=True, aria_live="polite"),
        class_="zone card rows",
        id="panel-rows",
        tabindex="-1",
    )


def forbidden(view: View) -> Element:
    """Where somebody may not read them: that there are such rows is no secret, what stands in them is."""
    said = view.say(
        "被拒绝的行可能含个人数据，登录的编辑人员才能查看。",
        "Refused rows may hold personal data; editors who are signed in may read them.",
    )
    close = link(view.say("收起", "Close"), here(view, refused=None), class_="btn ghost")
    return el(
        "section",
        el("header", el("h2", view.say("隔离的行", "Refused rows")), close),
        el("div", el("p", said, class_="why"), class_="empty"),
        class_="zone card rows",
        id="panel-rows",
        tabindex="-1",
    )


def _plain(page: Page, view: View, title: str) -> Element:
    heads = [Column(view.tell(said), "number" if kind == "number" else "words") for said, kind in COLUMNS.values()]
    return table(title, heads, [Line(tuple(_cell(name, row[name], view) for name in COLUMNS)) for row in page.rows])


def _cell(name: str, value: Any, view: View) -> Given:
    if value is None:
        return DASH
    if not isinstance(value, dict):
        return str(value)
    said = Text.from_json(value)
    # A row that was refused before Chinese was kept is read out as what it is; so is a field of another system.
    return el("span", said.en, lang="en") if said.zh == said.en else view.tell(said)
