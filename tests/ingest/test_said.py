"""Why a row was refused and why a source could not be read: in Chinese and in English, wherever it is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import cockpit
from cockpit.calendar import SHANGHAI
from cockpit.ingest import cell_values
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.register_lookup import RegisterLookup

ROOT = Path(cockpit.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"[A-Za-z]+ [a-z]+")
"""Two Latin words in a row; formats, fields and commands are one."""
READ = {"SourceWrong", "SourceSilent", "RollupWrong", "LoadRefused", "TooMany"}
KEEPERS = {"ingest/template.py", "store/load_transaction.py", "ingest/demonstration/world.py"}
"""Files whose failures an administrator meets at the command line and no source ever has."""


def calls(*folders: str) -> Iterator[tuple[str, str, ast.Call]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.func.id, node


def written(node: ast.expr) -> str:
    return " ".join(one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_refusal_says_what_is_wrong_and_what_to_do_in_both_languages():
    seen = 0
    for place, name, call in calls("ingest"):
        if name == "Unfit":
            said = {one.arg: one.value for one in call.keywords}
            assert {"zh", "en"} <= set(said), place
            assert all(isinstance(said[one], ast.Tuple) and len(said[one].elts) == 2 for one in ("zh", "en")), place
            assert not CHINESE.search(written(said["en"]).replace("3.5万", "")), place
            assert not SENTENCE.search(written(said["zh"])), place
            seen += 1
    assert seen > 40


def test_every_failure_to_read_a_source_is_said_in_chinese_as_well():
    seen = 0
    for place, name, call in calls("ingest", "rollup", "store"):
        if name in READ and place.partition(":")[0] not in KEEPERS:
            said = " ".join(written(one.value) for one in call.keywords if one.arg == "zh")
            assert CHINESE.search(said) and not SENTENCE.search(said), place
            seen += 1
    assert seen > 60


NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)
KNOWN = RegisterLookup({"unit": [{"code": "hrss", "name_zh": "市人力资源和社会保障局", "short_zh": "市人社局"}]})


@pytest.mark.parametrize(
    ("refused", "zh", "remedy"),
    [
        (lambda: cell_values.whole("x", field="records"), "“记录数”不是数字。", "请写数字，如1914、1,914或3.5万。"),
        (lambda: cell_values.whole(-1, field="xRequestId"), "xRequestId小于0。", "请提供不小于0的数。"),
        (lambda: cell_values.text(" ", most=9, field="event_id"), "“事件编号”为空。", "请填写“事件编号”。"),
        (lambda: cell_values.day("2021-01-01", field="day", now=NOW), "“日期”晚于现在。", "请更正日期或时钟。"),
        (
            lambda: cell_values.moment("2050-01-01T00:00:00Z", field="at", now=NOW),
            "“时间”不在2015年至2049年之间。",
            "请校正时钟。",
        ),
        (
            lambda: KNOWN.code("unit", "市人社", field="provider", where="[sources.log.units]"),
            "单位“市人社”不在名册中。",
            "是否为“市人社局”？请加入单位名册，或在[sources.log.units]中对应。",
        ),
    ],
)
def test_the_chinese_names_the_field_as_the_sheet_does(refused, zh, remedy):
    with pytest.raises(Unfit) as unfit:
        refused()
    kept = Refusal.of(unfit.value, place="log.csv", line=7)
    assert (kept.reason_zh, kept.remedy_zh) == (zh, remedy)
    assert not CHINESE.search(kept.reason.replace("市人社", ""))
