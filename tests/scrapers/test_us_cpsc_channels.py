"""The CPSC's second channels: the list under the service's numbers, the feed under its addresses."""

import pytest

from recallwatch.errors import ShapeChanged, SourceError
from recallwatch.model import DeclaredLink, Firm, Kind, ListedProduct, Notice, PartialDate, Role
from recallwatch.ports.sources import Response
from scrapers.us_cpsc import SOURCE as SERVICE
from scrapers.us_cpsc_rss import SOURCE as FEED
from scrapers.us_cpsc_web import LIST
from scrapers.us_cpsc_web import SOURCE as WEB
from tests.scrapers.support import FIRST, FIXTURES, drive, payload

BODY = (FIXTURES / "us_cpsc/list.csv").read_bytes()
TEXT = BODY.decode()
PAYLOAD = payload(BODY)
RSS = (FIXTURES / "us_cpsc/feed.xml").read_bytes()
LAMPS_PAGE = "https://www.cpsc.gov/Recalls/2026/Lumiko-Recalls-Table-Lamps-Due-to-Fire-Hazard"

LAMPS = Notice(
    source="us-cpsc",
    number="26801",
    title="Lumiko Recalls Table Lamps Due to Fire Hazard",
    jurisdictions=("US",),
    published=PartialDate(2026, 7, 30),
    summary="This recall involves Lumiko & Co. table lamps with model numbers LK-20 and LK-21. "
    "The number is under the base.",
    hazard="The lamp can overheat, posing a fire hazard.",
    remedy='Stop using the lamp and contact Lumiko at "lumiko..." for a refund.',
    remedy_options=("Refund", "Dispose"),
    incidents="None reported",
    products=(ListedProduct("Lumiko LK-20 Table Lamps", units="About 1,250"),),
    firms=(Firm("Lumiko USA Inc., of Austin, Texas", Role.IMPORTER), Firm("Lamp World LLC, of Ohio", Role.RETAILER)),
    sold_at=("Lamp shops nationwide from May 2024 through June 2026 for about $40.",),
    made_in=("CN",),
    extra=(("Sold At Label", "Sold At"), ("Custom Label", "Retailer:")),
    payload=PAYLOAD.sha256,
)


def test_a_row_of_the_list_is_the_services_recall() -> None:
    assert WEB.parse(PAYLOAD).notices[0] == LAMPS
    service = SERVICE.parse(payload((FIXTURES / "us_cpsc/three_recalls.json").read_bytes())).notices[0]
    assert (LAMPS.id, WEB.info.behind) == (service.id, SERVICE.id)


def test_a_recall_keeps_the_warning_it_grew_from() -> None:
    seats = WEB.parse(PAYLOAD).notices[1]
    assert dict(seats.extra)["Product Safety Warning Number"] == "26-690"
    assert dict(seats.extra)["Product Safety Warning Date"] == "May 7, 2026"
    assert seats.firms == (Firm("Pellmo Direct, of China", Role.MANUFACTURER),)


def test_what_is_no_country_or_seller_is_kept_as_it_stands() -> None:
    chairs = WEB.parse(PAYLOAD).notices[2]
    assert (chairs.summary, chairs.made_in) == ("This recall involves two kinds of chairs.", ())
    assert dict(chairs.extra)["Custom Field"] == "Somebody"
    assert dict(chairs.extra)["Manufactured In"] == "Mars"


@pytest.mark.parametrize(
    "damage",
    [("26-801", "26801"), ("July 30, 2026", "2026-07-30"), (LAMPS.title, "")],
)
def test_one_bad_row_is_rejected_and_the_others_stay(damage: tuple[str, str]) -> None:
    harvest = WEB.parse(payload(TEXT.replace(*damage)))
    assert ([n.number for n in harvest.notices], len(harvest.rejected)) == (["26774", "26770"], 1)


@pytest.mark.parametrize("column", ["Recall Number", "Hazard Description", "Manufactured In"])
def test_a_column_that_is_gone_is_a_change_of_shape(column: str) -> None:
    with pytest.raises(ShapeChanged, match=column):
        WEB.parse(payload(TEXT.replace(column, "Other", 1)))


@pytest.mark.parametrize(
    "body", ["", "<html>Access Denied</html>", '{"a": 1}', TEXT.partition("\n")[0], TEXT[:-60], TEXT[:900]]
)
def test_what_is_no_whole_list_is_refused(body: str) -> None:
    with pytest.raises(SourceError):
        WEB.parse(payload(body))


def test_absence_from_the_list_means_nothing() -> None:
    asked, harvest = drive(WEB, {LIST: BODY})
    assert [request.url for request in asked] == [LIST]
    assert (len(harvest.notices), harvest.complete) == (3, False)


def test_an_item_of_the_feed_stands_for_the_recall_at_its_address() -> None:
    saved = payload(RSS)
    assert FEED.parse(saved).notices[0] == Notice(
        source="us-cpsc-rss",
        number="2026-Lumiko-Recalls-Table-Lamps-Due-to-Fire-Hazard",
        title="Lumiko Recalls Table Lamps Due to Fire Hazard",
        url=LAMPS_PAGE,
        jurisdictions=("US",),
        published=PartialDate(2026, 7, 30),
        summary="The lamp can overheat, posing a fire hazard.",
        declared=(DeclaredLink("republishes", LAMPS_PAGE),),
        payload=saved.sha256,
    )
    service = SERVICE.parse(payload((FIXTURES / "us_cpsc/three_recalls.json").read_bytes())).notices[0]
    assert (service.url, FEED.info.behind) == (LAMPS_PAGE, SERVICE.id)


def test_a_warning_is_no_recall_and_escapes_are_undone_once() -> None:
    _, warning, chairs = FEED.parse(payload(RSS)).notices
    assert (warning.kind, warning.summary) == (Kind.WARNING, "The seat can tip over.")
    assert (chairs.kind, chairs.title) == (Kind.RECALL, "Fielda & Co. Recalls Garden Chairs")


def test_one_bad_item_of_the_feed_is_rejected() -> None:
    harvest = FEED.parse(
        payload(RSS.replace(b"/Recalls/2026/Lumiko", b"/Newsroom/Lumiko").replace(b"Thu, 07 May", b"x"))
    )
    assert [row.reason for row in harvest.rejected] == ["no address of a recall", "no day"]


@pytest.mark.parametrize("body", [b"", b"<html>Blocked</html>", RSS[:-20], RSS.replace(b"pubDate", b"date")])
def test_what_is_no_feed_of_recalls_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        FEED.parse(payload(body))


@pytest.mark.parametrize("source", [WEB, FEED], ids=lambda source: source.id)
def test_what_did_not_change_is_not_read_again(source: object) -> None:
    crawl = (WEB if source is WEB else FEED).crawl(FIRST)
    next(crawl)
    with pytest.raises(StopIteration) as done:
        crawl.send(Response(payload(b""), unchanged=True))
    assert done.value.value.unchanged
