"""Parameters that some address here knows: a wrong value is refused on every address, a strange name on none."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from cockpit.calendar import Week
from cockpit.errors import ScopeWrong
from cockpit.panels.view import LANGUAGES


def check(query: str) -> None:
    """ScopeWrong names the parameter, what is wrong with its value and what is allowed; an empty value says nothing."""
    for name, value in parse_qsl(query.lstrip("?")):
        if name in CHECKS:
            CHECKS[name](name, value)


def _language(name: str, value: str) -> None:
    if value not in LANGUAGES:
        raise ScopeWrong(name, "There is no such language.", ", ".join(LANGUAGES), zh="没有这种语言。")


def _week(name: str, value: str) -> None:
    try:
        Week.parse(value)
    except ScopeWrong as wrong:
        raise ScopeWrong(
            name, f"{value[:40]!r} is not an ISO week.", wrong.allowed, zh=f"“{value[:40]}”不是 ISO 周。"
        ) from wrong


def _no_pages(name: str, value: str) -> None:
    raise ScopeWrong(
        name, f"Nothing here is cut into pages by {name}.", "start and end, on /api/v1/rows", zh="此处不分页。"
    )


CHECKS: dict[str, Callable[[str, str], None]] = {
    "lang": _language,
    "week": _week,
    "against": _week,
    "page": _no_pages,
    "limit": _no_pages,
}
