"""A document without Dash: what is to be read, its sheets, and scripts of our own that are looked at once it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from cockpit.panels.view import View
from cockpit.web.first_paint import address, language_tag, links

DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" data-surface="{surface}" data-theme="{theme}"{more}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
{links}
</head>
<body>
<div id="page">{screen}</div>
</body>
</html>
"""


def document(
    view: View,
    *,
    title: str,
    screen: str,
    assets: Path,
    sheets: Sequence[str],
    scripts: Sequence[str],
    more: Mapping[str, str],
) -> str:
    """`screen` is HTML as it is; `more` are attributes of the root, escaped here like everything else."""
    asked = links(assets, sheets)
    asked += [f'<script src="{address(assets, name)}" defer></script>' for name in scripts]
    return DOCUMENT.format(
        language=language_tag(view),
        surface=escape(view.surface),
        theme=escape(view.theme),
        more="".join(f' {name}="{escape(value)}"' for name, value in more.items()),
        title=escape(title),
        links="\n".join(asked),
        screen=screen,
    )
