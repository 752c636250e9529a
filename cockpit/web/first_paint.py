"""The first HTML of a desk page or the week: everything that is to be read, before any script has run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path

from cockpit.panels.view import Surface, View
from cockpit.web.pages import WebPage

FONTS = "fonts.css"
LOCAL = "fonts-local.css"
"""The fonts that this machine cut for characters beyond all slices; most machines have none."""
CORES = ("sans-400-core", "sans-700-core", "serif-700-core")
"""The font files that every page needs; they are asked for before the sheets have been read."""

SHEETS: dict[str, tuple[str, ...]] = {
    Surface.DESKTOP: ("tokens.css", "desk.css", "tools.css", "print.css", "live.css"),
    Surface.REPORT: ("tokens.css", "report.css", "live.css"),
}
"""After the fonts."""
INTERFACE = ("sans-400-interface", "sans-700-interface")
"""What the desk says in Chinese beyond what the wall says."""

# Nothing is painted before the whole page is there: half of a row would stand elsewhere than in the whole one.
DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" data-surface="{surface}" data-theme="{theme}" data-version="{version}"{more}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="expect" href="#react-entry-point" blocking="render">
{links}
</head>
<body>
<div id="first-paint">{screen}</div>
<div id="react-entry-point"></div>
{config}
{scripts}
{renderer}
</body>
</html>
"""


def document(
    page: WebPage, *, assets: Path, sheet: str, config: str, scripts: str, renderer: str, more: Mapping[str, str]
) -> str:
    """The whole document; `sheet` and the parts of Dash come as they are, everything else is escaped. `more` are
    attributes of the root."""
    names = CORES if page.view.language == "en" else (*CORES, *INTERFACE)
    return DOCUMENT.format(
        language=language_tag(page.view),
        surface=escape(page.view.surface),
        theme=escape(page.view.theme),
        version=escape(page.version),
        more="".join(f' {name}="{escape(value)}"' for name, value in {"data-moment": page.moment, **more}.items()),
        title=escape(page.title),
        links="\n".join([*fonts(assets, names), sheet]),
        screen=page.element.to_html(),
        config=config,
        scripts=scripts,
        renderer=renderer,
    )


def links(assets: Path, sheets: Sequence[str]) -> list[str]:
    """What the head of every page asks for: fonts first, so that no text is ever seen in another face."""
    named = (f'<link rel="stylesheet" href="{address(assets, name)}">' for name in with_fonts(assets, sheets))
    return [*fonts(assets, CORES), *named]


def with_fonts(assets: Path, sheets: Sequence[str]) -> tuple[str, ...]:
    """The sheets with those of the fonts before them."""
    return (FONTS, *([LOCAL] if (assets / LOCAL).is_file() else []), *sheets)


def fonts(assets: Path, names: Sequence[str]) -> list[str]:
    return [
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{address(assets, f"fonts/{name}.woff2")}">'
        for name in names
    ]


def language_tag(view: View) -> str:
    return "en" if view.language == "en" else "zh-CN"


def address(assets: Path, name: str) -> str:
    """The address of an asset, which changes with its content so that a browser may keep it for ever."""
    path = assets / name
    mark = _mark(path, path.stat().st_mtime_ns) if path.is_file() else "none"
    return f"/assets/{name}?v={mark}"


@lru_cache(maxsize=64)
def _mark(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
