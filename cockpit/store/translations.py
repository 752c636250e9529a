"""How fields and registers are called in Chinese, in sheets and where a row is refused."""

from __future__ import annotations

from cockpit.store.latency import BUCKETS

ZH = {
    "day": "日期|统计日期|数据日期|时间",
    "code": "编码|代码|编号",
    "library": "基础库|库|所属库|主题库",
    "unit": "单位|责任单位|部门|县区|来源单位|提供单位|所属单位|返还单位",
    "records": "记录数|数据量|数据条数|条数",
    "items_catalogued": "已梳理|已梳理数据项|梳理数据项|目录项",
    "items_stored": "已入库|已入库数据项|入库数据项",
    "kind": "类型|资源类型|类别",
    "catalogues": "目录数|目录|资源目录",
    "mounted": "挂载数|挂载资源|已挂载",
    "figure": "指标|计数器|计数项",
    "value": "数值|值|目标值",
    "provider": "提供方|提供单位|数源单位",
    "consumer": "使用方|使用单位|需求单位|服务对象单位",
    "scenario": "场景|共享场景",
    "exchanges": "交换次数|次数|共享次数",
    "failed": "失败次数|失败",
    "bytes": "字节数|流量",
    "theme": "主题|主题分类",
    "datasets": "数据集|数据集数|开放数据集",
    "datasets_dated": "有更新日期的数据集|已定周期数据集",
    "updated_on_time": "按时更新|按时更新数据集",
    "downloads": "下载次数|下载量",
    "api_calls": "接口调用|接口调用次数|调用次数",
    "held": "召开会议|会议数|会议次数",
    "minutes": "时长|会议时长|分钟数",
    "invited": "应到|应参会",
    "attended": "实到|实参会|是否参会",
    "faults": "故障|故障数|故障次数",
    "endpoints": "会场终端|终端数|会场数",
    "endpoints_online": "在线|在线终端",
    "endpoints_adjusting": "调试|调试终端",
    "items": "数据项|返还数据项|主题库数据项",
    "users": "用户数|用户|用户账号|账号数",
    "title_zh": "名称|标题|题名|数据集名称|数据项名称|会议名称",
    "title_en": "英文标题",
    "formats": "格式|数据格式",
    "published_on": "开放日期|发布日期",
    "updated_on": "更新日期|最近更新",
    "cadence_days": "更新周期|更新周期（天）",
    "licence": "开放许可|许可协议",
    "contact": "联系方式|联系人",
    "description": "内容简介|摘要",
    "links": "链接|网址",
    "name_zh": "名称|中文名称|全称|会场名称",
    "short_zh": "简称|中文简称",
    "name_en": "英文名称|英文全称",
    "short_en": "英文简称",
    "state": "状态",
    "connected_on": "接入日期",
    "host": "主办单位|召集单位",
    "hour": "开始小时|开始时刻",
    "meeting": "会议编码|会议",
    "catalogued_on": "梳理日期|编目日期",
    "stored_on": "入库日期",
    "level": "级别|层级",
    "adcode": "行政区划代码",
    "tile_row": "瓦片行",
    "tile_column": "瓦片列",
    "position": "序号|排序",
    "provenance": "数据性质|来源性质",
    "consumer_zh": "服务对象",
    "consumer_en": "服务对象英文",
    "note_zh": "说明|备注",
    "note_en": "英文说明",
    "metric": "对应指标",
    "unit_of_measure": "计量单位",
    "qualifier": "限定词",
    "low": "下限",
    "high": "上限",
    "precedence": "优先次序",
    "effective_on": "生效日期",
    "due_on": "完成期限|截止日期",
    "action_zh": "动作",
    "action_en": "英文动作",
}
ZH.update(
    {one.column: f"{one.upto}毫秒以内次数" if one.upto is not None else f"{one.above}毫秒以上次数" for one in BUCKETS}
)
"""The first is what a template says, the others are understood as well."""

OTHERS = {
    "at": "时间",
    "happened_at": "发生时间",
    "duration_ms": "耗时",
    "bytes": "字节数",
    "event_id": "事件编号",
    "publisher": "提供单位",
    "resource": "资源",
    "starts": "开始时间",
    "ends": "结束时间",
    "status": "状态",
    "title": "名称",
}
"""Fields of events, meetings and datasets that are no column of the contract."""

REGISTERS = {
    "unit": "单位",
    "library": "库",
    "scenario": "场景",
    "theme": "主题",
    "meeting": "会议",
    "open_dataset": "开放数据集",
    "library_item": "数据项",
    "source": "来源",
    "endpoint": "会场终端",
}


def chinese(field: str) -> str:
    """Its Chinese name; a field of another system, such as xRequestId, as that writes it."""
    return ZH.get(field, OTHERS.get(field, field)).split("|")[0]


def translated_name(field: str) -> str:
    """The same within a sentence: a Chinese name stands in quotation marks."""
    return field if field not in ZH and field not in OTHERS else f"“{chinese(field)}”"
