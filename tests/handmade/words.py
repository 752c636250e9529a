"""What is said of them: notices and conclusions."""

from __future__ import annotations

from cockpit.board.headline import Headline, Phrase
from cockpit.board.records import Notice
from cockpit.board.sentences.county_headline import county
from cockpit.metrics.alert import AlertLevel
from cockpit.units import Text
from tests.handmade.figures import DAY
from tests.handmade.opening import COUNTIES

NOTICES = (
    Notice(
        AlertLevel.WARNING,
        "volumes",
        "volumes.items_missing",
        Text("电子证照库尚有40项未入库", "E-licences: 40 items not yet stored"),
        ("overview", "volumes"),
    ),
    Notice(
        AlertLevel.WARNING,
        "sharing",
        "sharing.resources",
        Text("资源总数与分项差124，待核对", "Resources: total and parts differ by 124"),
        ("overview", "sharing"),
    ),
    Notice(
        AlertLevel.INFORMATION,
        "volumes",
        "volumes.items_stored",
        Text("公共信用库已入库项数未公布", "Public credit: items stored not published"),
        ("volumes",),
    ),
    Notice(
        AlertLevel.INFORMATION,
        "volumes",
        None,
        Text("空间地理库在建", "Spatial library being built"),
        ("overview", "volumes"),
    ),
    Notice(
        AlertLevel.INFORMATION,
        "sharing",
        "sharing.scenario_departments",
        Text("3个场景的提供方未公布", "Providers of 3 scenarios not published"),
        ("sharing",),
    ),
    Notice(
        AlertLevel.INFORMATION,
        "opening",
        "opening.datasets",
        Text("县区分布未公布，虚线区为演示", "County split not published; dashed blocks are demo"),
        ("opening",),
    ),
    Notice(
        AlertLevel.INFORMATION,
        "meetings",
        "meetings.served",
        Text("准确会议次数未公布", "Exact number of meetings not published"),
        ("meetings",),
    ),
    Notice(
        AlertLevel.INFORMATION,
        "meetings",
        "meetings.endpoints",
        Text("终端状态尚未接入，右侧虚线区为演示", "Room states not connected; dashed blocks are demo"),
        ("meetings",),
    ),
)


def headline(zh: tuple[Phrase, ...], en: tuple[Phrase, ...], numbers: tuple[int, ...]) -> Headline:
    return Headline(zh, en, numbers)


HEADLINES = {
    "overview": headline(
        (
            Phrase("6亿多条数据已归集，"),
            Phrase("34个部门供数；", ends=True),
            Phrase("电子证照库29/69项，"),
            Phrase("还差40项。", em=True),
        ),
        (
            Phrase("More than 600 million records gathered,"),
            Phrase("34 departments contribute;", ends=True),
            Phrase("e-licences 29 of 69 items,"),
            Phrase("40 to go.", em=True),
        ),
        (601_910_000, 34, 29, 69, 40),
    ),
    "volumes": headline(
        (
            Phrase("人口、法人、宏观"),
            Phrase("三库编目项全部入库；", ends=True),
            Phrase("电子证照库29/69项，"),
            Phrase("还差40项。", em=True),
        ),
        (
            Phrase("Population, legal entities and macro-economy"),
            Phrase("have every item stored;", ends=True),
            Phrase("e-licences 29 of 69 items,"),
            Phrase("40 to go.", em=True),
        ),
        (29, 69, 40),
    ),
    "sharing": headline(
        (
            Phrase("三个场景"),
            Phrase("已用上共享数据，", ends=True),
            Phrase("信用临沂"),
            Phrase("正逐步对接，"),
            Phrase("市纪委提出需求。"),
        ),
        (
            Phrase("Three scenarios run on shared data,", ends=True),
            Phrase("Credit Linyi is being connected,"),
            Phrase("the Discipline Commission has asked."),
        ),
        (3,),
    ),
    "opening": headline(
        (
            Phrase("县区和市级部门"),
            Phrase("已向社会开放", ends=True),
            Phrase("1,914个"),
            Phrase("公共数据集。"),
        ),
        (
            Phrase("Counties and municipal departments", ends=True),
            Phrase("have opened 1,914 public datasets."),
        ),
        (1_914,),
    ),
    "meetings": headline(
        (Phrase("120个单位"), Phrase("接入视频会议，", ends=True), Phrase("已保障会议40余次。")),
        (Phrase("120 units are on the video-meeting system,", ends=True), Phrase("more than 40 meetings served.")),
        (120, 40),
    ),
    "report": headline(
        (Phrase("两处公布总数"), Phrase("与分项不等，待核对。")),
        (Phrase("Two published totals"), Phrase("differ from their parts.")),
        (2,),
    ),
}
HEADLINES["lead"] = HEADLINES["overview"]
HEADLINES |= {f"county-{row.code}": county(row, COUNTIES, DAY) for row in COUNTIES}
