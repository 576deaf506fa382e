"""United Kingdom: product safety alerts, reports and recalls of the OPSS on GOV.UK, a search and a page for each."""

from datetime import datetime, timedelta

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged, SourceError
from recallwatch.model import Harvest, Notice, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .gb_opss_item import ID, SITE, item, number_of
from .payload import json_object
from .rows import one_per_number

_NEWEST, _OLDER = 60, 20
_EVERY = timedelta(hours=1)
_TOTAL_AT_LEAST = 3_000  # 3,746 in October 2026
_FIELDS = "link,public_timestamp,title"


def search(start: int, count: int) -> str:
    """The address of one stretch of the search, newest change first."""
    return (
        f"{SITE}/api/search.json?filter_format=product_safety_alert_report_recall&order=-public_timestamp"
        f"&count={count}&start={start}&fields={_FIELDS}"
    )


def crawl(state: CrawlState) -> Crawl:
    """Read the pages that changed since the last good poll, at first the newest 60, and twenty older ones by turns."""
    response = yield Request(search(0, _NEWEST), conditional=False, expect="json")
    found, total = _found(response.payload, _NEWEST)
    if total < _TOTAL_AT_LEAST:
        raise PayloadError(f"{total} pages where at least {_TOTAL_AT_LEAST} were due", url=response.payload.url)
    links = [
        link for link, changed in found if state.last_success is None or changed > state.last_success - _EVERY * 24
    ]
    response = yield Request(search(_turn(state.now, total), _OLDER), conditional=False, expect="json")
    older, _ = _found(response.payload, _OLDER)
    rows: list[Notice | Rejected] = []
    for link in dict.fromkeys((*links, *(link for link, _ in older))):
        url = f"{SITE}/api/content{link}"
        try:
            response = yield Request(url, conditional=False, expect="json")
            rows.append(item(json_object(response.payload), url, response.payload.sha256))
        except RateLimited:
            raise
        except (FetchError, PayloadError, ShapeChanged) as error:
            rows.append(Rejected(ID, error.reason, url, number_of(link)))
    _refuse_none(rows)
    return Harvest(one_per_number(rows, rank=_day))


def _turn(now: datetime, total: int) -> int:
    """Where the older pages begin whose turn it is: in a week of hourly polls all have had theirs."""
    turns = max(1, (total - _NEWEST + _OLDER - 1) // _OLDER)
    turn = int(now.timestamp() / _EVERY.total_seconds()) % turns
    return min(_NEWEST + turn * _OLDER, max(0, total - _OLDER))


def _found(payload: Payload, count: int) -> tuple[list[tuple[str, datetime]], int]:
    """The links of a search with the time of their last change, and how many pages there are."""
    answer = json_object(payload)
    total, results = answer.get("total"), answer.get("results")
    if not isinstance(total, int) or not isinstance(results, list):
        raise ShapeChanged("a search without total or results", url=payload.url)
    if len(results) < min(count, total):
        raise PayloadError(f"{len(results)} results where {min(count, total)} were due", url=payload.url)
    try:
        return [(_link(row["link"]), datetime.fromisoformat(row["public_timestamp"])) for row in results], total
    except (KeyError, TypeError, ValueError) as error:
        raise ShapeChanged(f"a result without link or public_timestamp: {error}", url=payload.url) from None


def _link(value: object) -> str:
    if not isinstance(value, str) or not value.startswith("/"):
        raise ValueError(f"not a path: {value!r:.60}")
    return value


def _refuse_none(rows: list[Notice | Rejected]) -> None:
    """When no page at all could be read it is not the pages."""
    if rows and all(isinstance(row, Rejected) for row in rows):
        raise SourceError(f"none of {len(rows)} pages could be read: {rows[0]}")


def parse(payload: Payload) -> Harvest:
    """Read one saved answer: a page's content item; the search holds no notice."""
    answer = json_object(payload)
    if "results" in answer:
        _found(payload, 1)
        return Harvest()
    return Harvest((item(answer, payload.url, payload.sha256),))


def _day(row: Notice) -> int:
    return row.updated.first.toordinal() if row.updated else 0


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="United Kingdom: product safety alerts, reports and recalls (OPSS)",
        country="GB",
        language="en",
        kind=SourceKind.API,
        homepage="https://www.gov.uk/product-safety-alerts-reports-recalls",
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0 (OPSS)",
        rhythm=Rhythm(every=_EVERY, stale_after=timedelta(hours=12), quiet=timedelta(days=14)),
        parser=f"{ID}/1",
        notes=(
            "GOV.UK's search, newest change first, and the content item of each page that changed; at every poll "
            "twenty older pages by turns too, so that in about a week all are read. A report is a recall, a withdrawal "
            "or a rejection at the border by the measures it tells of. Checked against one captured search and page."
        ),
        gaps="A page that was taken away (410) is told as one that could not be read, not as withdrawn.",
        unproven="Written against one captured page; older pages may have other labels.",
    ),
    crawl=crawl,
    parse=parse,
)
