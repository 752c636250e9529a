"""What a part of the city means for a number: whose rows it is asked of, and of which parts it is not split."""

from __future__ import annotations

from cockpit.metrics.counts import Quoted
from cockpit.metrics.measure import Level
from cockpit.metrics.metric import SHORT, Metric
from cockpit.metrics.row_selection import FactRows
from cockpit.store import dimensions
from cockpit.store.latency import BUCKETS
from cockpit.store.sums import FACTS
from cockpit.units import Text

FILTERS = {
    "unit": Text("单位、县区", "unit or county"),
    "scenario": Text("场景", "scenario"),
    "kind": Text("类型", "kind"),
    "theme": Text("主题", "theme"),
    "library": Text("基础库", "library"),
}
"""By what a number can be asked for a part of the city."""

OF_SOURCES = ("trust.sources", "trust.sources_current", "trust.sources_unknown")
PAIRED = "provider"
"""The column of facts that have two units: who gives, beside who takes."""

PROVIDES = Text("按单位、县区为其提供的", "of a unit or county: what it provides")
RECEIVES = Text("按单位、县区为其接收的", "of a unit or county: what it receives")
GIVERS = Text("按单位、县区为向其提供的单位数", "of a unit or county: the units that provide to it")
TAKERS = Text("按单位、县区为接收其数据的单位数", "of a unit or county: the units that receive from it")
OWN_ROWS = Text("按单位、县区为其自己的行", "of a unit or county: its own rows")
CITY_ALONE = Text("只对全市", "of the whole city alone")
ALWAYS_CITY = Text("有筛选时仍为全市的来源", "under a filter too of all sources of the city")

PERCENTILE = Text(
    f"分位数由各时长区间的次数求得，在区间内按直线插值；超过{BUCKETS[-1].above:,}毫秒只知下限。",
    "A percentile is found among the counts by duration, along a straight line inside its bucket; beyond "
    f"{BUCKETS[-1].above:,} ms only that bound is known.",
)
LEVEL = Text(
    "存量取每个成员截至当日最近一次有值的一行；空着的一行不改变它，从未有值的不计，也不当作0。",
    "A level takes of every member its last row up to the day that says it; an empty row changes nothing, and a member "
    "that never said it is not counted, and is no 0.",
)
WINDOW = Text(
    "统计期早于数据起点时不给数（历史不足）；缺日时写明完整天数，不作比较。"
    "从未有数的成员无数据；有事才报的（会议），以前报过的成员在无行的日子为0。",
    "A period that begins before the history has no number; where days are missing the number says how many are there, "
    "and nothing is compared. A member of which there was never a row has no data; where a row is due only on a "
    "happening (meetings), days without one are 0 of a member that had one before.",
)


def split(metric: Metric) -> tuple[str, ...]:
    """The filters under which the number is of a part of the city."""
    behind = metric.measure.behind(SHORT)
    if isinstance(metric.measure, Quoted):
        return tuple(name for name in FILTERS if name == metric.measure.each)
    if not isinstance(behind, FactRows) or behind.only or _fixed(metric):
        return ()
    known = dimensions.filters(FACTS[behind.fact])
    return tuple(name for name in FILTERS if name in known)


def _fixed(metric: Metric) -> bool:
    return isinstance(metric.measure, Level) and metric.measure.fixed is not None


def scope_rule(metric: Metric) -> Text:
    """In words, for the handbook."""
    if metric.name in OF_SOURCES:
        return ALWAYS_CITY
    names = split(metric)
    if not names:
        return CITY_ALONE
    said = [_unit(metric)] if "unit" in names else []
    rest = [FILTERS[name] for name in names if name != "unit"]
    if rest:
        any_of = _any_of(rest)
        said.append(Text(f"按{any_of.zh}只计其中的行", f"of a {any_of.en}: only its rows"))
    lacking = [FILTERS[name] for name in FILTERS if name not in names]
    if lacking:
        any_of = _any_of(lacking)
        said.append(Text(f"不按{any_of.zh}分列", f"not split by {any_of.en}"))
    return Text("；".join(one.zh for one in said), "; ".join(one.en for one in said))


def _any_of(names: list[Text]) -> Text:
    *first, last = (one.en for one in names)
    return Text("、".join(one.zh for one in names), " or ".join(filter(None, (", ".join(first), last))))


def _unit(metric: Metric) -> Text:
    behind = metric.measure.behind(SHORT)
    assert isinstance(behind, FactRows)
    if PAIRED not in FACTS[behind.fact].dimensions:
        return OWN_ROWS
    if behind.by is not None:
        return GIVERS if behind.by == PAIRED else TAKERS
    return RECEIVES if behind.received else PROVIDES
