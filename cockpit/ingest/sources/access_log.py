"""The access log of a portal's web server: downloads and calls by day, of the datasets of the register."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, field_validator

from cockpit.calendar import SHANGHAI
from cockpit.ingest import file_access, web_requests
from cockpit.ingest.gathered_rows import naive
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.register_lookup import RegisterLookup
from cockpit.ingest.source_kind import Delivery, FileOptions, FileState, ReadingContext, SourceKind, declare
from cockpit.ingest.web_requests import WebRequest
from cockpit.units import Text

STEP = 20_000
OTHER_PAGES = Text("既不是下载也不是接口调用", "neither a download nor a call")
MACHINES = Text("搜索引擎等程序的请求", "asked by a program such as a search engine")
NOT_SERVED = Text("未成功提供，或只是其中一部分", "not served, or only a part")
NO_DATASET = Text("名册中没有的数据集", "of no dataset of the register")
BEGUN = Text("当天的日志已不完整，保留此前的数", "of a day whose log is no longer whole: what was said stays")


class AccessLogOptions(FileOptions):
    """What `downloads` and `calls` find in the path of a request is one; a group `dataset` in it is its code."""

    files: str = Field(description="the logs, a folder or a pattern, packed ones too; all are read each time")
    downloads: tuple[str, ...] = Field(
        default=(r"/dataset/(?P<dataset>[^/]+)/resource/[^/]+/download(/|$)",),
        description="regular expressions for the paths of downloads; a group `dataset` is the code of the dataset",
    )
    calls: tuple[str, ...] = Field(
        default=(r"^/api/",), description="the same for calls of open interfaces; looked at after the downloads"
    )
    agents_left_out: tuple[str, ...] = Field(
        default=("bot", "spider", "crawler"), description="words in the name of a program whose requests do not count"
    )
    fields: dict[Literal["time", "request", "method", "path", "status", "agent"], str] = Field(
        default_factory=dict, description="of a log in JSON: our fields to theirs, which may be dotted paths"
    )
    unit: str | None = Field(default=None, description="unit of requests that name no dataset of the register")
    theme: str | None = Field(default=None, description="their theme; without both they are left out and counted")

    @field_validator("downloads", "calls")
    @classmethod
    def _expressions(cls, said: tuple[str, ...]) -> tuple[str, ...]:
        for one in said:
            try:
                re.compile(one)
            except re.error as wrong:
                raise ValueError(f"{one!r} is no regular expression ({wrong})") from wrong
        return said


Counts = dict[date, dict[tuple[str, str], list[int]]]


def read(options: AccessLogOptions, reading: ReadingContext) -> Delivery:
    files = file_access.files(reading, options.files)
    delivery = Delivery(files=[state for _, state in files], mark=dict(reading.mark), stated={"opening_daily"})
    counted: Counts = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    lines: dict[date, int] = defaultdict(int)
    count = RequestCounter(options, reading.known, delivery)
    first = last = None
    for line in _requests(files, options, reading, delivery):
        first, last = min(first or line.at, line.at), max(last or line.at, line.at)
        place = count.place(line)
        if place is not None:
            day = line.at.astimezone(SHANGHAI).date()
            counted[day][place[0]][place[1]] += 1
            lines[day] += 1
    if first is None or last is None:
        return delivery
    _no_longer_whole(first, counted, lines, delivery=delivery)
    delivery.mark["last_at"] = last.astimezone(SHANGHAI).isoformat()
    delivery.accepted = sum(lines.values())
    delivery.facts["opening_daily"] = {
        day: [_row(day, key, numbers, options) for key, numbers in sorted(groups.items())]
        for day, groups in counted.items()
    }
    delivery.newest_at = min(naive(last.astimezone(SHANGHAI)), naive(reading.now))
    return delivery


def _requests(
    files: list[tuple[Path, FileState]], options: AccessLogOptions, reading: ReadingContext, delivery: Delivery
) -> Iterator[WebRequest]:
    far = file_access.Far(delivery.files)
    own = {str(name): path for name, path in options.fields.items()}
    times = web_requests.LogTimes(reading.spelling, reading.now)
    done = 0
    for path, state in files:
        for line, one in web_requests.read(path, far, own, times):
            done += 1
            delivery.account.read += 1
            if done % STEP == 0:
                reading.progress(done, far.rows(done))
            if isinstance(one, Unfit):
                delivery.refused.append(Refusal.of(one, place=state.name, line=line))
            else:
                yield one
        far.through(state)


def _no_longer_whole(first: datetime, counted: Counts, lines: dict[date, int], *, delivery: Delivery) -> None:
    """Old logs are thrown away in the middle of a day: what was said of that day when it was whole stays."""
    begun = first.astimezone(SHANGHAI)
    said = [datetime.fromisoformat(delivery.mark[name]) for name in ("first_at", "last_at") if name in delivery.mark]
    if len(said) == 2 and said[0] < begun and begun.date() <= said[1].date() and begun.date() in counted:
        delivery.account.leave(BEGUN, count=lines.pop(begun.date()))
        del counted[begun.date()]
    delivery.mark.setdefault("first_at", begun.isoformat())


class RequestCounter:
    """Which number of which unit and theme a request belongs to."""

    def __init__(self, options: AccessLogOptions, known: RegisterLookup, delivery: Delivery) -> None:
        self._options, self._known, self._account = options, known, delivery.account
        self._kinds = [(re.compile(one), number) for number, all_ in enumerate((options.downloads, options.calls))
                       for one in all_]  # fmt: skip
        self._agents = re.compile("|".join(map(re.escape, options.agents_left_out)) or r"(?!)", re.IGNORECASE)
        self._links = {
            unquote(urlsplit(link).path): code
            for code, row in known.rows("open_dataset").items()
            for link in (row.get("links") or "").split()
        }
        self._default: tuple[str, str] | None = None
        if options.unit is not None and options.theme is not None:
            self._default = (
                known.code("unit", options.unit, field="unit"),
                known.code("theme", options.theme, field="theme"),
            )

    def place(self, request: WebRequest) -> tuple[tuple[str, str], int] | None:
        """Unit and theme, and 0 for a download, 1 for a call; None where it counts nowhere, which is noted."""
        path = unquote(request.path)
        match, number = next(((m, n) for one, n in self._kinds if (m := one.search(path))), (None, 0))
        reason = None
        if match is None:
            reason = OTHER_PAGES
        elif self._agents.search(request.agent):
            reason = MACHINES
        elif not (_downloaded(request) if number == 0 else _called(request)):
            reason = NOT_SERVED
        group = self._group(path, match) if match is not None and reason is None else None
        if group is None:
            self._account.leave(reason or NO_DATASET, name=path if reason is None else None, entry=True)
            return None
        return group, number

    def _group(self, path: str, match: re.Match[str]) -> tuple[str, str] | None:
        said = match.groupdict().get("dataset")
        code = self._known.find("open_dataset", said) or self._links.get(path)
        row = self._known.rows("open_dataset").get(code or "")
        return (row["unit"], row["theme"]) if row is not None else self._default


def _downloaded(request: WebRequest) -> bool:
    """Whole: a part of a file, or that it has not changed, is no download."""
    return request.method == "GET" and request.status == 200


def _called(request: WebRequest) -> bool:
    return request.method not in ("HEAD", "OPTIONS") and 200 <= request.status < 400


def _row(day: date, key: tuple[str, str], numbers: list[int], options: AccessLogOptions) -> dict[str, Any]:
    return {
        "day": day,
        "unit": key[0],
        "theme": key[1],
        **dict.fromkeys(("datasets", "datasets_dated", "updated_on_time")),
        "downloads": numbers[0],
        "api_calls": numbers[1],
        "provenance": options.provenance,
    }


declare(
    SourceKind(
        name="access_log",
        summary="The access log of a portal's web server, combined or JSON: downloads and calls by day.",
        options=AccessLogOptions,
        read=read,
        moments=True,
        example='kind = "access_log"\nfiles = "nginx/access.log*"\nunit = "bigdata"\ntheme = "government"\n',
    )
)
