"""Feeds that are second channels: each item says which address it stands for, and what is no feed is refused."""

from dataclasses import replace

import pytest

from recallwatch.errors import SourceError
from recallwatch.model import DeclaredLink, Kind, Notice, PartialDate
from recallwatch.ports.sources import Response, Source
from scrapers.us_fda_food_rss import SOURCE as FOOD
from scrapers.us_fda_press import SOURCE as PRESS
from scrapers.us_fsis import SOURCE as FSIS
from scrapers.us_fsis_rss import SOURCE as FSIS_RSS
from tests.scrapers.support import FIRST, FIXTURES, payload

FDA_BODY = (FIXTURES / "us_fda/feed.xml").read_bytes()
FSIS_BODY = (FIXTURES / "us_fsis/feed.xml").read_bytes()
PLACE = "https://www.fsis.usda.gov/recalls-alerts/"


def test_an_item_of_the_press_feed_is_the_food_feeds_item_and_says_so() -> None:
    saved = payload(FDA_BODY)
    for press, food in zip(PRESS.parse(saved).notices, FOOD.parse(saved).notices, strict=True):
        own = DeclaredLink("republishes", food.url)
        assert press == replace(food, source="us-fda-press", declared=(*food.declared, own))
    assert PRESS.info.behind == FOOD.id


def test_an_item_of_the_fsis_feed_is_the_beginning_of_a_notice() -> None:
    saved = payload(FSIS_BODY)
    assert FSIS_RSS.parse(saved).notices[0] == Notice(
        source="us-fsis-rss",
        number="ralstons-packing-recalls-bologna",
        title="Ralston's Packing Recalls Bologna Products Due to Undeclared Allergen",
        url=f"{PLACE}ralstons-packing-recalls-bologna",
        jurisdictions=("US",),
        published=PartialDate(2026, 7, 20),
        summary="WASHINGTON, July 20, 2026 - Ralston’s Packing Company is recalling approximately 3,000 pounds of "
        "bologna...",
        declared=(DeclaredLink("republishes", f"{PLACE}ralstons-packing-recalls-bologna"),),
        payload=saved.sha256,
    )


def test_its_other_items_are_in_spanish_or_alerts() -> None:
    _, spanish, alert = FSIS_RSS.parse(payload(FSIS_BODY)).notices
    assert (spanish.number, spanish.language) == ("es-ralstons-packing-retira-mortadela", "es")
    assert (alert.kind, alert.summary) == (Kind.WARNING, "Editor's Note: July 2, 2026 - This alert was updated...")


def test_the_feed_and_the_service_of_fsis_meet_at_the_address() -> None:
    service = FSIS.parse(payload((FIXTURES / "us_fsis/four_rows.json").read_bytes()))
    urls = {notice.url for notice in service.notices}
    assert sum(notice.url in urls for notice in FSIS_RSS.parse(payload(FSIS_BODY)).notices) == 2
    assert FSIS_RSS.info.behind == FSIS.id


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ((b"Mon, 20 Jul 2026", b"soon"), "no day"),
        (
            (b"<title>Ralston&#039;s Packing Recalls  Bologna Products Due to Undeclared Allergen", b"<title>"),
            "no title",
        ),
        ((b"recalls-alerts/ralstons-packing-recalls-bologna<", b"<"), "no address"),
    ],
)
def test_one_bad_item_is_rejected_and_the_others_stay(damage: tuple[bytes, bytes], reason: str) -> None:
    body, times = FSIS_BODY.replace(*damage), 2 if reason == "no day" else 1
    harvest = FSIS_RSS.parse(payload(body))
    assert [row.reason for row in harvest.rejected] == [reason] * times
    assert len(harvest.notices) == 3 - times


@pytest.mark.parametrize("source", [PRESS, FSIS_RSS], ids=lambda source: source.id)
@pytest.mark.parametrize("body", [b"", b"<html>Blocked</html>", b"<rss version='2.0'><channel/></rss>", FDA_BODY[:-60]])
def test_what_is_no_whole_feed_is_refused(source: Source, body: bytes) -> None:
    with pytest.raises(SourceError):
        source.parse(payload(body))


@pytest.mark.parametrize("source", [PRESS, FSIS_RSS], ids=lambda source: source.id)
def test_an_unchanged_feed_is_not_read_again_and_absence_means_nothing(source: Source) -> None:
    crawl = source.crawl(FIRST)
    assert next(crawl).url.endswith(".xml")
    with pytest.raises(StopIteration) as done:
        crawl.send(Response(payload(b""), unchanged=True))
    assert done.value.value.unchanged
    assert not source.parse(payload(FSIS_BODY)).complete
