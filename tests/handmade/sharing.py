"""Resources, scenarios and flows, and what units give and take."""

from __future__ import annotations

from typing import Any

from cockpit.board.records import Row
from cockpit.board.tables.sharing import GROUPS, KINDS
from cockpit.metrics.number import Note, Number, unknown
from cockpit.store.vocabulary import Provenance, ResourceKind, ScenarioState, UnitLevel
from cockpit.units import Text
from tests.handmade.figures import DAY, demo, published


def resource(code: ResourceKind, mounted: int, catalogues: int) -> Row:
    return Row(
        code,
        KINDS[code],
        KINDS[code],
        {
            "sharing.mounted": published("sharing.mounted", mounted),
            "sharing.catalogues": demo("sharing.catalogues", catalogues),
        },
    )


RESOURCES = (
    resource(ResourceKind.FILE, 43_980, 20_110),
    resource(ResourceKind.TABLE, 14_899, 7_980),
    resource(ResourceKind.API, 687, 529),
)


def scenario(
    code: str,
    zh: str,
    en: str,
    *,
    state: str,
    volume: Number,
    consumer: Text,
    consumer_code: str,
    items: Number | None = None,
    departments: Number | None = None,
    note: Text | None = None,
    exchanged: int | None = None,
) -> Row:
    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "sharing.scenario_volume": volume,
            "sharing.scenario_items": items or unknown("item", Note.NOT_PUBLISHED, DAY),
            "sharing.scenario_departments": departments or unknown("department", Note.NOT_PUBLISHED, DAY),
            "sharing.records": demo("sharing.records", exchanged)
            if exchanged
            else unknown("record", Note.NO_DATA, DAY),
            "sharing.exchanges": demo("sharing.exchanges", exchanged // 420)
            if exchanged
            else unknown("exchange", Note.NO_DATA, DAY),
        },
        {
            "state": state,
            "consumer": consumer.to_json(),
            "consumer_code": consumer_code,
            "note": note.to_json() if note else None,
        },
    )


SCENARIOS = (
    scenario(
        "poverty",
        "精准扶贫",
        "Poverty alleviation",
        state=ScenarioState.SHARED,
        volume=published("sharing.scenario_volume", 60_000_000, "约"),
        consumer=Text("市扶贫办", "Poverty Alleviation Office"),
        consumer_code="fpb",
        items=published("sharing.scenario_items", 41),
        departments=published("sharing.scenario_departments", 15),
        exchanged=4_860_000,
    ),
    scenario(
        "disabled",
        "市残联",
        "Disabled Persons' Fed.",
        state=ScenarioState.SHARED,
        volume=published("sharing.scenario_volume", 10_000_000, "约"),
        consumer=Text("市残联", "Disabled Persons' Federation"),
        consumer_code="cl",
        note=Text("人社、民政", "HR, civil affairs"),
        exchanged=1_760_000,
    ),
    scenario(
        "onewindow",
        "一窗受理",
        "One-window service",
        state=ScenarioState.SHARED,
        volume=published("sharing.scenario_volume", 4_000_000, "约…多"),
        consumer=Text("市行政审批局", "Administrative Approval Bureau"),
        consumer_code="xzspj",
        exchanged=820_000,
    ),
    scenario(
        "credit",
        "信用临沂",
        "Credit Linyi",
        state=ScenarioState.CONNECTING,
        volume=published("sharing.scenario_volume", 37_320_000, "多"),
        consumer=Text("市发展改革委", "Development and Reform Commission"),
        consumer_code="fgw",
        items=published("sharing.scenario_items", 130, "约…余"),
    ),
    scenario(
        "discipline",
        "市纪委",
        "Discipline inspection",
        state=ScenarioState.REQUESTED,
        volume=published("sharing.scenario_volume", 20_000_000, "多"),
        consumer=Text("市纪委", "Discipline Commission"),
        consumer_code="jw",
        note=Text("外部信息查询", "external enquiries"),
    ),
)


SIDES = {
    "providers": (
        ("rsj", "市人社局", "Human Resources", 5_120_000),
        ("gaj", "市公安局", "Public Security", 4_680_000),
        ("scjgj", "市市场监管局", "Market Regulation", 3_860_000),
        ("mzj", "市民政局", "Civil Affairs", 2_740_000),
        ("wjw", "市卫健委", "Health", 2_320_000),
        ("swj", "市税务局", "Tax Bureau", 920_000),
        ("zjj", "市住建局", "Housing", 780_000),
        ("others", "", "", 1_040_000),
    ),
    "consumers": (
        ("ybj", "市医保局", "Medical Insurance", 5_680_000),
        ("fpb", "市扶贫办", "Poverty Relief", 4_860_000),
        ("jyj", "市教育局", "Education", 3_720_000),
        ("counties", "", "", 3_380_000),
        ("cl", "市残联", "Disabled Persons", 1_760_000),
        ("xzspj", "市行政审批局", "Approval Bureau", 1_240_000),
        ("others", "", "", 820_000),
    ),
}


MEMBERS = {("providers", "others"): 27, ("consumers", "others"): 9, ("consumers", "counties"): 15}
"""How many units stand in one row of a side; one each in the others."""


def side(name: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            code,
            GROUPS.get(code, Text(zh, en)),
            GROUPS.get(code, Text(zh, en)),
            {"sharing.records": demo("sharing.records", records)},
            {**holding(name, code), **using(code)},
        )
        for code, zh, en, records in SIDES[name]
    )


def holding(name: str, code: str) -> dict[str, Any]:
    if code not in GROUPS:
        return {"level": UnitLevel.MUNICIPAL, "members": 1, "codes": [code]}
    members = MEMBERS[name, code]
    return {"members": members, "codes": [f"{code}-{number}" for number in range(1, members + 1)]}


def using(code: str) -> dict[str, Any]:
    """The scenario that a unit takes records for."""
    scenario = next((row for row in SCENARIOS if row.get("consumer_code") == code), None)
    return {
        "scenario": scenario.short.to_json() if scenario else None,
        "scenario_code": scenario.code if scenario else None,
    }


def flows() -> tuple[Row, ...]:
    """Every provider to every consumer, so that both sides add up exactly."""
    given = [records for *_, records in SIDES["providers"]]
    taken = [records for *_, records in SIDES["consumers"]]
    total = sum(given)
    rows, left = [], list(taken)
    for i, (provider, *_rest) in enumerate(SIDES["providers"]):
        rest = given[i]
        for j, (consumer, *_rest2) in enumerate(SIDES["consumers"]):
            last_row, last_column = i == len(given) - 1, j == len(taken) - 1
            records = left[j] if last_row else rest if last_column else round(given[i] * taken[j] / total)
            rest -= records
            left[j] -= records
            name = Text(f"{provider}→{consumer}", f"{provider}→{consumer}")
            rows.append(
                Row(
                    f"{provider}>{consumer}",
                    name,
                    name,
                    {"sharing.records": demo("sharing.records", records)},
                    {"provider": provider, "consumer": consumer},
                )
            )
    return tuple(rows)


FLOW_KINDS = tuple(
    Row(
        code,
        KINDS[code],
        KINDS[code],
        {
            "sharing.records": demo("sharing.records", records),
            "sharing.exchanges": demo("sharing.exchanges", exchanges),
            "sharing.failure_share": demo("sharing.failure_share", failed),
            "sharing.latency_p95": demo("sharing.latency_p95", latency),
        },
    )
    for code, records, exchanges, failed, latency in (
        (ResourceKind.FILE, 6_120_000, 3_410, 0.0041, 2_100),
        (ResourceKind.TABLE, 12_980_000, 8_640, 0.0058, 860),
        (ResourceKind.API, 2_360_000, 36_160, 0.0065, 210),
    )
)


def unit_sharing(code: str, zh: str, en: str, *, mounted: int, given: int | None, taken: int | None) -> Row:
    def records(value: int | None) -> Number:
        return unknown("record", Note.NO_DATA, DAY) if value is None else Number(value, "record", DAY, Provenance.DEMO)

    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "sharing.mounted": demo("sharing.mounted", mounted),
            "sharing.records": records(given),
            "sharing.records_received": records(taken),
        },
        {"level": UnitLevel.MUNICIPAL},
    )


UNIT_SHARING = (
    unit_sharing("rsj", "市人社局", "Human Resources", mounted=4_210, given=5_120_000, taken=310_000),
    unit_sharing("gaj", "市公安局", "Public Security", mounted=3_980, given=4_680_000, taken=120_000),
    unit_sharing("ybj", "市医保局", "Medical Insurance", mounted=860, given=140_000, taken=5_680_000),
    unit_sharing("fpb", "市扶贫办", "Poverty Relief", mounted=0, given=None, taken=4_860_000),
)
