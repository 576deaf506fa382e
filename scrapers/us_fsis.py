"""US Food Safety and Inspection Service: recalls and public health alerts of meat, poultry and eggs.

One bare JSON array of everything, English and Spanish, no paging. Servers at the edge hold answers of different ages,
so states come and go; a day of change is rarely moved when something changes.
"""

from datetime import timedelta

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Harvest, Notice, PartialDate, Payload, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .payload import json_rows
from .rows import one_per_number
from .us_fsis_notice import ID, notice

API = "https://www.fsis.usda.gov/fsis/api/recall/v/1"
_WHOLE_AT_LEAST = 1_500  # 2,005 rows in June 2026, of which 1,216 English, and it only grows
_KEYS = (
    "field_title field_recall_number field_recall_date field_recall_type field_recall_classification field_summary "
    "field_product_items field_establishment field_recall_reason langcode"
)


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the service gives everything, whatever we know
    """Ask for everything; what the edge says of changes is not to be relied on."""
    response = yield Request(API, conditional=False, expect="json")
    return parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved answer; a short one is a part (one year, say), and absence from it means nothing."""
    rows = json_rows(payload)
    if not rows:
        raise PayloadError("the list came back empty", url=payload.url)
    for key in _KEYS.split():
        if not any(isinstance(row, dict) and key in row for row in rows):
            raise ShapeChanged(f"{key} is in no row", url=payload.url)
    if payload.url == API and len(rows) < _WHOLE_AT_LEAST:
        raise PayloadError(f"{len(rows)} rows where at least {_WHOLE_AT_LEAST} were due", url=payload.url)
    notices = [notice(row, payload.sha256) for row in rows]
    return Harvest(one_per_number(notices, rank=_rank), complete=len(rows) >= _WHOLE_AT_LEAST)


def _rank(row: Notice) -> PartialDate:
    return row.updated or row.published or PartialDate(1)


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US Food Safety and Inspection Service: meat, poultry and eggs",
        country="US",
        language="en",
        kind=SourceKind.API,
        homepage="https://www.fsis.usda.gov/recalls",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. Department of Agriculture, Food Safety and Inspection Service",
        # One or two a week; some weeks have none.
        rhythm=Rhythm(every=timedelta(hours=2), stale_after=timedelta(hours=24), quiet=timedelta(days=21)),
        parser=f"{ID}/1",
        notes=(
            "One JSON list of some 12 MB, every notice in English and many in Spanish too: the Spanish ones have a "
            "number of their own here (029-2024-es) and are linked as translations. The product items are read for "
            "lots and dates; where they are missing, the lists of the press release. Numbers may begin with a blank, "
            "states flap, and a changed year of filing takes a notice out of that year's list: none of this is a "
            "withdrawal. Checked against 24 captures of one year's list."
        ),
        gaps="Which shops got a product stands in PDF files that are only named.",
        unproven=(
            "The whole list was not seen; the service turns away programs whose connections do not look like a "
            "browser's, and ours may be one of them."
        ),
    ),
    crawl=crawl,
    parse=parse,
)
