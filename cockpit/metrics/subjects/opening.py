"""Opening: the datasets on the public portal, whether they are kept up to date, and whether anybody takes them."""

from datetime import date

from cockpit.metrics.alert import Alert, AlertLevel, ChangeRule
from cockpit.metrics.alert import declare as alert
from cockpit.metrics.counts import Count
from cockpit.metrics.measure import Level, Sum
from cockpit.metrics.metric import OVERVIEW, SLIDE, Direction, Formerly, Metric, Told, declare
from cockpit.metrics.on_time import OnTimeShare
from cockpit.metrics.reconciliation import Reconciliation
from cockpit.metrics.reconciliation import declare as reconcile
from cockpit.metrics.subject import Subject
from cockpit.metrics.subject import declare as subject
from cockpit.units import Text

subject(Subject("opening", Text("开放", "Opening"), order=3, data=Text("开放数据", "open data")))

_FACT = "opening_daily"
_PORTAL = "portal"

DATASETS = declare(
    Metric(
        name="opening.datasets",
        title=Text("开放数据集", "Open datasets"),
        definition=Text("公共数据开放网上已开放的数据集。", "Datasets on the public open data portal."),
        formula=Text("各单位最新数据集数之和", "Sum of the latest datasets by unit and theme"),
        unit="dataset",
        measure=Level(_FACT, "datasets"),
        source="portal",
        good=Direction.UP,
        course=True,
        told=Told(("unit_opening", "themes", "levels")),
        lists=(OVERVIEW, SLIDE),
        order=1,
    )
)
UNITS = declare(
    Metric(
        name="opening.units",
        title=Text("开放单位", "Units that open"),
        definition=Text("至少开放一个数据集的单位，去重。", "Distinct units with at least one open dataset."),
        formula=Text("数据集大于0的单位去重计数", "Distinct units with more than 0 datasets"),
        unit="unit",
        measure=Count(_FACT, "datasets", of="unit"),
        source="portal",
        good=Direction.UP,
    )
)
UPDATED_SHARE = declare(
    Metric(
        name="opening.updated_share",
        title=Text("按时更新率", "Updated on time"),
        definition=Text(
            "在约定周期内更新的数据集比例，只计更新日期与约定周期已知的数据集；停报单位按登记的更新日期逐日重算。",
            "Share of the datasets with a known update and cadence that were updated within that cadence; of silent "
            "units it is counted anew for each day from the days of update in the register.",
        ),
        formula=Text(
            "按时更新数据集合计 ÷ 更新日期与周期已知的数据集合计",
            "Sum of updated on time ÷ sum of datasets with a known update and cadence",
        ),
        unit="share",
        measure=OnTimeShare(Level(_FACT, "updated_on_time"), Level(_FACT, "datasets_judged"), source=_PORTAL),
        source=_PORTAL,
        version=2,
        formerly=(
            Formerly(
                Text(
                    "各单位最近报送的按时更新数据集合计 ÷ 更新日期与周期已知的数据集合计",
                    "Sum of updated on time as last reported ÷ sum of datasets with a known update and cadence",
                ),
                date(2026, 12, 1),
                Text("停报单位的数据集当时仍计为按时", "what silent units had said last was carried on without end"),
            ),
        ),
        good=Direction.UP,
        told=Told(),
    )
)
DOWNLOADS = declare(
    Metric(
        name="opening.downloads",
        title=Text("下载次数", "Downloads"),
        definition=Text("统计期内开放数据集的下载次数。", "Downloads of open datasets in the period."),
        formula=Text("逐日下载之和", "Sum of the days"),
        unit="download",
        measure=Sum(_FACT, "downloads"),
        source="portal_log",
        good=Direction.UP,
        course=True,
        told=Told(("unit_opening", "themes")),
        lists=(OVERVIEW,),
        order=2,
    )
)
API_CALLS = declare(
    Metric(
        name="opening.api_calls",
        title=Text("开放接口调用", "Open API calls"),
        definition=Text("统计期内开放接口的调用次数。", "Calls of open interfaces in the period."),
        formula=Text("逐日调用之和", "Sum of the days"),
        unit="call",
        measure=Sum(_FACT, "api_calls"),
        source="portal_log",
        good=Direction.UP,
        course=True,
        told=Told(("themes",)),
    )
)

DATASETS_BY_LEVEL = reconcile(
    Reconciliation(
        name="opening.levels",
        title=Text("开放数据集", "Open datasets"),
        part="opening.datasets",
        dimension="level",
        whole="opening.datasets",
        remark=Text("县区、开发区与市级单位之和", "Counties and zones plus municipal units"),
    )
)

DATASETS_GONE = alert(
    Alert(
        name="opening.datasets_gone",
        metric="opening.datasets",
        level=AlertLevel.WARNING,
        rule=ChangeRule(raises=-0.05, clears=-0.01),
        text=Text("比前一周减少，有数据集下线", "fewer than a week before; datasets were taken down"),
    )
)
CALLS_FALL = alert(
    Alert(
        name="opening.calls_fall",
        metric="opening.api_calls",
        level=AlertLevel.INFORMATION,
        rule=ChangeRule(raises=-0.4, clears=-0.2),
        text=Text("连日比预期少四成以上", "down by four tenths or more from what is expected, days in succession"),
    )
)
