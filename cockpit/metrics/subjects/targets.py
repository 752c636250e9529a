"""Targets: what was promised by when, and how much of it is reached."""

from cockpit.metrics.metric import Direction, Metric, declare
from cockpit.metrics.subject import Subject
from cockpit.metrics.subject import declare as subject
from cockpit.metrics.trust_measures import Attainment, NextTarget
from cockpit.units import Text

subject(Subject("targets", Text("目标", "Targets"), order=5, area=False))

GOAL = declare(
    Metric(
        name="targets.goal",
        title=Text("到期目标", "Target"),
        definition=Text("最近到期目标的目标值。", "Value of the target that falls due next."),
        formula=Text("目标登记值", "As in the register of targets"),
        unit="item",
        measure=NextTarget("goal"),
        source="bureau",
    )
)
DAYS_LEFT = declare(
    Metric(
        name="targets.days_left",
        title=Text("距目标日", "Days left"),
        definition=Text(
            "截至日到最近目标日的天数。", "Days from the as-of day to the day on which the next target is due."
        ),
        formula=Text("目标日 − 截至日", "Due day − as-of day"),
        unit="day",
        measure=NextTarget("days"),
        source="bureau",
    )
)
ATTAINMENT = declare(
    Metric(
        name="targets.attainment",
        title=Text("目标完成率", "Attainment"),
        definition=Text(
            "当前值占目标值的比例；目标所指指标未接入时无数。",
            "Current value over target; none until the metric is connected.",
        ),
        formula=Text("当前值 ÷ 目标值", "Current value ÷ target"),
        unit="share",
        measure=Attainment(),
        source="goals",
        good=Direction.UP,
    )
)
