"""Requests to a web server out of its access log: in the combined form, or as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values, file_access
from cockpit.ingest.refusal import Unfit

LOOKED_AT = 3
COMBINED = re.compile(
    rb'\S+ \S+ .{1,200}? \[(?P<time>[^\]]{1,40})\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) \S+'
    rb'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?.*'
)
MONTHS = {
    name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}
TIME = re.compile(rb"(\d{2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})")
FIELDS = {
    "time": ("time", "time_iso8601", "@timestamp", "timestamp", "time_local", "ts"),
    "request": ("request",),
    "method": ("method", "request_method"),
    "path": ("path", "uri", "request_uri", "url"),
    "status": ("status", "status_code", "response_code"),
    "agent": ("agent", "http_user_agent", "user_agent"),
}


@dataclass(frozen=True)
class WebRequest:
    """`at` has an offset; `path` is without what follows a question mark."""

    at: datetime
    method: str
    path: str
    status: int
    agent: str


def read(path: Path, far: file_access.Far, own: Mapping[str, str]) -> Iterator[tuple[int, WebRequest | Unfit]]:
    """Line by line; SourceWrong where the file is no access log. `own` are their names of the fields in JSON."""
    bad = 0
    for seen, (number, line) in enumerate(
        ((n, one) for n, one in file_access.lines(path, far) if one.strip()), start=1
    ):
        found = _request(line, own)
        bad += isinstance(found, Unfit)
        if bad == seen == LOOKED_AT:
            raise SourceWrong(
                f"{path.name} is no access log: its first {LOOKED_AT} lines are neither combined nor JSON.",
                "Let the server write the combined form or JSON, or name the fields.",
                zh=f"{path.name}不是访问日志：前{LOOKED_AT}行既不是combined格式也不是JSON。",
            )
        yield number, found


def _request(line: bytes, own: Mapping[str, str]) -> WebRequest | Unfit:
    try:
        return _of_json(line, own) if line.lstrip().startswith(b"{") else _of_combined(line)
    except Unfit as unfit:
        return unfit


def _of_combined(line: bytes) -> WebRequest:
    match = COMBINED.fullmatch(line)
    if match is None:
        raise _unread("line", None)
    agent = (match["agent"] or b"").decode("utf-8", "replace")
    method, path = _asked(match["request"].decode("utf-8", "replace"))
    return WebRequest(_clf(match["time"]), method, path, int(match["status"]), agent)


def _of_json(line: bytes, own: Mapping[str, str]) -> WebRequest:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise _unread("line", None) from None
    said = {name: _field(found, (own[name],) if name in own else names) for name, names in FIELDS.items()}
    if said["request"] and not said["path"]:
        said["method"], said["path"] = _asked(str(said["request"]))
    if not said["path"] or said["time"] is None:
        raise _unread("path" if said["time"] is not None else "time", None)
    status = cell_values.whole(said["status"], field="status")
    path = str(said["path"]).partition("?")[0]
    return WebRequest(
        _moment(said["time"]), str(said["method"] or "GET").upper(), path, status, str(said["agent"] or "")
    )


def _field(found: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value: Any = found
        for step in [name] if name in found else name.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value not in (None, ""):
            return value
    return None


def _asked(request: str) -> tuple[str, str]:
    """GET /a?b HTTP/1.1; of what is no request, as attackers send it, nothing."""
    parts = request.split(" ")
    return (parts[0].upper(), parts[1].partition("?")[0]) if len(parts) >= 2 else ("", "")


def _clf(text: bytes) -> datetime:
    match = TIME.fullmatch(text)
    if match is None or match[2] not in MONTHS:
        raise _unread("time", text.decode("utf-8", "replace"))
    day, _, year, clock, offset = (part.decode() for part in match.groups())
    said = f"{year}-{MONTHS[match[2]]:02d}-{day}T{clock}{offset[:3]}:{offset[3:]}"
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        raise _unread("time", text.decode()) from None


def _moment(value: Any) -> datetime:
    """With an offset, or seconds or milliseconds since 1970."""
    if isinstance(value, str) and TIME.fullmatch(value.encode("utf-8", "replace")):
        return _clf(value.encode())
    try:
        if isinstance(value, str) and not re.fullmatch(r"\d+(\.\d+)?", value):
            found = datetime.fromisoformat(value)
        else:
            seconds = float(value)
            found = datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds).astimezone()
    except (ValueError, TypeError, OverflowError, OSError):
        raise _unread("time", value) from None
    if found.tzinfo is None:
        raise Unfit(
            zh=("时间没有时区。", "请让服务器写出时区，如2020-09-30T10:00:00+08:00。"),
            en=("the time has no offset.", "Let the server write it, as 2020-09-30T10:00:00+08:00."),
            field="time",
            value=value,
        )
    return found


def _unread(field: str, value: Any) -> Unfit:
    return Unfit(
        zh=("不是访问记录。", "请用combined格式或JSON，每行一个请求。"),
        en=("it is no request.", "Write the combined form or JSON, one request on each line."),
        field=field,
        value=value,
    )
