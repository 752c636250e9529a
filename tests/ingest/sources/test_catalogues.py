"""What data portals publish of themselves (data.json, CKAN, DCAT): datasets, their levels, and what is no catalogue."""

import json
from datetime import date

import pytest

from cockpit.errors import SourceWrong

DATASET = {"identifier": "ships-1", "title": "船舶", "publisher": {"name": "港市港务局"}, "theme": ["海洋"],
           "issued": "2020-01-05", "modified": "2020-09-28", "accrualPeriodicity": "R/P1W",
           "distribution": [{"format": "CSV, JSON"}, {"mediaType": "application/vnd.ms-excel"}]}  # fmt: skip


def test_a_catalogue_gives_its_datasets_and_their_levels_today(port_bureau):
    late = {**DATASET, "identifier": "ships-2", "modified": "2020-09-01", "accrualPeriodicity": "每周"}
    unknown = {**DATASET, "identifier": "ships-3", "title": 2020, "modified": None, "issued": "03/04/2020"}
    hidden = {**DATASET, "identifier": "ships-4", "accessLevel": "restricted public"}
    port_bureau.write("data.json", json.dumps({"dataset": [DATASET, late, unknown, hidden]}))
    delivery = port_bureau.load("portal", 'kind = "data_json"\nfile = "data.json"\n').delivery
    assert (delivery.accepted, delivery.refused) == (3, [])
    (level,) = port_bureau.rows("opening_daily")
    assert (str(level["day"]), level["unit"], level["theme"]) == ("2020-09-30", "harbour", "sea")
    assert (level["datasets"], level["datasets_dated"], level["updated_on_time"]) == (3, 2, 1)
    assert (level["downloads"], level["api_calls"]) == (None, None)
    first, _, third = port_bureau.rows("open_dataset")
    assert (first["formats"], first["cadence_days"], first["published_on"]) == ("csv json xls", 7, date(2020, 1, 5))
    assert (third["title_zh"], third["published_on"], third["updated_on"]) == ("2020", None, None)
    assert delivery.notes == [
        "1 dates could not be read for certain and stay empty.",
    ]


def test_a_group_whose_last_dataset_has_gone_ends_with_zero(port_bureau):
    toml = 'kind = "data_json"\nfile = "data.json"\n'
    port_bureau.write("data.json", json.dumps({"dataset": [DATASET]}))
    port_bureau.load("portal", toml)
    port_bureau.write("data.json", json.dumps({"dataset": []}))
    port_bureau.load("portal", toml, accept="门户改版")
    assert [row["datasets"] for row in port_bureau.rows("opening_daily")] == [0]
    assert port_bureau.rows("open_dataset") == []


@pytest.mark.parametrize("expanded", [False, True])
def test_dcat_is_read_compacted_and_expanded(port_bureau, expanded):
    short = {
        "@graph": [
            {"@id": "x:cat", "@type": "dcat:Catalog", "dcat:dataset": [{"@id": "x:1"}]},
            {"@id": "x:1", "@type": "dcat:Dataset", "dct:identifier": "ships-1",
             "dct:title": [{"@language": "en", "@value": "Ships"}, {"@language": "zh", "@value": "船舶"}],
             "dct:publisher": {"@id": "x:p"}, "dcat:theme": {"@id": "http://themes/sea"},
             "dct:issued": {"@value": "2020-01-05"}, "dct:modified": "2020-09-28T10:00:00Z",
             "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/WEEKLY"},
             "dcat:distribution": [{"@id": "x:d"}]},
            {"@id": "x:p", "@type": "foaf:Agent", "foaf:name": "港务局"},
            {"@id": "x:d", "@type": "dcat:Distribution",
             "dct:format": {"@id": "http://publications.europa.eu/resource/authority/file-type/CSV"}},
        ]
    }  # fmt: skip
    found = json.dumps(short, ensure_ascii=False)
    if expanded:
        for prefix, name in (("dcat:", "http://www.w3.org/ns/dcat#"), ("dct:", "http://purl.org/dc/terms/")):
            found = found.replace(f'"{prefix}', f'"{name}')
        found = json.dumps(json.loads(found)["@graph"], ensure_ascii=False)
    port_bureau.write("c.jsonld", found)
    delivery = port_bureau.load("portal", 'kind = "dcat"\nfile = "c.jsonld"\n').delivery
    assert (delivery.accepted, delivery.refused) == (1, [])
    (row,) = port_bureau.rows("open_dataset")
    assert (row["code"], row["title_zh"], row["unit"], row["theme"]) == ("ships-1", "船舶", "harbour", "sea")
    assert (row["formats"], row["cadence_days"], row["updated_on"]) == ("csv", 7, date(2020, 9, 28))


@pytest.mark.parametrize("kind", ["data_json", "ckan", "dcat"])
@pytest.mark.parametrize("raw", ["<html>sign in</html>", "{", "[[[[", "5", '{"dataset": 5}', "[" * 5_000])
def test_what_is_no_catalogue_is_said(port_bureau, kind, raw):
    port_bureau.write("c.json", raw)
    with pytest.raises(SourceWrong):
        port_bureau.load("portal", f'kind = "{kind}"\nfile = "c.json"\n')
