"""Trying again what may answer later: a few times, each after a longer pause."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager


def attempts(
    on: type[Exception], *, tries: int, pause_s: float, whole_s: float = 120, most_s: float = 20
) -> Iterable[AbstractContextManager[object]]:
    """`for attempt in attempts(…): with attempt: …`; the last failure is raised."""
    import stamina

    return stamina.retry_context(on=on, attempts=tries, timeout=whole_s, wait_initial=pause_s, wait_max=most_s)
