"""US Coast Guard: recalls of boats, engines and their equipment, a list in pages and a page for each.

The list cuts its texts short, so notices are read from their own pages: each poll those of the first page of the list
and of one other, the next in turn by the clock. Past its end the list shows one row without a number.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged
from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.model import (
    Firm,
    Harvest,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Rhythm,
    Role,
    Severity,
    SourceInfo,
    SourceKind,
    Status,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .html import read_page
from .rows import one_per_number, published_day

ID = "us-uscg"
LIST = "https://uscgboating.org/content/recalls.php?pageNum_allRecalls="
PAGE = "https://uscgboating.org/content/recalls-details.php?id="
_EVERY = timedelta(hours=3)
_ROWS = 25  # on a page of the list
_AT_LEAST = 1_000  # records; there were 1,763 in May 2026, and none is ever taken away
_TOTAL = re.compile(r"Records Found:\s*(\d+)")
_LINK = re.compile(r"recalls-details\.php\?id=(?P<number>[^&#]*)")
_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{3,11}\Z")
_LABELS = ("Number", "Company", "Model Name", "Model Year", "Problem 1", "Disposition", "Case Open Date", "Units")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")
_NO_DAYS = frozenset({"", "N/A", "1/1/1970", "12/31/1969"})
_EMPTY = frozenset({"", "N/A", "NA", "NONE", "9999"})
_MANY = re.compile(r"multiple|various|all\b", re.IGNORECASE)


def crawl(state: CrawlState) -> Crawl:
    """Ask for the first page of the list and one other, and for the page of each recall on them."""
    response = yield _request(f"{LIST}0")
    total, numbers = _listed(response.payload)
    pages = -(-total // _ROWS)
    turn = int((state.now - datetime(2000, 1, 1, tzinfo=UTC)) / _EVERY)
    if pages > 1:
        response = yield _request(f"{LIST}{1 + turn % (pages - 1)}")
        numbers += _listed(response.payload)[1]
    rows: list[Notice | Rejected] = []
    for number in dict.fromkeys(numbers):
        try:
            response = yield _request(f"{PAGE}{number}")
            rows.append(_notice(response.payload))
        except RateLimited:
            raise  # the host wants to be left alone, not asked for the next page
        except (FetchError, PayloadError) as error:
            rows.append(Rejected(ID, error.reason, f"{PAGE}{number}", number))
    return Harvest(one_per_number(rows, rank=published_day))


def parse(payload: Payload) -> Harvest:
    """Read one saved page: a recall's gives its notice, one of the list none."""
    page = read_page(payload)
    if _TOTAL.search(page.get_text()):
        _listed(payload)
        return Harvest()
    return Harvest((_notice(payload),))


def _request(url: str) -> Request:
    return Request(url, page=True, conditional=False, expect="html")


def _listed(payload: Payload) -> tuple[int, list[str]]:
    """How many recalls there are, and the numbers of those on one page of the list."""
    page = read_page(payload)
    total = _TOTAL.search(page.get_text())
    links = [_LINK.search(str(anchor["href"])) for anchor in page.select("a[href]")]
    numbers = [found["number"].strip() for found in links if found]
    if not total or not numbers:
        raise ShapeChanged("the list has no count of records, or no links to recalls", url=payload.url)
    if int(total[1]) < _AT_LEAST or not all(_NUMBER.match(number) for number in numbers):
        raise PayloadError(f"{int(total[1])} records, among them {numbers[:3]}", url=payload.url)
    return int(total[1]), numbers


def _notice(payload: Payload) -> Notice | Rejected:
    said = dict(_labelled(read_page(payload)))
    missing = [label for label in _LABELS if label not in said]
    if missing:
        raise ShapeChanged(f"the page has no {', '.join(missing)}", url=payload.url)
    number = said.pop("Number")
    opened, moved = said.pop("Case Open Date"), said.pop("Last Date", "")
    if not _NUMBER.match(number) or (opened not in _NO_DAYS and not _day(opened)):
        return Rejected(ID, f"no number or not a day: {number!r:.20} {opened!r:.20}", repr(said)[:2000], number)
    company, model, year = (said.pop(label) for label in ("Company", "Model Name", "Model Year"))
    problems = [said.pop(label, "") for label in ("Problem 1", "Problem 2")]
    published, updated = _day(opened), _day(moved)
    severity = said.pop("Severity", "")
    return Notice(
        source=ID,
        number=number,
        title=_title(company, model, problems[0]),
        url=f"{PAGE}{number}",
        status=Status.CLOSED if said["Disposition"].lower() == "closed" else Status.ACTIVE,
        jurisdictions=("US",),
        published=published,
        updated=updated if updated and updated != published else None,
        hazard="\n".join(text for text in problems if text),
        severity=None if severity in _EMPTY else Severity("uscg", severity),
        products=_products(company, model, year, said.pop("Units")),
        firms=(Firm(company, Role.MANUFACTURER),) if company else (),
        extra=tuple((label, value) for label, value in said.items() if value),
        payload=payload.sha256,
    )


def _labelled(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Every label in bold, its colon off, with the text of the cell after it."""
    for label in page.select("td strong"):
        cell = label.find_parent("td")
        value = cell.find_next_sibling("td") if cell else None
        if value is not None:
            yield " ".join(label.get_text().split()).rstrip(":").rstrip(), " ".join(value.get_text().split())


def _title(company: str, model: str, problem: str) -> str:
    """The page's own title is the problem cut short: who recalls what, and why."""
    what = f"{company or 'A company'} recalls {model or 'boats or equipment'}"
    return f"{what}: {problem}" if problem else what


def _products(company: str, model: str, year: str, units: str) -> tuple[ListedProduct, ...]:
    """A boat or engine by its maker, model and years; where the model is none, only the maker is known."""
    affected = "" if units.upper() in _EMPTY else units
    if not company or model.upper() in _EMPTY or _MANY.match(model):
        name = " ".join(text for text in (company, model) if text)
        return (ListedProduct(name, brand=company, units=affected),) if name else ()
    lines = vehicle_products([VehicleRow(company, model, year)])
    return tuple(ListedProduct(line.name, line.brand, units=affected, vehicle=line.vehicle) for line in lines)


def _day(text: str) -> PartialDate | None:
    """``3/23/2026``, month first; the first day of the epoch stands for none."""
    found = _DAY.match(text) if text not in _NO_DAYS else None
    try:
        return PartialDate(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="US Coast Guard: recalls of boats and their equipment",
        country="US",
        language="en",
        kind=SourceKind.PAGE,
        homepage="https://uscgboating.org/content/recalls.php",
        licence="Public domain (17 U.S.C. 105)",
        attribution="U.S. Coast Guard, Boating Safety Division",
        rhythm=Rhythm(every=_EVERY, stale_after=timedelta(hours=48), quiet=timedelta(days=60)),
        parser=f"{ID}/1",
        notes=(
            "A list of some 70 pages and a page for each recall. Every poll reads the recalls of the first page, where "
            "the open ones stand, and those of one other page in turn, so all are seen within nine days. Days of 1970 "
            "stand for none; the year in a number is not that of the recall."
        ),
        gaps=(
            "Problems are cut off at about 25 characters by the source itself. Recalls that stand on later pages are "
            "seen late."
        ),
        unproven="Written for the documented shape of its pages; no answer to a poll was seen.",
    ),
    crawl=crawl,
    parse=parse,
)
