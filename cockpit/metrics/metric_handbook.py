"""docs/metrics.md, written from the declarations themselves."""

from __future__ import annotations

from itertools import groupby

from cockpit.metrics.alert import ALERTS, Alert, AuditRule, ChangeRule, DifferenceRule, FreshnessRule
from cockpit.metrics.metric import METRICS, Direction, Metric
from cockpit.metrics.reconciliation import RECONCILIATIONS
from cockpit.metrics.scope_rule import LEVEL, PERCENTILE, WINDOW, scope_rule
from cockpit.units import UNITS

INTRODUCTION = """# Metrics

Every number that the cockpit shows, as it is declared in `cockpit/metrics/subjects/`. Written by
`python -m cockpit.cli docs` and checked by a test. Owner and agreed cadence come from the source register of the city.

A *level* stands on the as-of day; a *sum* covers the period, a window of 7, 30, 91 or 365 whole days that ends on the
as-of day; a *share* adds up both sides first and divides last; a *count* is distinct and is never added up; *published*
is quoted from the register of published figures and has no value on days before it was published.

A number is *published* when a published figure of that metric, scope and day equals it within its qualifier
(约, 多, 余, 以上); otherwise it is as good as the worst row in it, measured or demo. A number that is
computed from published numbers alone (59,566 = 43,980 + 14,899 + 687) is as good as they are.
"""
ALERTING = """## Alerts

An alert is raised at one level and cleared only at another, so that a number at the limit does not flutter. Both are
folded over the twelve weeks of the metric's course, which makes it a matter of the board alone: the same board has the
same alerts. What is invented raises nothing. The owner is that of the metric's source. Every
alert is a line of the desk's list with its owner; the wall shows at most three lines, worst first.
"""
GOOD = {Direction.UP: "↑", Direction.DOWN: "↓", None: ""}


def markdown() -> str:
    """The whole document."""
    parts = [INTRODUCTION, *(f"{one.en} {one.zh}\n" for one in (LEVEL, WINDOW, PERCENTILE))]
    metrics = sorted(METRICS, key=lambda metric: metric.subject)
    for subject, group in groupby(metrics, key=lambda metric: metric.subject):
        parts += [f"## {subject}\n", *map(_metric, group)]
    parts += ["## Reconciliations\n", "| name | parts | whole | remark |", "| --- | --- | --- | --- |"]
    parts += [
        f"| `{one.name}` {one.title.zh} | `{one.part}` by {one.dimension} | `{one.whole}` | {one.remark.en} |"
        for one in RECONCILIATIONS
    ]
    parts += [
        "",
        ALERTING,
        "| name | level | raised | cleared | words | owner |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    parts += [_alert(alert) for alert in ALERTS]
    return "\n".join(parts) + "\n"


def _alert(alert: Alert) -> str:
    begins, ends = _limits(alert)
    owner = (
        f"of `{METRICS[alert.metric].source}`"
        if alert.metric
        else "of the source"
        if _fresh(alert)
        else "whoever runs the cockpit"
        if isinstance(alert.rule, AuditRule)
        else "who published the total"
    )
    words = " · ".join(words for text in (alert.text, alert.empty) if text for words in (text.zh, text.en))
    subject = f" (`{alert.metric}`)" if alert.metric else ""
    return f"| `{alert.name}`{subject} | {alert.level} | {begins} | {ends} | {words} | {owner} |"


def _fresh(alert: Alert) -> bool:
    return isinstance(alert.rule, FreshnessRule)


def _limits(alert: Alert) -> tuple[str, str]:
    rule = alert.rule
    if isinstance(rule, FreshnessRule):
        return f"the source is {rule.state}", "new data"
    if isinstance(rule, AuditRule):
        return "an audit finds a difference", "one finds none"
    if isinstance(rule, DifferenceRule):
        return "parts and published total differ", "they agree"
    if isinstance(rule, ChangeRule):
        daily = alert.metric is not None and METRICS[alert.metric].daily
        of = "from like working days, two in succession" if daily else "in a week"
        return f"{rule.raises:+.0%} {of}, outside what is expected", f"{rule.clears:+.0%}"
    more, less = ("≥", "≤") if rule.above else ("≤", "≥")
    return f"{more} {rule.raises:g}", f"{less} {rule.clears:g}"


def _metric(metric: Metric) -> str:
    unit = UNITS[metric.unit].text
    lines = [
        f"### `{metric.name}` {GOOD[metric.good]}".rstrip(),
        "",
        f"**{metric.title.zh}** · {metric.title.en}",
        "",
        f"{metric.definition.zh}  ",
        metric.definition.en,
        "",
        f"- formula: {metric.formula.zh} · {metric.formula.en}",
        f"- scope: {scope_rule(metric).zh} · {scope_rule(metric).en}",
        f"- unit: {unit.zh} · {unit.en}; kind: {metric.measure.kind}; version {metric.version}",
        f"- source: `{metric.source}`" + (f"; facts: {_facts(metric)}" if metric.measure.facts else ""),
        *(
            f"- until {one.until}: {one.formula.zh} · {one.formula.en}; {one.why.zh} · {one.why.en}"
            for one in reversed(metric.formerly)
        ),
    ]
    return "\n".join(lines) + "\n"


def _facts(metric: Metric) -> str:
    return ", ".join(f"`{fact}`" for fact in metric.measure.facts)
