"""The Coast Guard's pages: what a recall's page says, which are asked for, and what is refused."""

import re
from datetime import timedelta

import pytest

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged, SourceError
from recallwatch.model import Firm, ListedProduct, Notice, PartialDate, Role, Status, Vehicle
from recallwatch.ports.sources import CrawlState
from scrapers.us_uscg import LIST, PAGE, SOURCE
from tests.scrapers.support import FIRST, FIXTURES, NOW, drive, payload

NUMBERS = ("26MF0901", "25CG0902", "84T0903")
PAGES = {f"{PAGE}{number}": (FIXTURES / f"us_uscg/{number}.html").read_bytes() for number in NUMBERS}
ROWS = (FIXTURES / "us_uscg/list.html").read_bytes()
BOAT = PAGES[f"{PAGE}26MF0901"]
COMPANY = "PELICAN BAY BOATS LLC"


def test_a_page_is_one_notice() -> None:
    saved = payload(BOAT, f"{PAGE}26MF0901")
    assert SOURCE.parse(saved).notices == (
        Notice(
            source="us-uscg",
            number="26MF0901",
            title=f"{COMPANY} recalls PELICAN BAY 190 CC: Stability test (starboard",
            url=f"{PAGE}26MF0901",
            jurisdictions=("US",),
            published=PartialDate(2026, 3, 3),
            updated=PartialDate(2026, 3, 23),
            hazard="Stability test (starboard\nFlotation",
            products=(
                ListedProduct(
                    f"{COMPANY} PELICAN BAY 190 CC 2024-2025",
                    brand=COMPANY,
                    units="401",
                    vehicle=Vehicle(COMPANY, "PELICAN BAY 190 CC", (2024, 2025)),
                ),
            ),
            firms=(Firm(COMPANY, Role.MANUFACTURER),),
            extra=(
                ("MIC", "ABC"),
                ("Company Official", "jx"),
                ("HIN", "ABCEC117K425"),
                ("Disposition", "Open"),
                ("Campaign Open Date", "3/23/2026"),
                ("Boat Type", "00"),
            ),
            payload=saved.sha256,
        ),
    )


def test_several_models_are_no_model_and_closed_is_written_in_two_ways() -> None:
    (engines,) = SOURCE.parse(payload(PAGES[f"{PAGE}25CG0902"])).notices
    assert engines.products == (
        ListedProduct("NORDSEE MARINE & SONS MULTIPLE ENGINES", brand="NORDSEE MARINE & SONS", units="20"),
    )
    assert (engines.status, engines.hazard, engines.updated) == (Status.CLOSED, "", None)


def test_the_first_day_of_the_epoch_is_no_day_and_a_company_may_be_missing() -> None:
    (skiff,) = SOURCE.parse(payload(PAGES[f"{PAGE}84T0903"])).notices
    assert (skiff.published, skiff.title, skiff.firms) == (None, "A company recalls SKIFF 12", ())
    assert skiff.products == (ListedProduct("SKIFF 12"),)


def test_a_poll_reads_the_first_page_and_one_other_in_turn() -> None:
    asked, harvest = drive(SOURCE, {"": ROWS, **PAGES})
    lists = [request.url.removeprefix(LIST) for request in asked if request.url.startswith(LIST)]
    assert (lists[0], len(lists), all(request.page for request in asked)) == ("0", 2, True)
    assert ([n.number for n in harvest.notices], harvest.complete) == (list(NUMBERS), False)


def test_every_page_of_the_list_has_its_turn() -> None:
    turns = set()
    for poll in range(70):
        state = CrawlState(now=NOW + poll * timedelta(hours=3))
        asked, _ = drive(SOURCE, {"": ROWS, **PAGES}, state)
        turns.add(asked[1].url.removeprefix(LIST))
    assert turns == {str(n) for n in range(1, 71)}


def test_a_page_that_cannot_be_had_is_rejected_and_the_others_stay() -> None:
    harvest = drive(SOURCE, {"": ROWS, **PAGES, f"{PAGE}25CG0902": FetchError("HTTP 500")})[1]
    assert [n.number for n in harvest.notices] == ["26MF0901", "84T0903"]
    assert [(r.number, r.reason) for r in harvest.rejected] == [("25CG0902", "HTTP 500")]


def test_a_host_that_wants_to_be_left_alone_is() -> None:
    with pytest.raises(RateLimited):
        drive(SOURCE, {"": ROWS, **PAGES, f"{PAGE}26MF0901": RateLimited("wait", retry_after=timedelta(hours=1))})


def test_a_day_in_another_format_is_rejected() -> None:
    harvest = SOURCE.parse(payload(BOAT.replace(b"3/3/2026", b"2026-03-03")))
    assert [row.number for row in harvest.rejected] == ["26MF0901"]


@pytest.mark.parametrize("label", ["Number", "Company:", "Disposition:", "Case Open Date:"])
def test_a_label_that_is_gone_is_a_change_of_shape(label: str) -> None:
    with pytest.raises(ShapeChanged, match=label.rstrip(":")):
        SOURCE.parse(payload(BOAT.replace(f"<strong>{label}".encode(), b"<strong>Other")))


def test_past_its_end_the_list_shows_a_row_without_a_number() -> None:
    body = re.sub(rb"id=[0-9A-Z]+", b"id=", ROWS)
    with pytest.raises(PayloadError, match="1763 records"):
        drive(SOURCE, {"": body, **PAGES}, FIRST)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Maintenance</body></html>",
        ROWS[:-20],
        ROWS.replace(b"Records Found: 01763", b"Records Found: 00012"),
        ROWS.replace(b"recalls-details", b"details"),
        b'{"a": 1}',
    ],
)
def test_a_list_that_is_not_one_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        drive(SOURCE, {"": body, **PAGES})


def test_a_saved_page_of_the_list_gives_no_notice() -> None:
    assert SOURCE.parse(payload(ROWS)).rows == ()
