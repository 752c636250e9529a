"""JSON as portals and systems write it: a record that holds something that is no JSON is known, the others are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from cockpit.errors import SourceWrong
from cockpit.ingest import decoding
from cockpit.ingest.decoding import FAULT
from cockpit.ingest.refusal import Unfit
from cockpit.units import Text

BYTES = Text("不是文字的字节", "bytes that are no text")
CONTROL = Text("控制字符", "a control character")
NUMBER = Text("NaN或Infinity", "NaN or Infinity")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\b(?:NaN|Infinity)\b|-Infinity\b', re.DOTALL)
_BROKEN = re.compile(rf"[\x00-\x1f{FAULT}]")
_MARK = re.compile(rf"{FAULT}(\d+){FAULT}")


@dataclass(frozen=True)
class Damaged:
    """A record that holds something that is no JSON, with the place of the first of it."""

    line: int
    column: int
    what: Text

    @property
    def unfit(self) -> Unfit:
        return Unfit(
            zh=(f"第{self.line}行第{self.column}个字符处有{self.what.zh}。", "请更正后重新提供。"),
            en=(
                f"it has {self.what.en} at line {self.line}, character {self.column}.",
                "Correct it, deliver it again.",
            ),
        )


def parsed(raw: bytes, encoding: str | None = None) -> Any:
    """What the JSON says, with Damaged instead of records that are broken; SourceWrong where it is none at all."""
    try:
        if encoding is None and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        pass
    text = decoding.decoded(raw, encoding)
    try:
        if FAULT not in text:
            return orjson.loads(text)
    except orjson.JSONDecodeError:
        pass
    repaired, faults = _repaired(text)
    try:
        return _without(orjson.loads(repaired), faults)
    except orjson.JSONDecodeError as wrong:
        if text.lstrip()[:1] == "<":
            raise SourceWrong(
                "What the portal answers is a web page.",
                "Check the address; is a sign-in needed?",
                zh="门户返回的是网页。",
            ) from wrong
        raise SourceWrong(
            f"It is no JSON from line {wrong.lineno}, character {wrong.colno} on.",
            "Check the address or the file, and that it is whole.",
            zh=f"从第{wrong.lineno}行第{wrong.colno}个字符起不是JSON。",
        ) from wrong


def _repaired(text: str) -> tuple[str, list[Damaged]]:
    """JSON in which a numbered mark stands for what is none, and the places of the marks."""
    faults: list[Damaged] = []
    begins = [0, *(match.end() for match in re.finditer("\n", text))]

    def mark(at: int, what: Text) -> str:
        line = _line(begins, at)
        faults.append(Damaged(line + 1, at - begins[line] + 1, what))
        return f"{FAULT}{len(faults) - 1}{FAULT}"

    def whole(match: re.Match[str]) -> str:
        said = match[0]
        if not said.startswith('"'):
            return f'"{mark(match.start(), NUMBER)}"'
        if not _BROKEN.search(said):
            return said
        begin = match.start()
        return _BROKEN.sub(lambda one: mark(begin + one.start(), BYTES if one[0] == FAULT else CONTROL), said)

    return _STRING.sub(whole, text), faults


def _line(begins: list[int], at: int) -> int:
    low, high = 0, len(begins)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if begins[middle] <= at else (low, middle)
    return low


def _without(found: Any, faults: list[Damaged]) -> Any:
    """Records are the objects of the outermost lists; what is broken outside of them is nobody's."""
    if isinstance(found, list):
        return [_record(one, faults) for one in found]
    if isinstance(found, dict):
        return {name: _without(value, faults) for name, value in found.items()}
    return None if isinstance(found, str) and _MARK.search(found) else found


def _record(one: Any, faults: list[Damaged]) -> Any:
    numbers = [int(match[1]) for text in _texts(one) for match in _MARK.finditer(text)]
    return faults[min(numbers)] if numbers and min(numbers) < len(faults) else one


def _texts(found: Any) -> Iterator[str]:
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one


def line_unfit(line: bytes, number: int | None = None) -> Unfit:
    """Why a line of UTF-8 is no JSON object."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return decoding.no_text(number, len(line[: wrong.start].decode("utf-8", "replace")) + 1)
    _, faults = _repaired(text)
    if faults:
        what = faults[0]
        return Unfit(
            zh=(f"第{what.column}个字符处有{what.what.zh}。", "请更正后重新提供。"),
            en=(f"it has {what.what.en} at character {what.column}.", "Correct it, deliver it again."),
        )
    return Unfit(
        zh=("这一行不是JSON对象。", "一个事件请写成一行一个对象。"),
        en=("the line is no JSON object.", "Write one event as one object on one line."),
    )
