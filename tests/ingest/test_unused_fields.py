"""What a record says and nobody uses is named in the account of its delivery, once, with how many records say it."""

import json

import pytest

from tests.ingest.read import delivered

CKAN = 'kind = "ckan"\nfile = "in.json"\nunit = "harbour"\ntheme = "sea"\n'


def fields(delivery):
    return {one.reason.en: list(one.names) for one in delivery.account.left if one.portion.name == "FIELD"}


def ckan(tmp_path, *packages):
    answer = json.dumps({"success": True, "result": {"count": len(packages), "results": packages}})
    return delivered(tmp_path, CKAN, answer, "in.json")


def test_of_ckan_the_bookkeeping_is_told_from_what_a_publisher_says(tmp_path):
    common = {
        "title": "船",
        "notes": "所有船舶",
        "num_tags": 0,
        "owner_org": "o",
        "tags": [{"name": "海洋", "id": "t"}],
    }
    delivery = ckan(
        tmp_path,
        {**common, "id": "a", "spatial": "临沂", "extras": [{"key": "频次说明", "value": "x"}, {"key": "issued"}]},
        {**common, "id": "b", "title": "鱼", "spatial": "",
         "resources": [{"url": "https://a.example", "size": 9, "id": "r"}, {"url": "https://b.example", "size": 8}]},
    )  # fmt: skip
    assert delivery.accepted == 2
    assert fields(delivery) == {
        "the contract has no column for it": ["extras.频次说明 × 1", "resources.size × 1", "spatial × 1"],
        "by which CKAN manages itself": ["num_tags × 2", "owner_org × 2", "tags.id × 2", "resources.id × 1"],
    }
    assert delivery.account.left_out == 0


def test_what_is_used_is_not_named(tmp_path):
    whole = {"id": "a", "title": "船", "license_title": "CC", "author": "b", "author_email": "c@d.example",
             "metadata_modified": "2020-09-01T00:00:00", "groups": [{"name": "sea"}], "state": "active",
             "organization": {"title": "港务局", "name": "harbour"}, "update_frequency": "P1D",
             "type": "dataset", "private": False}  # fmt: skip
    assert fields(ckan(tmp_path, whole)) == {}


def test_of_a_data_json_and_of_dcat(tmp_path):
    said = {
        "identifier": "a",
        "title": "船",
        "bureauCode": ["1"],
        "distribution": [{"format": "csv", "conformsTo": "x"}],
    }
    options = 'file = "in.json"\nunit = "harbour"\ntheme = "sea"\n'
    delivery = delivered(tmp_path, f'kind = "data_json"\n{options}', json.dumps({"dataset": [said]}), "in.json")
    assert fields(delivery) == {"the contract has no column for it": ["bureauCode × 1", "distribution.conformsTo × 1"]}
    node = {"@id": "https://a.example/d", "@type": "dcat:Dataset", "dct:title": "船", "dct:spatial": "x",
            "dcat:distribution": [{"@type": "dcat:Distribution", "dct:format": "csv", "dcat:byteSize": 1}]}  # fmt: skip
    delivery = delivered(tmp_path, f'kind = "dcat"\n{options}', json.dumps({"@graph": [node]}), "in.json")
    assert fields(delivery) == {"the contract has no column for it": ["distribution.byteSize × 1", "spatial × 1"]}


def event(uid, *lines, day="20200907"):
    begins = f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;TZID=Asia/Shanghai:{day}T090000\r\nSUMMARY:例会\r\n"
    return begins + "".join(f"{line}\r\n" for line in lines) + "END:VEVENT\r\n"


def calendar(tmp_path, *parts):
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(parts) + "END:VCALENDAR\r\n"
    return delivered(tmp_path, 'kind = "calendar"\nfile = "in.ics"\nunit = "harbour"\n', text, "in.ics")


def test_of_an_event_once_however_often_it_takes_place(tmp_path):
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT5M", "END:VALARM")
    delivery = calendar(
        tmp_path, event("a", "RRULE:FREQ=DAILY;COUNT=3", "LOCATION:一楼", *alarm), event("b", "LOCATION:二楼")
    )
    assert delivery.accepted == 4
    assert fields(delivery) == {"the contract has no column for it": ["LOCATION × 2", "VALARM × 1"]}


def test_what_is_no_event_and_what_takes_place_on_no_day_that_is_asked_for_is_counted(tmp_path):
    todo = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:x\r\nEND:VTODO\r\n"
    delivery = calendar(tmp_path, event("a"), todo, todo, event("b", day="20301001"), event("c", day="20110101"))
    assert {one.reason.en: one.count for one in delivery.account.left} == {
        "no event but a task, a journal or busy times": 2,
        "still to come": 1,
        "an event that does not take place on the days that are asked for": 1,
    }
    assert delivery.closed().read == 5


def test_an_event_that_excludes_days_by_a_rule_that_is_not_followed_is_refused(tmp_path):
    delivery = calendar(tmp_path, event("a", "RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=DAILY;INTERVAL=2"), event("b"))
    assert [(one.field, one.reason) for one in delivery.refused] == [
        ("EXRULE", "it excludes occurrences by EXRULE, which is withdrawn and not followed.")
    ]
    assert delivery.accepted == 1


def test_of_a_list_of_meetings_beside_the_paths_that_the_source_names(tmp_path):
    listed = [{"id": 1, "when": {"from": "2020-09-07T09:00:00+08:00"}, "room": "一楼", "title": "例会"}]
    toml = 'kind = "meeting_list"\nfile = "in.json"\nunit = "harbour"\nfields = { starts = "when.from" }\n'
    delivery = delivered(tmp_path, toml, json.dumps(listed), "in.json")
    assert fields(delivery) == {"the contract has no column for it": ["room × 1"]}


@pytest.mark.parametrize(
    ("starts", "ends", "hour", "minutes"),
    [
        ({"date": "2020-09-07", "time": "22:00"}, {"end": "2020-09-07", "ends_time": "24:00"}, 22, 120),
        ({"start": "2020-09-07T22:00:00+08:00"}, {"end": "2020-09-07T24:00:00+08:00"}, 22, 120),
        ({"date": "2020-09-07", "time": "晚上10点半"}, {"end": "2020-09-07 24:00"}, 22, 90),
        ({"date": "2020-09-07", "startTime": "2020-09-07T01:00:00Z"}, {}, 9, None),
        ({"date": "2020-09-07", "startTime": "2020-09-06T17:00:00Z"}, {}, 1, None),
        ({"start": "2020-09-07T09:30:00", "startTime": "9:30"}, {}, 9, None),
    ],
)
def test_a_meeting_may_end_at_24_00_and_says_its_time_once_or_twice_the_same(tmp_path, starts, ends, hour, minutes):
    delivery = listed(tmp_path, {**starts, **ends})
    (row,) = delivery.registers["meeting"]
    assert (f"{row['day']}", row["hour"], row["minutes"]) == ("2020-09-07", hour, minutes)


@pytest.mark.parametrize(
    "starts",
    [
        {"start": "2020-09-07T09:00:00", "time": "10:00"},
        {"date": "2020-09-07T00:00:00Z", "time": "10:00"},
        {"date": "2020-09-07", "startTime": "2020-09-08T10:00:00"},
        {"date": "2020-09-07 24:00", "time": "10:00"},
    ],
)
def test_two_times_that_differ_are_refused_by_both_names(tmp_path, starts):
    (refused,) = listed(tmp_path, starts).refused
    assert refused.reason == "it says two times that differ."
    assert refused.remedy == "Say in fields which is starts and which starts_time."


def listed(tmp_path, meeting):
    toml = 'kind = "meeting_list"\nfile = "in.json"\nunit = "harbour"\ntime_zone = "Asia/Shanghai"\n'
    return delivered(tmp_path, toml, json.dumps([{"id": 1, "title": "例会", **meeting}]), "in.json")
