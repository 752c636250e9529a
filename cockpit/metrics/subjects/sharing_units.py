"""Which units share: who provided and received something in the period, who only takes, who has nothing mounted."""

from datetime import date

from cockpit.metrics.counts import Count, Without
from cockpit.metrics.metric import Direction, Formerly, Metric, declare
from cockpit.units import Text

_FLOW = "flow_daily"
_RESOURCE = "resource_daily"
_PROVIDERS = Count(_FLOW, "exchanges", of="provider", flowing=True, less="failed")
_CONSUMERS = Count(_FLOW, "exchanges", of="consumer", flowing=True, less="failed")
_FAILED_COUNTED = (
    date(2026, 12, 1),
    Text("此前全部失败的交换也算提供或接收", "before, a unit all of whose exchanges failed counted as well"),
)

UNITS_WITHOUT = declare(
    Metric(
        name="sharing.units_without",
        title=Text("未挂接资源单位", "Units without a resource"),
        definition=Text(
            "尚未挂接任何资源的市直部门和县区、开发区。", "Departments, counties and zones with nothing mounted."
        ),
        formula=Text("登记单位 − 有挂接资源的单位", "Units of the register − units with a mounted resource"),
        unit="unit",
        measure=Without(None, Count(_RESOURCE, "mounted", of="unit")),
        source="catalogue",
        good=Direction.DOWN,
    )
)

PROVIDERS = declare(
    Metric(
        name="sharing.providers",
        title=Text("活跃提供方", "Active providers"),
        definition=Text(
            "统计期内提供过数据的单位，去重；交换全部失败的单位没有提供数据。",
            "Distinct units that provided data in the period; one all of whose exchanges failed provided none.",
        ),
        formula=Text(
            "有成功交换的提供单位去重计数",
            "Distinct providers with an exchange that did not fail",
        ),
        unit="unit",
        measure=_PROVIDERS,
        source="platform",
        version=2,
        formerly=(
            Formerly(
                Text("交换次数大于0的提供单位去重计数", "Distinct providers with more than 0 exchanges"),
                *_FAILED_COUNTED,
            ),
        ),
        good=Direction.UP,
    )
)

CONSUMERS = declare(
    Metric(
        name="sharing.consumers",
        title=Text("活跃使用方", "Active consumers"),
        definition=Text(
            "统计期内接收过数据的单位，去重；交换全部失败的单位没有接收数据。",
            "Distinct units that received data in the period; one all of whose exchanges failed received none.",
        ),
        formula=Text(
            "有成功交换的使用单位去重计数",
            "Distinct consumers with an exchange that did not fail",
        ),
        unit="unit",
        measure=_CONSUMERS,
        source="platform",
        version=2,
        formerly=(
            Formerly(
                Text("交换次数大于0的使用单位去重计数", "Distinct consumers with more than 0 exchanges"),
                *_FAILED_COUNTED,
            ),
        ),
        good=Direction.UP,
    )
)

TAKERS_ONLY = declare(
    Metric(
        name="sharing.takers_only",
        title=Text("只取不供单位", "Units that only take"),
        definition=Text(
            "统计期内接收过数据而未提供数据的单位；失败的交换不计。",
            "Units that received data in the period and provided none; failed exchanges do not count.",
        ),
        formula=Text(
            "有成功交换的使用单位 − 有成功交换的提供单位",
            "Consumers by exchanges that did not fail − such providers",
        ),
        unit="unit",
        measure=Without(_CONSUMERS, _PROVIDERS),
        source="platform",
        version=2,
        formerly=(Formerly(Text("使用单位 − 提供单位", "Consumers that are not providers"), *_FAILED_COUNTED),),
        good=Direction.DOWN,
    )
)
