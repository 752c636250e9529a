"""Open datasets by county, theme, unit and level."""

from __future__ import annotations

from cockpit.board.records import Row
from cockpit.board.tables.opening import LEVELS as NAMED
from cockpit.metrics.number import Number
from cockpit.store.vocabulary import Provenance, UnitLevel
from cockpit.units import Text
from tests.handmade.figures import DAY, demo, published

COUNTIES = tuple(
    Row(
        code,
        Text(zh + tail, en),
        Text(zh, en),
        {
            "opening.datasets": demo("opening.datasets", datasets),
            "opening.updated_share": demo("opening.updated_share", updated),
            "opening.downloads": demo("opening.downloads", datasets * 4),
            "sharing.mounted": demo("sharing.mounted", datasets * 9),
            "sharing.records_received": Number(datasets * 2_380, "record", as_of=DAY, provenance=Provenance.DEMO),
            "meetings.attendance_share": demo("meetings.attendance_share", updated),
        },
        {"tile_row": row, "tile_column": column, "bin": tile, "level": UnitLevel.COUNTY},
    )
    for code, zh, tail, en, row, column, datasets, tile, updated in (
        ("371328", "蒙阴", "县", "Mengyin", 1, 2, 63, 2, 0.921),
        ("371321", "沂南", "县", "Yinan", 1, 3, 88, 3, 0.886),
        ("371323", "沂水", "县", "Yishui", 1, 4, 118, 4, 0.907),
        ("371326", "平邑", "县", "Pingyi", 2, 1, 71, 2, 0.859),
        ("371325", "费县", "", "Feixian", 2, 2, 84, 3, 0.905),
        ("371302", "兰山", "区", "Lanshan", 2, 3, 142, 5, 0.951),
        ("371312", "河东", "区", "Hedong", 2, 4, 104, 4, 0.933),
        ("371327", "莒南", "县", "Junan", 2, 5, 98, 3, 0.898),
        ("hitech", "高新", "区", "High-tech", 3, 2, 41, 1, 0.878),
        ("371311", "罗庄", "区", "Luozhuang", 3, 3, 96, 3, 0.927),
        ("economic", "经开", "区", "ETDZ", 3, 4, 47, 1, 0.894),
        ("harbour", "临港", "区", "Lingang", 3, 5, 25, 1, 0.64),
        ("371324", "兰陵", "县", "Lanling", 4, 2, 92, 3, 0.913),
        ("371322", "郯城", "县", "Tancheng", 4, 3, 76, 2, 0.842),
        ("371329", "临沭", "县", "Linshu", 4, 4, 69, 2, 0.87),
    )
)


THEMES = tuple(
    Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "opening.datasets": demo("opening.datasets", datasets),
            "opening.updated_share": demo("opening.updated_share", updated),
            "opening.downloads": demo("opening.downloads", downloads),
            "opening.api_calls": demo("opening.api_calls", downloads * 7),
        },
    )
    for code, zh, en, datasets, updated, downloads in (
        ("livelihood", "社保民生", "Livelihood", 318, 0.9, 2_410),
        ("education", "教育文化", "Education", 276, 0.88, 1_930),
        ("health", "医疗卫生", "Health", 241, 0.91, 1_780),
        ("transport", "交通运输", "Transport", 223, 0.86, 1_650),
        ("environment", "生态环境", "Environment", 196, 0.93, 1_210),
        ("economy", "经济建设", "Economy", 184, 0.84, 1_080),
        ("agriculture", "农业农村", "Agriculture", 171, 0.81, 920),
        ("credit", "信用服务", "Credit", 158, 0.89, 830),
        ("safety", "公共安全", "Safety", 147, 0.85, 670),
    )
)


def unit_opening(code: str, zh: str, en: str, datasets: int, updated: float) -> Row:
    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "opening.datasets": demo("opening.datasets", datasets),
            "opening.updated_share": demo("opening.updated_share", updated),
            "opening.downloads": demo("opening.downloads", datasets * 5),
        },
        {"level": UnitLevel.COUNTY if code.isdigit() or code == "harbour" else UnitLevel.MUNICIPAL},
    )


UNIT_OPENING = (
    unit_opening("371302", "兰山区", "Lanshan", 142, 0.951),
    unit_opening("371323", "沂水县", "Yishui", 118, 0.907),
    unit_opening("rsj", "市人社局", "Human Resources", 64, 0.938),
    unit_opening("jtj", "市交通运输局", "Transport", 52, 0.769),
    unit_opening("nyj", "市农业农村局", "Agriculture", 48, 0.708),
    unit_opening("harbour", "临港经开区", "Lingang", 25, 0.64),
    unit_opening("whj", "市文旅局", "Culture and Tourism", 31, 0.806),
)


LEVELS = (
    Row(
        "county",
        NAMED[UnitLevel.COUNTY],
        NAMED[UnitLevel.COUNTY],
        {
            "opening.datasets": demo("opening.datasets", 1_214),
            "opening.updated_share": demo("opening.updated_share", 0.9),
            "meetings.units": published("meetings.units", 15),
            "meetings.held": demo("meetings.held", 2),
        },
    ),
    Row(
        "municipal",
        NAMED[UnitLevel.MUNICIPAL],
        NAMED[UnitLevel.MUNICIPAL],
        {
            "opening.datasets": demo("opening.datasets", 700),
            "opening.updated_share": demo("opening.updated_share", 0.829),
            "meetings.units": published("meetings.units", 105),
            "meetings.held": demo("meetings.held", 4),
        },
    ),
)
