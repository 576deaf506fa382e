"""US Food and Drug Administration: the RSS feed of all recalls, market withdrawals and safety alerts.

The same items as the food feed, and those on medicines, devices, cosmetics and feed besides.
"""

from dataclasses import replace
from datetime import timedelta

from recallwatch.model import Harvest, Notice, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .feed import entries, stands_for
from .rows import one_per_number, published_day
from .us_fda_food_rss import ID as FOOD
from .us_fda_item import notice

ID = "us-fda-press"
FEED = "https://www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds/recalls/rss.xml"


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved feed."""
    rows = [_also_food(notice(ID, entry, payload.sha256)) for entry in entries(payload)]
    return Harvest(one_per_number(rows, rank=published_day))


def _also_food(row: Notice | Rejected) -> Notice | Rejected:
    """An item says that it tells of what the food feed may tell at the same address."""
    return row if isinstance(row, Rejected) else replace(row, declared=(*row.declared, *stands_for(row.url)))


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US Food and Drug Administration: all recalls and safety alerts",
        country="US",
        language="en",
        kind=SourceKind.FEED,
        homepage="https://www.fda.gov/safety/recalls-market-withdrawals-safety-alerts",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. Food and Drug Administration",
        # 20 items cover less than two weeks: a poll missed for longer loses items for good.
        rhythm=Rhythm(every=timedelta(minutes=30), stale_after=timedelta(hours=12), quiet=timedelta(days=10)),
        parser=f"{ID}/1",
        notes=(
            "The 20 newest items on food, medicines, devices, cosmetics and animal feed. An item that the food feed "
            "has told is not told again; one that came here first makes one case with it. An item that leaves the "
            "feed is not taken for withdrawn."
        ),
        gaps="Only recalls made public by the press, from the day of the first poll on.",
        unproven="Written for the shape of the food feed, of which 130 captures were read; this one was not seen.",
        behind=FOOD,
    ),
    crawl=crawl,
    parse=parse,
)
