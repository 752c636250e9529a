"""Targets: what was promised by when, and how much of it is reached."""

from datetime import date

from cockpit.metrics.metric import Direction, Formerly, Metric, declare
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
            "当前值占目标值的比例；越低越好的指标在上限之内为100%，超出后为上限占当前值的比例；目标所指指标未接入时无数。",
            "Current value over target; where less is better 100 % within the limit, and beyond it the limit over the "
            "current value; none until the metric is connected.",
        ),
        formula=Text(
            "当前值 ÷ 目标值；越低越好时为 上限 ÷ 当前值，至多100%",
            "Current value ÷ target; where less is better limit ÷ current value, at most 100 %",
        ),
        unit="share",
        measure=Attainment(),
        source="goals",
        version=2,
        formerly=(
            Formerly(
                Text(
                    "当前值 ÷ 目标值；越低越好时为 目标值 ÷ 当前值", "Current value ÷ target, or target ÷ current value"
                ),
                date(2026, 12, 1),
                Text(
                    "低于上限越多，数反而越大，而为0时是100%",
                    "far below a limit it grew without end, and at 0 it was 100 %",
                ),
            ),
        ),
        good=Direction.UP,
    )
)
