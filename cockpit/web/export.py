"""Files of what a page shows: the same address, another form. Nothing in the request is believed or echoed."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, request

from cockpit.errors import ScopeWrong
from cockpit.marks import csv_file, workbook
from cockpit.panels.view import Surface
from cockpit.screens import desk, export_menu, page_file, page_sheets
from cockpit.screens.top_bar import address
from cockpit.web import export_rows
from cockpit.web.address import bounded, known, read
from cockpit.web.pages import BoardAccess, WeekAccess, check, opened

FORMATS = {"xlsx": workbook.TYPE, "csv": csv_file.TYPE}


def blueprint(keep: BoardAccess, *, city: str, sealed: WeekAccess) -> Blueprint:
    export = Blueprint("export", __name__, url_prefix="/export")

    @export.get("/<page>.<kind>")
    def _file(page: str, kind: str) -> Response:
        if page not in desk.PAGES:
            raise ScopeWrong("page", "There is no such page.", ", ".join(desk.PAGES))
        if kind not in FORMATS:
            raise ScopeWrong("format", "There is no such format.", ", ".join(FORMATS))
        panel, query = _panel(request.query_string.decode("utf-8", "replace"))
        asked = read(query, city=city, surface=Surface.DESKTOP)
        board = keep.board(asked.scope)
        check(board, asked, keep)
        beside = opened(board, asked, scene=page, keep=keep, sealed=sealed)
        found = page_file.sections(board, page, asked.view, metric=asked.metric, opened=beside)
        if panel is not None and panel not in found:
            raise ScopeWrong("panel", "This page has no such panel.", ", ".join(found))
        if kind == "csv":
            content = csv_file.separated(page_sheets.one(board, found, asked.view, panel=panel))
        else:
            title = f"{board.city['title'][asked.view.language]} {board.as_of}"
            link = request.host_url.rstrip("/") + address(page) + (f"?{query}" if query else "")
            pages = page_sheets.sheets(board, found, asked.view, page=page, panel=panel, link=link)
            content = workbook.workbook(pages, title=title)
        answer = Response(content, content_type=FORMATS[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="{export_menu.stem(board, page, panel)}.{kind}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    export_rows.register(export, keep, city=city)
    return export


def _panel(query: str) -> tuple[str | None, str]:
    """The panel that is asked for, and the rest of the question."""
    bounded(query, "panel")
    pairs = parse_qsl(query, keep_blank_values=True)
    named = [value for name, value in pairs if name == "panel"]
    if len(named) > 1:
        raise ScopeWrong("panel", "panel is given twice.", "each field once")
    return (named[0] if named else None), known(urlencode([pair for pair in pairs if pair[0] != "panel"]))
