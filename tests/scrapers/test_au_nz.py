"""Australia's and New Zealand's recalls of products: lists that lead to pages, and what is refused."""

from datetime import timedelta

import pytest

from recallwatch.errors import FetchError, RateLimited, ShapeChanged, SourceError
from recallwatch.extract import read as understand
from recallwatch.model import Firm, Image, ListedProduct, Notice, PartialDate, Role
from scrapers import au_accc, nz_productsafety
from tests.scrapers.support import FIXTURES, drive, payload

AU, NZ = FIXTURES / "au_accc", FIXTURES / "nz_productsafety"
JACK = (AU / "zurro-trolley-jack.html").read_bytes()
ALARM = (NZ / "smoke-alarm-wl-1902.html").read_bytes()
FEED, LIST = (AU / "feed.xml").read_bytes(), (NZ / "list.html").read_bytes()
AUSTRALIAN = {f"{au_accc.PLACE}{path.stem}": path.read_bytes() for path in AU.glob("*.html")}
LISTED = {nz_productsafety.HUB: LIST, f"{nz_productsafety.HUB}?start=12": LIST}
PAGES = {f"{nz_productsafety.HUB}/{path.stem}": path.read_bytes() for path in NZ.glob("*.html")}


def test_a_page_of_australia_is_one_notice() -> None:
    saved = payload(JACK)
    (notice,) = au_accc.SOURCE.parse(saved).notices
    assert notice == Notice(
        source="au-accc",
        number="zurro-trolley-jack",
        title="Zurro 2 Ton Trolley Jack",
        url=f"{au_accc.PLACE}zurro-trolley-jack",
        jurisdictions=("AU",),
        published=PartialDate(2026, 7, 30),
        summary=(
            "Hydraulic trolley jack. Model: ZJ1052L. Affected batch numbers: 2TZ010 and 2TZ011\n"
            "The jack does not comply with the mandatory standard and may fail under load."
        ),
        hazard="Risk of serious injury or death from crushing if the jack fails while in use.",
        remedy="Stop using the jack immediately. Contact Zurro Tools for a full refund.",
        products=(ListedProduct("Zurro 2 Ton Trolley Jack", brand="Zurro"),),
        firms=(Firm("Zurro Tools Australia", Role.RECALLING_FIRM),),
        images=(Image(f"{au_accc.SITE}/system/files/styles/small/public/zurro-trolley-jack.jpg"),),
        extra=(
            ("Traders", "Zurro website, Amazon and eBay"),
            ("Dates available for sale", "24 March 2026 - 17 June 2026"),
            ("Manufacturer country", "China"),
            ("PRA", "PRA No. 2026/20901"),
        ),
        payload=saved.sha256,
    )
    assert "ZJ1052L" in [t.value for t in understand(notice).products[0].selectors[0].models]


def test_a_page_of_new_zealand_is_one_notice() -> None:
    saved = payload(ALARM)
    (notice,) = nz_productsafety.SOURCE.parse(saved).notices
    assert notice == Notice(
        source="nz-productsafety",
        number="smoke-alarm-wl-1902",
        title="Smoke Alarm WL-1902",
        url=f"{nz_productsafety.HUB}/smoke-alarm-wl-1902",
        jurisdictions=("NZ",),
        published=PartialDate(2026, 7, 20),
        summary="Sold online from 11th April 2022 to 13th May 2026. Smoke Alarm Model: WL-1902",
        hazard=(
            "The alarm does not sense carbon monoxide, although it was said to. Owners may be poisoned by carbon "
            "monoxide."
        ),
        remedy="Stop relying on the product. Contact the seller to arrange a full refund.",
        products=(ListedProduct("Smoke Alarm WL-1902"),),
        firms=(Firm("Wattly Technologies Ltd", Role.RECALLING_FIRM),),
        images=(Image("https://www.productsafety.govt.nz/assets/smoke-alarm-wl-1902.jpg"),),
        payload=saved.sha256,
    )


def test_what_new_zealand_calls_an_sku_is_a_bar_code_by_its_check_digit() -> None:
    (notice,) = nz_productsafety.SOURCE.parse(
        payload((NZ / "zurro-squirters-sold-at-toyland.html").read_bytes())
    ).notices
    assert notice.products[0].gtins == ("5018621701225", "5018621701263")


def test_the_pages_of_a_list_are_read_once_each_and_those_of_other_sites_never() -> None:
    asked, harvest = drive(au_accc.SOURCE, {au_accc.FEED: FEED, **AUSTRALIAN})
    assert {r.url for r in asked} == {au_accc.FEED, *AUSTRALIAN}
    assert (len(asked), len(harvest.notices), harvest.rejected) == (4, 3, ())
    asked, harvest = drive(nz_productsafety.SOURCE, {**LISTED, **PAGES})
    assert [r.url for r in asked[:2]] == list(LISTED)
    assert (len(asked), len(harvest.notices), harvest.complete) == (5, 3, False)


def test_one_bad_page_is_rejected_and_none_left_is_an_error() -> None:
    first = f"{nz_productsafety.HUB}/hoppla-pram"
    _, harvest = drive(nz_productsafety.SOURCE, {**LISTED, **PAGES, first: FetchError("404", url=first)})
    assert ([(r.number, r.row) for r in harvest.rejected], len(harvest.notices)) == ([("hoppla-pram", first)], 2)
    with pytest.raises(ShapeChanged, match="none of 3 pages"):
        drive(nz_productsafety.SOURCE, {**LISTED, **dict.fromkeys(PAGES, b"<html></html>")})
    late = RateLimited("429", url=first, retry_after=timedelta(minutes=1))
    with pytest.raises(RateLimited):
        drive(nz_productsafety.SOURCE, {**LISTED, **PAGES, first: late})


def test_a_day_that_cannot_be_read_rejects_the_page() -> None:
    found = au_accc.SOURCE.parse(payload(JACK.replace(b'datetime="2026-07-30', b'datetime="30 July'))).rejected
    assert [r.number for r in found] == ["zurro-trolley-jack"]
    found = nz_productsafety.SOURCE.parse(payload(ALARM.replace(b"20 July 2026", b"soon"))).rejected
    assert [r.number for r in found] == ["smoke-alarm-wl-1902"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><body>Just a moment...</body></html>",
        JACK[:-20],
        JACK.replace(b"recall-hazards", b"recall-risks"),
        JACK.replace(b"canonical", b"other"),
        FEED.replace(au_accc.PLACE.encode(), b"https://example.org/"),
        FEED[:-30],
        ALARM.replace(b"info--hazard", b"info--risk"),
        ALARM.replace(b"recall__date", b"date"),
        ALARM.replace(b"canonical", b"other"),
        LIST.replace(b'class="recall"', b'class="card"'),
    ],
)
def test_what_is_neither_list_nor_page_is_refused(body: bytes) -> None:
    for source in (au_accc.SOURCE, nz_productsafety.SOURCE):
        with pytest.raises(SourceError):
            source.parse(payload(body))
