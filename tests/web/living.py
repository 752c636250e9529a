"""A cockpit for tests: the handmade board behind the real pages, and a database that can be taken away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from cockpit.board.board import Board, Stale
from cockpit.board.comparison.baseline import Baseline
from cockpit.board.comparison.number_comparison import NumberComparison, change_of
from cockpit.board.quarantined_rows import QuarantinePage, QuarantineQuestion
from cockpit.board.rows.code_names import CodeNames
from cockpit.board.rows.plain_rows import Lines, Total
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import RowPage
from cockpit.board.scope import Scope
from cockpit.board.trust.trust_page import Gap, Held, Returned, Trusted
from cockpit.board.trust.unit_quality import Check, Quality
from cockpit.board.trust.unused_interfaces import Unused
from cockpit.calendar import SHANGHAI, Week
from cockpit.errors import DatabaseSilent, ScopeWrong
from cockpit.metrics.number import Number
from cockpit.roles import Editors
from cockpit.screens.week_access import Weeks
from cockpit.settings import read
from cockpit.store.account import Account, Portion
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from cockpit.web.app import Cockpit, create_app
from tests import handmade


def account() -> Account:
    """Of 20 records 11 were accepted, and a column was not used."""
    found = Account(read=20, accepted=11, refused=7)
    found.leave(Text("合计行", "a total"), count=2)
    found.leave(Text("没有这样的列", "there is no such column"), portion=Portion.COLUMN, name="X9")
    return found


TRUSTED = Trusted(
    names=CodeNames(
        {
            "unit": [
                {
                    "code": "hrss",
                    "name_zh": "人社局",
                    "name_en": "Human Resources",
                    "short_zh": "人社",
                    "short_en": None,
                },
                {
                    "code": "civil",
                    "name_zh": "民政局",
                    "name_en": "Civil Affairs",
                    "short_zh": "民政",
                    "short_en": None,
                },
            ],
            "theme": [
                {"code": "health", "name_zh": "医疗卫生", "name_en": "Health", "short_zh": "卫生", "short_en": None}
            ],
            "library": [
                {"code": "licence", "name_zh": "证照库", "name_en": "E-licences", "short_zh": "证照", "short_en": None}
            ],
        }
    ),
    quality=(
        Quality(
            "hrss",
            {
                "volumes.stored_share": Number(0.8, "share", provenance=Provenance.MEASURED),
                "sharing.success_share": Number(0.95, "share", provenance=Provenance.DEMO),
            },
            (Check(Text("终端", "rooms"), "meetings.endpoints", 2, 1),),
        ),
        Quality("civil", {}, (Check(Text("终端", "rooms"), "meetings.endpoints", 1, 1),)),
    ),
    history={"sharing.resources": tuple(Held(handmade.DAY, apart, "differs") for apart in (90, 124, 124))},
    since={"sharing.resources": handmade.DAY},
    takers=(("hrss", 41),),
    gaps=(Gap("licence", "hrss", 6),),
    unused=(Unused("civil", 3, handmade.DAY), Unused("hrss", 2, None, theme="health")),
    returned=(Returned(handmade.DAY, 15, 2_980_000),),
    passed_on=0,
    refused=(("platform", 7),),
    accounts={"platform": account()},
)

SHARE = 4
"""Of the records exchanged this part goes through APIs."""


class Handmade:
    """Keeps the handmade board in several versions, and loses its database when it is told to."""

    def __init__(self) -> None:
        self.held = "first"
        self.silent = False
        self.never = False
        self.asked: list[Scope] = []
        self.editors = Editors()
        self.written: list[dict[str, Any]] = []
        self.shown: Callable[[], Board] = handmade.board
        self.numbers: dict[str, int] = {}
        """Numbers that changed since."""

    def version(self) -> str:
        if self.silent or self.never:
            raise DatabaseSilent("The database does not answer.", "It is tried again.")
        return self.held

    def whole(self) -> bool:
        return True

    def rows(self, question: Question) -> RowPage:
        """Three rows that make the number, whichever it is."""
        board = self.board(question.scope)
        whole = int(board[question.metric].value or 0)
        parts = (whole // 2, whole // 3, whole - whole // 2 - whole // 3)
        lines: Lines = [{"unit": "hrss", "unit_name": Text("市人社局", "Human Resources"), "records": n} for n in parts]
        return RowPage(
            question=question,
            number=board[question.metric],
            columns=("unit", "records"),
            adds=("records",),
            rows=lines[question.start : question.end],
            whole=Total(3, {"records": whole}),
            found=Total(3, {"records": whole}),
            made=whole,
            data_version=self.held,
            as_of=board.as_of,
        )

    def every_row(self, question: Question) -> Iterator[dict[str, Any]]:
        return iter(self.rows(replace(question, start=0, end=100)).rows)

    def week(self, week: Week, unit: str | None = None) -> Board:
        return replace(self.board(Scope("linyi", as_of=week.sunday, unit=unit)), as_of=week.sunday)

    def now(self) -> datetime:
        return handmade.CLOCK

    def remark(self, *, metric: str, day: date, text: str, author: str) -> None:
        self.written.append({"metric": metric, "day": day, "text": text, "author": author})

    def revise(self, *, kind: str, code: str, value: Decimal, effective_on: date, author: str, reason: str) -> None:
        row = {"kind": kind, "code": code, "value": value, "effective_on": effective_on}
        self.written.append({**row, "author": author, "reason": reason})

    def reword(self, *, metric: str, text: Text, effective_on: date, author: str, reason: str) -> None:
        row = {"metric": metric, "text": text, "effective_on": effective_on}
        self.written.append({**row, "author": author, "reason": reason})

    def withdraw(self, *, number: int, author: str, reason: str) -> None:
        self.written.append({"number": number, "author": author, "reason": reason})

    def trusted(self, board: Board) -> Trusted:
        return TRUSTED

    def refused(self, asked: QuarantineQuestion) -> QuarantinePage:
        """Two rows of a file."""
        row = {
            "place": "log.csv",
            "line": 3,
            "field": {"zh": "字节数", "en": "bytes"},
            "value": "-1",
            "reason": {"zh": "“字节数”小于0。", "en": "bytes is below 0."},
            "remedy": {"zh": "请在来源处更正。", "en": "Correct it in the source."},
            "refused_at": "2020-09-30 08:00",
        }
        rows = ({**row}, {**row, "line": 9, "value": "=1+1"})
        return QuarantinePage(asked, rows[asked.start : asked.end], 2, 2, owner="hrss")

    def other(self, board: Board, against: Baseline, metric: str) -> Board:
        return self.board(against.scope(board))

    def compared(self, scope: Scope, against: Baseline, *, metric: str, by: str | None = None) -> NumberComparison:
        """The number beside itself: nothing has changed."""
        number = self.board(scope)[metric]
        change = change_of(number, number, against)
        return NumberComparison(metric, against, number, number, None, change, "kind", ("kind",), (), {})

    def board(self, scope: Scope) -> Board:
        self.asked.append(scope)
        if self.never:
            raise DatabaseSilent("The database does not answer.", "It is tried again.")
        if scope.unit == "nobody":
            raise ScopeWrong("unit", "There is no unit 'nobody'.", "a code of the unit register")
        board = self.shown()
        board = replace(board, scope=scope, data_version=self.held)
        for name, value in self.numbers.items():
            board = replace(board, metrics={**board.metrics, name: replace(board[name], value=value, published=None)})
        if scope.kind == "api":
            whole = board["sharing.records"]
            part = replace(whole, value=int(whole.value or 0) // SHARE)
            board = replace(board, metrics={**board.metrics, "sharing.records": part})
        if self.silent:
            since = datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI)
            return board.mark_stale(Stale(since, Text("数据库无应答", "the database does not answer")))
        return board


def cockpit(keep: Handmade, folder: Path, weeks: Weeks | None = None, **more: str) -> Cockpit:
    settings = read({"COCKPIT_VAR": str(folder), **more})
    return create_app(settings, keep, weeks)  # type: ignore[return-value]


@contextmanager
def serving(keep: Handmade, folder: Path, weeks: Weeks | None = None, **more: str) -> Iterator[str]:
    """The address of a cockpit that really answers."""
    server = make_server("127.0.0.1", 0, cockpit(keep, folder, weeks, **more).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
