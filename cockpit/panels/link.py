"""Links inside the app: the address as it stands, with one thing changed."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from cockpit.board.scope import FILTERS
from cockpit.marks.element import Element, Given, el
from cockpit.marks.theme import Theme
from cockpit.panels.view import View


def pairs(view: View) -> list[tuple[str, str]]:
    """The query of the page in its order, once each name; a look (theme=dark) is told from an open data theme."""
    return list(_given(view.query).values())


def _given(query: str) -> dict[str, tuple[str, str]]:
    return {_key(name, value): (name, value) for name, value in parse_qsl(query)}


@lru_cache(maxsize=64)  # a page has a thousand links, and all of them keep most of its address
def _parts(query: str) -> dict[str, str]:
    return {key: _part(*pair) for key, pair in _given(query).items()}


@lru_cache(maxsize=4096)
def _part(name: str, value: str) -> str:
    return urlencode([(name, value)])


def here(view: View, page: str = "", **changes: str | None) -> str:
    """The address of this page (or of `page`) with parts of its query changed; None takes one out.

    `look` stands for the theme of the page, because `theme` is one of the open data themes.
    """
    kept = dict(_parts(view.query))
    for name, value in changes.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = _part("theme" if name == "look" else name, value)
    query = "&".join(kept.values())
    return f"{page}?{query}" if query or not page else page


def cleared(view: View, page: str = "") -> str:
    """The same page with no filter at all; its language and look stay."""
    filters: dict[str, str | None] = dict.fromkeys(("as_of", "period", "compare", "highlight", *FILTERS))
    return here(view, page, **filters)


def link(text: Given, href: str, *, class_: str | None = None, current: bool = False) -> Element:
    """`data-link` tells the live page to follow it without loading anew; without script it is a plain link."""
    return el("a", text, href=href, class_=class_, data_link=True, aria_current="page" if current else None)


def _key(name: str, value: str) -> str:
    return "look" if name == "theme" and value in list(Theme) else name
