"""Bytes into text, for every kind of source: the encoding is recognised, and a byte that does not fit costs its row."""

from __future__ import annotations

import codecs
import re

from cockpit.errors import SourceWrong
from cockpit.ingest.refusal import Unfit

FAULT = chr(0xFFFD)
"""Stands for bytes that are no text, and where somebody else's program has put it, for a sign that is lost."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = re.compile(r"[^\x00-\x7f\ufffd]")


def encoding_of(raw: bytes, declared: str | None = None) -> str:
    """By its mark; else as the source says; else UTF-8 or GB18030, whichever has fewer bytes that do not fit."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return name
    if declared is not None:
        return declared
    head = raw[:1_000]
    if head.count(b"\x00") > len(head) // 4:
        return "utf-16-le" if head[1::2].count(b"\x00") > head[::2].count(b"\x00") else "utf-16-be"
    try:
        raw.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    return "utf-8" if text.count(FAULT) <= len(_WIDE.findall(text)) else "gb18030"


def decoded(raw: bytes, declared: str | None = None) -> str:
    """The whole text, with a FAULT where bytes are none; SourceWrong where Python's codec is no encoding of text."""
    encoding = encoding_of(raw, declared)
    mark = next((mark for mark, name in MARKS if name == encoding and raw.startswith(mark)), b"")
    try:
        return raw[len(mark) :].decode(encoding, "replace")
    except (LookupError, UnicodeError) as failed:  # a codec of Python that is no encoding of text
        raise SourceWrong(
            f"Its text cannot be read as {encoding}.", "Correct encoding.", zh=f"其文字无法按{encoding}读取。"
        ) from failed


def no_text(line: int | None, column: int) -> Unfit:
    """A row with bytes that are no text."""
    where_zh = f"第{column}个字符" if line is None else f"第{line}行第{column}个字符"
    where = f"character {column}" if line is None else f"line {line}, character {column}"
    return Unfit(
        zh=(f"{where_zh}处的字节不是文字。", "请存为UTF-8，或在来源中写明encoding。"),
        en=(f"the bytes at {where} are no text.", "Save it as UTF-8, or set encoding."),
    )


def utf8(line: bytes, encoding: str) -> bytes:
    """A line of another encoding as UTF-8; bytes that are no text stay as they are, so that they are found there."""
    return line.decode(encoding, "surrogateescape").encode("utf-8", "surrogateescape")
