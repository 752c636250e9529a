"""A fault that a week was sealed in spite of, in the reader's language; the manifest keeps it in English."""

from __future__ import annotations

import re

from cockpit.panels.panel import PANELS
from cockpit.panels.view import View

ZH = (
    (re.compile(r"panel-(\w+) could not be drawn"), "面板“{}”未能绘出"),
    (re.compile(r"slide-(\w+) could not be drawn"), "幻灯片{}未能绘出"),
    (re.compile(r"its Sunday (\S+) has no data: the newest day is (\S+)"), "缺周日（{}）的数据，最新为{}"),
    (re.compile(r"no font of the cockpit has (.+): install.*"), "字库缺字：{}"),
    (re.compile(r"(\S+), which was sealed last, does not verify: (.+)"), "末次封存的{}核验不符（{}）"),
    (
        re.compile(r"the audit of (\S+) found (\d+) numbers? that (?:are|is) not as (?:their|its) rows say: (.+)"),
        "复核{}：{}处与明细不符（{}）",
    ),
    (re.compile(r"no Chinese font is there.*"), "系统没有中文字体"),
)


def said(fault: str, view: View) -> str:
    if view.language == "en":
        return fault
    for pattern, words in ZH:
        if found := pattern.fullmatch(fault):
            return words.format(*(_title(one, view) for one in found.groups()))
    return fault


def _title(name: str, view: View) -> str:
    """What a panel is called to people."""
    return view.tell(PANELS[name].title) if name in PANELS.names() else name
