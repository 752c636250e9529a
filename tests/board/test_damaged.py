"""What others wrote into the shared cache or the folder of kept boards is never run and never shown."""

from __future__ import annotations

import logging
import multiprocessing
import pickle
import resource
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
import redis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from cockpit.board.board import FORMAT, Board, Stale
from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.board.shared_cache import open_cache
from cockpit.calendar import SHANGHAI
from cockpit.errors import DatabaseSilent, ScopeWrong
from cockpit.settings import read
from cockpit.store.exchange_database import open_engine
from cockpit.units import Text
from cockpit.web.app import create_app
from tests import small

pytestmark = pytest.mark.slow

WHOLE = Scope("small")
PART = Scope("small", unit="a")
NOWHERE = "postgresql://cockpit@127.0.0.1:1/nothing"
SHAPES = [None, [], {}, 1, -0.5, "x", True, {"id": "x"}, [{"id": "x"}]]
SAID = "a board in {} is not as it was written and is not used; see what else writes there"
EACH = settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))


class Planted:
    """What runs code where it is unpickled: it makes a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.file,)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    found = small.fill(f"sqlite:///{tmp_path_factory.mktemp('small') / 'exchange.db'}")
    yield found
    found.dispose()


@pytest.fixture(scope="module")
def written(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The board of the whole city, as it is kept."""
    return small.keep(engine, tmp_path_factory.mktemp("var")).board(WHOLE).to_bytes()


def kept(engine: Engine, var: Path, url: str) -> BoardService:
    """A process that shares its boards through Redis."""
    return BoardService(engine, city="small", var=var, redis=url, now=lambda: small.NOW)


def key_of(keep: BoardService, scope: Scope, client: Any) -> bytes:
    """Where Redis holds the board of a scope."""
    keep.board(scope)
    [key] = client.keys(f"*{keep._key(scope, keep.version())}")
    return bytes(key)


def answered(engine: Engine, var: Path, url: str, content: bytes) -> tuple[Board, Board]:
    """What the city's board is where `content` stands for it in Redis, and what the next process then finds there."""
    with redis.Redis.from_url(url) as client:
        client.set(key_of(kept(engine, var, url), WHOLE, client), content)
    first, second = kept(engine, var, url), kept(engine, var, url)
    boards = first.board(WHOLE), second.board(WHOLE)
    assert second.built == 0  # the damaged one was written over
    return boards


def right(board: Board, content: bytes) -> bool:
    return board.stale is None and board.to_bytes() == content


def with_hash(content: bytes, **other: Any) -> bytes:
    """Another value of some fields, under the hash that stands there."""
    return orjson.dumps({**orjson.loads(content), **other}, option=orjson.OPT_SORT_KEYS)


def left_out(content: bytes, name: str) -> bytes:
    return orjson.dumps({key: value for key, value in orjson.loads(content).items() if key != name})


@st.composite
def damages(draw: st.DrawFn, content: bytes) -> bytes:
    """The bytes with a digit, a byte or a field changed, cut off, or something else in their place."""
    value = orjson.loads(content)
    at = draw(st.integers(0, len(content) - 1))
    digits = [place for place, byte in enumerate(content) if chr(byte).isdigit()]
    digit = draw(st.sampled_from(digits))
    other = draw(st.sampled_from([one for one in b"0123456789" if one != content[digit]]))
    field = draw(st.sampled_from(sorted(value)))
    kinds = {
        "digit": content[:digit] + bytes([other]) + content[digit + 1 :],
        "bit": content[:at] + bytes([content[at] ^ 1 << draw(st.integers(0, 7))]) + content[at + 1 :],
        "cut": content[:at],
        "twice": content + content[:at],
        "without": left_out(content, field),
        "field": with_hash(content, **{field: draw(st.sampled_from(SHAPES))}),
        "shape": orjson.dumps(draw(st.sampled_from(SHAPES))),
        "bytes": draw(st.binary(max_size=40)),
    }
    return kinds[draw(st.sampled_from(sorted(kinds)))]


def test_bytes_that_are_not_those_of_the_board_are_no_board(written: bytes) -> None:
    """A board that is none is never shown; one that is shown has every byte of the one that was written."""
    digest = Board.from_bytes(written).id

    @EACH
    @given(damages(written))
    def each(content: bytes) -> None:
        found = Board.verified(content, WHOLE)
        assert found is None or (found.id == digest and found.to_bytes() == written)

    each()
    assert Board.verified(written, WHOLE) == Board.from_bytes(written)


def test_a_board_of_another_scope_day_or_format_or_a_stale_one_is_none(written: bytes) -> None:
    board = Board.from_bytes(written)
    stale = board.mark_stale(Stale(datetime(2020, 9, 21, 18, tzinfo=SHANGHAI), Text("无应答", "silent")))
    assert Board.verified(written, WHOLE.on(date(2020, 9, 21))) == board  # the newest day, asked for by its date
    for other in (PART, replace(WHOLE, period="month"), WHOLE.on(date(2020, 9, 20)), Scope("linyi")):
        assert Board.verified(written, other) is None
    assert Board.verified(stale.to_bytes(), WHOLE) is None
    assert Board.verified(with_hash(written, format=FORMAT + 1), WHOLE) is None
    assert Board.verified(with_hash(written, id="0" * 64), WHOLE) is None


@pytest.mark.redis
def test_a_pickle_in_redis_is_not_loaded(engine: Engine, redis_url: str, written: bytes, tmp_path: Path) -> None:
    planted = pickle.dumps(Planted(tmp_path / "run"))
    pickle.loads(planted)
    assert (tmp_path / "run").exists()  # it would
    (tmp_path / "run").unlink()
    for content in (planted, b"!" + planted, b"!" + pickle.dumps(written)):
        boards = answered(engine, tmp_path / "var", redis_url, content)
        assert all(right(board, written) for board in boards)
    assert not (tmp_path / "run").exists()


@pytest.mark.redis
def test_whatever_stands_in_redis_the_board_is_right(
    engine: Engine, redis_url: str, written: bytes, tmp_path: Path
) -> None:
    @EACH
    @given(damages(written))
    def each(content: bytes) -> None:
        first, second = answered(engine, tmp_path / "var", redis_url, content)
        assert right(first, written) and right(second, written)

    each()
    other = small.keep(engine, tmp_path / "var").board(PART).to_bytes()
    assert all(right(board, written) for board in answered(engine, tmp_path / "var", redis_url, other))


@pytest.mark.redis
def test_a_list_in_redis_is_written_over_and_redis_is_asked_on(
    engine: Engine, redis_url: str, written: bytes, tmp_path: Path
) -> None:
    with redis.Redis.from_url(redis_url) as client:
        key = key_of(kept(engine, tmp_path, redis_url), WHOLE, client)
        client.delete(key)
        client.rpush(key, b"x")
        first, second = kept(engine, tmp_path, redis_url), kept(engine, tmp_path, redis_url)
        assert right(first.board(WHOLE), written)
        assert client.get(key) == written
    assert right(second.board(WHOLE), written) and second.built == 0


@pytest.mark.redis
def test_pages_answer_over_a_damaged_redis_and_the_log_says_it_once(
    engine: Engine, redis_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with redis.Redis.from_url(redis_url) as client, caplog.at_level(logging.WARNING):
        for content in (b"", b"null", b"\x80\x05.", b'{"scope": 1}'):
            for scope in (WHOLE, PART):
                client.set(key_of(kept(engine, tmp_path, redis_url), scope, client), content)
            keep = kept(engine, tmp_path, redis_url)
            server = create_app(read({"COCKPIT_CITY": "small", "COCKPIT_VAR": str(tmp_path)}), keep).server
            caplog.clear()
            answers = [server.test_client().get(f"/api/v1/board{query}") for query in ("", "?unit=a", "", "?unit=a")]
            assert [answer.status_code for answer in answers] == [200] * 4
            assert [answer.get_json()["metrics"]["sharing.exchanges"]["value"] for answer in answers[::2]] == [40, 40]
            said = [one.message for one in caplog.records if "not as it was written" in one.message]
            assert said == [SAID.format("the shared cache")]


def test_the_kept_board_on_disk_is_the_one_that_was_written_or_the_database_says_why(
    engine: Engine, written: bytes, tmp_path: Path
) -> None:
    var = tmp_path / "var"
    good = small.keep(engine, var)
    good.board(WHOLE)
    away = BoardService(open_engine(NOWHERE), city="small", var=var)
    place = away._place(WHOLE)

    def shown(content: bytes) -> Board | None:
        place.write_bytes(content)
        try:
            return away.board(WHOLE)
        except DatabaseSilent:
            return None

    @EACH
    @given(damages(written))
    def each(content: bytes) -> None:
        board = shown(content)
        assert board is None or (board.stale is not None and right(replace(board, stale=None), written))

    each()
    assert shown(written) is not None
    assert shown(good.board(PART).to_bytes()) is None  # another scope's
    for shape in SHAPES:
        assert shown(orjson.dumps(shape)) is None
        assert shown(with_hash(written, metrics=shape)) is None
        assert shown(with_hash(written, scope=shape)) is None
    place.unlink()
    place.mkdir()
    with pytest.raises(DatabaseSilent):
        away.board(WHOLE)


def test_a_damaged_kept_board_is_said_once_however_often_it_is_asked_for(
    engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    small.keep(engine, tmp_path).board(WHOLE)
    away = BoardService(open_engine(NOWHERE), city="small", var=tmp_path)
    away._place(WHOLE).write_bytes(b"[]")
    with caplog.at_level(logging.WARNING):
        for _ in range(20):
            with pytest.raises(DatabaseSilent):
                away.board(WHOLE)
    assert [one.message for one in caplog.records if "kept boards" in one.message] == [
        SAID.format("the folder of kept boards")
    ]


@pytest.mark.parametrize("url", [None, "redis://127.0.0.1:1/0"])
def test_both_caches_keep_bytes_as_they_are(url: str | None) -> None:
    serializer = open_cache(url).serializer  # type: ignore[attr-defined]
    for value in (b"board", b"", b"!" + pickle.dumps(7), b"12"):
        assert serializer.dumps(value) == value
        assert serializer.loads(value) == value
    assert serializer.loads(None) is None
    assert {one.__module__ for one in type(serializer).__mro__} == {"cockpit.board.shared_cache", "builtins"}


def test_refused_questions_leave_no_lock_behind(engine: Engine, tmp_path: Path) -> None:
    keep = small.keep(engine, tmp_path)
    for number in range(300):
        with pytest.raises(ScopeWrong):
            keep.board(Scope("small", unit=f"nobody-{number}"))
    assert keep._locks == {}
    assert keep.board(WHOLE)["sharing.exchanges"].value == 40
    assert keep._locks == {}


def _asked(file: str, var: str) -> None:
    """No file may grow beyond 33,000 bytes, as where a disk is full; SQLite needs so much, a board more."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (33_000, 33_000))
    keep = small.keep(open_engine(f"sqlite:///{file}"), Path(var))
    for unit in (None, "a", "b", "c", "d"):
        assert keep.board(Scope("small", unit=unit)).scope.unit == unit


def test_a_full_disk_keeps_no_half_board(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "exchange.db"
    shutil.copy(str(engine.url.database), file)
    run = multiprocessing.get_context("spawn").Process(target=_asked, args=(str(file), str(tmp_path / "var")))
    run.start()
    run.join(60)
    assert run.exitcode == 0
    assert list((tmp_path / "var" / "boards").iterdir()) == []
