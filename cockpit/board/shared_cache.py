"""The cache that processes share: where it does not answer nobody waits for it again for a while."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from flask_caching.backends import RedisCache, SimpleCache
from redis import Redis, RedisError, ResponseError

log = logging.getLogger(__name__)

LOCAL = 256
SECONDS = 24 * 3600
PATIENCE_S = 0.5
"""For a connection, and for each answer; a board of the city is read in a few milliseconds."""
REST_S = 5.0
"""So long it is left alone after it did not answer; a page that asks every five seconds then waits once."""


class Cached(Protocol):
    """A backend of the cache: Redis, or a folder."""

    def get(self, key: str) -> Any:
        """The bytes that were kept under the key; None where there are none any more."""
        ...

    def set(self, key: str, value: Any) -> Any:
        """Keeps bytes under the key until they are too old or too many."""
        ...


class Raw:
    """The serializer of both backends: bytes as they are. Theirs unpickles, and so runs what others wrote."""

    def dumps(self, value: bytes) -> bytes:
        return value

    def loads(self, value: bytes | None) -> bytes | None:
        return value


def open_cache(redis: str | None) -> Cached:
    """Flask-Caching's backends: simple in one process, Redis between many."""
    cache: Any
    if redis is None:
        cache = SimpleCache(threshold=LOCAL, default_timeout=SECONDS)
    else:
        client = Redis.from_url(redis, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)
        cache = RedisCache(host=client, default_timeout=SECONDS, key_prefix="cockpit:board:")
    cache.serializer = Raw()
    return cache  # type: ignore[no-any-return]


class Shared:
    """`get` and `set` never fail and take no longer than a second; that it is away is said once, so is its return."""

    def __init__(self, cache: Cached, *, now: Callable[[], float] = time.monotonic) -> None:
        self._cache = cache
        self._now = now
        self._rests_until = 0.0
        self._away = False

    def get(self, key: str) -> bytes | None:
        """None where there is nothing; b"" where Redis holds a list or another thing that is no value."""
        found: bytes | None = self._ask(lambda: self._value(key))
        return found

    def set(self, key: str, value: bytes) -> None:
        self._ask(lambda: self._cache.set(key, value))

    def _value(self, key: str) -> bytes | None:
        try:
            found: bytes | None = self._cache.get(key)
        except ResponseError as refused:
            if str(refused).startswith("WRONGTYPE"):
                return b""
            raise
        return found

    def _ask(self, question: Callable[[], Any]) -> Any:
        if self._now() < self._rests_until:
            return None
        try:
            answer = question()
        except RedisError as failed:
            self._rests_until = self._now() + REST_S
            if not self._away:
                log.warning("the shared cache does not answer; boards are built by each process: %s", failed)
            self._away = True
            return None
        if self._away:
            log.warning("the shared cache answers again")
        self._away = False
        return answer
