"""Calendars as servers and offices write them: called off, moved, given out twice, days that are no meetings."""

import pytest

from tests.ingest.sources.test_meetings import ICS, calendar

pytestmark = pytest.mark.slow

LOCAL = "DTSTART;TZID=Asia/Shanghai:{}\r\nDTEND;TZID=Asia/Shanghai:{}\r\n"


def ev(uid, start="20200902T090000", end=None, more="", title="例会"):
    times = LOCAL.format(start, end or f"{start[:9]}{int(start[9:]) + 10000:06d}")
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\n{times}{more}SUMMARY:{title}\r\nEND:VEVENT\r\n"


def held(bureau):
    return [(f"{row['day']:%m-%d}", row["hour"]) for row in sorted(bureau.rows("meeting"), key=lambda r: r["day"])]


def left(delivery):
    return {one.reason.en: one.count for one in delivery.account.left}


def loaded(bureau, *events, toml=ICS):
    bureau.write("a.ics", calendar(*events))
    return bureau.load("video", toml).delivery


FREE = "TRANSP:TRANSPARENT\r\n"
EXCHANGE = "STATUS:CONFIRMED\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"


@pytest.mark.parametrize("title", ["Canceled: talk", "CANCELLED: talk", "已取消: 座谈", "已取消：座谈", "取消：座谈"])
@pytest.mark.parametrize("free", [FREE, EXCHANGE])
def test_a_title_that_says_called_off_counts_where_the_time_is_free(port_bureau, title, free):
    loaded(port_bureau, ev("off", more=free, title=title), ev("on", "20200903T090000"))
    assert held(port_bureau) == [("09-03", 9)]


def test_a_title_that_begins_so_and_takes_time_is_a_meeting(port_bureau):
    loaded(port_bureau, ev("a", title="取消: 收费项目座谈"))
    assert held(port_bureau) == [("09-02", 9)]


def test_another_system_has_prefixes_of_its_own(port_bureau):
    toml = ICS + 'called_off_prefixes = ["Abgesagt:"]\n'
    loaded(port_bureau, ev("a", title="abgesagt: talk", more=FREE), ev("b", title="Canceled: x", more=FREE), toml=toml)
    assert len(held(port_bureau)) == 1


@pytest.mark.parametrize(
    ("event", "meetings"),
    [
        (ev("a", more=FREE), 1),
        (ev("a", "20200902T000000", "20200903T000000", more=FREE), 0),
        (ev("a", "20200902T000000", "20200903T000000"), 1),
        ("BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20200902\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n", 0),
        ("BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20200902\r\nEND:VEVENT\r\n", 1),
    ],
)
def test_only_a_whole_day_that_takes_no_time_is_no_meeting(port_bureau, event, meetings):
    loaded(port_bureau, event)
    assert len(held(port_bureau)) == meetings


def test_a_message_that_calls_off_in_a_file_of_its_own(port_bureau):
    port_bureau.write("ics/1.ics", calendar(ev("a"), ev("b", "20200904T090000")))
    cancel = calendar(ev("a", more="SEQUENCE:1\r\n")).replace("PRODID:x\r\n", "PRODID:x\r\nMETHOD:CANCEL\r\n")
    port_bureau.write("ics/2.ics", cancel + calendar(ev("c", "20200905T090000")))
    delivery = port_bureau.load("video", ICS.replace("a.ics", "ics/*.ics")).delivery
    assert held(port_bureau) == [("09-04", 9), ("09-05", 9)]
    assert left(delivery) == {"called off": 1, "an older version of an event, or the same again": 1}


def test_the_same_event_twice_and_an_older_version_count_once(port_bureau):
    older = ev("a", "20200902T090000")
    moved = ev("a", "20200903T100000", more="SEQUENCE:2\r\n")
    delivery = loaded(port_bureau, older, moved, moved)
    assert held(port_bureau) == [("09-03", 10)]
    assert left(delivery) == {"an older version of an event, or the same again": 2}


def test_events_that_share_an_identity_and_have_days_of_their_own_all_count(port_bureau):
    loaded(port_bureau, ev("a", "20200902T090000"), ev("a", "20200903T090000"), ev("a", "20200904T090000"))
    assert held(port_bureau) == [("09-02", 9), ("09-03", 9), ("09-04", 9)]


WEEKLY = ev("w", "20200902T090000", more="RRULE:FREQ=WEEKLY;COUNT=4\r\n")


@pytest.mark.parametrize(
    "named", ["RECURRENCE-ID;VALUE=DATE:20200909", "RECURRENCE-ID;TZID=Asia/Shanghai:20200909T090000",
              "RECURRENCE-ID:20200909T010000Z"]
)  # fmt: skip
def test_a_moved_occurrence_is_known_by_its_day_or_its_moment(port_bureau, named):
    loaded(port_bureau, WEEKLY, ev("w", "20200910T140000", more=named + "\r\n"))
    assert held(port_bureau) == [("09-02", 9), ("09-10", 14), ("09-16", 9), ("09-23", 9)]


def test_an_occurrence_of_whole_days_may_be_named_by_a_moment(port_bureau):
    days = "BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:20200902\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\n"
    loaded(port_bureau, days, ev("d", "20200910T140000", more="RECURRENCE-ID:20200908T160000Z\r\n"))
    assert held(port_bureau) == [("09-02", None), ("09-10", 14)]


@pytest.mark.parametrize(
    "named",
    ["RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Shanghai:20200909T090000",
     "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20200909"],
)  # fmt: skip
def test_a_change_from_one_occurrence_on_moves_the_rest_and_refuses_nothing(port_bureau, named):
    delivery = loaded(port_bureau, WEEKLY, ev("w", "20200910T140000", more=named + "\r\n"))
    assert held(port_bureau) == [("09-02", 9), ("09-10", 14), ("09-17", 14), ("09-24", 14)]
    assert delivery.refused == []


def test_a_series_that_is_called_off_takes_its_changed_occurrences_with_it(port_bureau):
    moved = ev("w", "20200910T140000", more="RECURRENCE-ID;TZID=Asia/Shanghai:20200909T090000\r\n")
    off = WEEKLY.replace("SUMMARY", "SEQUENCE:1\r\nSTATUS:CANCELLED\r\nSUMMARY")
    loaded(port_bureau, WEEKLY, moved, off, ev("other", "20200905T090000"))
    assert held(port_bureau) == [("09-05", 9)]


NEVER = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=WEEKLY;BYMONTH=6;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;UNTIL=20500101T000000Z",
]


@pytest.mark.parametrize("rule", NEVER)
def test_a_rule_that_no_day_fulfils_is_refused_for_that_and_not_for_its_time(port_bureau, rule):
    start = "20210902T090000" if "INTERVAL" in rule else "20200902T090000"
    loaded(port_bureau, ev("a"), ev("never", start, more=f"RRULE:{rule}\r\n"))
    assert [row["reason"] for row in port_bureau.refused()] == ["no day fulfils its rule."]
    assert held(port_bureau) == [("09-02", 9)]


def test_a_rule_that_stops_being_fulfilled_has_the_days_before(port_bureau):
    rule = "RRULE:FREQ=DAILY;UNTIL=20200904T010000Z;BYMONTH=9;BYMONTHDAY=2,3,4,5\r\n"
    loaded(port_bureau, ev("a", more=rule))
    assert held(port_bureau) == [("09-02", 9), ("09-03", 9), ("09-04", 9)]


def test_the_zone_of_one_file_is_no_zone_of_another(port_bureau):
    zone = ("BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:{0}\r\n"
            "TZOFFSETTO:{0}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n")  # fmt: skip
    for name, offset in (("1", "+0800"), ("2", "+0000")):
        event = ev(name, "20200902T090000").replace("Asia/Shanghai", "Ours")
        port_bureau.write(f"ics/{name}.ics", calendar(zone.format(offset), event))
    port_bureau.write("ics/3.ics", calendar(ev("3").replace("Asia/Shanghai", "Ours")))
    port_bureau.load("video", ICS.replace("a.ics", "ics/*.ics"))
    assert sorted(held(port_bureau)) == [("09-02", 9), ("09-02", 17)]
    assert [row["reason"] for row in port_bureau.refused()] == ["its time zone is unknown."]


PEOPLE = (
    "ATTENDEE;CN=渔业局;PARTSTAT=ACCEPTED:mailto:f@x\r\nATTENDEE;CN=灯塔局;PARTSTAT=DECLINED:mailto:l@x\r\n"
    "ATTENDEE;CN=港务局;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:room@x\r\nATTENDEE;CN=张三:mailto:someone@x\r\n"
    "ATTENDEE;CN=港务局;CUTYPE=RESOURCE:mailto:projector@x\r\n"
)


def test_who_accepts_is_invited_and_nobody_knows_who_came(port_bureau):
    delivery = loaded(port_bureau, ev("a", more=PEOPLE + "ORGANIZER;CN=港务局:mailto:h@x\r\n"))
    rows = [(row["unit"], row["held"], row["invited"], row["attended"]) for row in port_bureau.rows("meeting_daily")]
    assert rows == [("fish", 0, 1, None), ("harbour", 1, 0, None), ("light", 0, 1, None)]
    assert [row["attended"] for row in port_bureau.rows("meeting_unit")] == [None, None]
    assert left(delivery) == {
        "somebody who takes part and is no unit of the register": 1,
        "a room or a thing, which is no unit": 2,
    }
    assert delivery.account.left_out == 0  # they are no records


@pytest.mark.parametrize(
    ("said", "title"), [("PRIVATE", "（不公开）"), ("confidential", "（不公开）"), ("PUBLIC", "例会")]
)
def test_titles_that_are_not_public_are_counted_and_not_kept(port_bureau, said, title):
    delivery = loaded(port_bureau, ev("a", more=f"CLASS:{said}\r\n"))
    assert [row["title_zh"] for row in port_bureau.rows("meeting")] == [title]
    assert sum(left(delivery).values()) == (title != "例会")


def test_not_even_where_the_meeting_is_refused(port_bureau):
    loaded(port_bureau, ev("a", more="CLASS:PRIVATE\r\nORGANIZER;CN=谁:mailto:x@y\r\n", title="例会"), ev("b"),
           toml='kind = "calendar"\nfile = "a.ics"\nrefuse_above = 1\n')  # fmt: skip
    assert "例会" not in str(port_bureau.refused())
