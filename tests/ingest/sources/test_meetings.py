"""Meetings out of calendars and lists: repeated, moved, called off, and who came."""

import json

import pytest

from cockpit.errors import LoadRefused

EVENT = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;TZID=Asia/Shanghai:20200907T090000\r\n{more}SUMMARY:例会\r\nEND:VEVENT\r\n"
)
NEVER = "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYMONTHDAY=31;BYMONTH=2;BYSETPOS=1\r\n"
ICS = 'kind = "calendar"\nfile = "a.ics"\nunit = "harbour"\nrefuse_above = 1\n'


def calendar(*events):
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def ics(uid, more=""):
    return EVENT.format(uid=uid, more=more)


def test_a_weekly_meeting_with_an_exception_and_a_moved_one(port_bureau):
    weekly = ics("w", "DTEND;TZID=Asia/Shanghai:20200907T103000\r\nRRULE:FREQ=WEEKLY\r\n"
                      "EXDATE;TZID=Asia/Shanghai:20200914T090000\r\n")  # fmt: skip
    moved = ("BEGIN:VEVENT\r\nUID:w\r\nRECURRENCE-ID;TZID=Asia/Shanghai:20200921T090000\r\n"
             "DTSTART;TZID=Asia/Shanghai:20200922T150000\r\nDTEND;TZID=Asia/Shanghai:20200922T153000\r\n"
             "SUMMARY:例会\r\nEND:VEVENT\r\n")  # fmt: skip
    port_bureau.write("a.ics", calendar(weekly, moved))
    delivery = port_bureau.load("video", ICS).delivery
    assert (delivery.accepted, delivery.refused) == (3, [])
    rows = [(str(row["day"]), row["held"], row["minutes"], row["invited"]) for row in port_bureau.rows("meeting_daily")]
    assert rows == [("2020-09-07", 1, 90, None), ("2020-09-22", 1, 30, None), ("2020-09-28", 1, 90, None)]


def test_a_meeting_that_is_called_off_later_vanishes_from_its_day(port_bureau):
    port_bureau.write("a.ics", calendar(ics("w")))
    port_bureau.load("video", ICS)
    assert port_bureau.one("SELECT count(*) FROM meeting") == 1
    port_bureau.write("a.ics", calendar(ics("w", "STATUS:CANCELLED\r\n")))
    delivery = port_bureau.load("video", ICS).delivery
    assert [(one.reason.en, one.count) for one in delivery.account.left] == [("called off", 1)]
    assert port_bureau.rows("meeting_daily") == port_bureau.rows("meeting") == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (ics("b", "RRULE:FREQ=SECONDLY\r\n"), "it repeats every hour or faster."),
        (ics("b", NEVER), "no day fulfils its rule."),
        (ics("b", "DTEND;TZID=Asia/Shanghai:20200906T090000\r\n"), "it ends before it begins"),
        (ics("b").replace("Asia/Shanghai", "Mars/Olympus"), "its time zone is unknown."),
        ("BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:x\r\nEND:VEVENT\r\n", "there is no DTSTART."),
        (ics("b").replace("20200907T090000", "never"), "the event cannot be read"),
        ("BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20200907T090000Z\r\n", "the event is cut off."),
    ],
)
def test_one_bad_event_is_refused_with_its_line_and_the_rest_is_read(port_bureau, bad, reason):
    port_bureau.write("a.ics", calendar(ics("good"), bad))
    delivery = port_bureau.load("video", ICS).delivery
    assert delivery.accepted == 1
    (row,) = port_bureau.refused()
    assert (row["line"], row["place"]) == (9, "a.ics")
    assert row["reason"].startswith(reason)


def test_a_list_of_meetings_with_paths_of_its_own(port_bureau):
    meetings = [
        {"no": 1, "when": {"from": "2020-09-07T09:00"}, "dur": 45, "org": {"name": "渔业局"}, "state": "held"},
        {"no": 2, "when": {"from": "2020-09-08T01:30:00Z"}, "dur": None, "org": {"name": "灯塔局"}, "state": "取消"},
        {"no": 3, "when": {"from": "someday"}, "org": {"name": "灯塔局"}},
    ]
    port_bureau.write("m.json", json.dumps({"page": {"list": meetings}}))
    toml = (
        'kind = "meeting_list"\nfile = "m.json"\ntime_zone = "Asia/Shanghai"\nitems = "page.list"\nrefuse_above = 0.5\n'
        'fields = { code = "no", starts = "when.from", minutes = "dur", host = "org", status = "state" }\n'
    )
    delivery = port_bureau.load("video", toml).delivery
    assert (delivery.accepted, len(delivery.refused)) == (1, 1)
    (row,) = port_bureau.rows("meeting")
    assert (row["host"], str(row["day"]), row["hour"], row["minutes"]) == ("fish", "2020-09-07", 9, 45)


def test_a_host_that_nobody_knows_is_refused_with_what_to_do(port_bureau):
    port_bureau.write("a.ics", calendar(ics("w", "ORGANIZER;CN=谁:mailto:x@y\r\n")))
    with pytest.raises(LoadRefused, match="1 of 1 rows were refused"):
        port_bureau.load("video", 'kind = "calendar"\nfile = "a.ics"\n')
    assert "[sources.video.hosts]" in port_bureau.refused()[0]["remedy"]


def test_what_has_not_begun_yet_is_no_activity(port_bureau):
    port_bureau.write("a.ics", calendar(ics("w").replace("20200907", "20201107")))
    assert port_bureau.load("video", ICS).delivery.accepted == 0


def listed(bureau, *meetings, more=""):
    bureau.write("m.json", json.dumps(meetings))
    delivery = bureau.load(
        "video", f'kind = "meeting_list"\nfile = "m.json"\ntime_zone = "Asia/Shanghai"\nunit = "harbour"\n{more}'
    ).delivery
    rows = sorted(bureau.rows("meeting"), key=lambda row: (row["day"], row["hour"] or 0))
    return delivery, [(f"{row['day']:%m-%d}", row["hour"], row["minutes"], row["title_zh"]) for row in rows]


@pytest.mark.parametrize(
    "called_off",
    [{"isCancelled": True}, {"isCanceled": "true"}, {"cancelled": 1}, {"status": "Cancelled"}, {"state": "改期"}],
)
def test_a_list_says_in_words_and_truths_what_was_called_off(port_bureau, called_off):
    on = {"id": 2, "start": "2020-09-08T09:00", "isCancelled": False, "cancelled": 0, "title": "b"}
    _, rows = listed(port_bureau, {"id": 1, "start": "2020-09-07T09:00", **called_off}, on)
    assert rows == [("09-08", 9, None, "b")]


def test_a_truth_may_be_a_status(port_bureau):
    one = {"id": 1, "start": "2020-09-07T09:00", "off": True}
    _, rows = listed(port_bureau, one, more='fields = { status = "off" }\ncalled_off = ["true"]\n')
    assert rows == []


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("09:30", 9),
        ("9:30 AM", 9),
        ("12:05 a.m.", 0),
        ("2:00 PM", 14),
        ("12:30 pm", 12),
        ("14:30:00", 14),
        ("14时", 14),
    ],
)
def test_day_and_time_may_stand_apart(port_bureau, said, hour):
    _, rows = listed(port_bureau, {"id": 1, "date": "2020-09-07", "time": said, "title": "a"},
                     {"id": 2, "start": "2020-09-08T00:00:00", "startTime": said, "title": "b"})  # fmt: skip
    assert rows == [("09-07", hour, None, "a"), ("09-08", hour, None, "b")]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [({"starts": "2020-09-07", "starts_time": "14:30", "ends_time": "16:00"}, 90),
     ({"starts": "2020-09-07 14:30", "ends_time": "下午4点"}, 90),
     ({"starts": "2020-09-07 14:30", "ends_time": "24:00"}, 570),
     ({"starts": "2020-09-07 14:30", "ends_time": ""}, None),
     ({"starts": "2020-09-07 14:30", "ends": "2020-09-07", "ends_time": "15:00"}, 30),
     ({"starts": "2020-09-07T06:30:00Z", "ends_time": "07:00Z", "minutes": 5}, 30)],
)  # fmt: skip
def test_an_end_of_which_only_the_time_is_said_is_on_the_day_of_the_beginning(port_bureau, said, minutes):
    listed(port_bureau, {"id": 1, "title": "t", **said})
    assert [row["minutes"] for row in port_bureau.rows("meeting")] == [minutes]


def test_a_meeting_of_which_only_the_day_is_known_has_no_hour(port_bureau):
    _, rows = listed(port_bureau, {"id": 1, "date": "2020-09-07", "title": "a"})
    assert rows == [("09-07", None, None, "a")]


@pytest.mark.parametrize("said", ["25:00", "13:00 PM", "later", "9:75"])
def test_what_is_no_time_of_the_day_is_refused(port_bureau, said):
    listed(port_bureau, {"id": 1, "date": "2020-09-07", "time": said}, more="refuse_above = 1\n")
    assert [row["reason"] for row in port_bureau.refused()] == ["it is no time of the day."]


def test_a_list_of_a_mail_server_is_read_without_paths(port_bureau):
    people = [
        {"type": "required", "status": {"response": "accepted"}, "emailAddress": {"name": "渔业局", "address": "f@x"}},
        {"type": "resource", "emailAddress": {"name": "灯塔局", "address": "r@x"}},
    ]
    one = {
        "id": "a",
        "subject": "会商",
        "sensitivity": "private",
        "start": {"dateTime": "2020-09-07T01:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": "2020-09-07T02:00:00.0000000", "timeZone": "UTC"},
        "organizer": {"emailAddress": {"name": "灯塔局", "address": "l@x"}},
        "attendees": people,
    }
    delivery, rows = listed(port_bureau, one)
    assert rows == [("09-07", 9, 60, "（不公开）")]
    found = [(row["unit"], row["held"], row["invited"], row["attended"]) for row in port_bureau.rows("meeting_daily")]
    assert found == [("fish", 0, 1, None), ("light", 1, 0, None)]
    assert {one.count for one in delivery.account.left} == {1}


def test_a_meeting_system_knows_who_came(port_bureau):
    one = {"id": 1, "start": "2020-09-07T09:00", "invited": ["渔业局", "灯塔局"], "attended": ["灯塔局"]}
    two = {"id": 2, "start": "2020-09-08T09:00", "invited": [{"unit": "渔业局", "attended": True}, {"unit": "灯塔局"}]}
    listed(port_bureau, one, two)
    rows = [(f"{row['day']:%d}", row["unit"], row["invited"], row["attended"])
            for row in port_bureau.rows("meeting_daily") if row["unit"] != "harbour"]  # fmt: skip
    assert rows == [("07", "fish", 1, 0), ("07", "light", 1, 1), ("08", "fish", 1, 1), ("08", "light", 1, None)]
