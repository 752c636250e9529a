"""What stands in the place of a panel that failed: its title, why, when, under which reference, and a way to retry."""

from __future__ import annotations

import secrets
import time
import traceback
from collections.abc import Callable
from datetime import datetime

from cockpit.calendar import now
from cockpit.marks.element import Element, el
from cockpit.panels.link import here
from cockpit.panels.view import Surface, View
from cockpit.units import Text

NOT_SHOWN = Text("这一面板未能显示", "This panel could not be shown")
NOT_READ = Text("查询未完成，未取得数据", "The query did not finish, so there is no data")


CLASS = "zone card panel-broken"


HOUR = 3600
MOST = 256


def reference() -> str:
    """Short enough to be read out on the telephone; the log has the cause under it."""
    return secrets.token_hex(4).upper()


class Causes:
    """What has failed, each cause under one reference."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._known: dict[tuple[str, str, str], tuple[float, str]] = {}

    def of(self, panel: str, failed: Exception) -> tuple[str, bool]:
        """The reference, and whether the log needs it told: a page asks every few seconds, the log hears of the same
        cause once an hour."""
        last = traceback.extract_tb(failed.__traceback__)[-1:]
        key = (panel, type(failed).__name__, "".join(f"{one.filename}:{one.lineno}" for one in last))
        at, named = self._known.get(key, (0.0, ""))
        if named and self._now() - at < HOUR:
            return named, False
        if len(self._known) >= MOST:
            self._known.clear()
        named = reference()
        self._known[key] = (self._now(), named)
        return named, True


def broken(view: View, title: Text, *, named: str, why: Text = NOT_SHOWN, at: datetime | None = None) -> Element:
    """`named` is the reference under which the log has the cause.

    A wall and paper have nobody who could press a button or ask for a reference: there it is one sentence, always the
    same.
    """
    head = el("header", el("h2", view.tell(title)))
    if view.surface != Surface.DESKTOP:
        said = view.say(
            "这一面板暂时无法显示，其他面板不受影响。", "This panel cannot be shown; the others are not affected."
        )
        return el("section", head, el("p", said, class_="why"), class_=CLASS)
    moment = (at or now()).strftime("%m-%d %H:%M")
    told = view.say(
        f"{moment}，编号 {named}。其他面板不受影响。", f"{moment}, reference {named}. The others are not affected."
    )
    # A plain link: it asks for the whole page anew, whatever state the live one is in.
    retry = el("a", view.say("重试", "Try again"), href=here(view) or "?", class_="button")
    words = (el("p", view.tell(why), class_="why is-critical"), el("p", told, class_="help"), el("p", retry))
    return el("section", head, el("div", *words, class_="empty"), class_=CLASS)
