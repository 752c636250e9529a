"""Tables of the sharing: scenarios, flows between providers and consumers, who gives and who only takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cockpit.board.board import Row
from cockpit.board.keys import FlowKey
from cockpit.board.table import Tables, declare
from cockpit.board.table_input import OTHERS, TableInput, known, named, ranked, short
from cockpit.metrics.number import Number
from cockpit.metrics.reading import worst
from cockpit.store.vocabulary import ResourceKind, UnitLevel
from cockpit.units import Text

COUNTIES = "counties"
PROVIDERS, CONSUMERS = 7, 6
RECORDS = "sharing.records"
KINDS = {
    ResourceKind.FILE: Text("文件", "Files"),
    ResourceKind.TABLE: Text("库表", "Tables"),
    ResourceKind.API: Text("接口", "APIs"),
}
GROUPS = {
    OTHERS: Text("其他部门", "Other departments"),
    COUNTIES: Text("县区平台", "County platforms"),
}


def tables(asked: TableInput) -> dict[str, list[Row]]:
    links = _links(asked)
    providers = _grouped(asked, links, side=0, most=PROVIDERS, counties=False)
    consumers = _grouped(asked, links, side=1, most=CONSUMERS, counties=True)
    return {
        "resources": [_kind(asked, code, ("sharing.mounted", "sharing.catalogues")) for code in KINDS],
        "scenarios": scenarios(asked),
        "flows": _flows(asked, links, providers=providers, consumers=consumers),
        "providers": providers,
        "consumers": consumers,
        "flow_kinds": [
            _kind(asked, code, (RECORDS, "sharing.exchanges", "sharing.failure_share", "sharing.latency_p95"))
            for code in KINDS
        ],
        "unit_sharing": _units(asked),
    }


def _kind(asked: TableInput, code: ResourceKind, metrics: tuple[str, ...]) -> Row:
    return Row(code, KINDS[code], KINDS[code], asked.numbers(metrics, ("kind", code)))


def scenarios(asked: TableInput) -> list[Row]:
    metrics = (
        "sharing.scenario_volume",
        "sharing.scenario_items",
        "sharing.scenario_departments",
        RECORDS,
        "sharing.exchanges",
    )
    return [
        named(
            row,
            asked.numbers(metrics, ("scenario", row["code"])),
            state=row["state"],
            consumer={"zh": row["consumer_zh"], "en": row["consumer_en"]},
            consumer_code=row["consumer"],
            note={"zh": row["note_zh"], "en": row["note_en"]} if row["note_zh"] else None,
        )
        for row in asked.register("scenario")
    ]


def _links(asked: TableInput) -> dict[tuple[str, str], Number]:
    """Records of the period by provider and consumer."""
    found = {}
    for pair in asked.reading.members("flow_daily", "pair"):
        number = asked.answer.number(RECORDS, ("pair", pair))
        if number.value:
            flow = FlowKey.parse(pair)
            found[flow.provider, flow.consumer] = number
    return found


def _grouped(
    asked: TableInput, links: dict[tuple[str, str], Number], *, side: int, most: int, counties: bool
) -> list[Row]:
    """The largest by name, the counties as one group where asked for, the rest as others; the sum is the total."""
    by_code: dict[str, list[Number]] = {}
    members: dict[str, set[str]] = {}
    for pair, number in links.items():
        code = pair[side]
        unit = asked.units.get(code)
        place = COUNTIES if counties and unit and unit["level"] == UnitLevel.COUNTY else code
        by_code.setdefault(place, []).append(number)
        members.setdefault(place, set()).add(code)
    sizes = sorted(by_code, key=lambda code: (-sum(number.value or 0 for number in by_code[code]), code))
    shown = sizes[:most]
    rest = sizes[most:]
    rows = [_group(asked, code, by_code[code], holding=members[code]) for code in shown]
    if rest:
        numbers = [number for code in rest for number in by_code[code]]
        rows.append(_group(asked, OTHERS, numbers, holding=set().union(*(members[code] for code in rest))))
    return rows


def _group(asked: TableInput, code: str, numbers: list[Number], *, holding: set[str]) -> Row:
    number = added(numbers)
    scenario = next((row for row in asked.register("scenario") if row["consumer"] == code), None)
    attributes: dict[str, Any] = {
        "members": len(holding),
        "codes": sorted(holding),
        "scenario": short(scenario).to_json() if scenario else None,
        "scenario_code": scenario["code"] if scenario else None,
    }
    if code in GROUPS:
        return Row(code, GROUPS[code], GROUPS[code], {RECORDS: number}, attributes)
    row = asked.unit_row(code, {RECORDS: number})
    return replace(row, attributes={**row.attributes, **attributes})


def added(numbers: Iterable[Number]) -> Number:
    """Sums of one metric added up; the worst provenance holds, no published figure is claimed for the group."""
    parts = list(numbers)
    covered = parts[0].coverage
    unknown = sum(number.coverage.unknown for number in parts if number.coverage)
    return Number(
        value=sum(int(number.value or 0) for number in parts),
        unit=parts[0].unit,
        as_of=parts[0].as_of,
        provenance=worst(*(number.provenance for number in parts)),
        coverage=covered.without(unknown) if covered else None,
    )


def _flows(
    asked: TableInput, links: dict[tuple[str, str], Number], *, providers: list[Row], consumers: list[Row]
) -> list[Row]:
    left = {code: row.code for row in providers for code in row.attributes["codes"]}
    right = {code: row.code for row in consumers for code in row.attributes["codes"]}
    grouped: dict[tuple[str, str], list[Number]] = {}
    for (provider, consumer), number in links.items():
        grouped.setdefault((left[provider], right[consumer]), []).append(number)
    names = {row.code: row for row in (*providers, *consumers)}
    rows = []
    for (provider, consumer), numbers in grouped.items():
        names_zh = f"{names[provider].short.zh} → {names[consumer].short.zh}"
        text = Text(names_zh, f"{names[provider].short.en} → {names[consumer].short.en}")
        attributes = {"provider": provider, "consumer": consumer}
        rows.append(Row(FlowKey(provider, consumer), text, text, {RECORDS: added(numbers)}, attributes))
    return ranked(rows, RECORDS)


def _units(asked: TableInput) -> list[Row]:
    """Every unit that has mounted, provided or received something."""
    reading, answer = asked.reading, asked.answer
    codes = {
        *reading.members("resource_daily", "unit"),
        *reading.members("flow_daily", "provider"),
        *reading.members("flow_daily", "consumer"),
    }
    rows = []
    for code in sorted(codes):
        taken = answer.number(RECORDS, ("consumer", code))
        numbers = {
            "sharing.mounted": answer.number("sharing.mounted", ("unit", code)),
            RECORDS: answer.number(RECORDS, ("provider", code)),
            "sharing.records_received": taken,
        }
        rows.append(asked.unit_row(code, numbers))
    return ranked(known(rows), RECORDS)


declare(
    Tables(
        "sharing",
        tables,
        filters={"resources": "kind", "flow_kinds": "kind", "scenarios": "scenario", "unit_sharing": "unit"},
        whole=("resources", "providers"),
        repeats=("flows",),
    )
)
