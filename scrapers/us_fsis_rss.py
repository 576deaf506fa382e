"""US Food Safety and Inspection Service: the RSS feed, which is there when its service turns us away.

50 items, English and Spanish, without numbers: each stands for the notice at its address.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from recallwatch.model import Harvest, Kind, Notice, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .feed import day, entries, stands_for
from .rows import one_per_number, published_day
from .us_fda_item import plain
from .us_fsis_notice import ID as SERVICE

ID = "us-fsis-rss"
FEED = "https://www.fsis.usda.gov/fsis-content/rss/recalls.xml"
_SLUG = re.compile(r"[\w.%~-]+\Z")
_SPANISH = re.compile(r"\A/es/")
_ALERT = re.compile(r"\bpublic health alert\b|\balerta de salud pública\b", re.IGNORECASE)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved feed."""
    rows = [_notice(entry, payload.sha256) for entry in entries(payload)]
    return Harvest(one_per_number(rows, rank=published_day))


def _notice(entry: dict[str, str], payload: str) -> Notice | Rejected:
    """Read one item: its text is the beginning of the press release, with a picture before it."""
    url = re.sub(r"\Ahttp://", "https://", entry["link"] or entry["id"])
    path = urlsplit(url).path.rstrip("/")
    slug, published = path.rpartition("/")[2], day(entry["published"])
    title = plain(entry["title"])
    if not _SLUG.match(slug) or not title or not published:
        what = "no address" if not _SLUG.match(slug) else "no day" if title else "no title"
        return Rejected(ID, what, repr(entry)[:2000], slug)
    return Notice(
        source=ID,
        number=f"es-{slug}" if _SPANISH.match(path) else slug,
        title=title,
        url=url,
        kind=Kind.WARNING if _ALERT.search(title) else Kind.RECALL,
        language="es" if _SPANISH.match(path) else "en",
        jurisdictions=("US",),
        published=published,
        summary=plain(entry["summary"]),
        declared=stands_for(url),
        payload=payload,
    )


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US Food Safety and Inspection Service: feed of recalls",
        country="US",
        language="en",
        kind=SourceKind.FEED,
        homepage="https://www.fsis.usda.gov/recalls",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. Department of Agriculture, Food Safety and Inspection Service",
        rhythm=Rhythm(every=timedelta(minutes=30), stale_after=timedelta(hours=12), quiet=timedelta(days=21)),
        parser=f"{ID}/1",
        notes=(
            "The 50 newest items, each the beginning of a press release. What the service has told at the same "
            "address is not told again; an item that came here first makes one case with the notice that follows. "
            "Checked against 65 captures of the feed."
        ),
        gaps="Products, lots and dates stand in the whole release only, which comes through the service.",
        behind=SERVICE,
    ),
    crawl=crawl,
    parse=parse,
)
