"""The CCPC of Ireland: a table that leads to pages, and what is refused."""

from datetime import timedelta

import pytest

from recallwatch.errors import FetchError, RateLimited, ShapeChanged, SourceError
from recallwatch.extract import read as understand
from recallwatch.model import Image, ListedProduct, Notice, PartialDate
from scrapers.ie_ccpc import HUB, SOURCE
from tests.scrapers.support import FIXTURES, drive, payload

FOLDER = FIXTURES / "ie_ccpc"
TABLE = (FOLDER / "hub.html").read_bytes()
BODIES = {
    f"{HUB}{slug}/": (FOLDER / f"{slug}.html").read_bytes() for slug in ("hoppla-pram", "wattly-heater", "zurro-sling")
}
PRAM = BODIES[f"{HUB}hoppla-pram/"]


def test_a_page_is_one_notice() -> None:
    saved = payload(PRAM)
    (notice,) = SOURCE.parse(saved).notices
    assert notice == Notice(
        source="ie-ccpc",
        number="hoppla-pram",
        title="Hoppla Pram",
        url=f"{HUB}hoppla-pram/",
        jurisdictions=("IE",),
        published=PartialDate(2026, 8, 5),
        summary=(
            "Hoppla is recalling the Hoppla Pram, model HP-200, because of a risk of choking. "
            "About 300 were sold in Ireland."
        ),
        remedy="Stop using the pram. Return it for a full refund.",
        products=(ListedProduct("Hoppla Pram"),),
        images=(Image("https://www.ccpc.ie/media/hoppla-pram.jpg"),),
        payload=saved.sha256,
    )
    reading = understand(notice)
    assert [t.value for t in reading.products[0].selectors[0].models] == ["HP-200"]
    assert (reading.hazards, reading.remedies) == (("choking",), ("refund",))


def test_every_row_of_the_table_is_read() -> None:
    asked, harvest = drive(SOURCE, {HUB: TABLE, **BODIES})
    assert [r.url for r in asked] == [HUB, *BODIES]
    assert all(r.page for r in asked)
    assert [(n.number, n.remedy == "") for n in harvest.notices] == [
        ("hoppla-pram", False),
        ("wattly-heater", False),
        ("zurro-sling", True),
    ]


def test_one_bad_page_is_rejected_and_none_left_is_an_error() -> None:
    first = next(iter(BODIES))
    _, harvest = drive(SOURCE, {HUB: TABLE, **BODIES, first: FetchError("404", url=first)})
    assert ([r.number for r in harvest.rejected], len(harvest.notices)) == (["hoppla-pram"], 2)
    with pytest.raises(ShapeChanged, match="none of 3 pages"):
        drive(SOURCE, {HUB: TABLE, **{url: body.replace(b"<h1>", b"<h3>") for url, body in BODIES.items()}})
    with pytest.raises(RateLimited):
        drive(SOURCE, {HUB: TABLE, **BODIES, first: RateLimited("429", url=first, retry_after=timedelta(minutes=1))})


def test_a_day_that_cannot_be_read_rejects_the_page() -> None:
    harvest = SOURCE.parse(payload(PRAM.replace(b"5 August 2026", b"last week")))
    assert [(r.number, r.reason) for r in harvest.rejected] == [("hoppla-pram", "not a date: 'last week'")]
    assert SOURCE.parse(payload(PRAM.replace(b"5 August 2026", b"05/08/2026"))).notices[0].published == PartialDate(
        2026, 8, 5
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><body>Just a moment...</body></html>",
        TABLE[:-20],
        TABLE.replace(b"<td>", b"<div>"),
        PRAM.replace(b"inner-content", b"content"),
        PRAM.replace(b"canonical", b"other"),
    ],
)
def test_what_is_neither_table_nor_page_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))
