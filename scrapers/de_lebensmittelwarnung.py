"""Germany: lebensmittelwarnung.de of the states and the BVL, and the product warnings of the BAuA beside it.

Live from the portal's feed. Saved documents of the app's service (food, and BAuA's warnings of products with their
Safety Gate numbers) and saved rows of the old portal's list are read as well; the service itself asks for a key.
"""

import csv
import io
from datetime import timedelta

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Harvest, Notice, PartialDate, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .de_lebensmittelwarnung_rows import ID, document, item, labelled, list_row
from .feed import entries
from .payload import decode, json_object
from .rows import one_per_number

FEED = "https://www.lebensmittelwarnung.de/___LMW-Redaktion/RSSNewsfeed/Functions/RssFeeds/rssnewsfeed_Alle_DE.xml"
_DOC = ("id", "link", "publishedDate", "title", "product")
_LIST = ("date", "producer", "product", "reason", "state", "detail_link")


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the feed has one address, whatever we know
    """Ask for the feed."""
    response = yield Request(FEED, expect="xml")
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved answer: the feed, documents of the app's service, or rows of the old list."""
    text = decode(payload).lstrip()
    if text.startswith("{"):
        rows = _documents(payload)
    elif text.startswith("<"):
        rows = _items(payload)
    else:
        rows = _list_rows(text, payload)
    return Harvest(one_per_number(rows, rank=lambda row: row.published or PartialDate(1)))


def _items(payload: Payload) -> list[Notice | Rejected]:
    found = entries(payload)
    told = [entry["summary"] for entry in found if entry["summary"].strip()]
    if told and not any(labelled(text) for text in told):
        raise ShapeChanged("no description has a label that is known", url=payload.url)
    return [item(entry, payload.sha256) for entry in found]


def _documents(payload: Payload) -> list[Notice | Rejected]:
    answer = json_object(payload)
    inner = answer.get("response")
    docs = (inner if isinstance(inner, dict) else answer).get("docs")
    if not isinstance(docs, list) or not docs:
        raise PayloadError("no documents", url=payload.url)
    objects = [doc for doc in docs if isinstance(doc, dict)]
    for key in _DOC:
        if not any(key in doc for doc in objects):
            raise ShapeChanged(f"{key} is in no document", url=payload.url)
    return [document(doc, payload.sha256) for doc in docs]


def _list_rows(text: str, payload: Payload) -> list[Notice | Rejected]:
    table = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in _LIST if name not in (table.fieldnames or ())]
    if missing:
        raise ShapeChanged(f"no column {', '.join(missing)}", url=payload.url)
    rows = [list_row(row, payload.sha256) for row in table]
    if not rows:
        raise PayloadError("a list without rows", url=payload.url)
    return rows


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Germany: lebensmittelwarnung.de and product warnings of the BAuA",
        country="DE",
        language="de",
        kind=SourceKind.FEED,
        homepage="https://www.lebensmittelwarnung.de",
        licence="Official notices (section 5 UrhG); no licence is stated",
        attribution="BVL and the German states, lebensmittelwarnung.de; BAuA",
        rhythm=Rhythm(every=timedelta(minutes=30), stale_after=timedelta(hours=12), quiet=timedelta(days=14)),
        parser=f"{ID}/1",
        notes=(
            "The portal's feed of all warnings. Saved documents of the app's service are read too, the BAuA's product "
            "warnings among them, which are tied to the Safety Gate alerts they repeat; and saved rows of the old "
            "portal's list. Checked against 249 rows of that list."
        ),
        gaps=(
            "What left the feed before the first poll is not known, nor are the BAuA's warnings polled: the app's "
            "service asks for a key. An extension is a notice of its own. Texts are German and not read."
        ),
        unproven="No capture of the feed or of the app's service exists; both are read as others describe them.",
    ),
    crawl=crawl,
    parse=parse,
)
