"""Trust: are the sources in time, and do the totals equal their parts?"""

from cockpit.metrics.freshness import CURRENT
from cockpit.metrics.metric import Metric, declare
from cockpit.metrics.trust import Differences, Sources
from cockpit.units import Text

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
        definition=Text("最新数据在约定周期内的来源。", "Sources whose newest data is within the agreed cadence."),
        formula=Text("状态为正常的来源数", "Sources in the state current"),
        unit="source",
        measure=Sources((CURRENT,)),
        source="bureau",
        good="up",
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
        good="down",
    )
)
