"""Feeds in which portals announce their datasets: what a feed no longer holds stays, unless it holds everything."""

import json

import pytest

from cockpit.errors import SourceWrong
from tests.ingest.read import delivered, left, reasons

pytestmark = pytest.mark.slow

TOML = 'kind = "feed"\nfile = "in.xml"\n'
PLACES = 'unit = "light"\ntheme = "sea"\n'
ATOM = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fh="http://purl.org/syndication/history/1.0" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:os="http://a9.com/-/spec/opensearch/1.1/">'
    "<title>开放数据</title><id>urn:feed</id><updated>2020-09-30T00:00:00Z</updated>{}</feed>"
)
SHIPS = (
    "<entry><id>ships</id><title type='html'>船舶 &lt;b&gt;名录&lt;/b&gt;</title><dc:publisher>港务局</dc:publisher>"
    "<category term='x' label='海洋'/><published>2020-08-01T00:00:00+08:00</published>"
    "<updated>2020-09-29T17:00:00Z</updated><summary>所有船舶</summary><rights>CC BY</rights>"
    "<link href='https://a.example/ships'/><link rel='enclosure' type='text/csv' href='https://a.example/ships.csv'/>"
    "</entry>"
)


def entry(name, title="鱼", updated="2020-09-01T00:00:00+08:00", more=""):
    return f"<entry><id>{name}</id><title>{title}</title><updated>{updated}</updated>{more}</entry>"


def test_an_entry_of_atom_is_a_dataset_of_the_register(tmp_path):
    delivery = delivered(tmp_path, TOML, ATOM.format(SHIPS), "in.xml")
    (row,) = delivery.registers["open_dataset"]
    assert {name: str(value) for name, value in row.items() if name != "provenance"} == {
        "code": "ships", "unit": "harbour", "theme": "sea", "title_zh": "船舶 名录", "formats": "csv",
        "published_on": "2020-08-01", "updated_on": "2020-09-30", "cadence_days": "None", "licence": "CC BY",
        "contact": "None", "description": "所有船舶", "links": "https://a.example/ships https://a.example/ships.csv",
    }  # fmt: skip
    (level,) = [row for rows in delivery.facts["opening_daily"].values() for row in rows]
    assert (level["unit"], level["theme"], level["datasets"], level["downloads"]) == ("harbour", "sea", 1, None)


def test_an_item_of_rss_names_its_author_behind_his_address(tmp_path):
    rss = (
        "<rss version='2.0'><channel><title>x</title><item><title>鱼</title><guid isPermaLink='false'>fish</guid>"
        "<pubDate>Tue, 29 Sep 2020 23:30:00 GMT</pubDate><author>info@port.example (渔业局)</author>"
        "<category>海洋</category><description>&lt;p&gt;每日&lt;/p&gt;</description><link>https://a.example/2</link>"
        "<enclosure url='https://a.example/2.xlsx' length='1' type='application/vnd.ms-excel'/></item></channel></rss>"
    )
    (row,) = delivered(tmp_path, TOML, rss, "in.xml").registers["open_dataset"]
    assert (row["code"], row["unit"], row["contact"], row["formats"], f"{row['published_on']}") == (
        "fish", "fish", "渔业局，info@port.example", "xls", "2020-09-30",
    )  # fmt: skip


def test_an_item_of_a_json_feed_and_what_is_none(tmp_path):
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "x", "authors": [{"name": "港务局"}],
        "items": [{"id": "a", "title": "船", "tags": ["海洋"], "date_modified": "2020-09-02T00:00:00Z", "image": "x",
                   "attachments": [{"url": "https://a.example/a.csv", "mime_type": "text/csv", "size_in_bytes": 9}]},
                  {"id": "b", "title": "鱼", "tags": ["海洋"], "authors": [{"name": "渔业局"}]}, "no item"],
    }  # fmt: skip
    delivery = delivered(tmp_path, TOML, json.dumps(feed), "in.xml")
    rows = delivery.registers["open_dataset"]
    assert [(row["code"], row["unit"], row["formats"]) for row in rows] == [
        ("a", "harbour", "csv"),
        ("b", "fish", "unknown"),
    ]
    assert reasons(delivery) == ["it is no item."]
    assert left(delivery) == {"the contract has no column for it": (1, ("image × 1",))}


def test_every_entry_has_one_fate(tmp_path):
    entries = [SHIPS, entry("a", updated="2020-09-02T00:00:00Z"), entry("a", "鱼（旧）"), entry("a", "鱼（旧）"),
               entry("", "船"), "<entry><id>n</id></entry>", entry("u", "无主题")]  # fmt: skip
    delivery = delivered(tmp_path, TOML + PLACES, ATOM.format("".join(entries)), "in.xml")
    account = delivery.closed()
    assert (account.read, account.accepted, account.refused, account.left_out) == (7, 4, 1, 2)
    assert left(delivery)["an older version of an entry, or the same again"] == (2, ())
    assert [row["title_zh"] for row in delivery.registers["open_dataset"]] == ["船舶 名录", "鱼", "船", "无主题"]


def test_what_stands_in_an_entry_and_is_not_used_is_named(tmp_path):
    more = "<contributor><name>x</name></contributor><spatial xmlns='urn:x'>临沂</spatial>"
    delivery = delivered(tmp_path, TOML + PLACES, ATOM.format(entry("a", more=more) + entry("b")), "in.xml")
    assert left(delivery) == {"the contract has no column for it": (2, ("contributors × 1", "spatial × 1"))}


@pytest.mark.parametrize(
    "raw",
    [
        ATOM.format(SHIPS).replace("utf-8", "gb2312").encode("gb18030"),
        ATOM.format(SHIPS).replace("utf-8", "GBK").encode("gb18030"),
        ATOM.format(SHIPS).encode("utf-8-sig"),
        ATOM.format(SHIPS).replace("utf-8", "utf-16").encode("utf-16"),
        ("\n" + ATOM.format(SHIPS)).encode(),
    ],
)
def test_a_feed_is_the_same_in_every_encoding(tmp_path, raw):
    (row,) = delivered(tmp_path, TOML, raw, "in.xml").registers["open_dataset"]
    assert (row["title_zh"], row["unit"]) == ("船舶 名录", "harbour")


def test_bytes_that_are_no_text_cost_their_entry(tmp_path):
    raw = ATOM.format(SHIPS + entry("a", "鱼~") + entry("b", "鱼\x01")).encode().replace(b"~", b"\xff")
    delivery = delivered(tmp_path, TOML + PLACES, raw, "in.xml")
    assert (delivery.accepted, reasons(delivery)) == (1, ["it has bytes that are no text."] * 2)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (ATOM.format(SHIPS)[:-30], "from line 2, character"),
        ("<html><body>sign in</body></html>", "It is no Atom, RSS or JSON feed."),
        ('{"items": []}', "It is no Atom, RSS or JSON feed."),
        ("[]", "It is no Atom, RSS or JSON feed."),
        ("title,updated\na,b\n", "from line 1, character 1"),
        ("", "it is no XML"),
        ('<!DOCTYPE f [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"/>', "it defines entities of its own"),
    ],
)
def test_what_is_no_feed_is_refused_once_with_its_cause(tmp_path, raw, reason):
    with pytest.raises(SourceWrong, match=reason):
        delivered(tmp_path, TOML, raw, "in.xml")


def codes(bureau):
    return [row["code"] for row in bureau.rows("open_dataset") if row["delivered_by"] == "portal"]


def loaded(bureau, *entries, more=""):
    bureau.write("in.xml", ATOM.format("".join(entries)))
    return bureau.load("portal", TOML + PLACES + more).delivery


def test_what_a_feed_no_longer_holds_stays_and_counts(port_bureau):
    loaded(port_bureau, entry("a"), entry("b"), entry("c"))
    delivery = loaded(port_bureau, entry("c", "蟹"), entry("d"))
    assert (codes(port_bureau), delivery.closed().read, delivery.accepted) == (["a", "b", "c", "d"], 2, 2)
    assert port_bureau.one("SELECT title_zh FROM open_dataset WHERE code = 'c'") == "蟹"
    assert port_bureau.one("SELECT sum(datasets) FROM opening_daily") == 4
    loaded(port_bureau)
    assert len(codes(port_bureau)) == 4


def test_an_entry_that_is_withdrawn_is_taken_away_and_counted(port_bureau):
    loaded(port_bureau, entry("a"), entry("b"))
    delivery = loaded(port_bureau, '<at:deleted-entry ref="a" when="2020-09-30T00:00:00Z"/>', entry("c"))
    assert codes(port_bureau) == ["b", "c"]
    assert left(delivery) == {"an entry that is withdrawn": (1, ())}
    assert delivery.closed().missing == 0


@pytest.mark.parametrize(("said", "more"), [("<fh:complete/>", ""), ("", "whole = true\n")])
def test_a_feed_that_holds_everything_takes_away_what_is_gone(port_bureau, said, more):
    loaded(port_bureau, entry("a"), entry("b"), more=more)
    loaded(port_bureau, said, entry("b"), more=more)
    assert codes(port_bureau) == ["b"]


def test_a_whole_feed_that_gives_fewer_entries_than_it_counts_is_refused(port_bureau):
    with pytest.raises(SourceWrong, match="counts 9 entries and gave 1"):
        loaded(port_bureau, "<os:totalResults>9</os:totalResults>", entry("b"), more="whole = true\n")


def test_a_feed_of_several_pages_is_read_to_its_end(tmp_path, port_bureau, monkeypatch):
    asked = []
    further = {"": "?page=2", "?page=2": "/feed?page=3", "?page=3": "/feed"}

    class Pages:
        def get(self, url, query=None):
            asked.append(url)
            page = url.removeprefix("https://a.example/feed")
            link = f"<link rel='next' href='{further[page]}'/>"
            return ATOM.format(link + entry(f"e{len(asked)}")).encode()

    tools = port_bureau.tools()
    object.__setattr__(tools, "fetch", Pages())
    monkeypatch.setattr(type(port_bureau), "tools", lambda self: tools)
    port_bureau.load("portal", 'kind = "feed"\nurl = "https://a.example/feed"\n' + PLACES)
    assert asked == ["https://a.example/feed", "https://a.example/feed?page=2", "https://a.example/feed?page=3"]
    assert codes(port_bureau) == ["e1", "e2", "e3"]


def old(day, title):
    return entry("a", title, f"2020-09-{day:02}T10:00:00+08:00")


def taken(day, hour=10):
    return f'<at:deleted-entry ref="a" when="2020-09-{day:02}T{hour:02}:00:00+08:00"/>'


VERSIONS = {"v5": old(5, "五日"), "v9": old(9, "九日"), "v12": old(12, "十二日"), "x7": taken(7), "x20": taken(20)}
STANDS = [
    # what comes in one load after the other, and the title that stands at the end
    (("v5", "v9"), "九日"), (("v9", "v5"), "九日"), (("v5 v9",), "九日"), (("v9 v5",), "九日"),
    (("v9", "x20"), None), (("v9 x20",), None), (("x20 v9",), None), (("x20", "v9"), None),
    (("v9", "x20", "v12"), None),
    (("v5", "x7", "v5"), None), (("v5", "x7", "v9"), "九日"), (("v9", "x7"), "九日"), (("v9 x7",), "九日"),
    (("v5", "x7", "v9", "v5"), "九日"), (("v12", "v9", "v5", "x7"), "十二日"), (("x7", "v5"), None),
]  # fmt: skip


@pytest.mark.parametrize("more", ["", "whole = true\nshrinks_above = 1.0\n"])
@pytest.mark.parametrize(("loads", "title"), STANDS)
def test_the_version_that_was_updated_last_stands_whatever_comes_in_which_order(port_bureau, loads, title, more):
    for one in loads:
        delivery = loaded(port_bureau, *(VERSIONS[name] for name in one.split()), entry("b", "别的"), more=more)
        assert delivery.closed().missing == 0
    stands = {row["code"]: row["title_zh"] for row in port_bureau.rows("open_dataset")}
    gone = more and "v" not in loads[-1]  # a feed that lists everything lists it no longer
    assert stands.get("a") == (None if gone else title) and stands["b"] == "别的"


def test_two_versions_of_one_day_are_told_apart_by_their_hour(port_bureau):
    early, late = (entry("a", title, f"2020-09-09T{hour}:00:00+08:00") for title, hour in (("早", "08"), ("晚", "17")))
    loaded(port_bureau, early, late)
    loaded(port_bureau, early)
    assert port_bureau.one("SELECT title_zh FROM open_dataset") == "晚"


def test_a_version_that_says_no_time_is_the_newest_of_a_later_load(port_bureau):
    rss = "<rss version='2.0'><channel><title>x</title><item><guid>a</guid><title>{}</title>{}</item></channel></rss>"
    port_bureau.write("in.xml", rss.format("旧", "<pubDate>Tue, 29 Sep 2020 10:00:00 GMT</pubDate>"))
    port_bureau.load("portal", TOML + PLACES)
    port_bureau.write("in.xml", rss.format("新", ""))
    port_bureau.load("portal", TOML + PLACES)
    assert port_bureau.one("SELECT title_zh FROM open_dataset") == "新"


def test_a_row_of_before_is_not_overwritten_where_the_mark_is_forgotten(port_bureau):
    loaded(port_bureau, old(9, "九日"))
    port_bureau.write("in.xml", ATOM.format(old(5, "五日")))
    port_bureau.load("portal", TOML + PLACES, anew=True)
    assert port_bureau.one("SELECT title_zh FROM open_dataset") == "九日"


def test_an_entry_that_was_refused_has_no_version_that_stands(port_bureau):
    loaded(port_bureau, entry("b"), entry("c"), more="refuse_above = 1.0\n")
    without = TOML + 'unit = "light"\nrefuse_above = 1.0\n'
    port_bureau.write("in.xml", ATOM.format(old(12, "十二日")))
    assert len(port_bureau.load("portal", without).delivery.refused) == 1  # it names no theme
    loaded(port_bureau, old(9, "九日"))
    assert "a" in codes(port_bureau)


TITLES = [
    ("温度&lt;三类&gt;", "温度<三类>"), ("a &lt;b&gt; c", "a <b> c"), ("x &amp;lt;y&amp;gt;", "x &lt;y&gt;"),
    ("<![CDATA[1 < 2 > 0]]>", "1 < 2 > 0"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "title"), TITLES)
def test_a_text_that_has_no_markup_keeps_what_stands_between_signs(tmp_path, said, title):
    more = f"<summary>{said}</summary><rights>{said}</rights>"
    (row,) = delivered(tmp_path, TOML + PLACES, ATOM.format(entry("a", said, more=more)), "in.xml").registers[
        "open_dataset"
    ]
    assert (row["title_zh"], row["description"], row["licence"]) == (title, title, title)
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a", "title": title, "summary": title}]}
    (row,) = delivered(tmp_path, TOML + PLACES, json.dumps(feed), "in.xml").registers["open_dataset"]
    assert (row["title_zh"], row["description"]) == (title, title)


def test_a_text_with_markup_loses_its_tags_alone(tmp_path):
    said = "每日 &lt;p&gt;更新 &lt;br/&gt;&amp;lt;三类&amp;gt;&lt;/p&gt;"
    more = f"<summary type='html'>{said}</summary>"
    (row,) = delivered(tmp_path, TOML + PLACES, ATOM.format(entry("a", more=more)), "in.xml").registers["open_dataset"]
    assert row["description"] == "每日 更新 <三类>"


XHTML = "<div xmlns='http://www.w3.org/1999/xhtml'><ol><{0}>一</{0}><{0}/></ol></div>"


@pytest.mark.parametrize("name", ["item", "entry"])
@pytest.mark.parametrize("place", ["summary", "content", "foreign", "subtitle", "link"])
def test_what_is_called_like_an_entry_and_is_none_costs_nothing(tmp_path, name, place):
    inside = f"<list xmlns='urn:x'><{name}>一</{name}></list>"
    more = inside if place == "foreign" else f"<{place} type='xhtml'>{XHTML.format(name)}</{place}>"
    head = more if place == "subtitle" else inside if place == "link" else ""
    own = "" if place in ("subtitle", "link") else more
    feed = ATOM.format(head + entry("a", "鱼", more=own) + entry("b", "船"))
    delivery = delivered(tmp_path, TOML + PLACES, feed, "in.xml")
    assert [(row["code"], row["title_zh"]) for row in delivery.registers["open_dataset"]] == [("a", "鱼"), ("b", "船")]
    assert delivery.closed().read == 2


COUNTS = [
    ("feed", ATOM.format("<os:totalResults>{}</os:totalResults>" + SHIPS)),
    ("ckan", '{{"result": {{"count": "{}", "results": [{{"id": "p", "title": "t"}}]}}}}'),
    ("dcat", '{{"hydra:totalItems": "{}", "dcat:dataset": [{{"@type": "dcat:Dataset", "dct:title": "t"}}]}}'),
]


@pytest.mark.parametrize(("kind", "raw"), COUNTS)
@pytest.mark.parametrize("count", ["9" * 5_000, "9" * 13])
def test_a_count_that_no_portal_can_mean_is_refused_in_both_languages(tmp_path, kind, raw, count):
    content = raw.replace("{}", count).replace("{{", "{").replace("}}", "}")
    toml = f'kind = "{kind}"\nfile = "in.xml"\n{PLACES}' + ("whole = true\n" if kind == "feed" else "")
    with pytest.raises(SourceWrong, match="has more than 12 digits") as refused:
        delivered(tmp_path, toml, content, "in.xml")
    assert refused.value.zh == "门户所报的条目总数超过12位数字。"


@pytest.mark.parametrize(("kind", "raw"), COUNTS)
@pytest.mark.parametrize("count", ["", "many", "-3", "1e3", "0", "²", "1"])
def test_a_count_that_says_nothing_is_passed_over(tmp_path, kind, raw, count):
    content = raw.replace("{}", count).replace("{{", "{").replace("}}", "}")
    toml = f'kind = "{kind}"\nfile = "in.xml"\n{PLACES}' + ("whole = true\n" if kind == "feed" else "")
    assert delivered(tmp_path, toml, content, "in.xml").accepted == 1
