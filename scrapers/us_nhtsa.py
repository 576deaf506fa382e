"""US National Highway Traffic Safety Administration: recalls of vehicles, tires, child seats and equipment.

Two zipped flat files of everything, built anew every night, so neither ETag nor Last-Modified tells of a change.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from recallwatch.errors import PayloadError
from recallwatch.model import Harvest, Notice, PartialDate, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .payload import decode, looks_like_html
from .rows import one_per_number
from .us_nhtsa_api import api_rows
from .us_nhtsa_campaign import ID, Row, campaigns
from .us_nhtsa_flat import flat_rows, is_flat

_PLACE = "https://static.nhtsa.gov/odi/ffdd/rcl/"
SINCE_2010 = f"{_PLACE}FLAT_RCL_POST_2010.zip"
BEFORE_2010 = f"{_PLACE}FLAT_RCL_PRE_2010.zip"
#: About half the rows of July 2026 (240,000 and 81,709): one only grows, the other stays.
_ROWS_AT_LEAST = {SINCE_2010: 120_000, BEFORE_2010: 40_000}


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the files have one address each, whatever we know
    """Ask for both files."""
    answers = ((yield Request(SINCE_2010)), (yield Request(BEFORE_2010)))
    if all(answer.unchanged for answer in answers):
        return Harvest(complete=True, unchanged=True)
    came = [answer.payload for answer in answers if answer.payload.content]  # one may be as it was, and come empty
    return _harvest((row for payload in came for row in parse(payload).rows), complete=len(came) == len(answers))


def parse(payload: Payload) -> Harvest:
    """Read one flat file, or one saved answer about a vehicle or campaign: the same campaigns either way."""
    if is_flat(payload):
        return _harvest(campaigns(_counted(payload), payload))
    text = decode(payload)
    if looks_like_html(text) or not text.lstrip().startswith("{"):
        raise PayloadError(f"neither a flat file nor JSON: {text.strip()[:80]!r}", url=payload.url)
    return _harvest(campaigns(api_rows(payload), payload))


def _harvest(rows: Iterable[Notice | Rejected], *, complete: bool = False) -> Harvest:
    return Harvest(one_per_number(list(rows), rank=_rank), complete=complete)


def _counted(payload: Payload) -> Iterator[Row | Rejected]:
    """Pass the rows of a flat file on; raises at its end if they were fewer than it must have."""
    count = 0
    for row in flat_rows(payload):
        count += 1
        yield row
    due = _ROWS_AT_LEAST.get(payload.url, 1)
    if count < due:
        raise PayloadError(f"{count} rows where at least {due} were due", url=payload.url)


def _rank(notice: Notice) -> PartialDate:
    return notice.published or PartialDate(1)


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US National Highway Traffic Safety Administration: recalls of vehicles and their parts",
        country="US",
        language="en",
        kind=SourceKind.FILE,
        homepage="https://www.nhtsa.gov/recalls",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. National Highway Traffic Safety Administration",
        # Built every night about 07:05 UTC; some campaign is new on most working days.
        rhythm=Rhythm(every=timedelta(hours=6), stale_after=timedelta(hours=48), quiet=timedelta(days=10)),
        parser=f"{ID}/1",
        notes=(
            "Two zipped flat files, campaigns since 2010 and before, each line a make, model, year and part; one "
            "notice a campaign. Every file is built anew each night and numbers its rows anew, so only what they say "
            "counts. Campaigns cover certain vehicles: a vehicle's make, model and year can only lead to the official "
            "look-up of its VIN. A saved answer by vehicle or by campaign number is read as well; it has one "
            "vehicle's lines only. Checked against 41 rows, and against answers of the services in 2018 and later."
        ),
        gaps="Which VINs a campaign covers is not published. A campaign has no title, so ours is put together.",
        unproven="The zipped files were not seen whole: rows and the dictionary of the columns were.",
    ),
    crawl=crawl,
    parse=parse,
)
