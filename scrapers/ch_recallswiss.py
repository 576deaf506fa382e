"""Switzerland: RecallSwiss, the federal offices' recalls in German, French and Italian, page by page as JSON."""

import re
from datetime import timedelta

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Harvest, Image, Notice, PartialDate, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.model import ListedProduct as Line
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source
from recallwatch.text.clean import clean

from .eu_safety_gate_words import gtins, plain, said
from .leaves import Leaves
from .payload import json_object, web_url
from .rows import one_per_number

ID = "ch-recallswiss"
API = "https://www.recallswiss.admin.ch/customer-access-backend/resources/recalls"
_PAGE = "https://www.recallswiss.admin.ch/customer-access/#Recalls/{number}"
_KEYS = ("id", "headerDe", "descriptionDe")
_LANGUAGES = ("De", "Fr", "It", "En")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(20\d\d)(?!\d)")
_WHOLE_EVERY = timedelta(hours=24)
_NEWEST = 3  # pages of a poll in between
_MOST = 500  # pages at most, however many the service says there are


def crawl(state: CrawlState) -> Crawl:
    """Read every page if the last whole listing is a day old, else the newest three."""
    whole = state.last_complete is None or state.now - state.last_complete >= _WHOLE_EVERY
    rows: list[Notice | Rejected] = []
    page, pages = 0, 1
    while page < min(pages, _MOST if whole else _NEWEST):
        response = yield Request(f"{API}?page={page}", conditional=False, expect="json")
        entries, pages = _entries(response.payload)
        rows += [_entry(entry, response.payload.sha256) for entry in entries]
        page += 1
    return Harvest(one_per_number(rows, rank=_day), complete=page >= pages)


def parse(payload: Payload) -> Harvest:
    """Read one saved page."""
    entries, _ = _entries(payload)
    return Harvest(one_per_number([_entry(entry, payload.sha256) for entry in entries], rank=_day))


def _entries(payload: Payload) -> tuple[list[object], int]:
    answer = json_object(payload)
    entries, pages = answer.get("entries"), answer.get("pages")
    if not isinstance(entries, list) or not isinstance(pages, int):
        raise ShapeChanged("a page without entries or pages", url=payload.url)
    if not entries:
        raise PayloadError("a page without a recall", url=payload.url)
    objects = [entry for entry in entries if isinstance(entry, dict)]
    for key in _KEYS:
        if not any(key in entry for entry in objects):
            raise ShapeChanged(f"{key} is in no recall", url=payload.url)
    return entries, pages


def _entry(entry: object, payload: str) -> Notice | Rejected:
    leaves = Leaves(entry) if isinstance(entry, dict) else Leaves({})
    number = leaves.take("id")
    told = [name for name in _LANGUAGES if said(leaves.peek(f"description{name}"))]
    language = told[0] if told else ""
    shown = clean(repr(entry))[:2000]
    if not number.isdecimal():
        return Rejected(ID, f"no id: {number!r:.60}", shown)
    if not language or not said(leaves.peek(f"header{language}")):
        return Rejected(ID, f"no text or no heading: {language or 'in no language'}", shown, number)
    title = said(leaves.take(f"header{language}"))
    text = plain(leaves.take(f"description{language}"))
    picture = web_url(leaves.take(f"image.url{language}"))
    return Notice(
        source=ID,
        number=number,
        title=title,
        url=_PAGE.format(number=number),
        language=language.lower(),
        jurisdictions=("CH",),
        published=_date(leaves.peek(f"meta{language}")),
        summary=text,
        products=(Line(title, gtins=gtins(text)),),
        images=(Image(picture),) if picture else (),
        extra=tuple(sorted(leaves.rest)),
        payload=payload,
    )


def _date(text: str) -> PartialDate | None:
    """The day that stands in the line above the heading; without one nothing is guessed."""
    found = _DAY.search(text)
    try:
        return PartialDate(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _day(row: Notice) -> PartialDate:
    return row.published or PartialDate(1)


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Switzerland: RecallSwiss",
        country="CH",
        language="de",
        kind=SourceKind.API,
        homepage="https://www.recallswiss.admin.ch",
        licence="Official notices of the Swiss federal offices; no licence is stated",
        attribution="RecallSwiss, Swiss Confederation",
        rhythm=Rhythm(every=timedelta(hours=2), stale_after=timedelta(hours=24), quiet=timedelta(days=21)),
        parser=f"{ID}/1",
        notes=(
            "The listing behind the portal, whole once a day, in between its newest three pages. A recall has its "
            "texts in German, French and Italian; the first that there is is read, the others are kept beside it."
        ),
        gaps="The listing has no field for brand, model, lot or remedy; only bar codes are taken out of the text.",
        unproven="No capture exists: the shape is that which others read from the service.",
    ),
    crawl=crawl,
    parse=parse,
)
