"""Where an audit found a difference, in the reader's language; the result itself keeps it in English."""

from __future__ import annotations

import re

from cockpit.units import Text

DIMENSIONS = {
    "unit": "单位",
    "kind": "方式",
    "theme": "主题",
    "scenario": "场景",
    "library": "数据库",
    "provider": "提供方",
    "consumer": "接收方",
    "level": "层级",
    "pair": "供需双方",
    "figure": "计数",
    "sort": "方式与场景",
    "given": "提供方、方式与场景",
    "taken": "接收方、方式与场景",
    "way": "供需双方、方式与场景",
}
NAMED = "|".join(DIMENSIONS)
WORDS = (
    (re.compile(rf"the parts by ({NAMED})"), "按{}分项合计"),
    (re.compile(rf"all members of ({NAMED}) on (\S+)"), "{1}各{0}合计"),
    (re.compile(r"the city on (\S+)"), "{}全市"),
    (re.compile(rf"\b({NAMED}) (\S+) on (\S+)"), "{2}{0} {1}"),
    (re.compile(rf"\b({NAMED}) (?=[a-z0-9_-]+)"), "{} "),
    (re.compile(r"the city"), "全市"),
    (re.compile(r"(\S+), delivered by (\S+)"), "{}，来源 {}"),
    (re.compile(r"as boards read it(?:: )?"), "驾驶舱所读 "),
    (re.compile(r", one period before"), "，上一期"),
    (re.compile(r", change"), "，变化"),
    (re.compile(r", month\b"), "，近30天"),
    (re.compile(r", quarter\b"), "，近91天"),
    (re.compile(r", year\b"), "，近365天"),
    (re.compile(r"\bregister\b"), "登记表"),
)


def place(said: str) -> Text:
    zh = said
    for pattern, words in WORDS:
        zh = pattern.sub(lambda one, words=words: words.format(*map(_named, one.groups())), zh)  # type: ignore[misc]
    return Text(zh.strip(), said)


def _named(word: str) -> str:
    return DIMENSIONS.get(word, word)
