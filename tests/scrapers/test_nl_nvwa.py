"""Dutch safety warnings: a posted search that leads to pages, and what is refused."""

import json
from datetime import timedelta

import pytest

from recallwatch.errors import FetchError, RateLimited, ShapeChanged, SourceError
from recallwatch.extract import read as understand
from recallwatch.model import Image, Kind, ListedProduct, Notice, PartialDate, Scope
from recallwatch.ports.sources import CrawlState
from scrapers.nl_nvwa import SEARCH, SOURCE
from tests.scrapers.support import FIXTURES, NOW, drive, payload

FOLDER = FIXTURES / "nl_nvwa"
FOUND = (FOLDER / "search.json").read_bytes()
BASE = "https://www.nvwa.nl/documenten/waarschuwingen/2026/07/"
SLUGS = [
    "veiligheidswaarschuwing-hoornkoek-van-molenaar",
    "veiligheidswaarschuwing-kleine-trein-van-hout-van-speelvos",
    "waarschuwing-lader",
]
PAGES = {BASE + slug: (FOLDER / f"{slug}.html").read_bytes() for slug in SLUGS}


def test_a_page_is_one_notice_dated_by_the_search() -> None:
    _, harvest = drive(SOURCE, {SEARCH: FOUND, **PAGES})
    assert harvest.notices[0] == Notice(
        source="nl-nvwa",
        number=SLUGS[0],
        title="Veiligheidswaarschuwing hoornkoek van Molenaar",
        url=BASE + SLUGS[0],
        kind=Kind.RECALL,
        language="nl",
        jurisdictions=("NL",),
        published=PartialDate(2026, 7, 31),
        summary="Molenaar roept hoornkoek terug. Er kan glas in zitten. Barcode 4012345678901, partij L6165.\n"
        "Eet het niet.",
        products=(ListedProduct("hoornkoek", brand="Molenaar", gtins=("4012345678901",)),),
        images=(Image("https://www.nvwa.nl/beeld/veili.jpg"),),
        payload=payload(PAGES[BASE + SLUGS[0]]).sha256,
    )


def test_the_brand_is_behind_the_last_van_and_dutch_prose_names_no_model() -> None:
    _, harvest = drive(SOURCE, {SEARCH: FOUND, **PAGES})
    _, train, charger = harvest.notices
    assert (train.products[0].name, train.products[0].brand) == ("kleine trein van hout", "Speelvos")
    assert (charger.products[0].name, charger.products[0].brand, charger.kind) == (
        "Gevaarlijke lader",
        "",
        Kind.WARNING,
    )
    reading = understand(train)
    (selector,) = reading.products[0].selectors
    assert (selector.models, selector.scope, reading.hazards) == ((), Scope.UNKNOWN, ())


def test_the_search_is_posted_and_later_polls_read_what_is_new() -> None:
    asked, _ = drive(SOURCE, {SEARCH: FOUND, **PAGES})
    assert [r.url for r in asked] == [SEARCH, *PAGES]
    assert json.loads(asked[0].post)["requestState"]["sortList"] == [{"field": "sort_date", "direction": "desc"}]
    state = CrawlState(NOW, last_success=NOW - timedelta(days=3))
    asked, harvest = drive(SOURCE, {SEARCH: FOUND, **PAGES}, state)
    assert ([r.url for r in asked][1:], len(harvest.notices)) == ([BASE + SLUGS[0]], 1)
    quiet = CrawlState(NOW + timedelta(days=9), last_success=NOW + timedelta(days=8))
    assert drive(SOURCE, {SEARCH: FOUND, **PAGES}, quiet)[1].rows == ()


def test_one_bad_page_is_rejected_and_none_left_is_an_error() -> None:
    first = BASE + SLUGS[0]
    _, harvest = drive(SOURCE, {SEARCH: FOUND, **PAGES, first: FetchError("404", url=first)})
    assert ([r.number for r in harvest.rejected], len(harvest.notices)) == ([SLUGS[0]], 2)
    with pytest.raises(ShapeChanged, match="none of 3 pages"):
        drive(SOURCE, {SEARCH: FOUND, **{url: body.replace(b"rich-text", b"text") for url, body in PAGES.items()}})
    with pytest.raises(RateLimited):
        drive(SOURCE, {SEARCH: FOUND, first: RateLimited("429", url=first, retry_after=timedelta(minutes=1))})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"errors": ["x"]}',
        b'{"results": []}',
        FOUND[:-20],
        FOUND.replace(b'"sort_date"', b'"date"'),
        FOUND.replace(b'"url"', b'"link"'),
        PAGES[BASE + SLUGS[0]][:-20],
        PAGES[BASE + SLUGS[0]].replace(b"rich-text", b"text"),
        PAGES[BASE + SLUGS[0]].replace(b"canonical", b"other"),
    ],
)
def test_what_is_neither_search_nor_page_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def test_the_search_itself_holds_no_notice_and_a_saved_page_has_no_day() -> None:
    assert SOURCE.parse(payload(FOUND)).rows == ()
    (notice,) = SOURCE.parse(payload(PAGES[BASE + SLUGS[2]])).notices
    assert (notice.number, notice.published) == (SLUGS[2], None)
