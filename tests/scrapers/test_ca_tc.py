"""Transport Canada: rows of the open-data file grouped by recall, and what is refused."""

import pytest

from recallwatch.errors import ShapeChanged, SourceError
from recallwatch.model import DeclaredLink, ListedProduct, Notice, PartialDate, Vehicle
from recallwatch.ports.sources import Response
from scrapers.ca_tc import NEWEST, SOURCE
from tests.scrapers.support import FIRST, FIXTURES, drive, payload

BODY = (FIXTURES / "ca_tc/newest.csv").read_bytes()
TEXT = BODY.decode()
PAYLOAD = payload(BODY)
PAGE = "https://wwwapps.tc.gc.ca/Saf-Sec-Sur/7/VRDB-BDRV/search-recherche/detail.aspx?lang=eng&rn="
SITE = "https://recalls-rappels.canada.ca/en/alert-recall/transport-canada-recall-"

LYNX = Notice(
    source="ca-tc",
    number="2026901",
    title="Transport Canada Recall - 2026901 - ORBIT",
    url=f"{PAGE}2026901",
    jurisdictions=("CA",),
    published=PartialDate(2026, 7, 24),
    summary="On certain SUVs, a brake hose could leak.",
    hazard="A leak could increase the risk of a crash.",
    remedy="The company will notify owners by mail. Bring the vehicle to a dealership.",
    products=(
        ListedProduct(
            "ORBIT LYNX 2016-2017",
            brand="ORBIT",
            category="SUV",
            units="2,700",
            vehicle=Vehicle("ORBIT", "LYNX", (2016, 2017)),
        ),
        ListedProduct(
            "ORBIT LYNX HYBRID 2017", brand="ORBIT", category="SUV", vehicle=Vehicle("ORBIT", "LYNX HYBRID", (2017,))
        ),
    ),
    declared=(DeclaredLink("same_event", f"{SITE}2026901-orbit"),),
    extra=(
        ("MANUFACTURER_RECALL_NO_TXT", "L07"),
        ("CATEGORY_ETXT", "SUV"),
        ("CATEGORY_FTXT", "VUS"),
        ("SYSTEM_TYPE_ETXT", "Brakes"),
        ("SYSTEM_TYPE_FTXT", "Freins"),
        ("NOTIFICATION_TYPE_ETXT", "Safety Mfr"),
        ("NOTIFICATION_TYPE_FTXT", "Sécurité (fabricant)"),
        ("COMMENT_FTXT", "Problème : Sur certains VUS, un flexible de frein pourrait fuir."),
    ),
    payload=PAYLOAD.sha256,
)


def test_rows_of_one_recall_are_one_notice_in_three_parts() -> None:
    assert SOURCE.parse(PAYLOAD).notices[0] == LYNX


def test_a_child_seat_is_known_by_its_model() -> None:
    seat = SOURCE.parse(PAYLOAD).notices[1]
    assert seat.products == (
        ListedProduct("NIDO SNUG SN1914", brand="NIDO", category="Child Car Seat", units="90", models=("SNUG SN1914",)),
    )
    assert (seat.summary, seat.hazard) == ("The harness may loosen.", "")


def test_an_old_recall_keeps_its_quotes_and_its_maker_becomes_an_address() -> None:
    old = SOURCE.parse(PAYLOAD).notices[2]
    assert old.products[0].vehicle == Vehicle("CARAVELLE & SONS", '9 "DELUXE"', (1975,))
    assert old.declared == (DeclaredLink("same_event", f"{SITE}1976903-caravelle-sons"),)


def test_the_order_of_rows_changes_nothing() -> None:
    head, *lines = TEXT.replace("leak.\n\n", "leak. ").replace("crash.\n\n", "crash. ").splitlines(keepends=True)
    notices = [SOURCE.parse(payload("".join([head, *order]))).notices for order in (lines, lines[::-1])]
    products = [{n.number: (n.products, n.extra, n.summary) for n in found} for found in notices]
    assert products[0] == products[1]
    assert len(products[0]) == 3


@pytest.mark.parametrize(
    ("damage", "number"), [(('"2026902"', '"26-902"'), ""), (('"2026-07-01"', '"01/07/2026"'), "2026902")]
)
def test_one_bad_row_is_rejected_and_the_others_stay(damage: tuple[str, str], number: str) -> None:
    harvest = SOURCE.parse(payload(TEXT.replace(*damage)))
    assert [row.number for row in harvest.rejected] == [number]
    assert [n.number for n in harvest.notices] == ["2026901", "1976903"]


@pytest.mark.parametrize("column", ["RECALL_NUMBER_NUM", "MODEL_NAME_NM", "COMMENT_ETXT"])
def test_a_column_that_is_gone_is_a_change_of_shape(column: str) -> None:
    with pytest.raises(ShapeChanged, match=column):
        SOURCE.parse(payload(TEXT.replace(column, "OTHER", 1)))


def test_a_column_nobody_fills_is_a_change_of_shape() -> None:
    with pytest.raises(ShapeChanged, match="MAKE_NAME_NM: filled in no row"):
        SOURCE.parse(payload(TEXT.replace('"ORBIT"', '""').replace('"NIDO"', '""').replace('"CARAVELLE & SONS"', '""')))


@pytest.mark.parametrize(
    "body", ["", "<html>Access Denied</html>", "[]", TEXT.partition("\r\n")[0], TEXT[:-30], TEXT[:700]]
)
def test_what_is_no_whole_file_is_refused(body: str) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def test_a_poll_takes_the_newest_and_counts_no_absence() -> None:
    asked, harvest = drive(SOURCE, {NEWEST: BODY})
    assert [request.url for request in asked] == [NEWEST]
    assert (len(harvest.notices), harvest.complete) == (3, False)


def test_an_unchanged_file_is_not_read_again() -> None:
    crawl = SOURCE.crawl(FIRST)
    next(crawl)
    with pytest.raises(StopIteration) as done:
        crawl.send(Response(payload(b""), unchanged=True))
    assert done.value.value.unchanged
