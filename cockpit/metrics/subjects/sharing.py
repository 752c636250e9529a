"""Sharing: what is on offer on the exchange platform, what flows, and what each scenario was said to receive."""

from cockpit.metrics.counts import Quoted, Registered
from cockpit.metrics.measure import Level, NetSum, Percentile, Share, Sum
from cockpit.metrics.metric import OVERVIEW, SLIDE, Direction, Metric, Told, declare
from cockpit.metrics.reconciliation import Reconciliation
from cockpit.metrics.reconciliation import declare as reconcile
from cockpit.metrics.subject import Subject
from cockpit.metrics.subject import declare as subject
from cockpit.units import Text

subject(Subject("sharing", Text("共享", "Sharing"), order=2))

_FLOW = "flow_daily"
_RESOURCE = "resource_daily"
_EXCHANGES = Sum(_FLOW, "exchanges")

CATALOGUES = declare(
    Metric(
        name="sharing.catalogues",
        title=Text("资源目录", "Catalogue entries"),
        definition=Text("共享交换平台已发布的信息资源目录。", "Catalogue entries published on the exchange platform."),
        formula=Text("各单位最新目录数之和", "Sum of the latest entries by unit and kind"),
        unit="entry",
        measure=Level(_RESOURCE, "catalogues"),
        source="catalogue",
        good=Direction.UP,
        course=True,
        told=Told(("resources",)),
    )
)
MOUNTED = declare(
    Metric(
        name="sharing.mounted",
        title=Text("挂接资源分项合计", "Mounted resources, added up"),
        definition=Text(
            "文件、库表、接口三类已挂接资源。", "Resources mounted under the catalogue: files, tables and APIs."
        ),
        formula=Text("文件 + 库表 + 接口", "Files + tables + APIs"),
        unit="resource",
        measure=Level(_RESOURCE, "mounted"),
        source="catalogue",
        good=Direction.UP,
        course=True,
    )
)
RESOURCES = declare(
    Metric(
        name="sharing.resources",
        title=Text("挂接资源", "Mounted resources"),
        definition=Text(
            "平台自身计数器公布的已挂接资源总数；与分项合计对账。",
            "Mounted resources as the platform's own counter reports them; held against the sum of the kinds.",
        ),
        formula=Text("平台计数，不由分项相加", "The platform's counter; not added up"),
        unit="resource",
        measure=Level("reported_daily", "value", fixed=("figure", "resources")),
        source="catalogue",
        good=Direction.UP,
        course=True,
        told=Told(("resources", "unit_sharing"), part="sharing.mounted"),
        lists=(OVERVIEW, SLIDE),
        order=4,
    )
)
EXCHANGES = declare(
    Metric(
        name="sharing.exchanges",
        title=Text("交换次数", "Exchanges"),
        definition=Text(
            "统计期内经平台完成的接口调用、库表同步和文件传送，含失败。",
            "API calls, table synchronisations and file transfers over the platform in the period, failures included.",
        ),
        formula=Text("逐日交换次数之和", "Sum of the days"),
        unit="exchange",
        measure=_EXCHANGES,
        source="platform",
        good=Direction.UP,
        course=True,
        lists=(OVERVIEW,),
        order=2,
    )
)
FAILURE_SHARE = declare(
    Metric(
        name="sharing.failure_share",
        title=Text("交换失败率", "Failure share"),
        definition=Text("统计期内失败的交换占全部交换的比例。", "Failed exchanges over all exchanges of the period."),
        formula=Text("失败次数合计 ÷ 交换次数合计", "Sum of failed ÷ sum of exchanges"),
        unit="share",
        measure=Share(Sum(_FLOW, "failed"), _EXCHANGES),
        source="platform",
        good=Direction.DOWN,
        course=True,
        told=Told(),
        lists=(OVERVIEW,),
        order=3,
    )
)
SUCCESS_SHARE = declare(
    Metric(
        name="sharing.success_share",
        title=Text("交换成功率", "Success share"),
        definition=Text(
            "统计期内成功的交换占全部交换的比例；只说明传送是否成功，不说明数据是否准确。",
            "Exchanges of the period that succeeded over all exchanges; it says whether data arrived, not whether it "
            "is right.",
        ),
        formula=Text(
            "（交换次数合计 − 失败次数合计）÷ 交换次数合计",
            "(Sum of exchanges − sum of failed) ÷ sum of exchanges",
        ),
        unit="share",
        measure=Share(NetSum(_FLOW, "exchanges", "failed"), _EXCHANGES),
        source="platform",
        good=Direction.UP,
    )
)
RECORDS = declare(
    Metric(
        name="sharing.records",
        title=Text("交换记录", "Records exchanged"),
        definition=Text("统计期内经平台提供出去的记录数。", "Records provided over the platform in the period."),
        formula=Text("逐日交换记录之和", "Sum of the days"),
        unit="record",
        measure=Sum(_FLOW, "records"),
        source="platform",
        good=Direction.UP,
        course=True,
        told=Told(("unit_sharing", "scenarios", "flow_kinds")),
        lists=(OVERVIEW, SLIDE),
        order=1,
    )
)
RECORDS_RECEIVED = declare(
    Metric(
        name="sharing.records_received",
        title=Text("接收记录", "Records received"),
        definition=Text("统计期内经平台接收的记录数。", "Records received over the platform in the period."),
        formula=Text("逐日接收记录之和", "Sum of the days"),
        unit="record",
        measure=Sum(_FLOW, "records", received=True),
        source="platform",
        good=Direction.UP,
    )
)
BYTES = declare(
    Metric(
        name="sharing.bytes",
        title=Text("交换数据量", "Bytes exchanged"),
        definition=Text("统计期内经平台传送的字节数。", "Bytes transferred over the platform in the period."),
        formula=Text("逐日字节数之和", "Sum of the days"),
        unit="byte",
        measure=Sum(_FLOW, "bytes"),
        source="platform",
        good=Direction.UP,
    )
)
LATENCY_P50 = declare(
    Metric(
        name="sharing.latency_p50",
        title=Text("耗时中位数", "Median duration"),
        definition=Text("一半的交换不超过的耗时。", "Half of the exchanges of the period took no longer."),
        formula=Text("逐日直方图相加后取50分位", "50th percentile of the added-up histogram"),
        unit="millisecond",
        measure=Percentile(_FLOW, 0.5),
        source="platform",
        good=Direction.DOWN,
        told=Told(),
    )
)
LATENCY_P95 = declare(
    Metric(
        name="sharing.latency_p95",
        title=Text("耗时95分位", "95th percentile of duration"),
        definition=Text("95%的交换不超过的耗时。", "95 % of the exchanges of the period took no longer."),
        formula=Text("逐日直方图相加后取95分位", "95th percentile of the added-up histogram"),
        unit="millisecond",
        measure=Percentile(_FLOW, 0.95),
        source="platform",
        good=Direction.DOWN,
    )
)
SCENARIO_VOLUME = declare(
    Metric(
        name="sharing.scenario_volume",
        title=Text("场景公布量", "Published volume of a scenario"),
        definition=Text(
            "公布的各共享场景记录数；已共享、对接中与需求性质不同，不相加。",
            "Records of a scenario as published; delivered, connecting and requested volumes are never added up.",
        ),
        formula=Text("公布值", "As published"),
        unit="record",
        measure=Quoted(each="scenario"),
        source="bureau",
    )
)
SCENARIO_ITEMS = declare(
    Metric(
        name="sharing.scenario_items",
        title=Text("场景数据项", "Items of a scenario"),
        definition=Text("公布的共享场景数据项。", "Data items of a scenario as published."),
        formula=Text("公布值", "As published"),
        unit="item",
        measure=Quoted(each="scenario"),
        source="bureau",
    )
)
SCENARIO_DEPARTMENTS = declare(
    Metric(
        name="sharing.scenario_departments",
        title=Text("场景提供部门", "Departments of a scenario"),
        definition=Text("公布的共享场景提供部门数。", "Providing departments of a scenario as published."),
        formula=Text("公布值", "As published"),
        unit="department",
        measure=Quoted(each="scenario"),
        source="bureau",
    )
)
SCENARIOS = declare(
    Metric(
        name="sharing.scenarios",
        title=Text("应用场景", "Scenarios"),
        definition=Text("登记的共享场景，含对接中与需求。", "Scenarios in the register, whatever their state."),
        formula=Text("共享场景登记数", "Scenarios in the register"),
        unit="scenario",
        measure=Registered("scenario", lambda row: True),
        source="bureau",
    )
)
PORTAL_INTERFACES = declare(
    Metric(
        name="sharing.portal_interfaces",
        title=Text("已发布接口", "Published interfaces"),
        definition=Text(
            "市政务信息资源共享网发布的接口；与平台挂接接口不同网，不相加。",
            "Interfaces on the city's sharing site; another site than the platform's APIs, never added to them.",
        ),
        formula=Text("网站计数", "The site's counter"),
        unit="interface",
        measure=Level("reported_daily", "value", fixed=("figure", "portal_interfaces")),
        source="catalogue",
        good=Direction.UP,
    )
)

RESOURCES_BY_KIND = reconcile(
    Reconciliation(
        name="sharing.resources",
        title=Text("挂接资源", "Mounted resources"),
        part="sharing.mounted",
        dimension="kind",
        whole="sharing.resources",
        remark=Text(
            "公布总数与三类分项合计不一致，待核对",
            "The published total is not the sum of the three kinds; to be checked",
        ),
    )
)
