"""South Korea: product recalls of SafetyKorea as the city of Seoul lists them, a table in pages.

The mirror says that it has some 120 pages, but from about the 78th on it serves the whole frame of a page, with its
number and the total, around a table without rows.
"""

import re
from datetime import UTC, datetime, timedelta

from bs4 import Tag

from recallwatch.errors import PayloadError, ShapeChanged
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
    SourceInfo,
    SourceKind,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .html import read_page
from .rows import one_per_number, published_day

ID = "kr-safetykorea"
LIST = "https://sftc.seoul.go.kr/fe/si/recallDmstc/NR_list.do?pageIndex="
PAGE = "https://sftc.seoul.go.kr/fe/si/recallDmstc/NR_view.do?recallUid="
#: Running number, product, model, firm, kind of recall, day of publication.
_HEADINGS = ["번호", "제품명", "모델명", "사업자명", "리콜종류", "공표일"]
_EVERY = timedelta(hours=4)
_ROWS = 10  # on a page
_NEWEST = 3  # pages of every poll
_SERVED = 77  # pages that have rows
_COUNT = re.compile(r"전체\s*([\d,]+)\s*건.*?\((\d+)/(\d+)\s*page\)", re.DOTALL)
_UID = re.compile(r"viewDtail\((\d+)\)")
_DAY = re.compile(r"(\d{4})\.(\d\d)\.(\d\d)\Z")
_WRAPPED = re.compile(r"\((?:제품명|온라인)\)\s*")
#: What sellers write where they have no model: a name, in Hangul.
_MODEL = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./_-]{2,39}\Z")


def crawl(state: CrawlState) -> Crawl:
    """Ask for the newest pages and for one other, the next in turn by the clock."""
    rows: list[Notice | Rejected] = []
    pages = 1
    for page in range(1, _NEWEST + 1):
        if page <= pages:
            response = yield _request(page)
            found, pages = _page(response.payload, page)
            rows += found
    others = min(pages, _SERVED) - _NEWEST
    if others > 0:
        page = _NEWEST + 1 + int((state.now - datetime(2000, 1, 1, tzinfo=UTC)) / _EVERY) % others
        response = yield _request(page)
        rows += _page(response.payload, page)[0]
    return Harvest(one_per_number(rows, rank=published_day))


def parse(payload: Payload) -> Harvest:
    """Read one saved page."""
    return Harvest(one_per_number(_page(payload)[0], rank=published_day))


def _request(page: int) -> Request:
    return Request(f"{LIST}{page}", page=True, conditional=False, expect="html")


def _page(payload: Payload, asked: int = 0) -> tuple[list[Notice | Rejected], int]:
    """The rows of a page and how many pages there are; fewer rows than it must have are no answer."""
    page = read_page(payload)
    count = _COUNT.search(page.get_text(" "))
    if not count:
        raise ShapeChanged("no count of recalls and pages", url=payload.url)
    total, number, pages = (int(text.replace(",", "")) for text in count.groups())
    if asked not in (0, number):
        raise PayloadError(f"page {number} where page {asked} was asked for", url=payload.url)
    if [cell.get_text(strip=True) for cell in page.select("table.tbl-list thead th")] != _HEADINGS:
        raise ShapeChanged("the table has other columns", url=payload.url)
    rows = page.select("table.tbl-list tbody tr")
    due = min(_ROWS, total - (number - 1) * _ROWS)
    if not rows or len(rows) < due:
        raise PayloadError(f"{len(rows)} rows on page {number} of {pages}, {due} were due", url=payload.url)
    return [_row(row, payload.sha256) for row in rows], pages


def _row(row: Tag, payload: str) -> Notice | Rejected:
    cells = [" ".join(cell.get_text().split()) for cell in row.select("td")]
    shown = repr(cells)[:2000]
    uids = set(_UID.findall(str(row)))
    if len(uids) != 1 or len(cells) != len(_HEADINGS):
        return Rejected(ID, f"{len(cells)} cells and {len(uids)} numbers in a row", shown)
    (uid,) = uids
    _, name, model, firm, kind, day = cells
    published = _day(day)
    if not name or not firm or not kind or published is None:
        return Rejected(ID, f"no name, firm, kind or day: {day!r:.20}", shown, uid)
    return Notice(
        source=ID,
        number=uid,
        title=f"{name} {model}".strip(),
        url=f"{PAGE}{uid}",
        language="ko",
        jurisdictions=("KR",),
        published=published,
        products=(ListedProduct(f"{name} {model}".strip(), models=_models(model)),),
        firms=(Firm(firm, Role.RECALLING_FIRM),),
        extra=(("리콜종류", kind),),
        payload=payload,
    )


def _models(text: str) -> tuple[str, ...]:
    """The models of the cell; a name in Hangul, which stands there for most things, is none."""
    parts = (part.strip() for part in _WRAPPED.sub("", text).split(" / "))
    return tuple(dict.fromkeys(part for part in parts if _MODEL.match(part)))


def _day(text: str) -> PartialDate | None:
    found = _DAY.match(text)
    try:
        return PartialDate(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="South Korea: product recalls (SafetyKorea, as listed by Seoul)",
        country="KR",
        language="ko",
        kind=SourceKind.PAGE,
        homepage="https://sftc.seoul.go.kr/fe/si/recallDmstc/NR_list.do",
        licence="Official notices of the Republic of Korea; no licence is stated",
        attribution="Korean Agency for Technology and Standards; Seoul Metropolitan Government",
        rhythm=Rhythm(every=_EVERY, stale_after=timedelta(hours=48), quiet=timedelta(days=45)),
        parser=f"{ID}/1",
        notes=(
            "The list that the city of Seoul keeps of SafetyKorea's recalls of three years. Every poll reads the "
            "newest thirty and one older page in turn, so all are seen within two weeks. A page with its frame and "
            "without rows is refused: from the 78th on the mirror serves nothing else. Checked against eight captured "
            "pages."
        ),
        gaps=(
            "The list has no field for hazard, remedy or bar code. Recalls behind the 77th page are not served. "
            "Foreign recalls, which stand in a list of their own, are not read."
        ),
    ),
    crawl=crawl,
    parse=parse,
)
