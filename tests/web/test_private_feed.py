"""The feed of one's own hits."""

import json
import re
from datetime import timedelta

import feedparser
import pytest

from recallwatch.tokens import digest

from .site import Site, power_bank, words_of


def address(site: Site) -> str:
    """A new address, as the page shows it."""
    found = re.search(r"/my/\S+/feed[.]atom", words_of(site.post("/my/feed")))
    assert found
    return found[0]


def owned(site: Site) -> str:
    """An owner with a recalled power bank; the address of the feed."""
    site.take(power_bank())
    site.sign_in()
    site.post("/items", {"name": "PowerBrick 10000", "brand": "Voltano", "model": "VB1263"})
    return address(site)


def test_the_feed_has_what_is_recalled_and_why(site: Site) -> None:
    path = owned(site)
    site.cookies.clear()
    answer = site.get(path)
    (entry,) = feedparser.parse(answer.content).entries
    assert entry.title == "Voltano PowerBrick 10000: Recalled: stop using it"
    assert "model number VB1263" in entry.content[0].value
    assert answer.headers["cache-control"] == "private, max-age=60"


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.json"])
def test_a_reader_that_has_it_gets_304(site: Site, name: str) -> None:
    path = owned(site).replace("feed.atom", name)
    first = site.get(path)
    assert site.get(path, if_none_match=first.headers["etag"]).status_code == 304


def test_only_a_material_change_moves_updated_and_nothing_moves_the_id(site: Site) -> None:
    path = owned(site).replace("feed.atom", "feed.json")
    (first,) = json.loads(site.get(path).text)["items"]
    site.clock.moment += timedelta(days=1)
    site.take(power_bank(sold_at=("Shops nationwide",)))
    assert json.loads(site.get(path).text)["items"] == [first]
    site.take(power_bank(hazard="They can explode."))
    (second,) = json.loads(site.get(path).text)["items"]
    assert second["id"] == first["id"]
    assert second["date_modified"] > first["date_modified"]


def test_a_thing_that_is_not_recalled_is_not_in_it(site: Site) -> None:
    path = owned(site)
    site.post("/items", {"name": "kettle", "brand": "Voltano"})
    assert len(feedparser.parse(site.get(path).content).entries) == 1


def test_a_new_address_ends_the_old_one_and_each_can_be_ended(site: Site) -> None:
    old, new = owned(site), address(site)
    assert (site.get(old).status_code, site.get(new).status_code) == (404, 200)
    site.post("/my/feed/end")
    assert site.get(new).status_code == 404
    assert "It has no address yet." in words_of(site.get("/items"))


def test_the_secret_is_kept_as_a_digest_only(site: Site) -> None:
    token = owned(site).split("/")[2]
    with site.context.store.read() as unit:
        assert unit.owners.by_feed(digest(token)) is not None
        assert unit.owners.by_feed(token) is None
    site.context.store.close()
    assert token.encode() not in b"".join(file.read_bytes() for file in site.folder.glob("site.db*"))


def test_who_is_not_signed_in_gets_no_address(site: Site) -> None:
    assert site.post("/my/feed").headers["location"] == "/sign-in"


def test_reading_needs_a_true_address_and_format(site: Site) -> None:
    path = owned(site)
    assert site.get(path.replace("feed.atom", "feed.txt")).status_code == 404
    assert site.get("/my/guess/feed.atom").status_code == 404
