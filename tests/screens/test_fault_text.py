"""A fault that was accepted is said in the reader's language."""

from __future__ import annotations

import pytest

from cockpit.panels.view import View
from cockpit.screens import fault_text


@pytest.mark.parametrize(
    ("fault", "zh"),
    [
        ("panel-quality could not be drawn", "面板“数据质量”未能绘出"),
        ("panel-gone could not be drawn", "面板“gone”未能绘出"),
        ("slide-volumes could not be drawn", "幻灯片volumes未能绘出"),
        (
            "its Sunday 2020-09-27 has no data: the newest day is 2020-09-25",
            "缺周日（2020-09-27）的数据，最新为2020-09-25",
        ),
        ("no font of the cockpit has 𰻝 (U+30EDD): install the package x for a substitute", "字库缺字：𰻝 (U+30EDD)"),
        ("no Chinese font is there: install the package x", "系统没有中文字体"),
        ("something new", "something new"),
    ],
)
def test_every_fault_has_its_words(fault: str, zh: str) -> None:
    assert fault_text.said(fault, View("report")) == zh
    assert fault_text.said(fault, View("report", language="en")) == fault
