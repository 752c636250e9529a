"""Time zones as calendars call them, and moments whose zone is said twice, once, or not at all."""

import pytest

from cockpit.ingest.zones import named
from tests.ingest.read import delivered, reasons

ICS = 'kind = "calendar"\nfile = "in.ics"\nunit = "harbour"\nrefuse_above = 1.0\n'
EVENT = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART{0}\r\nDTEND{1}\r\nSUMMARY:t\r\nEND:VEVENT\r\n"
DEFINED = (
    "BEGIN:VTIMEZONE\r\nTZID:{}\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\n"
)


def began(folder, parameter, value, *, zone="", head="", more=""):
    """Day and hour at which the meeting began, or why it was refused."""
    text = (
        "BEGIN:VCALENDAR\r\n"
        + head
        + zone
        + EVENT.format(f"{parameter}:{value}", f"{parameter}:{value}")
        + "END:VCALENDAR\r\n"
    )
    found = delivered(folder, ICS + more, text, "in.ics")
    rows = found.registers["meeting"]
    return (rows[0]["day"].day, rows[0]["hour"]) if rows else reasons(found)[0]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("China Standard Time", "Asia/Shanghai"),
        ('"China Standard Time"', "Asia/Shanghai"),
        ("China Standard Time 1", "Asia/Shanghai"),
        ("W. Europe Standard Time_2", "Europe/Berlin"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("GMT", "UTC"),
        ("/freeassociation.sourceforge.net/Asia/Shanghai", "Asia/Shanghai"),
        ("(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "Asia/Shanghai"),
        ("(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐", "Asia/Shanghai"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", "Europe/Amsterdam"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("Our Time", "Asia/Tokyo"),
    ],
)
def test_a_zone_is_known_by_whatever_name_a_mail_server_gives_it(name, zone):
    assert named(name, {"Our Time": "Asia/Tokyo"}) == zone


@pytest.mark.parametrize(
    "name", ["Customized Time Zone", "(UTC+08:00) Nowhere", "(UTC+02:00) Beijing", "", "Standard Time"]
)
def test_nothing_is_taken_for_a_zone_that_is_not_known(name):
    assert named(name, {}) is None


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [
        ("", "20200914T020000Z", (14, 10)),
        (";TZID=Asia/Tokyo", "20200914T110000", (14, 10)),
        (";TZID=Tokyo Standard Time", "20200914T110000", (14, 10)),
        (';TZID="(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"', "20200914T100000", (14, 10)),
        (";TZID=tzone://Microsoft/Utc", "20200914T020000", (14, 10)),
        (";TZID=Tokyo Standard Time", "20200914T020000Z", (14, 10)),
        (";VALUE=DATE-TIME;TZID=China Standard Time 1", "20200914T100000", (14, 10)),
        (";VALUE=DATE", "20200914", (14, None)),
        (";TZID=Customized Time Zone", "20200914T100000", "its time zone is unknown."),
        ("", "20200914T100000", "DTSTART has no time zone."),
    ],
)
def test_a_meeting_begins_at_the_moment_that_its_line_means(tmp_path, parameter, value, expected):
    assert began(tmp_path, parameter, value) == expected


def test_the_calendar_s_own_definition_goes_before_every_table(tmp_path):
    zone = DEFINED.format("China Standard Time", "+0900", "+0900")
    assert began(tmp_path, ";TZID=China Standard Time", "20200914T110000", zone=zone) == (14, 10)
    assert began(tmp_path, ";TZID=China Standard Time", "20200914T020000Z", zone=zone) == (14, 10)


def test_a_moment_that_names_no_zone_is_one_of_the_source_or_of_the_calendar(tmp_path):
    assert began(tmp_path, "", "20200914T110000", more='time_zone = "Asia/Tokyo"\n') == (14, 10)
    assert began(tmp_path, "", "20200914T110000", head="X-WR-TIMEZONE:Tokyo Standard Time\r\n") == (14, 10)


def test_the_source_maps_names_that_only_its_server_knows(tmp_path):
    more = '[zones]\n"Customized Time Zone" = "Asia/Tokyo"\n'
    assert began(tmp_path, ";TZID=Customized Time Zone", "20200914T110000", more=more) == (14, 10)
    with pytest.raises(ValueError, match="there is no time zone 'Asia/Nowhere'"):
        began(tmp_path, "", "20200914T110000", more='[zones]\na = "Asia/Nowhere"\n')
