"""Trust: are the sources in time, and do the totals equal their parts?"""

from datetime import date

from cockpit.metrics.alert import Alert, AlertLevel, AuditRule, DifferenceRule, FreshnessRule
from cockpit.metrics.alert import declare as alert
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.metric import Direction, Formerly, Metric, declare
from cockpit.metrics.subject import Subject
from cockpit.metrics.subject import declare as subject
from cockpit.metrics.trust_measures import Differences, Sources
from cockpit.units import Text

subject(Subject("trust", Text("可信", "Trust"), order=6, area=False))

SOURCES = declare(
    Metric(
        name="trust.sources",
        title=Text("数据来源", "Sources"),
        definition=Text("登记的数据来源，含待接入。", "Sources in the register, those not yet connected included."),
        formula=Text("来源登记数", "Sources in the register"),
        unit="source",
        measure=Sources(),
        source="bureau",
    )
)
SOURCES_CURRENT = declare(
    Metric(
        name="trust.sources_current",
        title=Text("时效正常来源", "Sources in time"),
        definition=Text(
            "最新数据在约定周期内的来源，只计时效已知的来源。",
            "Sources whose newest data is within the agreed cadence, of those of which that is known.",
        ),
        formula=Text("状态为正常的来源数，未知不计", "Sources in the state current, those not known left out"),
        unit="source",
        measure=Sources((SourceState.CURRENT,)),
        source="bureau",
        good=Direction.UP,
        version=2,
        formerly=(
            Formerly(
                Text("状态为正常的来源数", "Sources in the state current"),
                date(2026, 12, 1),
                Text(
                    "此前过去某日按当前读取情况判断，未知计为正常",
                    "a past day was judged by the last reading of today, so that what was not known counted as current",
                ),
            ),
        ),
    )
)
SOURCES_UNKNOWN = declare(
    Metric(
        name="trust.sources_unknown",
        title=Text("时效未知来源", "Sources not known"),
        definition=Text(
            "在所问之日没有留存读取记录的来源，其时效无从判断。",
            "Sources of which no reading is kept up to the day that is asked for, so that their state is not known.",
        ),
        formula=Text("状态为未知的来源数", "Sources in the state not known"),
        unit="source",
        measure=Sources((SourceState.UNKNOWN,)),
        source="bureau",
        good=Direction.DOWN,
    )
)
DIFFERENCES = declare(
    Metric(
        name="trust.differences",
        title=Text("待核对差额", "Open differences"),
        definition=Text(
            "分项合计与公布总数不一致、且无口径解释的对账。",
            "Reconciliations whose parts do not equal the published total.",
        ),
        formula=Text("结论为不一致的对账数", "Reconciliations with the verdict differs"),
        unit="item",
        measure=Differences(),
        source="bureau",
        good=Direction.DOWN,
    )
)

SOURCE_BROKEN = alert(
    Alert(
        name="trust.source_broken",
        level=AlertLevel.CRITICAL,
        rule=FreshnessRule(SourceState.BROKEN),
        text=Text("{area}：数据截至 {newest}，源库连接中断", "{area}: data to {newest}, source lost"),
        empty=Text("{area}：源库连接中断，尚无数据", "{area}: source lost, no data yet"),
    )
)
SOURCE_STOPPED = alert(
    Alert(
        name="trust.source_stopped",
        level=AlertLevel.CRITICAL,
        rule=FreshnessRule(SourceState.STOPPED),
        text=Text("{area}：{read}数据停在 {newest}", "{area}: {read}no data after {newest}"),
    )
)
SOURCE_LATE = alert(
    Alert(
        name="trust.source_late",
        level=AlertLevel.INFORMATION,
        rule=FreshnessRule(SourceState.LATE),
        text=Text("{source}延迟{hours}小时", "{source} {hours} h late"),
    )
)
TOTAL_DIFFERS = alert(
    Alert(
        name="trust.total_differs",
        level=AlertLevel.WARNING,
        rule=DifferenceRule(),
        text=Text("{title}总数与分项差{gap}，待核对", "{title}: parts differ by {gap}"),
    )
)
AUDIT_DIFFERS = alert(
    Alert(
        name="trust.audit_differs",
        level=AlertLevel.CRITICAL,
        rule=AuditRule(),
        text=Text("复核{day}：{count}处与明细不符", "audit of {day}: {count} not as the rows say"),
    )
)
