"""Writing at the desk: remarks, revisions, wordings of definitions. Everything that a browser sends is checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from cockpit.board.board_access import BoardAccess
from cockpit.board.keys import RevisionKey
from cockpit.board.scope import CODE
from cockpit.calendar import parse_day
from cockpit.errors import ScopeWrong, WritingRefused
from cockpit.metrics.metric import METRICS
from cockpit.store.vocabulary import RevisionKind
from cockpit.units import Text
from cockpit.web import error_pages, rights
from cockpit.web.address import LONGEST

TEXT, REASON = 300, 200
WORDS_ZH, WORDS_EN = 400, 600
LARGEST = Decimal(10) ** 15
NUMBER = re.compile(r"[0-9]{1,9}")


def blueprint(keep: BoardAccess, *, assets: Path) -> Blueprint:
    edit = Blueprint("edit", __name__, url_prefix="/edit")

    @edit.before_request
    def _look() -> Response | None:
        """Before anything of a form is read: whether it is one of ours, and whether this may be written at all."""
        if not _ours():
            return rights.page(error_pages.NOT_OURS, _looks(), assets)
        if not keep.editors.may_write(request.form.get("author", "")):
            return rights.page(error_pages.NO_EDITOR, _looks(), assets)
        return None if keep.whole() else rights.page(error_pages.OF_THE_CITY, _looks(), assets)

    @edit.errorhandler(WritingRefused)
    def _refused(_refused: WritingRefused) -> Response:
        return rights.page(error_pages.OF_THE_CITY, _looks(), assets)

    for name, write in FORMS.items():
        edit.add_url_rule(f"/{name}", name, partial(_written, write, keep), methods=["POST"])
    return edit


def _ours() -> bool:
    """A form of another site must not write here, whoever looks at it."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _looks() -> str:
    """The query of the page that the form stood on: a refusal looks as that does."""
    try:
        return urlsplit(request.form.get("back", "")[:LONGEST]).query
    except ValueError:
        return ""


def _written(write: Callable[[BoardAccess], None], keep: BoardAccess) -> Response:
    write(keep)
    return _back()


def _remark(keep: BoardAccess) -> None:
    metric = request.form.get("metric", "")
    if metric not in METRICS:
        raise ScopeWrong("metric", "There is no such metric.", "the name of a metric")
    day = _day("day", latest=keep.now().date())
    keep.remark(metric=metric, day=day, text=_text("text", TEXT), author=request.form["author"])


def _withdrawal(keep: BoardAccess) -> None:
    number = request.form.get("remark", "")
    if not NUMBER.fullmatch(number):
        raise ScopeWrong("remark", "This is not a remark.", "the number of a remark")
    keep.withdraw(number=int(number), author=request.form["author"], reason=_text("reason", REASON))


def _wording(keep: BoardAccess) -> None:
    metric = request.form.get("metric", "")
    if metric not in METRICS:
        raise ScopeWrong("metric", "There is no such metric.", "the name of a metric")
    keep.reword(
        metric=metric,
        text=Text(_text("text_zh", WORDS_ZH), _text("text_en", WORDS_EN)),
        effective_on=_day("effective_on"),
        author=request.form["author"],
        reason=_text("reason", REASON),
    )


def _revision(keep: BoardAccess) -> None:
    what = RevisionKey.parse(request.form.get("what", ""))
    if what.kind not in list(RevisionKind) or not CODE.fullmatch(what.code):
        raise ScopeWrong("what", "This is neither a target nor a source.", "target:code or cadence:code")
    kind = RevisionKind(what.kind)
    keep.revise(
        kind=kind,
        code=what.code,
        value=_value(kind),
        effective_on=_day("effective_on"),
        author=request.form["author"],
        reason=_text("reason", REASON),
    )


FORMS: dict[str, Callable[[BoardAccess], None]] = {
    "remark": _remark,
    "withdrawal": _withdrawal,
    "wording": _wording,
    "revision": _revision,
}


def _text(name: str, most: int) -> str:
    text = " ".join(request.form.get(name, "").split())
    if not text or len(text) > most or not text.isprintable():
        raise ScopeWrong(name, "There is nothing to keep, or too much.", f"1 to {most} letters")
    return text


def _day(name: str, *, latest: date | None = None) -> date:
    day = parse_day(request.form.get(name, ""), field=name)
    if latest is not None and day > latest:
        raise ScopeWrong(name, "This day has not come yet.", f"a day up to {latest}")
    return day


def _value(kind: RevisionKind) -> Decimal:
    try:
        value = Decimal(request.form.get("value", ""))
    except InvalidOperation:
        raise ScopeWrong("value", "This is not a number.", "a number such as 200 or 0.95") from None
    if (
        not value.is_finite()
        or not 0 < value < LARGEST
        or (kind == RevisionKind.CADENCE and value != value.to_integral_value())
    ):
        raise ScopeWrong("value", "This is not a value that can be agreed on.", "above 0; hours are whole")
    return value


def _back() -> Response:
    """To the page that the form stood on; an address of another site is never followed."""
    there = urlsplit(request.form.get("back", "")[:LONGEST])
    path = there.path if there.path.startswith("/desk") and "//" not in there.path else "/desk"
    return redirect(f"{path}?{there.query}" if there.query else path, 303)
