"""Japan: recalls of the Consumer Affairs Agency, a list of the newest and a page for each.

A page keeps its longer texts in scripts, as the operations of the editor that they were written with.
"""

import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from recallwatch.errors import ShapeChanged
from recallwatch.model import (
    Harvest,
    Image,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Rhythm,
    SourceInfo,
    SourceKind,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .html import Hub, hub_links, read_page
from .linked import address, read_linked

ID = "jp-caa"
SITE = "https://www.recall.caa.go.jp"
LIST = f"{SITE}/result/index.php?screenkbn=03"
PAGE = f"{SITE}/result/detail.php?rcl="
_ROWS = Hub(".search_result_main tbody tr", "td.new_window a[href]", at_least=3)
_NAME, _CONTACT, _ACTION, _SINCE, _WHICH, _REMARKS = (
    "商品名",
    "連絡先",
    "対応方法",
    "対応開始日",
    "対象の特定情報",
    "備考",
)
_LABELS = (_NAME, _CONTACT, _ACTION, _SINCE, _WHICH)
_WRITTEN = re.compile(r"contentsText\s*=\s*'(.*)'\s*;?", re.DOTALL)
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - every poll reads the newest
    """Ask for the list, then for the page of each recall on it."""
    response = yield Request(LIST, page=True, conditional=False, expect="html")
    links = _links(read_page(response.payload), LIST)
    return (yield from read_linked(ID, links, _recall, _number))


def parse(payload: Payload) -> Harvest:
    """Read one saved page: a recall's gives its notice, the list none."""
    page = read_page(payload)
    if not page.select_one(".detail_cap"):
        _links(page, payload.url or LIST)
        return Harvest()
    return Harvest((_recall(page, address(page, payload), payload.sha256),))


def _links(page: BeautifulSoup, url: str) -> tuple[str, ...]:
    """The pages of the rows, each at one address, however the row leads to it."""
    numbers = [_number(link) for link in hub_links(page, _ROWS, url)]
    if not all(numbers):
        raise ShapeChanged("a row of the list leads to no recall", url=url)
    return tuple(f"{PAGE}{number}" for number in numbers)


def _number(url: str) -> str:
    found = parse_qs(urlsplit(url).query).get("rcl", [""])[0]
    return found if found.isdecimal() else ""


def _recall(page: BeautifulSoup, url: str, payload: str) -> Notice | Rejected:
    said = dict(pair for row in page.select("li") if (pair := _labelled(row)))
    heading = page.select_one(".detail_title")
    missing = [label for label in _LABELS if not said.get(label)]
    if missing or heading is None or not heading.get_text(strip=True):
        raise ShapeChanged(f"the page has no {', '.join(missing) or 'heading'}", url=url)
    number, day = _number(url), _day(said[_SINCE])
    if not number or day is None:
        return Rejected(ID, f"no number or not a date: {said[_SINCE]!r:.40}", url, number)
    return Notice(
        source=ID,
        number=number,
        title=" ".join(heading.get_text().split()),
        url=f"{PAGE}{number}",
        language="ja",
        jurisdictions=("JP",),
        published=day,
        summary=said.get(_REMARKS, ""),
        remedy=said[_ACTION],
        contact=said[_CONTACT],
        products=(ListedProduct(said[_NAME], codes=said[_WHICH]),),
        images=tuple(Image(urljoin(url, str(found["src"]))) for found in page.select(".detail_main_img img[src]")),
        payload=payload,
    )


def _labelled(row: Tag) -> tuple[str, str] | None:
    """A label and its text, which stands beside it or in the script after it."""
    label, text, script = row.select_one(".detail_cap"), row.select_one(".detail_text"), row.select_one("script")
    if label is None:
        return None
    written = _WRITTEN.search(script.get_text()) if script else None
    if written:
        return label.get_text(strip=True), _operations(written[1])
    return label.get_text(strip=True), " ".join(text.get_text().split()) if text else ""


def _operations(text: str) -> str:
    """The text of an editor's operations, a JSON value inside a quoted string of a script."""
    try:
        document = json.loads(text.replace('\\"', '"').replace("\\\\", "\\"))
        parts = [operation.get("insert") for operation in document["ops"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return "".join(part for part in parts if isinstance(part, str)).strip()


def _day(text: str) -> PartialDate | None:
    found = _DAY.search(text)
    try:
        return PartialDate(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Japan: recalls (Consumer Affairs Agency)",
        country="JP",
        language="ja",
        kind=SourceKind.PAGE,
        homepage=f"{SITE}/",
        licence="Terms of use of the Consumer Affairs Agency",
        attribution="Consumer Affairs Agency, Japan",
        rhythm=Rhythm(every=timedelta(hours=4), stale_after=timedelta(hours=48), quiet=timedelta(days=14)),
        parser=f"{ID}/1",
        notes=(
            "The list of the newest fifteen recalls of all kinds and the page of each. What identifies the units is "
            "kept as printed. The date is the day on which the firm began to act, for the page tells no other."
        ),
        gaps="The page has no field for the hazard. Recalls behind the first page of the list are not known.",
        unproven="No page was captured: the labels and selectors are those that others used in 2024 and 2025.",
    ),
    crawl=crawl,
    parse=parse,
)
