"""The pages that hold one sentence: a question that cannot be asked, an address that leads nowhere, silence."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.errors import ScopeWrong
from cockpit.marks.element import Element, el
from cockpit.panels.view import Surface, View
from cockpit.units import Text

WEEK = Text("ISO 周，例如 2020-W39", "a week such as 2020-W39")
ROWS = Text("/api/v1/rows 的 start 与 end", "start and end, on /api/v1/rows")
WORDS = {
    "lower-case letters, digits, - and _": "小写字母、数字、- 和 _",
    "each field once": "每个字段只写一次",
    "once": "只写一次",
    "one of the two": "两者之一",
    "open, together with a metric": "open，并写明 metric",
    "table:code, together with a metric": "表:代码，并写明 metric",
    "a row that shows this number": "显示该数字的行",
    "a whole number from 0": "从 0 起的整数",
    "column:asc or column:desc": "列名:asc 或 列名:desc",
    "column:how:value": "列名:比较:值",
    "the name of a metric": "指标名",
}
"""In Chinese what is allowed where a field has no words of its own."""
FIELDS = {
    "as_of": Text("日期，例如 2020-09-30", "a day such as 2020-09-30"),
    "period": Text("week、month、quarter、year 之一", "one of week, month, quarter, year"),
    "kind": Text("file、table、api 之一", "one of file, table, api"),
    "lang": Text("zh 或 en", "zh or en"),
    "compare": Text(
        "week、month、year、median 或 unit:单位代码", "week, month, year, median, or unit: and a unit's code"
    ),
    "metric": Text("指标名，例如 volumes.records", "the name of a metric, such as volumes.records"),
    "play": Text("每个场景的秒数，5 至 3600", "seconds for each scene, 5 to 3600"),
    "screen": Text("屏幕名，小写字母、数字和 -", "the name of a screen: lower-case letters, digits and -"),
    "scenes": Text("场景名，逗号分隔，例如 overview:60,sharing", "scenes, such as overview:60,sharing"),
    "hours": Text("例如 07:30-20:00", "such as 07:30-20:00"),
    "night": Text("0.2 至 1", "0.2 to 1"),
    "tiles": Text("例如 3x3", "such as 3x3"),
    "bezel": Text("0 至 400 像素", "0 to 400 pixels"),
    "week": WEEK,
    "against": WEEK,
    "page": ROWS,
    "limit": ROWS,
    "start": Text("从 0 起的整数", "a whole number from 0"),
    "end": Text("大于 start 的整数，一次最多 1000 行", "a whole number above start, at most 1,000 rows at once"),
    "defined": Text("日期，例如 2020-09-30", "a day such as 2020-09-30"),
}


@dataclass(frozen=True)
class Reply:
    """What is said in the place of a page; `home`: with a link to where the reader may go on."""

    title: Text
    line: Text
    home: bool = True


NO_RIGHT = Text("没有填写权限", "You may not write here")
MISSING = Reply(
    Text("没有这个页面", "There is no such page"),
    Text("地址可能写错，或者页面已经移走。", "The address may be mistyped, or the page has moved."),
)
BARRED = Reply(
    Text("此屏幕没有令牌", "This screen has no token"),
    Text(
        "请管理员用带 token 的地址打开一次：/wall?screen=…&token=…",
        "Let its administrator open it once with the token in the address: /wall?screen=…&token=…",
    ),
)
SILENT = Reply(
    Text("暂时取不到数据", "There is no data at the moment"),
    Text(
        "交换库没有应答，恢复后本页会自行显示。",
        "The exchange database does not answer; this page fills by itself once it does.",
    ),
)
FOREIGN = Reply(
    Text("没有查看权限", "You may not see this"),
    Text(
        "这不在您的查看范围内。如需查看，请管理员在 readers.toml 中为您增加单位或角色。",
        "This is not within what you may see. If you need it, ask the administrator to add it for you in readers.toml.",
    ),
)
"""Says nothing about whether there is anything."""

NOT_OURS = Reply(
    Text("没有保存", "Not kept"),
    Text(
        "这不是从驾驶舱的页面发出的，没有保存。请回到页面重新填写。",
        "This does not come from a page of the cockpit and was not kept. Go back to the page and fill it in again.",
    ),
)
NO_EDITOR = Reply(
    NO_RIGHT,
    Text(
        "只有 COCKPIT_EDITORS 所列的人可以填写。请用其中的姓名登录，或请管理员将您列入。",
        "Only those whom COCKPIT_EDITORS names may write. Sign in as one of them, or ask the administrator to name you "
        "there.",
    ),
)
OF_THE_CITY = Reply(
    NO_RIGHT,
    Text(
        "全市的目标、约定频率、口径和备注由可以查看全市的人填写。"
        '如需填写，请管理员在 readers.toml 中为您写上 units = "all"。',
        "Targets, cadences, definitions and remarks of the whole city are written by those who may see the whole city. "
        'If you need to, ask the administrator for units = "all" in readers.toml.',
    ),
)
"""For an editor who may see a part of the city only."""

STRANGER = Reply(
    Text("请先登录", "Please sign in"),
    Text(
        "本页只对列入名单的人开放。如已登录，请管理员将您的登录名列入 readers.toml。",
        "This is for those who are listed. If you are signed in, ask the administrator to list your name in "
        "readers.toml.",
    ),
    home=False,
)


def wrong(refused: ScopeWrong) -> Reply:
    """Which part of the address cannot be used, and what can."""
    allowed = Text(refused.allowed_zh or WORDS.get(refused.allowed, refused.allowed), refused.allowed)
    told = bool(refused.allowed_zh) or refused.allowed in WORDS  # whoever refused it knows best what can be asked for
    known = allowed if told else FIELDS.get(refused.field, allowed)
    return Reply(
        Text(f"地址中的 {refused.field} 无法使用", f"{refused.field} in the address cannot be used"),
        Text(f"{refused.zh}可用的取值：{known.zh}。", f"{refused.happened} Allowed: {known.en}."),
    )


def failed(reference: str) -> Reply:
    return Reply(
        Text("这个页面没能显示", "This page could not be shown"),
        Text(
            f"原因已记录，编号 {reference}；请稍后再试。",
            f"The cause is on record under {reference}; please try again later.",
        ),
    )


def draw(view: View, said: Reply) -> Element:
    place = "/wall" if view.surface == Surface.WALL else "/desk"
    looks = [f"{name}={value}" for name, value in (("lang", view.language),) if value != "zh"]
    back = el("a", view.say("回到总览", "Back to the overview"), href="?".join([place, *looks]), data_link=True)
    return el(
        "main",
        el("h1", view.tell(said.title)),
        el("p", view.tell(said.line)),
        el("p", back) if said.home else None,
        class_="sentence",
    )
