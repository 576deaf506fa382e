"""Hong Kong's food alerts and Japan's recalls: a feed whose labels run together, and pages with texts in scripts."""

import pytest

from recallwatch.errors import ShapeChanged, SourceError
from recallwatch.model import Image, Kind, ListedProduct, Notice, PartialDate
from scrapers import hk_cfs, jp_caa
from tests.scrapers.support import FIXTURES, drive, payload

FEED = (FIXTURES / "hk_cfs/feed.xml").read_bytes()
LIST = (FIXTURES / "jp_caa/list.html").read_bytes()
PAGES = {
    f"{jp_caa.PAGE}{n}": (FIXTURES / f"jp_caa/{n}.html").read_bytes()
    for n in ("00000039901", "00000039900", "00000039899")
}
KETTLE = PAGES[f"{jp_caa.PAGE}00000039901"]


def test_an_alert_has_its_day_in_hong_kong_and_its_labels_apart() -> None:
    alert = hk_cfs.SOURCE.parse(payload(FEED)).notices[0]
    assert alert == Notice(
        source="hk-cfs",
        number="2026_901",
        title="Not to consume a kind of prepackaged frozen sardines detected with histamine",
        url="https://www.cfs.gov.hk/english/whatsnew/whatsnew_fa/2026_901.html",
        kind=Kind.WARNING,
        jurisdictions=("HK",),
        published=PartialDate(2026, 7, 31),
        summary=(
            "Product name: Wattly Sardine Fillet Brand: Wattly Place of origin: France Net Weight: 200 grams per pack "
            "Best-before date: March 28, 2027 Retailer: Hoppla Mart"
        ),
        products=(ListedProduct("Wattly Sardine Fillet", brand="Wattly", codes="Best-before date: March 28, 2027"),),
        extra=(("pubDate", "Thu, 30 Jul 2026 16:00:00 GMT"),),
        payload=payload(FEED).sha256,
    )


def test_a_description_may_name_two_products_or_none() -> None:
    _, two, none = hk_cfs.SOURCE.parse(payload(FEED)).notices
    powder = "Manufacture date: April 23, 2025\nBest-before date: April 22, 2027\nBatch Number: 7P7ZZ2338"
    assert two.products == (
        ListedProduct("Zurro Growing Up Formula Powder", brand="Zurro", codes=powder),
        ListedProduct("Zurro Milk & Honey", codes="Best-before date: May 1, 2027"),
    )
    assert (two.kind, two.published) == (Kind.RECALL, PartialDate(2026, 7, 16))
    assert none.products == (ListedProduct("Suspected histamine poisoning in tuna"),)
    assert none.published == PartialDate(2026, 7, 4)


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [(b"2026_901.html", b"new.html", ""), (b"Thu, 30 Jul 2026 16:00:00 GMT", b"soon", "2026_901")],
)
def test_a_bad_item_is_rejected_alone(old: bytes, new: bytes, number: str) -> None:
    harvest = hk_cfs.SOURCE.parse(payload(FEED.replace(old, new)))
    assert ([r.number for r in harvest.rejected], len(harvest.notices)) == ([number], 2)


def test_a_page_of_japan_is_one_notice() -> None:
    saved = payload(KETTLE)
    (notice,) = jp_caa.SOURCE.parse(saved).notices
    assert notice == Notice(
        source="jp-caa",
        number="00000039901",
        title="株式会社ワトリー「電気ケトル」 返金",
        url=f"{jp_caa.PAGE}00000039901",
        language="ja",
        jurisdictions=("JP",),
        published=PartialDate(2026, 7, 29),
        summary="取っ手が外れるおそれがあります。",
        remedy="返金",
        contact="株式会社ワトリー 0120-000-901",
        products=(ListedProduct("電気ケトル WK-0301", codes="型番\uff1aWK-0301\u3000製造番号\uff1a2501\uff5e2599"),),
        images=(Image(f"{jp_caa.SITE}/product/00000039901.jpg"),),
        payload=saved.sha256,
    )


def test_every_row_of_the_list_is_read() -> None:
    asked, harvest = drive(jp_caa.SOURCE, {jp_caa.LIST: LIST, **PAGES})
    assert [r.url for r in asked] == [jp_caa.LIST, *PAGES]
    assert (len(harvest.notices), harvest.rejected, harvest.complete) == (3, (), False)
    with pytest.raises(ShapeChanged, match="leads to no recall"):
        jp_caa.SOURCE.parse(payload(LIST.replace(b"rcl=", b"id=")))


def test_a_day_that_cannot_be_read_rejects_the_page() -> None:
    body = KETTLE.replace("2026年7月29日".encode(), "2026年13月29日".encode())
    assert [r.number for r in jp_caa.SOURCE.parse(payload(body)).rejected] == ["00000039901"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><body>Just a moment...</body></html>",
        FEED[:-30],
        FEED.replace(b"item>", b"entry>"),
        FEED.replace(b"pubDate>", b"date>"),
        KETTLE[:-20],
        KETTLE.replace(b"canonical", b"other"),
        KETTLE.replace(b"contentsText", b"text"),
        KETTLE.replace(b"detail_title", b"title"),
        LIST.replace(b"new_window", b"window"),
    ],
)
def test_what_is_no_answer_of_theirs_is_refused(body: bytes) -> None:
    for source in (hk_cfs.SOURCE, jp_caa.SOURCE):
        with pytest.raises(SourceError):
            source.parse(payload(body))
