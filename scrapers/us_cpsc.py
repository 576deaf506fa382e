"""US Consumer Product Safety Commission: the Recall Retrieval web service.

One bare JSON array, no paging, no ETag. The whole archive once a day, a window by last publication in between;
a window also returns re-touched recalls decades old, so only RecallDate tells how old a recall is.
"""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Harvest, Notice, PartialDate, Payload, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .payload import json_rows
from .rows import one_per_number
from .us_cpsc_notice import ID, notice

ENDPOINT = "https://www.saferproducts.gov/RestWebServices/Recall?format=json"
_START = "LastPublishDateStart"
_WINDOW = timedelta(days=30)
_SLACK = timedelta(days=1)  # the service has no time zone; its day is Washington's
_WHOLE_EVERY = timedelta(hours=24)
_WINDOW_AT_MOST = 5_000  # 1,193 rows were the most ever seen in a whole year's window
_WHOLE_AT_LEAST = 9_000  # the archive had 9,818 rows in May 2026 and only grows
_KEYS = {
    "": (
        "RecallID RecallNumber RecallDate LastPublishDate Title Description URL Products Hazards Remedies "
        "Retailers Images"
    ),
    "Products": "Name NumberOfUnits",
    "Hazards": "Name",
    "Remedies": "Name",
    "Retailers": "Name",
}


def crawl(state: CrawlState) -> Crawl:
    """Ask for the whole archive if the last one is a day old, else for what was published in the last 30 days."""
    whole = state.last_complete is None or state.now - state.last_complete >= _WHOLE_EVERY
    url = ENDPOINT if whole else f"{ENDPOINT}&{_START}={(state.now - _WINDOW).date()}"
    response = yield Request(url, expect="json")
    if response.unchanged:
        return Harvest(complete=whole, unchanged=True)
    return _read(response.payload, url)


def parse(payload: Payload) -> Harvest:
    """Read one saved answer; its URL tells what was asked, its size whether a file of unknown origin is whole."""
    return _read(payload, payload.url)


def _read(payload: Payload, asked: str) -> Harvest:
    rows = json_rows(payload)
    whole, start = _asked(asked)
    if whole and not rows:
        raise PayloadError("the whole archive came back empty", url=asked)
    _refuse_error_row(rows, asked)
    _refuse_lost_keys(rows, asked)
    if start:
        _refuse_outside(rows, start, asked)
    complete = whole or (not start and len(rows) >= _WHOLE_AT_LEAST)
    notices = [notice(row, payload.sha256) for row in rows]
    return Harvest(one_per_number(notices, rank=_rank), complete=complete)


def _asked(url: str) -> tuple[bool, date | None]:
    """Tell whether a URL asks for the whole archive, and from which day of publication on."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    whole = parts.path.endswith("/RestWebServices/Recall") and set(query) == {"format"}
    return whole, date.fromisoformat(query[_START][0]) if _START in query else None


def _refuse_error_row(rows: list[object], url: str) -> None:
    """Refuse the service's way of failing: HTTP 200 and a row with RecallID 0 whose title is the message."""
    for row in rows:
        if not isinstance(row, dict):
            continue
        title = str(row.get("Title") or "")
        if row.get("RecallID") == 0 or title.startswith("Error retrieving Recalls"):
            raise PayloadError(f"the service answered with its error row: {title[:200]}", url=url)


def _refuse_lost_keys(rows: list[object], url: str) -> None:
    """Refuse an answer in which a key we live on is in no row at all."""
    objects = [row for row in rows if isinstance(row, dict)]
    for name, keys in _KEYS.items():
        entries = [entry for row in objects for entry in _list(row.get(name))] if name else objects
        for key in keys.split():
            if entries and not any(isinstance(entry, dict) and key in entry for entry in entries):
                raise ShapeChanged(f"{f'{name}[].' if name else ''}{key} is in no row", url=url)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _refuse_outside(rows: list[object], start: date, url: str) -> None:
    """Refuse a window that was ignored: the service drops a parameter it does not know and returns everything."""
    if len(rows) > _WINDOW_AT_MOST:
        raise PayloadError(f"{len(rows)} rows for a window from {start}: the parameter was ignored", url=url)
    for row in rows:
        published = str(row.get("LastPublishDate") or "")[:10] if isinstance(row, dict) else ""
        if published and published < str(start - _SLACK):
            raise PayloadError(f"a row published {published} in a window from {start}", url=url)


def _rank(row: Notice) -> tuple[PartialDate, int]:
    """Of two rows with one number the later published stands."""
    internal = dict(row.extra).get("RecallID", "")
    return row.updated or PartialDate(1), int(internal) if internal.isdecimal() else 0


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US Consumer Product Safety Commission",
        country="US",
        language="en",
        kind=SourceKind.API,
        homepage="https://www.cpsc.gov/Recalls",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. Consumer Product Safety Commission",
        # 20-30 recalls a week, on Wednesdays and Thursdays; none for 13 weekdays around Christmas.
        rhythm=Rhythm(every=timedelta(minutes=15), stale_after=timedelta(hours=6), quiet=timedelta(days=20)),
        parser=f"{ID}/1",
        notes=(
            "The Recall Retrieval web service: the whole archive when the last whole one is a day old, else what was "
            "published in the last 30 days. A failure answers 200 with a row of its own, and a mistyped parameter "
            "brings everything back: both are refused. LastPublishDate is no sign of news, old recalls are "
            "re-touched; RecallDate is. Checked against the archive of 9,818 recalls and five true answers."
        ),
    ),
    crawl=crawl,
    parse=parse,
)
