"""openFDA's enforcement reports: asked for by day of report, then event by event, so that no event is told in part.

A report holds one row a product; the rows of one event carry different days of report. No page goes beyond row
26,000, so a span with more is halved. Nothing found is answered with 404 and an error of its own.
"""

import json
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recallwatch.errors import PayloadError
from recallwatch.model import Harvest, Payload, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Response, Source

from .openfda_event import event_id, events
from .payload import decode

_PAGE = 1000
_SKIP_AT_MOST = 25_000
_FIRST_DAY = date(2004, 1, 1)  # no report is older
_WINDOW = timedelta(days=45)
_WHOLE_EVERY = timedelta(days=30)  # silent edits of older reports are found then
_BATCH = 40  # events asked for at once
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class _Page:
    """One answer: its rows, and how many there are altogether."""

    payload: Payload
    rows: tuple[object, ...]
    total: int


_Pages = Generator[Request, Response, list[_Page]]


def source(kind: str, title: str) -> Source:
    """The source of one kind of product: ``food``, ``drug`` or ``device``."""
    id_ = f"us-fda-{kind}"
    return Source(
        info=SourceInfo(
            id=id_,
            title=f"US Food and Drug Administration: enforcement reports on {title}",
            country="US",
            language="en",
            kind=SourceKind.API,
            homepage="https://www.accessdata.fda.gov/scripts/ires/",
            licence="CC0 1.0",
            attribution="U.S. Food and Drug Administration (openFDA)",
            # Refreshed about once a week, with the report of Wednesday.
            rhythm=Rhythm(every=timedelta(hours=6), stale_after=timedelta(hours=48), quiet=timedelta(days=21)),
            parser=f"{id_}/1",
            notes=(
                "openFDA, one notice an event with a product line for each of its products, asked for by day of report "
                "and of termination in the last 45 days, and altogether once in 30 days. Lots, dates and bar codes "
                "stand in a text of their own, which often lists those of the whole event. The day a recall began may "
                "be mistyped and is only kept; a number of recall comes with the class, so the event's number is ours. "
                "Checked against three true records and 500 rows of columns."
            ),
            gaps="Reports follow a recall's publicity by weeks: press releases come through the FDA's feeds.",
            unproven="Written for the documented service; paging and the answer to an empty question were not seen.",
        ),
        crawl=lambda state: _crawl(id_, kind, state),
        parse=lambda payload: parse(id_, payload),
    )


def parse(source: str, payload: Payload) -> Harvest:
    """Read one saved answer."""
    page = _page(payload)
    return Harvest(tuple(events(source, page.rows, payload)))


def _crawl(source: str, kind: str, state: CrawlState) -> Crawl:
    """Walk the reports of a window, or of all time; then ask for each event whose rows may lie elsewhere too."""
    endpoint = f"https://api.fda.gov/{kind}/enforcement.json"
    whole = state.last_complete is None or state.now - state.last_complete >= _WHOLE_EVERY
    today = state.now.date()
    if whole:
        pages = yield from _span(endpoint, _FIRST_DAY, today)
    else:
        since = f"[{today - _WINDOW:%Y%m%d}+TO+{today:%Y%m%d}]"
        pages = yield from _pages(endpoint, f"report_date:{since}+termination_date:{since}")
    if not any(page.rows for page in pages):
        raise PayloadError("not one report where some stand in every month", url=endpoint)
    split = _split(pages) if whole else _all_events(pages)
    asked: list[_Page] = []
    for start in range(0, len(split), _BATCH):
        asked += yield from _events(endpoint, split[start : start + _BATCH])
    kept = [_without(page, set(split)) for page in pages] + asked
    rows = [row for page in kept for row in events(source, page.rows, page.payload)]
    return Harvest(tuple(rows), complete=whole)


def _span(endpoint: str, first: date, last: date) -> _Pages:
    """The reports of a span of days, in halves where they are more than can be paged through."""
    search = f"report_date:[{first:%Y%m%d}+TO+{last:%Y%m%d}]"
    start = yield from _ask(endpoint, search, 0)
    if start.total <= _SKIP_AT_MOST + _PAGE:
        rest = yield from _rest(endpoint, search, start)
        return [start, *rest]
    middle = first + (last - first) / 2
    before = yield from _span(endpoint, first, middle)
    after = yield from _span(endpoint, middle + timedelta(days=1), last)
    return before + after


def _pages(endpoint: str, search: str) -> _Pages:
    start = yield from _ask(endpoint, search, 0)
    rest = yield from _rest(endpoint, search, start)
    return [start, *rest]


def _rest(endpoint: str, search: str, start: _Page) -> _Pages:
    pages: list[_Page] = []
    for skip in range(_PAGE, start.total, _PAGE):
        pages += [(yield from _ask(endpoint, search, skip))]
    return pages


def _ask(endpoint: str, search: str, skip: int) -> Generator[Request, Response, _Page]:
    url = f"{endpoint}?search={search}&sort=event_id:asc&limit={_PAGE}&skip={skip}"
    response = yield Request(url, conditional=False, expect="json", also=(_NOT_FOUND,))
    page = _page(response.payload)
    if len(page.rows) != max(0, min(_PAGE, page.total - skip)):
        raise PayloadError(f"{len(page.rows)} rows from {skip} of {page.total}", url=url)
    return page


def _events(endpoint: str, ids: Sequence[str]) -> _Pages:
    """Every row of some events, in one answer for each event."""
    page = yield from _ask(endpoint, "+".join(f"event_id:{id_}" for id_ in ids), 0)
    if page.total > _PAGE and len(ids) > 1:
        one = yield from _events(endpoint, ids[: len(ids) // 2])
        two = yield from _events(endpoint, ids[len(ids) // 2 :])
        return one + two
    lost = set(ids).difference(_all_events([page]))
    if lost or page.total > _PAGE:
        raise PayloadError(f"asked for {len(ids)} events, {len(lost)} came not or not whole", url=page.payload.url)
    return [page]


def _all_events(pages: Iterable[_Page]) -> list[str]:
    return list(dict.fromkeys(id_ for page in pages for row in page.rows if (id_ := event_id(row))))


def _split(pages: Sequence[_Page]) -> list[str]:
    """Events with rows on more than one page."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for page in pages:
        here = _all_events([page])
        twice |= dict.fromkeys(id_ for id_ in here if id_ in seen)
        seen |= set(here)
    return list(twice)


def _without(page: _Page, ids: set[str]) -> _Page:
    return _Page(page.payload, tuple(row for row in page.rows if event_id(row) not in ids), page.total)


def _page(payload: Payload) -> _Page:
    """Read one answer; the service's own "nothing found" is an empty one, every other error is refused."""
    try:
        answer = json.loads(decode(payload), strict=False)
    except (ValueError, RecursionError) as error:
        raise PayloadError(f"not JSON (cut off?): {error}", url=payload.url) from None
    found = answer if isinstance(answer, dict) else {}
    failure = found.get("error")
    if isinstance(failure, dict) and failure.get("code") == "NOT_FOUND" and "results" not in found:
        return _Page(payload, (), 0)
    rows, total = found.get("results"), _total(found)
    if failure or not isinstance(rows, list) or total is None or payload.status == _NOT_FOUND:
        raise PayloadError(f"not an answer with results: {json.dumps(answer)[:200]}", url=payload.url)
    if not rows and total:
        raise PayloadError(f"no rows where {total} were counted", url=payload.url)
    return _Page(payload, tuple(rows), total)


def _total(answer: dict[str, object]) -> int | None:
    meta = answer.get("meta")
    results = meta.get("results") if isinstance(meta, dict) else None
    total = results.get("total") if isinstance(results, dict) else None
    return total if isinstance(total, int) else None
