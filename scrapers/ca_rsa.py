"""Canada: Recalls and Safety Alerts of Health Canada, the CFIA and Transport Canada, as one open-data file.

A JSON array of everything, made anew once a day; no query, no page, no key. Rows are edited without a new date (title
and URL too), so only the NID names a notice. There is no date of publication: an old title may end in one.
"""

import html
import re
from datetime import timedelta

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import (
    Harvest,
    Kind,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Rhythm,
    Severity,
    SourceInfo,
    SourceKind,
    Status,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source
from recallwatch.text.clean import clean

from .payload import json_rows, web_url
from .rows import one_per_number

ID = "ca-rsa"
FILE = "https://recalls-rappels.canada.ca/sites/default/files/opendata-donneesouvertes/HCRSAMOpenData.json"
_KEYS = (
    "NID",
    "Title",
    "URL",
    "Organization",
    "Product",
    "Issue",
    "What you should do",
    "Category",
    "Recall class",
    "Last updated",
    "Archived",
)
_WHOLE_AT_LEAST = 30_000  # the file had 33,948 rows in August 2026 and only grows
_NUMBER = re.compile(r"\d{3,7}\Z")
_DATED = re.compile(r"\s*\((?P<day>\d{4}-\d{2}-\d{2})\)\s*\Z")
_WARNING = re.compile(
    r"\b(?:warn(?:s|ing)?|unauthori[sz]ed|foreign product alert|advis(?:ory|es|ing)|alert)\b", re.IGNORECASE
)
_CANCELLED = re.compile(r"\s*(?:archived\W+)?recall cancelled\s*\Z", re.IGNORECASE)
_MAKER = re.compile(r"\brecalled by (?P<maker>\S.*\S)\s*\Z")
_GRADES = {"class": "ca-food-class", "type": "ca-health-type"}


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the file has one address, whatever we know
    """Ask for the file."""
    response = yield Request(FILE, expect="json")
    return Harvest(complete=True, unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved file; a short one is a part, however it came about, and absence from it means nothing."""
    rows = json_rows(payload)
    objects = [row for row in rows if isinstance(row, dict)]
    for key in _KEYS:
        if not any(key in row for row in objects):
            raise ShapeChanged(f"{key} is in no row", url=payload.url)
    if payload.url == FILE and len(rows) < _WHOLE_AT_LEAST:
        raise PayloadError(f"{len(rows)} rows where at least {_WHOLE_AT_LEAST} were due", url=payload.url)
    notices = [_notice(row, payload.sha256) for row in rows]
    harvest = one_per_number(notices, rank=lambda n: n.updated or PartialDate(1))
    return Harvest(harvest, complete=len(rows) >= _WHOLE_AT_LEAST)


def _notice(row: object, payload: str) -> Notice | Rejected:
    if not isinstance(row, dict):
        return Rejected(ID, "not an object", repr(row)[:2000])
    texts = {key: _text(row.get(key)) for key in _KEYS}
    number = texts["NID"]
    if not _NUMBER.match(number):
        return Rejected(ID, f"no NID: {number!r:.80}", repr(row)[:2000])
    if not texts["Title"]:
        return Rejected(ID, "no title", repr(row)[:2000], number)
    rest = {str(key): _text(value) for key, value in row.items() if key not in _KEYS}
    return _made(number, texts, rest, payload)


def _made(number: str, texts: dict[str, str], rest: dict[str, str], payload: str) -> Notice:
    title = texts["Title"]
    dated = _DATED.search(title)
    kept = {"Organization": texts["Organization"], "Archived": texts["Archived"], **rest}
    return Notice(
        source=ID,
        number=number,
        title=title,
        url=web_url(texts["URL"]),
        kind=_kind(title),
        status=Status.WITHDRAWN if _CANCELLED.match(title) else Status.ACTIVE,
        language="fr" if "/fr/" in texts["URL"] else "en",
        jurisdictions=("CA",),
        published=_date(dated["day"]) if dated else None,
        updated=_date(texts["Last updated"]),
        hazard=texts["Issue"],
        remedy=texts["What you should do"],
        severity=_severity(texts["Recall class"]),
        products=_products(texts),
        extra=tuple(sorted((key, value) for key, value in kept.items() if value)),
        payload=payload,
    )


def _kind(title: str) -> Kind:
    """Not every row is a recall: a warning says so, unless it is of a recall."""
    return Kind.WARNING if _WARNING.search(title) and "recall" not in title.lower() else Kind.RECALL


def _products(texts: dict[str, str]) -> tuple[ListedProduct, ...]:
    """The product line, where there is one; a vehicle's is "SUV recalled by MAKER"."""
    name = texts["Product"]
    maker = _MAKER.search(name)
    brand = maker["maker"] if maker and texts["Organization"] == "TC" else ""
    return (ListedProduct(name, brand=brand, category=texts["Category"]),) if name else ()


def _severity(grade: str) -> Severity | None:
    """The authority's own grade; a span of two ("Type I - Type II") stays as printed."""
    scheme = _GRADES.get(grade.partition(" ")[0].lower())
    return Severity(scheme, grade) if scheme else None


def _text(value: object) -> str:
    """A field as text: the site's own escapes undone, its invisible spaces made plain, ends trimmed."""
    text = html.unescape(value) if isinstance(value, str) else "" if value is None else str(value)
    return clean(text.replace("\u200b", "").replace("\u00a0", " ")).strip()


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        return None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Canada: Recalls and Safety Alerts",
        country="CA",
        language="en",
        kind=SourceKind.FILE,
        homepage="https://recalls-rappels.canada.ca/en",
        licence="Open Government Licence - Canada",
        attribution="Contains information licensed under the Open Government Licence - Canada",
        # The file is made once a day, about two in the night of Ottawa; some row is new or edited on most days.
        rhythm=Rhythm(every=timedelta(hours=3), stale_after=timedelta(hours=48), quiet=timedelta(days=6)),
        parser=f"{ID}/1",
        notes=(
            "The open-data file of Health Canada, the CFIA and Transport Canada: every notice in one JSON array of "
            "about 15 MB, made anew once a day. Titles and addresses are edited without a new date. A poll that brings "
            "fewer than 30,000 rows is refused. Checked against three captures of the file."
        ),
        gaps=(
            "The file has no date of publication (some old titles end in one), and a vehicle's row names only its "
            "maker."
        ),
        unproven="Read from three captured files only; how the file answers a conditional request was not seen.",
    ),
    crawl=crawl,
    parse=parse,
)
