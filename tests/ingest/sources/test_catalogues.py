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


def data_json(bureau, *datasets, more=""):
    bureau.write("data.json", json.dumps({"dataset": datasets}))
    return bureau.load("portal", f'kind = "data_json"\nfile = "data.json"\n{more}').delivery


def test_without_an_identifier_publisher_and_title_are_one(port_bureau):
    same = {**DATASET, "identifier": None, "title": "预算"}
    delivery = data_json(port_bureau, same, {**same, "publisher": {"name": "渔业局"}}, same, more="refuse_above = 1\n")
    assert [row["unit"] for row in sorted(port_bureau.rows("open_dataset"), key=lambda row: row["unit"])] == [
        "fish",
        "harbour",
    ]
    assert len(delivery.refused) == 1  # the same publisher and title again


def test_what_the_portal_says_beside_the_data_is_kept(port_bureau):
    said = {
        "license": "https://licences.example/by/4.0",
        "contactPoint": {"fn": "船舶科", "hasEmail": "mailto:ships@port.example"},
        "description": "<p>在港船舶，<b>按日</b>。</p>" + "长" * 2_000,
        "landingPage": "https://data.port.example/ships",
        "distribution": [
            {"format": "CSV", "downloadURL": "https://data.port.example/ships.csv", "accessURL": "javascript:alert(1)"}
        ],
    }
    data_json(port_bureau, {**DATASET, **said}, {**DATASET, "identifier": "plain"})
    plain, row = port_bureau.rows("open_dataset")
    assert (row["licence"], row["contact"]) == ("https://licences.example/by/4.0", "船舶科，ships@port.example")
    assert (row["description"][:8], len(row["description"])) == ("在港船舶， 按日", 1000)
    assert row["links"] == "https://data.port.example/ships https://data.port.example/ships.csv"
    assert {plain[name] for name in ("licence", "contact", "description", "links")} == {None}


def test_frequencies_that_nobody_understands_are_named(port_bureau):
    strange = [{**DATASET, "identifier": f"d{n}", "accrualPeriodicity": "每逢佳节"} for n in range(2)]
    agreed = {**DATASET, "identifier": "d3", "accrualPeriodicity": "不定期"}
    assert data_json(port_bureau, *strange, agreed).notes == [
        "2 frequencies of update could not be read and stay empty: 每逢佳节 (2)."
    ]


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ('only_publishers = ["港市港务局"]\n', {"a", "c"}),
        ('only_publishers = ["harbour", "fish"]\n', {"a", "b", "c"}),
        ('only_themes = ["海洋"]\n', {"a", "b"}),
        ('only_themes = ["sea"]\nonly_publishers = ["harbour"]\n', {"a"}),
        ('only_publishers = ["国家局"]\nunit = "light"\n', {"d"}),
        ("", {"a", "b", "c", "d"}),
    ],
)
def test_a_few_publishers_and_themes_of_a_catalogue_of_the_whole_country(port_bureau, more, kept):
    said = {"a": ("港市港务局", "海洋"), "b": ("渔业局", "海洋"), "c": ("港务局", "别的"), "d": ("国家局", "别的")}
    datasets = [{**DATASET, "identifier": code, "publisher": {"name": publisher}, "theme": [theme]}
                for code, (publisher, theme) in said.items()]  # fmt: skip
    options = more if "unit" in more else more + 'unit = "light"\n'
    delivery = data_json(port_bureau, *datasets, more=options + 'theme = "sea"\n')
    assert {row["code"] for row in port_bureau.rows("open_dataset")} == kept
    assert delivery.account.left_out == 4 - len(kept)


def ckan(*packages, count=None):
    return {"success": True, "result": {"count": len(packages) if count is None else count, "results": packages}}


CKAN = 'kind = "ckan"\nfile = "c.json"\nunit = "harbour"\ntheme = "sea"\n'


def test_only_datasets_of_a_portal_are_datasets(port_bureau):
    packages = [
        {"id": "a", "title": "a", "type": "dataset"},
        {"id": "b", "title": "b"},
        {"id": "c", "title": "c", "type": "harvest"},
        {"id": "d", "title": "d", "type": "showcase"},
        {"id": "e", "title": "e", "type": "geodata"},
        {"id": "f", "title": "f", "private": True},
    ]
    port_bureau.write("c.json", json.dumps(ckan(*packages)))
    delivery = port_bureau.load("portal", CKAN).delivery
    assert [row["code"] for row in port_bureau.rows("open_dataset")] == ["a", "b"]
    assert sorted((one.count, one.reason.en) for one in delivery.account.left) == [
        (1, "not public, a draft or deleted"),
        (3, "no dataset, such as a harvest source or a showcase"),
    ]
    port_bureau.load("portal", CKAN + 'types = ["dataset", "geodata"]\n')
    assert [row["code"] for row in port_bureau.rows("open_dataset")] == ["a", "b", "e"]


def test_a_dataset_is_as_new_as_the_newest_of_its_files(port_bureau):
    files = [{"format": "CSV", "last_modified": None, "created": "2020-09-11T03:00:00Z", "url": "https://x.example/1"},
             {"format": "CSV", "last_modified": "2020-09-20T03:00:00Z", "metadata_modified": "bad"}]  # fmt: skip
    package = {"id": "a", "title": "a", "metadata_modified": "2020-01-01T00:00:00Z", "resources": files,
               "license_title": "开放许可", "maintainer": "科", "maintainer_email": "k@x.example"}  # fmt: skip
    port_bureau.write("c.json", json.dumps(ckan(package)))
    port_bureau.load("portal", CKAN)
    (row,) = port_bureau.rows("open_dataset")
    assert (row["updated_on"], row["licence"], row["contact"]) == (date(2020, 9, 20), "开放许可", "科，k@x.example")


@pytest.mark.parametrize("short", [3, 38])
def test_a_portal_that_gives_fewer_datasets_than_it_counts_is_refused(port_bureau, short):
    port_bureau.write("c.json", json.dumps(ckan({"id": "a", "title": "a"}, count=short)))
    with pytest.raises(SourceWrong, match=f"The portal counts {short} datasets and gave 1"):
        port_bureau.load("portal", CKAN)


class Portal:
    """A portal that answers with the same page whatever is asked for, as one with a broken paging does."""

    def __init__(self, *pages):
        self.pages = pages
        self.asked = 0

    def get(self, url, params=None):
        self.asked += 1
        return json.dumps(self.pages[min(self.asked, len(self.pages)) - 1]).encode()


def test_a_portal_whose_pages_are_all_the_same_is_refused(port_bureau):
    packages = [{"id": f"d{n}", "title": "a"} for n in range(10)]
    port_bureau.fetch = Portal(ckan(*packages, count=38))
    with pytest.raises(SourceWrong, match="The portal counts 38 datasets and gave 10"):
        port_bureau.load("portal", CKAN.replace('file = "c.json"', 'url = "https://x.example"'))


NODE = {"@type": "dcat:Dataset", "dct:title": "船舶", "dct:publisher": {"foaf:name": "港务局"}, "dcat:theme": "海洋"}


def test_blank_nodes_keep_their_codes_from_export_to_export(port_bureau):
    codes = []
    for named in ("_:b0", "_:n17", "https://x.example/.well-known/genid/9a8b"):
        port_bureau.write("c.jsonld", json.dumps({"@graph": [{**NODE, "@id": named}]}))
        port_bureau.load("portal", 'kind = "dcat"\nfile = "c.jsonld"\n')
        codes += [row["code"] for row in port_bureau.rows("open_dataset")]
    assert len(set(codes)) == 1


def test_a_catalogue_in_pages_is_read_to_its_end_or_refused(port_bureau):
    first = {"@graph": [{"@type": "hydra:PagedCollection", "hydra:totalItems": 2,
                         "hydra:nextPage": {"@id": "https://x.example/2"}},
                        {**NODE, "@id": "https://x.example/d1"}]}  # fmt: skip
    second = {"@graph": [{"@type": "hydra:PagedCollection", "hydra:totalItems": {"@value": "2"}},
                         {**NODE, "@id": "https://x.example/d2"}]}  # fmt: skip
    port_bureau.write("c.jsonld", json.dumps(first))
    with pytest.raises(SourceWrong, match="The portal counts 2 datasets and gave 1"):
        port_bureau.load("portal", 'kind = "dcat"\nfile = "c.jsonld"\n')
    port_bureau.fetch = Portal(first, second)
    assert port_bureau.load("portal", 'kind = "dcat"\nurl = "https://x.example/1"\n').delivery.accepted == 2


def test_a_dataset_of_dcat_says_its_licence_contact_and_links(port_bureau):
    node = {
        **NODE,
        "@id": "https://x.example/d1",
        "dct:description": {"@language": "zh", "@value": "在港船舶"},
        "dcat:contactPoint": {"vcard:fn": "船舶科", "vcard:hasEmail": {"@id": "mailto:s@x.example"}},
        "dcat:landingPage": {"@id": "https://x.example/ships"},
        "dcat:distribution": [
            {"dct:license": {"@id": "https://licences.example/by"}, "dct:modified": "2020-09-25",
             "dcat:downloadURL": {"@id": "https://x.example/ships.csv"}}
        ],
    }  # fmt: skip
    port_bureau.write("c.jsonld", json.dumps({"@graph": [node]}))
    port_bureau.load("portal", 'kind = "dcat"\nfile = "c.jsonld"\n')
    (row,) = port_bureau.rows("open_dataset")
    assert (row["description"], row["contact"]) == ("在港船舶", "船舶科，s@x.example")
    assert (row["licence"], row["updated_on"]) == ("https://licences.example/by", date(2020, 9, 25))
    assert row["links"] == "https://x.example/ships https://x.example/ships.csv"
