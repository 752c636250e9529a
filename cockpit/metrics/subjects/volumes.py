"""Volumes: how much data the base libraries hold, and what is catalogued but not stored."""

from cockpit.metrics.alert import Alert, AlertLevel, ChangeRule
from cockpit.metrics.alert import declare as alert
from cockpit.metrics.counts import Count, Registered
from cockpit.metrics.measure import Difference, Gain, Level, Share
from cockpit.metrics.metric import OVERVIEW, SLIDE, Direction, Metric, Told, declare
from cockpit.metrics.reconciliation import Reconciliation
from cockpit.metrics.reconciliation import declare as reconcile
from cockpit.metrics.subject import Subject
from cockpit.metrics.subject import declare as subject
from cockpit.store.vocabulary import LibraryKind
from cockpit.units import Text

subject(Subject("volumes", Text("归集", "Volumes"), order=1))

_FACT = "library_daily"
_STORED = Level(_FACT, "items_stored")

RECORDS = declare(
    Metric(
        name="volumes.records",
        title=Text("基础库记录", "Base library records"),
        definition=Text(
            "已汇集到各基础库的记录条数；同一对象可有多条，条数不等于人数或户数。",
            "Records gathered in the base libraries; one person or firm may have several.",
        ),
        formula=Text("各库、各单位最新记录数之和", "Sum of the latest records by library and unit"),
        unit="record",
        measure=Level(_FACT, "records"),
        source="libraries",
        good=Direction.UP,
        course=True,
        told=Told(("libraries", "unit_volumes")),
        lists=(OVERVIEW, SLIDE),
        order=1,
    )
)
GROWTH = declare(
    Metric(
        name="volumes.growth",
        title=Text("新增记录", "Records gained"),
        definition=Text("统计期内基础库记录数的净增。", "Net gain of base library records over the period."),
        formula=Text("期末记录数 − 期初记录数", "Records at the end − records at the start of the period"),
        unit="record",
        measure=Gain(_FACT, "records"),
        source="libraries",
        good=Direction.UP,
    )
)
GROWTH_12W = declare(
    Metric(
        name="volumes.growth_12w",
        title=Text("近12周新增", "Gained in 12 weeks"),
        definition=Text("截至日前84天内基础库记录数的净增。", "Net gain of records over the 84 days to the as-of day."),
        formula=Text("截至日记录数 − 84天前记录数", "Records on the day − records 84 days before"),
        unit="record",
        measure=Gain(_FACT, "records", days=84),
        source="libraries",
        good=Direction.UP,
    )
)
ITEMS_CATALOGUED = declare(
    Metric(
        name="volumes.items_catalogued",
        title=Text("编目数据项", "Items catalogued"),
        definition=Text(
            "各基础库已梳理的目录数据项；同一项可服务两个库，分库相加会重复。",
            "Catalogue items of the base libraries; an item that serves two libraries counts in both.",
        ),
        formula=Text("各库编目项之和", "Sum of catalogued items by library"),
        unit="item",
        measure=Level(_FACT, "items_catalogued"),
        source="libraries",
        good=Direction.UP,
    )
)
ITEMS_STORED = declare(
    Metric(
        name="volumes.items_stored",
        title=Text("已入库数据项", "Items stored"),
        definition=Text(
            "已实际入库的数据项；未公布入库数的库不计入合计。",
            "Items whose data is stored; a library that has not published the number joins no total.",
        ),
        formula=Text("已公布入库数的各库之和", "Sum over the libraries that publish it"),
        unit="item",
        measure=_STORED,
        source="libraries",
        good=Direction.UP,
        course=True,
        told=Told(("libraries", "unit_volumes")),
        lists=(OVERVIEW, SLIDE),
        order=2,
    )
)
ITEMS_MISSING = declare(
    Metric(
        name="volumes.items_missing",
        title=Text("编目未入库", "Catalogued, not stored"),
        definition=Text(
            "已编目但尚未入库的数据项；仅计已公布入库数的库。",
            "Items that are catalogued and not stored, in libraries that publish the stored number.",
        ),
        formula=Text("编目项 − 已入库项", "Catalogued − stored"),
        unit="item",
        measure=Difference(_FACT, "items_known", ("items_stored",)),
        derived=("volumes.items_catalogued", "volumes.items_stored"),
        source="libraries",
        good=Direction.DOWN,
    )
)
STORED_SHARE = declare(
    Metric(
        name="volumes.stored_share",
        title=Text("入库率", "Share stored"),
        definition=Text(
            "已入库项占编目项的比例；仅计已公布入库数的库。",
            "Stored items over catalogued items, in libraries that publish the stored number.",
        ),
        formula=Text("已入库项合计 ÷ 编目项合计", "Sum of stored ÷ sum of catalogued"),
        unit="share",
        measure=Share(_STORED, Level(_FACT, "items_known")),
        derived=("volumes.items_catalogued", "volumes.items_stored"),
        source="libraries",
        good=Direction.UP,
    )
)
ITEMS_CONFIRMED = declare(
    Metric(
        name="volumes.items_confirmed",
        title=Text("确认目录", "Items confirmed"),
        definition=Text(
            "主管部门公布的基础库确认目录总数。",
            "Confirmed catalogue items of the base libraries, as published in total.",
        ),
        formula=Text("公布值，不由分库相加", "As published; not added up"),
        unit="item",
        measure=Level("reported_daily", "value", fixed=("figure", "items_confirmed")),
        source="catalogue",
    )
)
DEPARTMENTS = declare(
    Metric(
        name="volumes.departments",
        title=Text("供数部门", "Contributing departments"),
        definition=Text(
            "向基础库提供记录的单位数，去重；各库分别计数后不能相加。",
            "Distinct units with records in the base libraries; counts by library must not be added.",
        ),
        formula=Text("记录数大于0的单位去重计数", "Distinct units with more than 0 records"),
        unit="department",
        measure=Count(_FACT, "records", of="unit"),
        source="libraries",
        good=Direction.UP,
        told=Told(),
    )
)
BASE_LIBRARIES = declare(
    Metric(
        name="volumes.base_libraries",
        title=Text("基础库", "Base libraries"),
        definition=Text("规划建设的基础库种类，含在建。", "Kinds of base library, those being built included."),
        formula=Text("基础库登记数", "Base libraries in the register"),
        unit="kind",
        measure=Registered("library", lambda row: row["kind"] == LibraryKind.BASE),
        source="bureau",
    )
)
RETURN_ITEMS = declare(
    Metric(
        name="volumes.return_items",
        title=Text("省级回流数据项", "Items returned by the province"),
        definition=Text("省级返还本市的数据项。", "Data items that the province has handed back."),
        formula=Text("最新返还数据项", "Latest items returned"),
        unit="item",
        measure=Level("return_daily", "items"),
        source="returns",
        cumulative=True,
        good=Direction.UP,
    )
)
RETURN_RECORDS = declare(
    Metric(
        name="volumes.return_records",
        title=Text("省级回流", "Returned by the province"),
        definition=Text(
            "省级返还本市的记录数，不计入基础库记录。",
            "Records that the province has handed back; not part of the libraries.",
        ),
        formula=Text("最新返还记录数", "Latest records returned"),
        unit="record",
        measure=Level("return_daily", "records"),
        source="returns",
        cumulative=True,
        good=Direction.UP,
        told=Told(),
    )
)

RECORDS_BY_LIBRARY = reconcile(
    Reconciliation(
        name="volumes.records",
        title=Text("基础库记录", "Base library records"),
        part="volumes.records",
        dimension="library",
        whole="volumes.records",
        remark=Text("各库之和，在建的库未计", "Sum of the libraries; those being built have none"),
    )
)
DEPARTMENTS_BY_LIBRARY = reconcile(
    Reconciliation(
        name="volumes.departments",
        title=Text("供数部门", "Contributing departments"),
        part="volumes.departments",
        dimension="library",
        whole="volumes.departments",
        overlapping=True,
        remark=Text(
            "各库部门数相加含重复，以公布数为准", "A department may serve several libraries; the published number holds"
        ),
    )
)
ITEMS_BY_LIBRARY = reconcile(
    Reconciliation(
        name="volumes.items",
        title=Text("编目数据项", "Catalogue items"),
        part="volumes.items_catalogued",
        dimension="library",
        whole="volumes.items_confirmed",
        remark=Text("同一数据项可服务两个库，待核对", "An item may serve two libraries; to be checked"),
    )
)

RECORDS_LOST = alert(
    Alert(
        name="volumes.records_lost",
        metric="volumes.records",
        level=AlertLevel.CRITICAL,
        rule=ChangeRule(raises=-0.02, clears=0.0),
        text=Text("比前一周减少，请核对来源", "fewer than a week before; look at the source"),
    )
)
