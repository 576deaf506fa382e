"""Feeds: one entry per case, ids that never change, valid whatever a notice says."""

import gzip
import json
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from recallwatch.model import Notice
from recallwatch.templating import environment
from recallwatch.web.syndication import Feed, atom, entries, json_feed, rss

from .site import NOW, Site, power_bank, record_of

ENV = environment()
FORMATS = ("/feed.atom", "/feed.rss", "/feed.json")
HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        "]]>",
        "<script>alert(1)</script>",
        "\x00\x01\x0b\x1f",
        "\ud800",
        "\ufffe\uffff",
        "&amp;&lt;&bogus;",
        "<![CDATA[",
        "\u202e",
    ]
)


def feed_of(*notices: Notice) -> Feed:
    records = [record_of(notice) for notice in notices]
    made = entries(records, base_url="https://recalls.example", titles={"us-test": "Agency"}, env=ENV)
    return Feed("Recalls", "https://recalls.example/notices", "https://recalls.example/feed", made)


def hostile(number: str, text: str) -> Notice:
    return power_bank(number, title=text, hazard=text, remedy=text, url=f"https://agency.example/{text}")


@given(text=HOSTILE, number=HOSTILE.filter(lambda number: number != "2"))
def test_whatever_a_notice_says_the_feeds_stay_well_formed(text: str, number: str) -> None:
    feed = feed_of(hostile(number, text), power_bank("2"))
    for document in (atom(feed, ENV), rss(feed, ENV)):
        tree = etree.fromstring(document.encode())
        assert len(tree.findall(".//{*}entry") + tree.findall(".//item")) == 2
        parsed = feedparser.parse(document.encode())
        assert not parsed.bozo
        assert len(parsed.entries) == 2
    assert len(json.loads(json_feed(feed, ENV).encode())["items"]) == 2


@given(text=HOSTILE)
def test_no_markup_of_a_notice_gets_into_the_content(text: str) -> None:
    content = feed_of(hostile("1", f"{text}<script>alert(1)</script>")).entries[0].content
    assert "<script" not in content


def test_all_formats_carry_the_same_entry() -> None:
    feed = feed_of(power_bank())
    for document in (atom(feed, ENV), rss(feed, ENV)):
        (entry,) = feedparser.parse(document.encode()).entries
        assert entry.id == "urn:recallwatch:case:us-test:25338"
        assert entry.title == power_bank().title
        assert entry.link == "https://recalls.example/notices/us-test:25338"
        assert "<p><strong>Danger:</strong> The lithium-ion battery" in (entry.summary or entry.content[0].value)
    (item,) = json.loads(json_feed(feed, ENV))["items"]
    assert (item["id"], item["tags"]) == ("urn:recallwatch:case:us-test:25338", ["fire"])


def test_a_case_is_one_entry_that_names_its_other_notices() -> None:
    first, other = record_of(power_bank()), record_of(power_bank("7", title="Rappel"), case_id="case:us-test:25338")
    (entry,) = entries([first, other], base_url="", titles={}, env=ENV)
    assert "Also: Rappel (us-test)" in entry.content


def test_an_official_address_that_is_none_is_left_out() -> None:
    feed = feed_of(power_bank(url="javascript:alert(1)"))
    assert "javascript" not in atom(feed, ENV) + rss(feed, ENV) + json_feed(feed, ENV)


def test_only_a_material_change_moves_updated(site: Site) -> None:
    site.take(power_bank())
    site.clock.moment += timedelta(days=1)
    site.take(power_bank(sold_at=("Shops nationwide",)))
    assert json.loads(site.get("/feed.json").text)["items"][0]["date_modified"] == "2026-11-23T09:30:00Z"
    site.take(power_bank(hazard="They can explode."))
    (item,) = json.loads(site.get("/feed.json").text)["items"]
    assert (item["id"], item["date_modified"]) == ("urn:recallwatch:case:us-test:25338", "2026-11-24T09:30:00Z")


@pytest.mark.parametrize("path", FORMATS)
def test_a_reader_that_has_it_gets_304(site: Site, path: str) -> None:
    site.take(power_bank())
    first = site.get(path)
    again = site.get(path, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    site.take(power_bank("7"))
    assert site.get(path, if_none_match=first.headers["etag"]).status_code == 200


def test_a_weakened_tag_or_a_list_of_tags_is_understood(site: Site) -> None:
    etag = site.get("/feed.atom").headers["etag"]
    assert site.get("/feed.atom", if_none_match=f'"other", W/{etag}').status_code == 304


def test_a_date_alone_never_hides_a_notice(site: Site) -> None:
    """A notice can come into view later under an earlier change time."""
    site.take(power_bank())
    modified = site.get("/feed.atom").headers["last-modified"]
    assert modified == "Mon, 23 Nov 2026 09:30:00 GMT"
    assert site.get("/feed.atom", if_modified_since=modified).status_code == 200


def test_the_compressed_feed_is_another_representation(site: Site) -> None:
    plain = site.get("/feed.atom", accept_encoding="identity, gzip;q=0")
    packed = site.get("/feed.atom", accept_encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert gzip.compress(plain.content, mtime=0) == gzip.compress(packed.content, mtime=0)


def test_feeds_are_narrowed_as_lists_are(site: Site) -> None:
    site.take(power_bank(), power_bank("7", title="Glass kettle shatters", summary="", jurisdictions=("CA",)))
    for query in ("q=kettle", "country=CA", "source=us-test&q=kettle"):
        (item,) = json.loads(site.get(f"/feed.json?{query}").text)["items"]
        assert item["title"] == "Glass kettle shatters"
    assert json.loads(site.get("/feed.json?source=ca-test").text)["items"] == []


@pytest.mark.parametrize("path", FORMATS)
def test_an_empty_feed_is_valid_and_steady(site: Site, path: str) -> None:
    first = site.get(path)
    site.clock.moment += timedelta(days=1)
    assert site.get(path).content == first.content
    assert feedparser.parse(first.content).bozo is False or path == "/feed.json"


def test_the_newest_case_comes_first() -> None:
    old = record_of(power_bank("1"))
    new = replace(record_of(power_bank("2")), changed_at=NOW + timedelta(days=1))
    feed = replace(feed_of(), entries=entries([new, old], base_url="", titles={}, env=ENV))
    assert feed.updated == NOW + timedelta(days=1)
    assert feedparser.parse(atom(feed, ENV).encode()).entries[0].id == "urn:recallwatch:case:us-test:2"
