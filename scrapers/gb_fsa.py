"""United Kingdom: food alerts of the Food Standards Agency, linked data whose lists of one are no lists.

A field is an object when there is one of it and a list when there are several, and labels come twice.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import (
    DeclaredLink,
    Firm,
    Harvest,
    Kind,
    LinkType,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Rhythm,
    Role,
    SourceInfo,
    SourceKind,
    Status,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source
from recallwatch.text.clean import clean

from .payload import json_object, web_url
from .rows import one_per_number

ID = "gb-fsa"
LIST = "https://data.food.gov.uk/food-alerts/id.json"
_PAGE = 100
_WINDOW, _FIRST = timedelta(days=30), timedelta(days=730)
_KEYS = (
    "notation",
    "title",
    "description",
    "created",
    "modified",
    "type",
    "reportingBusiness",
    "alertURL",
    "consumerAdvice",
    "productDetails",
    "problem",
    "status",
)
_TAKEN = frozenset(
    [
        *_KEYS,
        "@id",
        "SMStext",
        "country",
        "previousAlert",
        "shortURL",
        "twitterText",
    ]
)
#: What a batch says of itself, and the words that announce it.
_MARKS = {
    "batchCode": "Batch code",
    "lotNumber": "Lot number",
    "useByDescription": "Use by",
    "bestBeforeDescription": "Best before",
    "displayUntilDescription": "Display until",
    "expiryDescription": "Expiry",
    "productCode": "Product code",
    "batchTextDescription": "Batch",
}


#: A batch of which only this is said is no limit.
_EVERY = re.compile(r"[\w ]+: all\b[\w ]*", re.IGNORECASE)


def page(since: datetime, offset: int) -> str:
    """The address of one page of the alerts that changed since a time."""
    return f"{LIST}?_limit={_PAGE}&_offset={offset}&_sort=-created&_view=full&since={since:%Y-%m-%dT%H:%M:%SZ}"


def crawl(state: CrawlState) -> Crawl:
    """Ask page by page for what changed in the last month, at first in the last two years."""
    since = state.now - (_WINDOW if state.last_success else _FIRST)
    rows: list[Notice | Rejected] = []
    offset, found = 0, _PAGE
    while found == _PAGE:
        response = yield Request(page(since, offset), conditional=False, expect="json")
        items = _items(response.payload, empty=offset > 0)
        rows += [_alert(item, response.payload.sha256) for item in items]
        found, offset = len(items), offset + _PAGE
    return Harvest(one_per_number(rows, rank=_day))


def parse(payload: Payload) -> Harvest:
    """Read one saved answer: a page of the list or a single alert."""
    return Harvest(one_per_number([_alert(item, payload.sha256) for item in _items(payload)], rank=_day))


def _items(payload: Payload, *, empty: bool = False) -> list[object]:
    answer = json_object(payload)
    items = answer.get("items", answer.get("records", [answer] if "notation" in answer else None))
    if isinstance(items, dict):
        items = [items]
    if not isinstance(items, list) or (not items and not empty):
        raise PayloadError("no alerts, where some are due in any month", url=payload.url)
    objects = [item for item in items if isinstance(item, dict)]
    for key in _KEYS:
        if items and not any(key in item for item in objects):
            raise ShapeChanged(f"{key} is in no alert", url=payload.url)
    return items


def _alert(item: object, payload: str) -> Notice | Rejected:
    shown = clean(repr(item))[:2000]
    number = _text(item, "notation")
    if not isinstance(item, dict) or not number:
        return Rejected(ID, "no notation", shown)
    published, updated = _date(_text(item, "created")), _date(_text(item, "modified"))
    if published is None or updated is None:
        return Rejected(
            ID, f"not a date: {_text(item, 'created')!r:.40} or {_text(item, 'modified')!r:.40}", shown, number
        )
    if not _text(item, "title") or not _text(item, "status", "notation"):
        return Rejected(ID, "no title or no status", shown, number)
    if why := _lacks(item):
        return Rejected(ID, why, shown, number)
    problems = list(_each(item, "problem"))
    firm = _text(item, "reportingBusiness", "commonName")
    return Notice(
        source=ID,
        number=number,
        title=_text(item, "title"),
        url=web_url(_text(item, "alertURL", "@id")),
        kind=Kind.WARNING if "FAFA" in _types(item) else Kind.RECALL,
        status=Status.WITHDRAWN if _text(item, "status", "notation") == "withdrawn" else Status.ACTIVE,
        jurisdictions=("GB",),
        published=published,
        updated=updated,
        summary=_text(item, "description"),
        hazard="\n".join(dict.fromkeys(text for problem in problems for text in _hazards(problem) if text)),
        hazard_classes=("bacteria",) if any("pathogenRisk" in p for p in problems if isinstance(p, dict)) else (),
        remedy=_text(item, "consumerAdvice"),
        products=tuple(_product(line) for line in _each(item, "productDetails")),
        firms=(Firm(firm, Role.RECALLING_FIRM),) if firm else (),
        declared=_declared(item),
        extra=_extra(item),
        payload=payload,
    )


def _lacks(item: object) -> str:
    """What a recall cannot be without; an alert for action, to authorities, may name neither product nor problem."""
    types, lines = _types(item), list(_each(item, "productDetails"))
    if not types or not _text(item, "alertURL", "@id"):
        return "no type or no address"
    if not all(_text(line, "productName") for line in lines):
        return "a product without a name"
    told = any(text for problem in _each(item, "problem") for text in _hazards(problem))
    return "" if "FAFA" in types or (lines and told) else "no product or no problem"


def _hazards(problem: object) -> Iterator[str]:
    """The risk in words, the reason, and the allergens that the words may leave out."""
    yield _text(problem, "riskStatement")
    yield _text(problem, "reason")
    allergens = [_text(allergen, "label") for allergen in _each(problem, "allergen")]
    yield f"Undeclared: {', '.join(allergens)}" if allergens else ""
    yield _text(problem, "hazardCategory", "label")


def _product(line: object) -> ListedProduct:
    size = _text(line, "packSizeDescription")
    name = _text(line, "productName")
    batches = [_batch(batch) for batch in _each(line, "batchDescription")]
    if batches and all(_EVERY.fullmatch(batch) for batch in batches):
        batches.insert(0, "All batches")
    code = _text(line, "productCode")
    codes = [*([f"Product code: {code}"] if code else []), *(batch for batch in batches if batch)]
    return ListedProduct(f"{name} {size}".strip() if size not in name else name, codes="\n".join(codes))


def _batch(batch: object) -> str:
    """What a batch says of itself, also in fields that nobody told us of: less of it would recall more."""
    names = [*_MARKS, *(name for name in batch if name not in (*_MARKS, "@id"))] if isinstance(batch, dict) else []
    found = ((_MARKS.get(name, name), _text(batch, name)) for name in names)
    return "; ".join(f"{label}: {text}" for label, text in found if text)


def _declared(item: object) -> tuple[DeclaredLink, ...]:
    """An update is an alert of its own, with another number, that names the one before it."""
    numbers = (address.rstrip("/").rpartition("/")[2] for address in map(_address, _each(item, "previousAlert")))
    return tuple(DeclaredLink(LinkType.SUPERSEDES.value, f"{ID}:{number}") for number in numbers if number)


def _extra(item: dict[str, object]) -> tuple[tuple[str, str], ...]:
    media = "\n".join(_address(entry) for entry in _each(item, "relatedMedia"))
    kept = {
        "countries": ", ".join(_address(country).rpartition("/")[2] for country in _each(item, "country")),
        "relatedMedia": media,
        "type": ", ".join(_types(item)),
        **{name: _text(item, name) for name in item if name not in _TAKEN and name != "relatedMedia"},
    }
    return tuple(sorted((name, text) for name, text in kept.items() if text))


def _types(item: object) -> list[str]:
    names = (_address(entry).rpartition("/")[2] for entry in _each(item, "type"))
    return sorted(name for name in names if name != "Alert")


def _address(entry: object) -> str:
    return str(entry.get("@id", "")) if isinstance(entry, dict) else str(entry)


def _each(item: object, name: str) -> Iterator[object]:
    """The entries of a field, one or several."""
    found = item.get(name) if isinstance(item, dict) else None
    if isinstance(found, list):
        yield from found
    elif found is not None:
        yield found


def _text(item: object, *path: str) -> str:
    """A text at the end of a path; of one that comes twice the first."""
    for name in path:
        item = next(_each(item, name), None)
    return clean(str(item)).strip() if isinstance(item, str | int | float) else ""


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text.partition("T")[0])
    except ValueError:
        return None


def _day(row: Notice) -> int:
    return row.updated.first.toordinal() if row.updated else 0


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="United Kingdom: food alerts (FSA)",
        country="GB",
        language="en",
        kind=SourceKind.API,
        homepage="https://www.food.gov.uk/news-alerts/search/alerts",
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0 (FSA)",
        rhythm=Rhythm(every=timedelta(minutes=30), stale_after=timedelta(hours=12), quiet=timedelta(days=14)),
        parser=f"{ID}/1",
        notes=(
            "The linked-data service, asked for what changed in the last month (at first in the last two years), with "
            "every product line, its batches and dates. Allergy alerts and product recalls are recalls, a food alert "
            "for action is a warning. Checked against two captured alerts."
        ),
        gaps="Alerts before the last two years come by import only.",
        unproven="The list's paging and its window were never tried against the service.",
    ),
    crawl=crawl,
    parse=parse,
)
