"""A whole HTML document around a screen: its styles, the fonts its text needs, and a policy that lets nothing in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.settings import ROOT
from cockpit.snapshot import fonts

# The file says itself that it may fetch nothing, whoever opens it and whatever a name in it may hold.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; script-src {script}"
TAGS = {"zh": "zh-CN", "en": "en"}
"""The languages as documents name them."""

DOCUMENT = """<!DOCTYPE html>
<html lang="{tag}" data-surface="{surface}" data-theme="{theme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<style>
{sheets}
</style>
</head>
<body>
{screen}
{script}</body>
</html>
"""


def document(
    screen: Element,
    *,
    title: str,
    view: View,
    surface: str = "",
    sheets: Sequence[str],
    style: str = "",
    script: str = "",
    printed: bool = False,
) -> str:
    """`sheets` are names in assets/, `style` is added after them, `script` is the one that may run.

    `surface` is what the styles are for, where that is not what `view` says. `printed`: for a PDF, with fonts that it
    can hold.
    """
    styles = [read(name) for name in sheets]
    text = screen.text + title + style + "".join(styles) + script
    faces = fonts.inlined(text, serif=conclusions(screen), printed=printed)
    return DOCUMENT.format(
        tag=TAGS[view.language],
        surface=surface or view.surface,
        theme=view.theme,
        policy=POLICY.format(script=f"'sha256-{_hash(script)}'" if script else "'none'"),
        title=escape(title),
        sheets="\n".join(one.replace("</", "<\\/") for one in (faces, *styles, style)),
        screen=screen.to_html(),
        script=f"<script>{script}</script>\n" if script else "",
    )


def read(name: str) -> str:
    return (ROOT / "assets" / name).read_text("utf-8")


def conclusions(screen: Element) -> str:
    """The sentences that are set in the serif face."""
    return "".join(one.text for one in screen if one.tag == "h1")


def quoted(text: str) -> str:
    """A text as a string of a style sheet."""
    return '"' + "".join(f"\\{ord(one):x} " if one in '"\\<\n\r\f' else one for one in text) + '"'


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
