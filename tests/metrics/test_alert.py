"""Alerts: raised at one level, cleared at another, and declared for numbers that have a course."""

from __future__ import annotations

import re

import pytest

from cockpit.metrics.alert import (
    ALERTS,
    AlertLevel,
    AuditRule,
    ChangeRule,
    DifferenceRule,
    FreshnessRule,
    ThresholdRule,
    raised,
)
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.metric import METRICS

HIGH = ThresholdRule(raises=0.05, clears=0.03)
LOW = ThresholdRule(raises=10, clears=12, above=False)
FALLS = ChangeRule(raises=-0.3, clears=-0.1)
RISES = ChangeRule(raises=1.0, clears=0.2)


@pytest.mark.parametrize(
    ("rule", "course", "stands"),
    [
        (HIGH, [0.01, 0.05], True),
        (HIGH, [0.01, 0.049], False),
        (HIGH, [0.06, 0.04], True),  # below the level it was raised at, above the one that clears it
        (HIGH, [0.06, 0.03], False),
        (HIGH, [0.06, 0.03, 0.04], False),  # cleared, and not raised again by what lies between
        (HIGH, [0.06, None, 0.04], True),  # what is not known changes nothing
        (HIGH, [0.06, None], False),  # but nothing stands on a number that is not there
        (HIGH, [], False),
        (LOW, [20, 10], True),
        (LOW, [10, 11], True),
        (LOW, [10, 12], False),
        (FALLS, [100, 70], True),
        (FALLS, [100, 71], False),
        (FALLS, [100, 60, 53], True),  # another −12 %
        (FALLS, [100, 60, 55], False),
        (FALLS, [0, 60], False),  # nothing can be said against zero
        (FALLS, [None, 60], False),
        (RISES, [10, 20], True),
        (RISES, [10, 20, 24], False),
        (RISES, [10, 20, 25], True),
    ],
)
def test_an_alert_is_folded_over_its_course(
    rule: ThresholdRule | ChangeRule, course: list[float | None], stands: bool
) -> None:
    assert raised(rule, course) is stands


EVERY = [ALERTS[name] for name in ALERTS.names()]


@pytest.mark.parametrize("alert", EVERY, ids=lambda alert: alert.name)
def test_every_alert_says_what_it_is_about(alert) -> None:
    assert re.fullmatch(r"(volumes|sharing|opening|meetings|targets|trust)\.[a-z_]+", alert.name)
    assert alert.level in AlertLevel
    assert re.search(r"[\u4e00-\u9fff]", alert.text.zh) and not re.search(r"[\u4e00-\u9fff]", alert.text.en)
    if isinstance(alert.rule, ThresholdRule | ChangeRule):
        assert alert.metric in METRICS and METRICS[alert.metric].course
        assert alert.subject == METRICS[alert.metric].subject
        assert not re.search(r"\d", alert.text.zh + alert.text.en), "the only number in the line is the board's"
    else:
        assert alert.metric is None
    if isinstance(alert.rule, FreshnessRule):
        assert alert.rule.state in SourceState


@pytest.mark.parametrize(
    "alert", [one for one in EVERY if isinstance(one.rule, ThresholdRule | ChangeRule)], ids=lambda alert: alert.name
)
def test_what_raises_an_alert_does_not_clear_it(alert) -> None:
    assert alert.rule.reached(alert.rule.raises) and not alert.rule.over(alert.rule.raises)
    assert alert.rule.over(alert.rule.clears) and not alert.rule.reached(alert.rule.clears)


def test_there_is_an_alert_of_every_kind() -> None:
    assert {type(alert.rule) for alert in EVERY} == {
        ThresholdRule,
        ChangeRule,
        FreshnessRule,
        DifferenceRule,
        AuditRule,
    }
