"""The OECD's feed: whose notices its items republish, and what is refused."""

from itertools import pairwise

import pytest

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.extract import read as understand
from recallwatch.model import DeclaredLink, ListedProduct, Notice, PartialDate
from scrapers.oecd import FEED, SOURCE
from tests.scrapers.support import FIXTURES, drive, payload

BODY = (FIXTURES / "oecd/feed.xml").read_bytes()
PAGE = "https://globalrecalls.oecd.org/#/recalls/http%3A%2F%2FPoliciesApplications.oecd.org%2FGlobalRecalls%2FRecall%2F"
DUCK = (
    'The duck has four wheels and a string. A tag under the wing is marked "ZD-40". The wheels can come off and choke '
    "a child."
)
NOTICES = {notice.number: notice for notice in SOURCE.parse(payload(BODY)).notices}


def test_a_recall_of_2000_brought_in_today_is_of_2000() -> None:
    assert NOTICES["EN/US/00901"] == Notice(
        source="oecd",
        number="EN/US/00901",
        title="Zurro Pull-Along Duck",
        url=f"{PAGE}EN%2FUS%2F00901",
        jurisdictions=("US",),
        published=PartialDate(2000, 9, 25),
        summary=DUCK,
        products=(ListedProduct("Zurro Pull-Along Duck"),),
        declared=(DeclaredLink("republishes", "us-cpsc:00901"),),
        extra=(("creator", "United States"), ("pubDate", "Wed, 22 Jul 2026 01:56:35 GMT")),
        payload=payload(BODY).sha256,
    )


def test_canada_s_items_in_french_are_told_apart_and_tied_to_the_english_one() -> None:
    assert NOTICES["FR/CA/82901"] == Notice(
        source="oecd",
        number="FR/CA/82901",
        title="Porte-bébé Hoppla",
        url=f"{PAGE}FR%2FCA%2F82901",
        language="fr",
        jurisdictions=("CA",),
        published=PartialDate(2026, 7, 20),
        products=(ListedProduct("Porte-bébé Hoppla"),),
        declared=(DeclaredLink("republishes", "ca-rsa:82901"), DeclaredLink("translates", "oecd:EN/CA/82901")),
        extra=(("creator", "Canada"), ("pubDate", "Tue, 21 Jul 2026 12:25:14 GMT")),
        payload=payload(BODY).sha256,
    )


def test_an_item_names_the_notice_of_the_authority_whose_number_it_has() -> None:
    assert {number: [tie.target for tie in n.declared] for number, n in NOTICES.items()} == {
        "EN/US/00901": ["us-cpsc:00901"],
        "EN/US/26901": ["us-cpsc:26901"],
        "EN/AU/PS1139001": [],
        "FR/CA/82901": ["ca-rsa:82901", "oecd:EN/CA/82901"],
        "EN/CA/82901": ["ca-rsa:82901"],
        "EN/KR/K26/EP/10029001": ["kr-safetykorea:10029001"],
        "EN/SK/9812/11": ["eu-safety-gate:9812/11"],
    }


def test_a_description_in_html_is_read_line_by_line() -> None:
    assert NOTICES["EN/AU/PS1139001"].summary == (
        "Wearable hooded blanket in two sizes:\nChild (SKU: 4239001)\nAdult & tall (SKU: 4239002)"
    )


def test_models_are_read_from_the_description() -> None:
    reading = understand(NOTICES["EN/US/26901"])
    assert [term.value for term in reading.products[0].selectors[0].models] == ["WK0301", "WK0302"]


def test_the_feed_has_one_address() -> None:
    asked, harvest = drive(SOURCE, {FEED: BODY})
    assert [(r.url, r.expect) for r in asked] == [(FEED, "xml")]
    assert (len(harvest.notices), harvest.rejected, harvest.complete) == (7, (), False)


@pytest.mark.parametrize(
    ("old", "new", "reason", "number"),
    [
        (b"Recall/EN/US/26901</guid>", b"Recall/</guid>", "no number", ""),
        (b"2000-09-25", b"25.9.2000", "not a date: '25.9.2000'", "EN/US/00901"),
        (b"<title>Wattly</title>", b"<title> </title>", "no title", "EN/SK/9812/11"),
    ],
)
def test_a_bad_item_is_rejected_alone(old: bytes, new: bytes, reason: str, number: str) -> None:
    assert old in BODY
    harvest = SOURCE.parse(payload(BODY.replace(old, new)))
    assert [(r.reason.startswith(reason), r.number) for r in harvest.rejected] == [(True, number)]
    assert len(harvest.notices) == 6


@pytest.mark.parametrize("key", ["description", "dcterms:creator", "dcterms:dateSubmitted", "pubDate", "guid"])
def test_a_key_that_is_in_no_item_is_a_change_of_shape(key: str) -> None:
    head, items = BODY.split(b"<item>", 1)
    changed = items.replace(f"<{key}".encode(), b"<other").replace(f"</{key}>".encode(), b"</other>")
    with pytest.raises(ShapeChanged, match=f"{key.rpartition(':')[2]} is in no item"):
        SOURCE.parse(payload(head + b"<item>" + changed))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><body>Just a moment...</body></html>",
        BODY[: BODY.index(b"<item>")] + b"</channel></rss>",
        *[BODY[:end] for end, _ in pairwise(range(0, len(BODY), 700))],
    ],
)
def test_what_is_no_feed_with_items_is_refused(body: bytes) -> None:
    with pytest.raises(PayloadError):
        SOURCE.parse(payload(body))
