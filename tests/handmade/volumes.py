"""Libraries, and what units bring into them."""

from __future__ import annotations

from cockpit.board.records import Row
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number, unknown
from cockpit.store.vocabulary import LibraryKind, Provenance, UnitLevel
from cockpit.units import Text
from tests.handmade.figures import DAY, demo, published

LIBRARY_STEPS = {
    "population": (96, 89.6, 82.3, 75.1, 68, 59.7, 52.4, 43.5, 36, 27.2, 17, 12, 8),
    "legal": (96, 90.3, 81.8, 76.1, 70.5, 59.1, 53.4, 44.9, 36.4, 25, 16.5, 12, 8),
    "licence": (96, 94.1, 91.7, 86.5, 79, 71.4, 64.8, 52.5, 40.2, 28.3, 20.3, 14, 8),
    "credit": (96, 88.9, 80.5, 74.6, 63.9, 59.1, 48.4, 42.5, 34.2, 23.5, 17.5, 12, 8),
    "macro": (96, 96, 96, 96, 67.2, 67.2, 67.2, 67.2, 38.3, 38.3, 38.3, 8, 8),
}


def library(
    code: str, zh: str, en: str, *, records: int, gained: int, departments: int, catalogued: int, stored: int | None
) -> Row:
    steps = LIBRARY_STEPS[code]
    course = tuple(round(records - gained * (height - 8) / 88) for height in steps)
    missing: dict[str, Number] = {
        "volumes.items_stored": unknown("item", Note.NOT_PUBLISHED, DAY),
        "volumes.items_missing": unknown("item", Note.NOT_PUBLISHED, DAY),
        "volumes.stored_share": unknown("share", Note.NOT_PUBLISHED, DAY),
    }
    if stored is not None:
        missing = {
            "volumes.items_stored": published("volumes.items_stored", stored),
            "volumes.items_missing": published("volumes.items_missing", catalogued - stored),
            "volumes.stored_share": published("volumes.stored_share", stored / catalogued),
        }
    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "volumes.records": published("volumes.records", records),
            "volumes.growth_12w": demo("volumes.growth_12w", gained),
            "volumes.items_catalogued": published("volumes.items_catalogued", catalogued),
            **missing,
            "volumes.departments": published("volumes.departments", departments),
        },
        {"state": "serving", "kind": LibraryKind.BASE},
        course,
    )


SPATIAL = Row(
    "spatial",
    Text("空间地理库", "Spatial"),
    Text("空间地理库", "Spatial"),
    {
        name: unknown(METRICS[name].unit, Note.BUILDING, DAY)
        for name in (
            "volumes.records",
            "volumes.growth_12w",
            "volumes.items_catalogued",
            "volumes.items_stored",
            "volumes.items_missing",
            "volumes.stored_share",
            "volumes.departments",
        )
    },
    {"state": "building", "kind": LibraryKind.BASE},
)


LIBRARIES = (
    library(
        "population",
        "人口库",
        "Population",
        records=498_000_000,
        gained=4_120_000,
        departments=14,
        catalogued=85,
        stored=85,
    ),
    library(
        "legal",
        "法人单位库",
        "Legal entities",
        records=23_950_000,
        gained=310_000,
        departments=15,
        catalogued=92,
        stored=92,
    ),
    library(
        "licence",
        "电子证照库",
        "E-licences",
        records=18_500_000,
        gained=1_860_000,
        departments=17,
        catalogued=69,
        stored=29,
    ),
    library(
        "credit",
        "公共信用库",
        "Public credit",
        records=27_950_000,
        gained=740_000,
        departments=13,
        catalogued=101,
        stored=None,
    ),
    library(
        "macro",
        "宏观经济库",
        "Macro-economy",
        records=33_510_000,
        gained=580_000,
        departments=14,
        catalogued=37,
        stored=37,
    ),
    SPATIAL,
)


UNCONNECTED = {
    f"volumes.theme_{name}": unknown(unit, Note.NOT_CONNECTED)
    for name, unit in (("records", "record"), ("items", "item"), ("users", "user"))
}
THEMATIC = tuple(
    Row(code, Text(zh, en), Text(zh, en), dict(UNCONNECTED), {"state": state, "provenance": Provenance.PUBLISHED})
    for code, zh, en, state in (
        ("ecology", "生态环境", "Ecology", "building"),
        ("market", "市场监管", "Market regulation", "building"),
        ("agriculture", "农业农村", "Agriculture", "planned"),
        ("health", "医疗健康", "Health", "planned"),
        ("security", "社会保障", "Social security", "planned"),
        ("education", "教育文化", "Education", "planned"),
        ("transport", "交通运输", "Transport", "planned"),
        ("emergency", "应急管理", "Emergency", "planned"),
        ("housing", "住房城建", "Housing", "planned"),
        ("tourism", "文化旅游", "Tourism", "planned"),
        ("energy", "能源", "Energy", "planned"),
        ("justice", "公共安全", "Public safety", "planned"),
    )
)


UNIT_VOLUMES = tuple(
    Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "volumes.records": demo("volumes.records", records),
            "volumes.items_catalogued": demo("volumes.items_catalogued", catalogued),
            "volumes.items_stored": demo("volumes.items_stored", stored),
            "volumes.items_missing": demo("volumes.items_missing", catalogued - stored),
        },
        {"level": UnitLevel.MUNICIPAL},
    )
    for code, zh, en, records, catalogued, stored in (
        ("gaj", "市公安局", "Public Security", 312_000_000, 42, 42),
        ("rsj", "市人社局", "Human Resources", 96_000_000, 31, 29),
        ("wjw", "市卫健委", "Health", 54_000_000, 28, 20),
    )
)
