"""The FDA feed: what its items say, and what is refused."""

import pytest

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import DeclaredLink, Firm, Harvest, Kind, ListedProduct, Notice, PartialDate, Role
from recallwatch.ports.sources import Response
from scrapers.us_fda_food_rss import FEED, SOURCE
from scrapers.us_fda_item import notice, plain
from tests.scrapers.support import FIRST, FIXTURES, drive, payload

BODY = (FIXTURES / "us_fda/feed.xml").read_bytes()
TEXT = BODY.decode()
PAYLOAD = payload(BODY)
PLACE = "https://www.fda.gov/safety/recalls-market-withdrawals-safety-alerts/"
RESCINDED = "Correction Notice: Laboratory Error Led to Recall of Greenbank Farms Parsley – Recall Rescinded-"
UPDATE = "UPDATE - Brookside Bakery Expands Recall of Rye Bread"


def item(number: str, title: str, **fields: object) -> Notice:
    """What every item has in common."""
    common: dict[str, object] = {"url": PLACE + number, "jurisdictions": ("US",), "payload": PAYLOAD.sha256}
    return Notice("us-fda-food-rss", number, title, **{**common, **fields})  # type: ignore[arg-type]


EXPECTED = (
    item(
        "hill-dale-foods-llc-recalls-sunny-corner-trail-mix-due-undeclared-almonds",
        "Hill & Dale Foods, LLC Recalls “Sunny Corner” Trail Mix Due to Undeclared Almonds",
        published=PartialDate(2026, 7, 31),
        summary="Hill & Dale Foods of Salem, OR is recalling 8 oz. bags with UPC 0 12345 67890 5 because they hold "
        "almonds. Anyone with an allergy to nuts runs < 1 % risk.",
        products=(ListedProduct("Sunny Corner Trail Mix"),),
        firms=(Firm("Hill & Dale Foods, LLC", Role.RECALLING_FIRM),),
        extra=(("pubDate", "Fri, 31 Jul 2026 23:05:00 EDT"),),
    ),
    item(
        "correction-notice-laboratory-error-led-recall-greenbank-farms-parsley-recall-rescinded",
        RESCINDED,
        kind=Kind.CORRECTION,
        published=PartialDate(2026, 7, 30),
        summary="The recall of July 20 rested on a laboratory error and has been rescinded.",
        declared=(DeclaredLink("withdraws", "", RESCINDED),),
        extra=(("pubDate", "Thu, 30 Jul 2026 00:00:00 EDT"),),
    ),
    item(
        "oakmill-dairy-issues-allergy-alert-undeclared-egg-vanilla-custard-cups",
        "Oakmill Dairy Issues Allergy Alert on Undeclared Egg in Vanilla Custard Cups",
        published=PartialDate(2026, 1, 7),
        summary="Oakmill Dairy is expanding its recall of July 2, 2026. It now covers two more flavors.",
        products=(ListedProduct("Vanilla Custard Cups"),),
        firms=(Firm("Oakmill Dairy", Role.RECALLING_FIRM),),
        declared=(DeclaredLink("expands", "", "Oakmill Dairy is expanding its recall of July 2, 2026."),),
        extra=(("pubDate", "Wed, 07 Jan 2026 10:00:00 EST"),),
    ),
    item(
        "update-brookside-bakery-expands-recall-rye-bread",
        UPDATE,
        firms=(Firm("Brookside Bakery", Role.RECALLING_FIRM),),
        declared=(DeclaredLink("supersedes", "", UPDATE), DeclaredLink("expands", "", UPDATE)),
        extra=(("pubDate", "soon"),),
    ),
)


def test_every_item_is_read_as_it_is_meant() -> None:
    assert SOURCE.parse(PAYLOAD) == Harvest(EXPECTED)


def test_the_crawl_asks_for_the_feed_and_absence_from_it_means_nothing() -> None:
    asked, harvest = drive(SOURCE, {FEED: BODY})
    assert [(r.url, r.expect) for r in asked] == [(FEED, "xml")]
    assert (len(harvest.notices), harvest.complete) == (4, False)


def test_an_unchanged_feed_is_not_read_again() -> None:
    crawl = SOURCE.crawl(FIRST)
    next(crawl)
    with pytest.raises(StopIteration) as done:
        crawl.send(Response(payload(b""), unchanged=True))
    assert done.value.value == Harvest(unchanged=True)


def test_a_rewritten_date_leaves_the_key_alone() -> None:
    moved = SOURCE.parse(payload(TEXT.replace("Fri, 31 Jul 2026", "Sat, 01 Aug 2026"))).notices[0]
    assert (moved.number, moved.published) == (EXPECTED[0].number, PartialDate(2026, 8, 1))


def test_of_an_item_that_stands_twice_the_later_dated_stays() -> None:
    first = TEXT[TEXT.index("<item>") : TEXT.index("</item>") + 7]
    older = first.replace("31 Jul", "30 Jul").replace("Trail Mix", "Mix")
    harvest = SOURCE.parse(payload(TEXT.replace("<item>", older + "<item>", 1)))
    assert [n.title for n in harvest.notices if n.number == EXPECTED[0].number] == [EXPECTED[0].title]
    assert [r.number for r in harvest.rejected] == [EXPECTED[0].number]


@pytest.mark.parametrize(("field", "reason"), [("title", "no title"), ("id", "no permalink")])
def test_an_item_without_title_or_permalink_is_rejected(field: str, reason: str) -> None:
    entry = {"title": "A Recall", "link": "", "id": PLACE + "a-recall", "summary": "", "published": ""}
    row = notice("us-fda-food-rss", {**entry, field: ""}, "")
    assert getattr(row, "reason", None) == reason


def test_every_item_losing_its_description_is_a_changed_shape() -> None:
    with pytest.raises(ShapeChanged, match="summary"):
        SOURCE.parse(payload(TEXT.replace("description>", "note>").replace("<description/>", "")))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><head><title>Access Denied</title></head></html>",
        "\n<!DOCTYPE html><p>Sorry",
        '{"items": []}',
        TEXT[: TEXT.index("<item>")] + "</channel></rss>",
        "<?xml version='1.0'?><catalog><item><title>x</title></item></catalog>",
        TEXT.replace("LLC", "LLC\u00a0\u00e9").encode("cp1252", "replace"),
        "/etc/hostname",
        "http://127.0.0.1/feed",
    ],
)
def test_what_is_no_feed_with_items_is_refused(body: str | bytes) -> None:
    with pytest.raises(PayloadError):
        SOURCE.parse(payload(body))


@pytest.mark.parametrize("end", range(0, len(BODY.rstrip()), 37))
def test_a_feed_cut_off_anywhere_is_refused(end: int) -> None:
    with pytest.raises(PayloadError):
        SOURCE.parse(payload(BODY[:end]))


def test_a_control_character_in_one_item_does_not_cost_the_feed() -> None:
    assert len(SOURCE.parse(payload(TEXT.replace("Dairy", "Dai\x0bry", 1))).notices) == 4


@pytest.mark.parametrize(
    ("title", "firm"),
    [
        ("Baloo Farms of Arizona Co., Recalls Cucumbers", "Baloo Farms of Arizona Co."),
        ("TS Packing is Recalling its Bacon Bits Due to Soy", "TS Packing"),
        ("Updated Release: Hart Bakery, Inc. Issues Allergy Alert on Undeclared Nuts in Rolls", "Hart Bakery, Inc."),
        ("Recall of Madrid Salsa", ""),
        ("Voluntary Recall Issued for Salsa", ""),
        ("Undeclared Allergen in Dressing Issued by Fresh Foods", ""),
        ("Company Voluntarily Recalls Salad Kit Due to Sesame", ""),
    ],
)
def test_the_firm_is_taken_only_where_the_title_names_it(title: str, firm: str) -> None:
    entry = {"title": title, "link": "", "id": PLACE + "x", "summary": "", "published": ""}
    row = notice("us-fda-food-rss", entry, "")
    assert isinstance(row, Notice)
    assert row.firms == ((Firm(firm, Role.RECALLING_FIRM),) if firm else ())


def test_markup_is_undone_one_level_deep() -> None:
    assert plain("Cream &amp; <b>Sugar</b>,<br/>\n 5 < 6 &amp;lt;") == "Cream & Sugar , 5 < 6 &lt;"
