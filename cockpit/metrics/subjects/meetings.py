"""Meetings: who is connected to the video-meeting system, what was held on it, and whether the rooms work."""

from datetime import date

from cockpit.metrics.alert import Alert, AlertLevel, ChangeRule
from cockpit.metrics.alert import declare as alert
from cockpit.metrics.counts import Count, Quoted
from cockpit.metrics.measure import Difference, Level, Share, Sum
from cockpit.metrics.metric import OVERVIEW, SLIDE, Direction, Formerly, Metric, Told, declare
from cockpit.metrics.reconciliation import Reconciliation
from cockpit.metrics.reconciliation import declare as reconcile
from cockpit.metrics.subject import Subject
from cockpit.metrics.subject import declare as subject
from cockpit.units import Text

subject(Subject("meetings", Text("会议", "Meetings"), order=4))

_FACT = "meeting_daily"

UNITS = declare(
    Metric(
        name="meetings.units",
        title=Text("接入单位", "Connected units"),
        definition=Text(
            "接入政务视频会议系统的单位，去重；会场撤销后减少。",
            "Distinct units connected to the video-meeting system; fewer when a room is taken away.",
        ),
        formula=Text("有会场终端的单位去重计数", "Distinct units with at least one room"),
        unit="unit",
        measure=Count(_FACT, "endpoints", of="unit"),
        source="video",
        good=Direction.UP,
        told=Told(),
        lists=(OVERVIEW, SLIDE),
        order=1,
    )
)
HELD = declare(
    Metric(
        name="meetings.held",
        title=Text("召开会议", "Meetings held"),
        definition=Text(
            "统计期内召开的视频会议，按主办单位计一次。", "Video meetings of the period, counted once, at the host."
        ),
        formula=Text("逐日会议数之和", "Sum of the days"),
        unit="meeting",
        measure=Sum(_FACT, "held"),
        source="video",
        course=True,
        told=Told(),
        lists=(OVERVIEW, SLIDE),
        order=2,
    )
)
MINUTES = declare(
    Metric(
        name="meetings.minutes",
        title=Text("会议时长", "Minutes"),
        definition=Text("统计期内视频会议的总时长。", "Total length of the video meetings of the period."),
        formula=Text("逐日时长之和", "Sum of the days"),
        unit="minute",
        measure=Sum(_FACT, "minutes"),
        source="video",
        course=True,
    )
)
ATTENDANCE_SHARE = declare(
    Metric(
        name="meetings.attendance_share",
        title=Text("参会率", "Attendance"),
        definition=Text(
            "统计期内各单位的应到会议，凡知道是否到会的，其中实到的比例；一个单位的一次会议计一次。",
            "Of the invitations of units to meetings of the period, as far as it is known whether they came, those "
            "attended; a unit counts once a meeting.",
        ),
        formula=Text("实到合计 ÷ 实到已知的应到合计", "Sum of attended ÷ sum of invited where attendance is known"),
        unit="share",
        measure=Share(Sum(_FACT, "attended"), Sum(_FACT, "invited_recorded")),
        version=2,
        formerly=(
            Formerly(
                Text("实到合计 ÷ 应到合计", "Sum of attended ÷ sum of invited"),
                date(2026, 12, 1),
                Text("不知是否到会的应到当时计为未到", "invitations of which nobody knew counted as missed"),
            ),
        ),
        source="video",
        good=Direction.UP,
        told=Told(),
    )
)
ENDPOINTS = declare(
    Metric(
        name="meetings.endpoints",
        title=Text("会场终端", "Rooms"),
        definition=Text("接入的会场终端。", "Rooms connected to the video-meeting system."),
        formula=Text("各单位最新终端数之和", "Sum of the latest rooms by unit"),
        unit="endpoint",
        measure=Level(_FACT, "endpoints"),
        source="video_rooms",
        good=Direction.UP,
    )
)
ENDPOINTS_ONLINE = declare(
    Metric(
        name="meetings.endpoints_online",
        title=Text("终端在线", "Rooms online"),
        definition=Text("最新一次巡检在线的会场终端。", "Rooms that were online at the latest check."),
        formula=Text("各单位在线终端之和", "Sum of the rooms online by unit"),
        unit="endpoint",
        measure=Level(_FACT, "endpoints_online"),
        source="video_rooms",
        good=Direction.UP,
        course=True,
        told=Told(),
    )
)
ENDPOINTS_ADJUSTING = declare(
    Metric(
        name="meetings.endpoints_adjusting",
        title=Text("终端调试", "Rooms being adjusted"),
        definition=Text("最新一次巡检处于调试的会场终端。", "Rooms that were being adjusted at the latest check."),
        formula=Text("各单位调试终端之和", "Sum of the rooms being adjusted by unit"),
        unit="endpoint",
        measure=Level(_FACT, "endpoints_adjusting"),
        source="video_rooms",
    )
)
ENDPOINTS_OFFLINE = declare(
    Metric(
        name="meetings.endpoints_offline",
        title=Text("终端离线", "Rooms offline"),
        definition=Text("最新一次巡检离线的会场终端。", "Rooms that were offline at the latest check."),
        formula=Text("在线数已知的终端 − 在线 − 调试", "Rooms of which online is known − online − being adjusted"),
        unit="endpoint",
        measure=Difference(_FACT, "endpoints_checked", ("endpoints_online", "endpoints_adjusting")),
        version=2,
        formerly=(
            Formerly(
                Text("终端 − 在线 − 调试", "Rooms − online − being adjusted"),
                date(2026, 12, 1),
                Text("未巡检单位的终端当时计为离线", "rooms of units that were not checked counted as offline"),
            ),
        ),
        source="video_rooms",
        good=Direction.DOWN,
    )
)
ONLINE_SHARE = declare(
    Metric(
        name="meetings.online_share",
        title=Text("终端在线率", "Rooms online, share"),
        definition=Text(
            "在线终端占终端的比例；不知是否在线的单位不计入。",
            "Rooms online over all rooms; units of which nobody knows how many are online count on neither side.",
        ),
        formula=Text("在线合计 ÷ 在线数已知的终端合计", "Sum of online ÷ sum of rooms where online is known"),
        unit="share",
        measure=Share(Level(_FACT, "endpoints_online"), Level(_FACT, "endpoints_checked")),
        version=2,
        formerly=(
            Formerly(
                Text("在线合计 ÷ 终端合计", "Sum of online ÷ sum of rooms"),
                date(2026, 12, 1),
                Text("未巡检单位的终端当时计为不在线", "rooms of units that were not checked counted as not online"),
            ),
        ),
        source="video_rooms",
        good=Direction.UP,
    )
)
FAULTS = declare(
    Metric(
        name="meetings.faults",
        title=Text("终端故障", "Faults"),
        definition=Text("统计期内会场终端故障次数。", "Faults of rooms in the period."),
        formula=Text("逐日故障之和", "Sum of the days"),
        unit="fault",
        measure=Sum(_FACT, "faults"),
        source="video_rooms",
        good=Direction.DOWN,
    )
)
SERVED = declare(
    Metric(
        name="meetings.served",
        title=Text("累计保障会议", "Meetings served"),
        definition=Text(
            "公布的累计视频会商保障次数，为下限；与会议记录不对账。",
            "Video consultations served, as published: a lower bound; not reconciled with the meeting log.",
        ),
        formula=Text("公布值", "As published"),
        unit="meeting",
        measure=Quoted(),
        source="bureau",
    )
)
LARGE_SERVED = declare(
    Metric(
        name="meetings.large_served",
        title=Text("服务大型会议", "Large meetings served"),
        definition=Text(
            "公布的大型视频会议服务次数；可能与累计保障会议为同一批，不相加。",
            "Large video meetings served, as published; may be the same meetings, so never added.",
        ),
        formula=Text("公布值", "As published"),
        unit="meeting",
        measure=Quoted(),
        source="bureau",
    )
)
TRAININGS = declare(
    Metric(
        name="meetings.trainings",
        title=Text("培训会", "Trainings"),
        definition=Text("公布的视频会议系统培训会次数。", "Trainings on the video-meeting system, as published."),
        formula=Text("公布值", "As published"),
        unit="training",
        measure=Quoted(),
        source="bureau",
    )
)

UNITS_BY_LEVEL = reconcile(
    Reconciliation(
        name="meetings.units",
        title=Text("接入单位", "Connected units"),
        part="meetings.units",
        dimension="level",
        whole="meetings.units",
        remark=Text("县区、开发区与市级单位之和", "Counties and zones plus municipal units"),
    )
)

ROOMS_OFFLINE = alert(
    Alert(
        name="meetings.rooms_offline",
        metric="meetings.endpoints_online",
        level=AlertLevel.WARNING,
        rule=ChangeRule(raises=-0.1, clears=-0.02),
        text=Text("比前一周减少，有会场离线", "fewer than a week before; rooms have gone offline"),
    )
)
