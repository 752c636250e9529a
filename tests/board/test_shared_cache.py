"""The shared cache may be away or hang: a page waits for it once, and then not again for a while."""

from __future__ import annotations

import logging
import signal
import time
from pathlib import Path

import psutil
import pytest
from sqlalchemy import Engine

from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.board.shared_cache import REST_S, Shared, open_cache
from tests import small
from tests.servers import redis_server


class Clock:
    at = 100.0

    def __call__(self) -> float:
        return self.at


def process_of(url: str) -> psutil.Process:
    port = int(url.rpartition(":")[2].partition("/")[0])
    return next(
        psutil.Process(one.pid)
        for one in psutil.net_connections("tcp")
        if one.pid and one.status == psutil.CONN_LISTEN and one.laddr.port == port
    )


@pytest.mark.redis
def test_a_redis_that_hangs_is_waited_for_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with redis_server() as url:
        clock = Clock()
        cache = Shared(open_cache(url), now=clock)
        cache.set("key", b"value")
        assert cache.get("key") == b"value"
        server = process_of(url)
        server.send_signal(signal.SIGSTOP)
        try:
            begun = time.monotonic()
            with caplog.at_level(logging.WARNING):
                assert [cache.get("key") for _ in range(50)] == [None] * 50
                cache.set("key", b"other")
            assert time.monotonic() - begun < 1.5
            assert len(caplog.records) == 1 and "does not answer" in caplog.text
            clock.at += REST_S
            assert cache.get("key") is None
            assert len(caplog.records) == 1
        finally:
            server.send_signal(signal.SIGCONT)
        clock.at += REST_S
        assert cache.get("key") == b"value"
        assert caplog.records[-1].message == "the shared cache answers again"


@pytest.mark.redis
def test_a_board_is_built_in_time_while_redis_hangs(tmp_path: Path) -> None:
    engine: Engine = small.fill(f"sqlite:///{tmp_path / 'exchange.db'}")
    with redis_server() as url:
        keep = BoardService(engine, city="small", var=tmp_path / "var", redis=url, now=lambda: small.NOW)
        server = process_of(url)
        server.send_signal(signal.SIGSTOP)
        try:
            begun = time.monotonic()
            assert keep.board(Scope("small"))["sharing.exchanges"].value == 40
            assert time.monotonic() - begun < 4
        finally:
            server.send_signal(signal.SIGCONT)
    engine.dispose()
