"""US Food and Drug Administration: the RSS feed of food recalls and safety alerts.

Always the 20 newest items, so absence means nothing. Edited items come back, with dates moved either way; an
update or a withdrawal is usually a new item that says so only in words.
"""

from datetime import timedelta

from recallwatch.model import Harvest, Payload, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .feed import entries
from .rows import one_per_number, published_day
from .us_fda_item import notice

ID = "us-fda-food-rss"
FEED = "https://www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds/food-safety-recalls/rss.xml"


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved feed."""
    rows = [notice(ID, entry, payload.sha256) for entry in entries(payload)]
    return Harvest(one_per_number(rows, rank=published_day))


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US Food and Drug Administration: food recalls",
        country="US",
        language="en",
        kind=SourceKind.FEED,
        homepage="https://www.fda.gov/safety/recalls-market-withdrawals-safety-alerts",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. Food and Drug Administration",
        # 20 items cover about two weeks: a poll missed for longer loses items for good.
        rhythm=Rhythm(every=timedelta(minutes=30), stale_after=timedelta(hours=12), quiet=timedelta(days=10)),
        parser=f"{ID}/1",
        notes=(
            "The feed of food safety recalls. An item that leaves the feed is not taken for withdrawn. "
            "Checked against 130 captures of the feed."
        ),
        gaps=(
            "The feed holds the 20 newest items: what was published before the first poll is not known, nor what came "
            "and went while nothing was polled for two weeks."
        ),
    ),
    crawl=crawl,
    parse=parse,
)
