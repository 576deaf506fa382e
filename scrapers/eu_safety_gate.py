"""EU Safety Gate (formerly RAPEX): the weekly reports of all member states' alerts, and single alerts as JSON.

The list of reports and the reports themselves are files at fixed addresses. Old reports are made anew at every
request: an alert that was amended has changed in its old report, one that was withdrawn is gone from it.
"""

from collections.abc import Generator
from datetime import timedelta

from recallwatch.errors import PayloadError, RateLimited, ShapeChanged, SourceError
from recallwatch.model import Harvest, Notice, PartialDate, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Response, Source

from .eu_safety_gate_detail import detail
from .eu_safety_gate_notice import ID
from .eu_safety_gate_weekly import REPORT, Listed, is_list, listed, report
from .payload import decode, json_object
from .rows import one_per_number
from .xml import read_xml

LIST = "https://ec.europa.eu/safety-gate-alerts/api/download/weeklyReport/list/xml/en"
RECENT = "https://ec.europa.eu/safety-gate-alerts/public/api/notification/mostRecent/"
ALERT = "https://ec.europa.eu/safety-gate-alerts/public/api/notification/"
_FIRST_PAGE = '{"language": "en", "page": "0"}'
_RECENT_AT_MOST = 40
#: Reports of the last weeks are read at every poll, and with them some of the older ones by turns.
_NEWEST, _OLDER = 8, 12
_LISTED_AT_LEAST = 1_000  # 1,114 reports in 2026, one more each week
_TURN = timedelta(hours=6)


def crawl(state: CrawlState) -> Crawl:
    """Read the newest reports, and a few of the old ones: over some weeks of polls each of them is read again."""
    response = yield Request(LIST, conditional=False, expect="xml")
    reports = listed(read_xml(response.payload), LIST)
    if len(reports) < _LISTED_AT_LEAST:
        raise PayloadError(f"{len(reports)} reports where at least {_LISTED_AT_LEAST} were due", url=LIST)
    rows: list[Notice | Rejected] = []
    for place, one in enumerate(_chosen(reports, state)):
        url = REPORT.format(id=one.id)
        try:
            response = yield Request(url, conditional=False, expect="xml")
            rows += report(read_xml(response.payload), url, response.payload.sha256)
        except RateLimited:
            raise
        except SourceError as error:
            if place < _NEWEST:
                raise  # without the newest the poll has told nothing
            rows.append(Rejected(ID, error.reason, url))
    rows += yield from _recent({row.number for row in rows})
    return Harvest(one_per_number(rows, rank=_rank))


def _recent(known: set[str]) -> Generator[Request, Response, list[Notice | Rejected]]:
    """Alerts published since the last report; that they cannot be had costs no report."""
    rows: list[Notice | Rejected] = []
    try:
        response = yield Request(RECENT, conditional=False, expect="json", post=_FIRST_PAGE)
        for number in _ids(response.payload):
            url = f"{ALERT}{number}?language=en"
            response = yield Request(url, conditional=False, expect="json")
            rows.append(detail(json_object(response.payload), url, response.payload.sha256))
    except RateLimited:
        raise
    except SourceError as error:
        rows.append(Rejected(ID, f"the newest alerts: {error.reason}", error.url))
    return [row for row in rows if row.number not in known]


def _ids(payload: Payload) -> list[int]:
    """The ids of the alerts on a page of the newest."""
    content = json_object(payload).get("content")
    ids = [row.get("id") for row in content if isinstance(row, dict)] if isinstance(content, list) else []
    if not ids or not all(isinstance(id_, int) for id_ in ids):
        raise ShapeChanged("no alerts with an id under content", url=payload.url)
    return [id_ for id_ in ids if isinstance(id_, int)][:_RECENT_AT_MOST]


def _chosen(reports: tuple[Listed, ...], state: CrawlState) -> tuple[Listed, ...]:
    """The newest reports, and those old ones whose turn it is at this hour."""
    old = reports[_NEWEST:]
    turn = int(state.now.timestamp() / _TURN.total_seconds())
    first = turn * _OLDER % len(old)
    return (*reports[:_NEWEST], *(old + old)[first : first + _OLDER])


def parse(payload: Payload) -> Harvest:
    """Read one saved answer: a weekly report, the list of them (which holds no alert), or one alert as JSON."""
    if decode(payload).lstrip().startswith("{"):
        if "content" in json_object(payload):
            _ids(payload)
            return Harvest()
        return Harvest((detail(json_object(payload), payload.url, payload.sha256),))
    root = read_xml(payload)
    if is_list(root):
        listed(root, payload.url)
        return Harvest()
    return Harvest(one_per_number(report(root, payload.url, payload.sha256), rank=_rank))


def _rank(row: Notice) -> PartialDate:
    return row.published or PartialDate(1)


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="EU Safety Gate",
        country="EU",
        language="en",
        kind=SourceKind.FILE,
        homepage="https://ec.europa.eu/safety-gate-alerts/",
        licence="CC BY 4.0 (Decision 2011/833/EU); pictures may be third parties'",
        attribution="European Commission, Safety Gate, https://ec.europa.eu/safety-gate/, CC BY 4.0",
        # A report on Fridays; 730 captured weeks have no gap longer than two of them.
        rhythm=Rhythm(every=_TURN, stale_after=timedelta(hours=48), quiet=timedelta(days=15)),
        parser=f"{ID}/1",
        notes=(
            "The weekly reports of the alerts of all member states, as XML: at every poll the list of reports, the "
            "eight newest and twelve older ones by turns, so that within a month all are read again; then the newest "
            "alerts one by one as JSON, which are the same notices. Bar codes that were run together are parted by "
            "their check digits, and an addendum that withdraws alerts is a notice of its own. Checked against 730 "
            "captured reports with 30,188 alerts and five captured alerts."
        ),
        gaps=(
            "Of alerts published between two reports only the newest page is read. An amendment of an alert in an old "
            "report is seen when that report's turn comes. Texts are read in English only."
        ),
        unproven="The lists of reports and of newest alerts were never captured; both are read by others' word.",
    ),
    crawl=crawl,
    parse=parse,
)
