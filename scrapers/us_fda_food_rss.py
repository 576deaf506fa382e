"""US Food and Drug Administration: the RSS feed of food recalls and safety alerts.

Always the 20 newest items, so absence means nothing. Edited items come back, with dates moved either way; an
update or a withdrawal is usually a new item that says so only in words.
"""

import io
from datetime import timedelta

import feedparser

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Harvest, Notice, Payload, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .payload import decode, looks_like_html
from .rows import one_per_number
from .us_fda_item import ID, notice

FEED = "https://www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds/food-safety-recalls/rss.xml"
_KEYS = ("title", "link", "id", "summary", "published")


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved feed."""
    entries = _entries(payload)
    for key in _KEYS:
        if not any(key in entry for entry in entries):
            raise ShapeChanged(f"{key} is in no item", url=payload.url)
    rows = [notice({key: str(entry.get(key, "")) for key in _KEYS}, payload.sha256) for entry in entries]
    return Harvest(one_per_number(rows, rank=_day))


def _day(row: Notice) -> int:
    return row.published.first.toordinal() if row.published else 0


def _entries(payload: Payload) -> list[dict[str, object]]:
    text = decode(payload)
    if looks_like_html(text):
        raise PayloadError(f"HTML where a feed was due: {text.strip()[:80]!r}", url=payload.url)
    feed = feedparser.parse(
        io.BytesIO(text.encode()),  # never a name or a URL: feedparser would open it
        response_headers={"content-type": "application/rss+xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if feed.bozo:  # feedparser would go on with what it could save, and an item cut off would be a notice lost
        raise PayloadError(f"not well-formed XML (cut off?): {feed.bozo_exception}", url=payload.url)
    if not feed.get("version") or not feed.entries:
        raise PayloadError("a feed without items", url=payload.url)
    entries: list[dict[str, object]] = feed.entries
    return entries


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
