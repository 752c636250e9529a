"""Requests to a web server out of its access log: in the combined form, or as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values, file_access
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.spelling import Spelling

LOOKED_AT = 3
COMBINED = re.compile(
    rb'\S+ \S+ .{1,200}? \[(?P<time>[^\]]{1,40})\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) \S+'
    rb'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?.*'
)
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


@dataclass(frozen=True)
class LogTimes:
    """How the log writes its moments, and when it is read: none lies after that."""

    spelling: Spelling
    now: datetime

    def moment(self, value: Any) -> datetime:
        return _moment(value, self)


@lru_cache(maxsize=4_096)  # many lines of one second
def _moment(value: Any, times: LogTimes) -> datetime:
    found = cell_values.moment(value, field="time", now=times.now, spelling=times.spelling)
    return found.replace(tzinfo=UTC)


def read(
    path: Path, far: file_access.Far, own: Mapping[str, str], times: LogTimes
) -> Iterator[tuple[int, WebRequest | Unfit]]:
    """Line by line; SourceWrong where the file is no access log. `own` are their names of the fields in JSON."""
    bad = 0
    for seen, (number, line) in enumerate(
        ((n, one) for n, one in file_access.lines(path, far) if one.strip()), start=1
    ):
        found = _request(line, own, times)
        bad += isinstance(found, Unfit) and found.field == "line"
        if bad == seen == LOOKED_AT:
            raise SourceWrong(
                f"{path.name} is no access log: its first {LOOKED_AT} lines are neither combined nor JSON.",
                "Let the server write the combined form or JSON, or name the fields.",
                zh=f"{path.name}不是访问日志：前{LOOKED_AT}行既不是combined格式也不是JSON。",
            )
        yield number, found


def _request(line: bytes, own: Mapping[str, str], times: LogTimes) -> WebRequest | Unfit:
    try:
        return _of_json(line, own, times) if line.lstrip().startswith(b"{") else _of_combined(line, times)
    except Unfit as unfit:
        return unfit


def _of_combined(line: bytes, times: LogTimes) -> WebRequest:
    match = COMBINED.fullmatch(line)
    if match is None:
        raise _unread("line", None)
    agent = (match["agent"] or b"").decode("utf-8", "replace")
    method, path = _asked(match["request"].decode("utf-8", "replace"))
    return WebRequest(times.moment(match["time"].decode("utf-8", "replace")), method, path, int(match["status"]), agent)


def _of_json(line: bytes, own: Mapping[str, str], times: LogTimes) -> WebRequest:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise _unread("line", None) from None
    said = {name: _field(found, (own[name],) if name in own else names) for name, names in FIELDS.items()}
    if said["request"] and not said["path"]:
        said["method"], said["path"] = _asked(str(said["request"]))
    if not said["path"] or said["time"] is None:
        raise _unread("line", None)
    status = cell_values.whole(said["status"], field="status")
    path = str(said["path"]).partition("?")[0]
    at = times.moment(said["time"] if isinstance(said["time"], (int, float)) else str(said["time"]))
    return WebRequest(at, str(said["method"] or "GET").upper(), path, status, str(said["agent"] or ""))


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


def _unread(field: str, value: Any) -> Unfit:
    return Unfit(
        zh=("不是访问记录。", "请用combined格式或JSON，每行一个请求。"),
        en=("it is no request.", "Write the combined form or JSON, one request on each line."),
        field=field,
        value=value,
    )
