"""In which order the files of tests begin: the slow ones first, so that no process goes on long after the others."""

from __future__ import annotations

import pytest

LONG = ("slow", "spark")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a file, and among the files of a kind, the order stays the random one."""
    long = {item.path for item in items if any(item.get_closest_marker(name) for name in LONG)}
    items.sort(key=lambda item: item.path not in long)
