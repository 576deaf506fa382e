"""US Consumer Product Safety Commission: the RSS feed, which is there when the service is not.

The 40 newest items, without numbers: each stands for the recall at its address.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from recallwatch.model import Harvest, Kind, Notice, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .feed import day, entries, stands_for
from .payload import web_url
from .rows import one_per_number, published_day
from .us_cpsc_notice import ID as SERVICE
from .us_fda_item import plain

ID = "us-cpsc-rss"
FEED = "https://www.cpsc.gov/Newsroom/CPSC-RSS-Feed/Recalls-RSS"
_PAGE = re.compile(r"/(?P<kind>Recalls|Warnings)/(?P<year>\d{4})/(?P<slug>[\w.%~-]+)/?\Z", re.IGNORECASE)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved feed."""
    rows = [_notice(entry, payload.sha256) for entry in entries(payload, ("title", "link", "summary", "published"))]
    return Harvest(one_per_number(rows, rank=published_day))


def _notice(entry: dict[str, str], payload: str) -> Notice | Rejected:
    url = web_url(entry["link"])
    page = _PAGE.search(urlsplit(url).path)
    title, published = plain(entry["title"]), day(entry["published"])
    number = f"{page['year']}-{page['slug']}" if page else ""
    if not page or not title or not published:
        what = "no address of a recall" if not page else "no day" if title else "no title"
        return Rejected(ID, what, repr(entry)[:2000], number)
    return Notice(
        source=ID,
        number=number,
        title=title,
        url=url,
        kind=Kind.RECALL if page["kind"].lower() == "recalls" else Kind.WARNING,
        jurisdictions=("US",),
        published=published,
        summary=plain(entry["summary"]),
        declared=stands_for(url),
        payload=payload,
    )


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US Consumer Product Safety Commission: feed of recalls",
        country="US",
        language="en",
        kind=SourceKind.FEED,
        homepage="https://www.cpsc.gov/Recalls",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. Consumer Product Safety Commission",
        rhythm=Rhythm(every=timedelta(minutes=30), stale_after=timedelta(hours=12), quiet=timedelta(days=20)),
        parser=f"{ID}/1",
        notes=(
            "The 40 newest recalls and warnings. What the Recall Retrieval web service has told at the same address is "
            "not told again; an item that came here first makes one case with the recall that follows."
        ),
        gaps="Only the heading and the beginning of a recall: models and what to do come through the service.",
        unproven="Written for the documented shape; no answer of this feed was seen.",
        behind=SERVICE,
    ),
    crawl=crawl,
    parse=parse,
)
