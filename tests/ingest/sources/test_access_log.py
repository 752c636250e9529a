"""Downloads and calls of a portal out of the log of its web server."""

import gzip
import json

import pytest

from cockpit.errors import LoadRefused, SourcesWrong, SourceWrong

pytestmark = pytest.mark.slow

PORTAL = 'kind = "data_json"\nfile = "data.json"\n'
LOG = 'kind = "access_log"\nfiles = "log/*"\n'
DATASETS = [
    {"identifier": "ships", "title": "船舶", "publisher": {"name": "港务局"}, "theme": "海洋",
     "distribution": [{"downloadURL": "https://data.port.example/files/%E8%88%B9.csv"}]},
    {"identifier": "fish-1", "title": "鱼", "publisher": {"name": "渔业局"}, "theme": "海洋"},
]  # fmt: skip
FILE = "/dataset/ships/resource/9/download/a.csv"


@pytest.fixture
def portal(port_bureau):
    port_bureau.write("data.json", json.dumps({"dataset": DATASETS}))
    port_bureau.load("portal", PORTAL)
    return port_bureau


def line(path, day="28/Sep/2020:10:00:00 +0800", status=200, method="GET", agent="Mozilla/5.0"):
    return f'10.0.0.1 - - [{day}] "{method} {path} HTTP/1.1" {status} 123 "-" "{agent}"'


def loaded(bureau, *lines, name="log/access.log", more=""):
    bureau.write(name, "\n".join(lines) + "\n")
    return bureau.load("portal_log", LOG + more).delivery


def counted(bureau):
    return [(f"{row['day']:%d}", row["unit"], row["downloads"], row["api_calls"])
            for row in bureau.rows("opening_daily") if row["delivered_by"] == "portal_log"]  # fmt: skip


def left(delivery):
    return {one.reason.en: one.count for one in delivery.account.left}


def test_downloads_and_calls_belong_to_the_datasets_of_the_register(portal):
    delivery = loaded(
        portal, line(FILE), line(FILE + "?x=1"), line("/api/3/action/datastore_search?id=fish-1", method="POST"),
        line("/files/%E8%88%B9.csv"), line("/dataset/fish-1/resource/1/download/", "29/Sep/2020:16:30:00 +0000"),
        line("/dataset/ships"), line("/style.css"),
        more='downloads = ["/dataset/(?P<dataset>[^/]+)/resource/.*/download", "^/files/"]\n'
        'theme = "sea"\nunit = "light"\n',
    )  # fmt: skip
    assert counted(portal) == [("28", "harbour", 3, 0), ("28", "light", 0, 1), ("30", "fish", 1, 0)]
    assert left(delivery) == {"neither a download nor a call": 2}
    assert delivery.closed().missing == 0


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"status": 404}, "not served, or only a part"),
        ({"status": 206}, "not served, or only a part"),
        ({"status": 304}, "not served, or only a part"),
        ({"method": "HEAD"}, "not served, or only a part"),
        ({"agent": "Googlebot/2.1"}, "asked by a program such as a search engine"),
    ],
)
def test_what_is_no_whole_download_of_a_person_is_left_out_and_counted(portal, more, reason):
    assert left(loaded(portal, line(FILE), line(FILE, **more))) == {reason: 1}
    assert counted(portal) == [("28", "harbour", 1, 0)]


def test_a_download_of_no_dataset_that_is_known_is_named(portal):
    delivery = loaded(portal, line(FILE), line("/dataset/gone/resource/1/download/b.csv"))
    (one,) = delivery.account.left
    assert (one.reason.en, one.names) == ("of no dataset of the register", ("/dataset/gone/resource/1/download/b.csv",))


def test_a_log_in_json_with_fields_of_its_own(portal):
    lines = [
        json.dumps({"time_iso8601": "2020-09-28T10:00:00+08:00", "request": f"GET {FILE} HTTP/2.0", "status": "200"}),
        json.dumps({"@timestamp": "2020-09-28T02:00:00Z", "method": "get", "uri": FILE, "status": 200}),
        json.dumps({"ts": 1601258400.5, "path": FILE, "status": 200}),
    ]
    loaded(portal, *lines)
    assert counted(portal) == [("28", "harbour", 3, 0)]
    port = {"when": "2020-09-28T10:00:00+08:00", "req": {"m": "GET", "u": FILE}, "status": 200}
    loaded(portal, json.dumps(port), more='fields = { time = "when", method = "req.m", path = "req.u" }\n')
    assert counted(portal) == [("28", "harbour", 1, 0)]


def test_lines_that_are_no_requests_are_refused_one_by_one_and_another_file_at_once(portal):
    broken = ["nothing", json.dumps({"ts": "soon", "path": "/", "status": 200}),
              json.dumps({"time": "2020-09-28T10:00:00", "path": "/", "status": 200}),
              line(FILE, "28/Foo/2020:10:00:00 +0800"), line(FILE, "31/Sep/2020:10:00:00 +0800")]  # fmt: skip
    delivery = loaded(portal, line(FILE), *broken, more="refuse_above = 0.9\n")
    assert (delivery.accepted, len(delivery.refused), delivery.closed().missing) == (1, 5, 0)
    assert {one.reason for one in delivery.refused} == {
        "it is no request.", "time has no time zone.", "time is no day or time that can be read.",
    }  # fmt: skip
    with pytest.raises(SourceWrong, match="is no access log: its first 3 lines are neither"):
        loaded(portal, "a,b", "1,2", "3,4", "5,6")


def test_moments_are_read_as_those_of_every_other_source(portal):
    times = ["2020-09-28 10:00:00", "2020-09-27T24:00:00", 1601258400, "1601258400.5", "28/Sep/2020:02:00:00 +0000"]
    lines = [json.dumps({"time": said, "path": FILE, "status": 200}) for said in times]
    delivery = loaded(portal, *lines, more='time_zone = "Asia/Shanghai"\n')
    assert (delivery.refused, counted(portal)) == ([], [("28", "harbour", 5, 0)])


def test_a_log_without_offsets_says_which_line_its_source_needs(portal):
    lines = [json.dumps({"time": f"2020-09-28T10:00:0{n}", "path": FILE, "status": 200}) for n in range(5)]
    with pytest.raises(LoadRefused, match="time has no time zone"):
        loaded(portal, *lines)
    assert {row["remedy"] for row in portal.refused()} == {'Add time_zone = "Asia/Shanghai" to [sources.portal_log].'}


def test_a_request_of_tomorrow_is_refused(portal):
    delivery = loaded(portal, line(FILE), line(FILE, "28/Sep/2021:10:00:00 +0800"), more="refuse_above = 0.9\n")
    assert [one.reason for one in delivery.refused] == ["time lies in the future."]


def test_old_logs_are_thrown_away_in_the_middle_of_a_day_and_what_was_said_stays(portal):
    for number in (1, 2):
        packed = gzip.compress((line(FILE, f"2{7 + number}/Sep/2020:0{number}:00:00 +0800") + "\n").encode())
        portal.write(f"log/access.log.{3 - number}.gz", packed)
    loaded(portal, line(FILE, "29/Sep/2020:20:00:00 +0800"))
    assert counted(portal) == [("28", "harbour", 1, 0), ("29", "harbour", 2, 0)]
    (portal.folder / "log" / "access.log.2.gz").unlink()
    (portal.folder / "log" / "access.log.1.gz").unlink()
    delivery = loaded(portal, line(FILE, "29/Sep/2020:20:00:00 +0800"), line(FILE, "30/Sep/2020:08:00:00 +0800"))
    assert counted(portal) == [("28", "harbour", 1, 0), ("29", "harbour", 2, 0), ("30", "harbour", 1, 0)]
    assert left(delivery) == {"of a day whose log is no longer whole: what was said stays": 1}


def test_a_log_that_comes_back_empty_is_refused(portal):
    loaded(portal, line(FILE))
    with pytest.raises(LoadRefused, match="It is empty"):
        loaded(portal, "")


def test_an_expression_that_is_none_is_said_before_anything_is_read(port_bureau):
    with pytest.raises(SourcesWrong, match="no regular expression"):
        port_bureau.options("portal_log", LOG + 'downloads = ["("]\n')
