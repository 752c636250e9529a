"""The addresses of the sealed weeks: the page, each file by its name, and the remark on the week that is coming."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from cockpit.board.board import Board
from cockpit.board.board_access import BoardAccess
from cockpit.board.scope import CODE, CODES, CODES_ZH, Scope
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Week
from cockpit.errors import CockpitError, ScopeWrong, SnapshotAltered, SnapshotRefused
from cockpit.marks.element import Element
from cockpit.marks.theme import Theme
from cockpit.panels.view import Surface, View
from cockpit.roles import EVERYONE, Viewer
from cockpit.screens import sealed_weeks, weekly_page
from cockpit.screens.sealed_weeks import SealedWeekList
from cockpit.screens.top_bar import WEEKLY
from cockpit.screens.week_access import Kept, Weeks
from cockpit.units import Text
from cockpit.web import error_pages, html_document
from cockpit.web.address import added, bounded, language_of, theme_of
from cockpit.web.error_pages import Reply

SHEETS = ("tokens.css", "desk.css", "tools.css", "live.css", "weekly.css")
SCRIPTS = ("address.js", "leaving.js", "live.js", "watch.js", "palette.js")
NAME = re.compile(r"[a-z0-9_-]{1,40}\.[a-z0-9]{2,5}")
FIELDS = ("week", "against", "kept")
"""What an address may say here beside the fields of every page, of which unit, lang and theme count."""
LARGEST_FORM = 16_000
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"
"""For a sealed page: it is looked at and does nothing, whatever is in it."""

ALTERED = 409
"""Of a week that does not verify: it is there and in conflict with its seal; no cache keeps this answer by itself."""

KEPT = Text("附言已保存，将随本周一起封存。", "The remark is kept and will be sealed with its week.")


LOOKED_AT = ("text/html", "image/png")
"""Media types that may be shown in the browser; everything else is downloaded."""


class Nothing:
    """Where no folder of sealed weeks was handed in."""

    def listing(self, week: Week | None, other: Week | None, unit: str | None) -> SealedWeekList:
        return SealedWeekList()

    def late(self, unit: str | None) -> tuple[Week, ...]:
        return ()

    def file(self, week: Week, name: str, unit: str | None) -> Kept | None:
        return None

    def grants(self) -> None:
        return None

    def remark(self, week: Week, unit: str | None, *, author: str, text: str) -> None:
        """ScopeWrong, always: no weeks are sealed here."""
        raise ScopeWrong(
            "week",
            "No weeks are sealed here.",
            "a server with a folder of sealed weeks",
            zh="这里没有封存周报。",
            allowed_zh="有封存目录的服务",
        )

    def restated(
        self, unit: str | None, ask: Callable[[Week], Board], *, upto: date, only: Week | None = None
    ) -> tuple[Restatement, ...]:
        return ()


def blueprint(
    weeks: Weeks, keep: BoardAccess, *, city: str, assets: Path, viewer: Callable[[], Viewer] = lambda: EVERYONE
) -> Blueprint:
    """`viewer` says who asks; where nobody signs in that is everyone. Every right is looked at before the weeks are."""
    desk = Desk(weeks, keep, city, assets, viewer)
    routes = Blueprint("weekly", __name__)
    routes.add_url_rule(WEEKLY, "page", desk.page)
    for address in (f"{WEEKLY}/<week>/<name>", f"{WEEKLY}/<unit>/<week>/<name>"):
        routes.add_url_rule(address, "file", desk.file)
    routes.add_url_rule(f"{WEEKLY}/remark", "remark", desk.remark, methods=["POST"])
    return routes


@dataclass(frozen=True)
class Desk:
    """What answers: the page, a file of a week, and the remark that somebody adds."""

    weeks: Weeks
    keep: BoardAccess
    city: str
    assets: Path
    viewer: Callable[[], Viewer]

    def page(self) -> Response:
        view = _view()
        try:
            week, other, unit = _asked()
            if not self.viewer().may_read(unit):
                return self._said(error_pages.FOREIGN, view, 403)
            listing = _own(self.weeks.listing(week, other, unit), self.viewer())
        except ScopeWrong as wrong:
            return self._said(error_pages.wrong(wrong), view, 400)
        except SnapshotRefused as missing:
            return self._said(_unsealed(missing), view, 404)
        notice = KEPT if request.args.get("kept") == "1" else None
        listing = replace(listing, authors=self.keep.editors.names, notice=notice)
        view = replace(view, whole=listing.city)
        drawn = weekly_page.draw(self._board(unit), listing, view)
        document = self._document(drawn, view, view.say("周报", "Weekly"))
        if week and listing.opened and not listing.opened.sound:
            document.status_code = ALTERED
        return document

    def file(self, week: str, name: str, unit: str | None = None) -> BaseResponse:
        view = _view()
        if unit is not None and not CODE.fullmatch(unit):
            return self._said(error_pages.MISSING, view, 404)
        if not (self.viewer().may_read(unit) and self.viewer().may_take(name)):
            return self._said(error_pages.FOREIGN, view, 403)
        try:
            found = self.weeks.file(Week.parse(week), name, unit) if NAME.fullmatch(name) else None
        except ScopeWrong:
            found = None
        except SnapshotAltered:
            return self._said(_altered(Week.parse(week), unit), view, ALTERED)
        return _answer(found, f"{week}-{name}") if found else self._said(error_pages.MISSING, view, 404)

    def remark(self) -> BaseResponse:
        view = View(Surface.DESKTOP, language="en" if request.form.get("lang") == "en" else "zh")
        unit, author = request.form.get("unit") or None, request.form.get("author", "")
        if not _ours():
            return self._said(error_pages.NOT_OURS, view, 403)
        if not self.viewer().may_read(unit):
            return self._said(error_pages.FOREIGN, view, 403)
        if not self.keep.editors.may_write(author):
            return self._said(error_pages.NO_EDITOR, view, 403)
        try:
            week = Week.parse(request.form.get("week", ""))
            self.weeks.remark(week, unit, author=author, text=request.form.get("text", ""))
        except CockpitError as refused:
            return self._said(_refused(refused), view, 400)
        looks = {"kept": "1", **({"unit": unit} if unit else {}), **({"lang": "en"} if view.language == "en" else {})}
        return redirect(f"{WEEKLY}?{urlencode(looks)}", code=303)

    def _board(self, unit: str | None) -> Board | None:
        """For the bar above the page: of the city for who sees it, else of the unit whose weeks these are."""
        try:
            return self.keep.board(Scope(self.city, unit=None if self.viewer().may_read(None) else unit))
        except CockpitError:
            return None  # what is sealed is there without the database

    def _said(self, said: Reply, view: View, status: int) -> Response:
        response = self._document(error_pages.draw(view, said), view, view.tell(said.title))
        response.status_code = status
        return response

    def _document(self, element: Element, view: View, title: str) -> Response:
        more = added(request.query_string.decode("utf-8", "replace"), *FIELDS)
        text = html_document.document(
            view, title=title, screen=element.to_html(), assets=self.assets, sheets=SHEETS, scripts=SCRIPTS, more=more
        )
        return Response(text, mimetype="text/html")


def _ours() -> bool:
    """Only our own form adds a remark: a browser says where a request comes from."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = site == "same-origin" if site else origin is not None and urlsplit(origin).netloc == request.host
    return ours and (request.content_length or 0) <= LARGEST_FORM


def _asked() -> tuple[Week | None, Week | None, str | None]:
    """Which week, against which other, and whose; ScopeWrong names the field."""
    bounded(request.query_string.decode("utf-8", "replace"), *FIELDS)
    unit = request.args.get("unit") or None
    if unit is not None and not CODE.fullmatch(unit):
        raise ScopeWrong(
            "unit", f"{unit[:40]!r} is not a code.", CODES, zh=f"“{unit[:40]}”不是代码。", allowed_zh=CODES_ZH
        )
    week, other = (Week.parse(given) if (given := request.args.get(name)) else None for name in ("week", "against"))
    return week, other, unit


def _answer(found: Kept, name: str) -> BaseResponse:
    """A sealed file never changes, so a browser may keep it; it asks whether it still may see it."""
    content, mark, kind = found
    response = Response(content, mimetype=kind)
    looked_at = kind in LOOKED_AT and request.args.get("show") == "1"
    response.headers["Content-Disposition"] = f'{"inline" if looked_at else "attachment"}; filename="{name}"'
    response.headers["Content-Security-Policy"] = POLICY
    response.set_etag(mark)
    response.cache_control.no_cache = True
    response.cache_control.private = True
    return response.make_conditional(request)


def _own(listing: SealedWeekList, viewer: Viewer) -> SealedWeekList:
    """What of a listing is for this viewer: the units that may be seen, the files that the role is meant to get."""
    opened = listing.opened
    if opened is not None:
        files = tuple(file for file in opened.files if viewer.may_take(file.name))
        opened = replace(opened, files=files)
    units = tuple((code, name) for code, name in listing.units if viewer.may_see(code))
    return replace(listing, opened=opened, units=units, city=viewer.may_read(None))


def _view() -> View:
    query = request.query_string.decode("utf-8", "replace")
    language, theme = language_of(query), theme_of(query, Surface.DESKTOP)
    looks = [*(["lang=en"] if language == "en" else []), *(["theme=dark"] if theme == Theme.DARK else [])]
    unit = request.args.get("unit", "")
    looks += [f"unit={unit}"] if CODE.fullmatch(unit) else []
    return View(Surface.DESKTOP, language=language, theme=theme, query="&".join(looks))


def _unsealed(missing: SnapshotRefused) -> Reply:
    return Reply(
        Text("没有这一周的封存周报", "This week is not sealed"),
        Text("可能还没有封存，或已按保存期限移走。", str(missing)),
    )


def _altered(week: Week, unit: str | None) -> Reply:
    return Reply(Text("这一周的封存件不予提供", "This sealed week is not shown"), sealed_weeks.altered(week, unit))


def _refused(refused: CockpitError) -> Reply:
    return Reply(Text("附言没有保存", "The remark was not kept"), Text(f"原因：{refused}", str(refused)))
