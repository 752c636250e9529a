"""How much of a target is reached: by pencil, of goals and of limits."""

from __future__ import annotations

import pytest

from cockpit.metrics.trust_measures import attained

GOAL = {"value": 200, "metric": "volumes.records", "provenance": "published"}
LIMIT = {"value": 0.02, "metric": "sharing.failure_share", "provenance": "published"}


@pytest.mark.parametrize(("current", "reached"), [(0, 0.0), (50, 0.25), (200, 1.0), (300, 1.5), (None, None)])
def test_a_goal_is_the_value_over_it(current: int | None, reached: float | None) -> None:
    assert attained(current, GOAL, provenance="measured").value == reached


@pytest.mark.parametrize(
    ("current", "reached"), [(0.0, 1.0), (0.0055, 1.0), (0.02, 1.0), (0.025, 0.8), (0.04, 0.5), (None, None)]
)
def test_a_limit_is_kept_whole_below_it_and_in_part_beyond(current: float | None, reached: float | None) -> None:
    assert attained(current, LIMIT, provenance="measured").value == reached
