"""Statements compiled once in a process, whichever database they are for: a third of a test of a load was compiling.

Every engine keeps what it compiled by its dialect, and each test opens engines of its own. All that the tests open have
the same options and the same servers, so that what one of a kind has compiled serves the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

KINDS: tuple[Any, ...] = (SQLiteDialect_pysqlite, PGDialect_psycopg)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    kept: LRUCache[Any, Any] = LRUCache(4000)
    opened = Engine.__init__

    def open_with_kept(self: Engine, *given: Any, **named: Any) -> None:
        opened(self, *given, **named)
        self._compiled_cache = kept

    with pytest.MonkeyPatch.context() as patch:
        for kind in KINDS:
            patch.setattr(kind, "__hash__", lambda self: hash(type(self)), raising=False)
            patch.setattr(kind, "__eq__", lambda self, other: type(self) is type(other), raising=False)
        patch.setattr(Engine, "__init__", open_with_kept)
        yield
