"""Bytes of every encoding; what is no text costs its row and says where it stands."""

import json

import pytest

from cockpit.errors import SourceWrong
from cockpit.ingest.decoding import encoding_of
from cockpit.ingest.documents import Damaged, parsed
from tests.ingest.read import delivered, facts, reasons

TEXT = "港市港务局的数据目录\n第二行\n"
SHEET = 'kind = "sheet"\nfiles = "in.csv"\ntable = "library_daily"\nrefuse_above = 1.0\n'
ROWS = "日期,基础库,单位,记录数,已梳理\n2020-09-01,船舶库,港务局,1,2\n2020-09-01,船舶库,渔业局,3,4\n"
EVENTS = 'kind = "events"\nfiles = "in.*"\nrefuse_above = 1.0\n'
LOG = (
    "event_id,at,provider,consumer,kind,status\n"
    "1,2020-09-01T00:00:00Z,港务局,渔业局,接口,成功\n2,2020-09-01T00:00:00Z,灯塔局,渔业局,接口,成功\n"
)
PORTAL = 'kind = "data_json"\nfile = "in.json"\nunit = "harbour"\ntheme = "sea"\nrefuse_above = 1.0\n'
MEETING = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:2020091{0}T010000Z\r\nSUMMARY:{1}\r\nEND:VEVENT\r\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        ("plain text of letters".encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
        (TEXT.encode().replace(b"\n", b"\xff\n"), "utf-8"),
        (b"plain", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_an_encoding_is_known_by_its_mark_and_by_what_fits(raw, encoding):
    assert encoding_of(raw) == encoding
    assert encoding_of(b"\xa4\xa4", "big5") == "big5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("kind", ["sheet", "events.csv", "events.ndjson", "catalogue", "calendar"])
def test_every_kind_reads_every_encoding(tmp_path, encoding, kind):
    if kind == "sheet":
        found = delivered(tmp_path, SHEET, ROWS.encode(encoding))
        assert facts(found, "library_daily", "unit", "records") == [("harbour", 1), ("fish", 3)]
    elif kind == "events.csv":
        assert [one.provider for one in delivered(tmp_path, EVENTS, LOG.encode(encoding)).events] == [
            "harbour",
            "light",
        ]
    elif kind == "events.ndjson":
        head, *rows = [line.split(",") for line in LOG.splitlines()]
        text = "\n".join(json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False) for row in rows)
        found = delivered(tmp_path, EVENTS, text.encode(encoding), "in.ndjson")
        assert [one.provider for one in found.events] == ["harbour", "light"]
    elif kind == "catalogue":
        text = json.dumps({"dataset": [{"identifier": "a", "title": "道路养护"}]}, ensure_ascii=False)
        found = delivered(tmp_path, PORTAL, text.encode(encoding), "in.json")
        assert [row["title_zh"] for row in found.registers["open_dataset"]] == ["道路养护"]
    else:
        text = "BEGIN:VCALENDAR\r\n" + MEETING.format(1, "例会") + "END:VCALENDAR\r\n"
        toml = 'kind = "calendar"\nfile = "in.ics"\nunit = "harbour"\n'
        found = delivered(tmp_path, toml, text.encode(encoding), "in.ics")
        assert [row["title_zh"] for row in found.registers["meeting"]] == ["例会"]


def test_an_encoding_that_is_declared_is_used(tmp_path):
    rows = ROWS.replace("港务局", "harbour").replace("渔业局", "fish").replace("船舶库", "ships").replace("数", "數")
    toml = SHEET + 'encoding = "big5"\n[columns]\n"記錄數" = "records"\n"整理" = "items_catalogued"\n'
    text = (
        rows.replace("记录數", "記錄數").replace("已梳理", "整理").replace("基础库", "library").replace("单位", "unit")
    )
    found = delivered(tmp_path, toml.replace('"整理" =', '"整理" ='), text.encode("big5"))
    assert facts(found, "library_daily", "records") == [(1,), (3,)]
    with pytest.raises(ValueError, match="there is no encoding 'klingon'"):
        delivered(tmp_path, SHEET + 'encoding = "klingon"\n', rows)


def test_one_bad_byte_of_a_sheet_costs_its_row(tmp_path):
    found = delivered(tmp_path, SHEET, ROWS.encode().replace("渔业局".encode(), "渔业局".encode()[:-1]))
    assert facts(found, "library_daily", "unit") == [("harbour",)]
    assert reasons(found) == ["the bytes at line 3, character 18 are no text."]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_of_a_log_costs_its_line(tmp_path, encoding):
    found = delivered(tmp_path, EVENTS, LOG.encode(encoding).replace("灯塔局".encode(encoding), b"\xff"))
    assert [one.provider for one in found.events] == ["harbour"]
    assert [(one.line, one.reason) for one in found.refused] == [(3, "the bytes at character 24 are no text.")]


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        (b'"a\xffb"', "it has bytes that are no text at line 3, character 36."),
        (b'"a\tb"', "it has a control character at line 3, character 36."),
        (b"NaN", "it has NaN or Infinity at line 3, character 34."),
        (b"-Infinity", "it has NaN or Infinity at line 3, character 34."),
    ],
)
def test_what_is_no_json_costs_the_record_that_holds_it(tmp_path, title, reason):
    text = b'{"dataset": [\n  {"identifier": "one", "title": "x"},\n  {"identifier": "two", "title": ' + title + b"},\n"
    text += b'  {"identifier": "three", "title": "NaN is a word", "keyword": ["a\\tb"]}\n]}'
    found = delivered(tmp_path, PORTAL, text, "in.json")
    assert sorted(row["code"] for row in found.registers["open_dataset"]) == ["one", "three"]
    assert reasons(found) == [reason]


def test_what_is_broken_outside_of_every_record_costs_none():
    assert parsed(b'{"title": NaN, "dataset": [{"a": 1}, {"a": [{"b": Infinity}]}]}') == {
        "title": None,
        "dataset": [{"a": 1}, Damaged(1, 51, parsed.__globals__["NUMBER"])],
    }


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"<html>", "is a web page"), (b'{"a": [1, 2', "no JSON from line 1, character 12"), (b"", "no JSON")],
)
def test_what_is_no_json_at_all_is_said_with_its_place(raw, said):
    with pytest.raises(SourceWrong, match=said):
        parsed(raw)


def test_a_bad_byte_of_a_calendar_costs_its_event_and_a_fold_inside_of_a_character_none(tmp_path):
    text = ("BEGIN:VCALENDAR\r\n" + MEETING.format(1, "例会") + MEETING.format(2, "坏") + "END:VCALENDAR\r\n").encode()
    text = text.replace("坏".encode(), b"\xe5\x9d").replace(
        "例会".encode(), "例会".encode()[:4] + b"\r\n " + "例会".encode()[4:]
    )
    toml = 'kind = "calendar"\nfile = "in.ics"\nunit = "harbour"\nrefuse_above = 1.0\n'
    found = delivered(tmp_path, toml, text, "in.ics")
    assert [row["title_zh"] for row in found.registers["meeting"]] == ["例会"]
    assert reasons(found) == ["the bytes at character 9 are no text."]
