"""Safety Gate's weekly reports: the list of them, and the alerts and the addendum of one."""

import re
from collections import Counter
from dataclasses import dataclass

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import DeclaredLink, Kind, LinkType, Notice, PartialDate, Rejected

from .eu_safety_gate_notice import ID, Alert, notice
from .eu_safety_gate_words import measures, plain, said, withdrawn
from .xml import Node

#: Without the search the service answers 400.
REPORT = (
    "https://ec.europa.eu/safety-gate-alerts/api/download/weeklyReport/detail/xml/{id}"
    "?language=en&search=WEB_REPORT%7C:%7C{id}"
)
_KEYS = (
    "caseNumber",
    "reference",
    "category",
    "product",
    "brand",
    "name",
    "type_numberOfModel",
    "batchNumber",
    "barcode",
    "riskType",
    "danger",
    "measures",
    "URLrecall",
    "description",
    "notifyingCountry",
    "countryOfOrigin",
    "level",
    "onlineTrader",
)
#: Read elsewhere, or the place of an alert in its report, which moves when another is withdrawn.
_READ = {*_KEYS, "order", "pictures", "companyRecallCode", "productionDates"}
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})\Z")
_ALERT = re.compile(r"/alertDetail/(-?\d+)")
_REPORT_ID = re.compile(r"/detail/xml/(\d+)")
#: As printed: "0123/06", "A12/00345/24"; four of 30,188 have a digit too many or a dot for the slash.
_NUMBER = re.compile(r"(?:[A-Z0-9]{2,4}/)?\d{3,5}[/.](?P<year>\d\d)")


@dataclass(frozen=True, slots=True)
class Listed:
    """One report of the list: its number in the address, and the day it was published."""

    id: int
    day: PartialDate


def is_list(root: Node) -> bool:
    """Whether a document is the list of reports."""
    return any(True for _ in root.each("weeklyReport"))


def listed(root: Node, url: str) -> tuple[Listed, ...]:
    """Every report of the list, newest first. Each address ends in a comma too many, so only its number is used."""
    found = []
    for entry in root.each("weeklyReport"):
        number, day = _REPORT_ID.search(entry.first("URL")), date(entry.first("publicationDate"))
        if number and day:
            found.append(Listed(int(number[1]), day))
    if not found:
        raise ShapeChanged("no weekly report with an address and a day", url=url)
    return tuple(sorted(found, key=lambda one: (one.day, one.id), reverse=True))


def report(root: Node, url: str, payload: str) -> list[Notice | Rejected]:
    """The alerts of one weekly report, and its addendum where it withdraws others."""
    day = date(root.first("report_date"))
    rows = list(root.each("notifications"))
    if root.name != "Safety-Gate" or day is None:
        raise ShapeChanged("not a weekly report: no report_date", url=url)
    if not rows:
        raise PayloadError("a report without notifications", url=url)
    addenda = list(root.each("report_addendum"))  # each of 730 reports has one, mostly empty
    if not addenda or any(addendum.children for addendum in addenda):
        raise ShapeChanged("no report_addendum of plain text", url=url)
    if not root.first("report_year").strip() or not root.first("report_week").strip():
        raise ShapeChanged("no report_year or report_week", url=url)
    for key in _KEYS:
        if not any(child.name == key for row in rows for child in row.children):
            raise ShapeChanged(f"{key} is in no notification", url=url)
    twice = Counter(said(row.first("caseNumber")).rstrip(" .") for row in rows)
    read = [_row(row, day, twice, payload) for row in rows]
    return [*read, *_addendum(root, day, payload)]


def date(text: str) -> PartialDate | None:
    """A day as the reports print it, ``04/02/2005``."""
    found = _DAY.match(text.strip())
    try:
        return PartialDate(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _row(row: Node, day: PartialDate, twice: Counter[str], payload: str) -> Notice | Rejected:
    texts = {child.name: said(child.text) for child in row.children}
    number = texts.get("caseNumber", "").rstrip(" .")
    shown = repr(texts)[:2000]
    if not _NUMBER.search(number):
        return Rejected(ID, f"no case number: {number!r:.80}", shown)
    if not any(texts.get(key) for key in ("category", "product", "brand", "name", "description")):
        return Rejected(ID, "no word on the product", shown, number)
    brand = said(row.first("brand").partition("<")[0])  # behind the markup stands a remark in red, cut off
    texts |= {"brandRemark": texts["brand"]} if texts.get("brand", "") != brand else {}
    alert = Alert(
        number=_own(number, texts.get("reference", ""), day, twice),
        url=texts.get("reference", ""),
        published=day,
        category=texts.get("category", ""),
        product=texts.get("product", ""),
        brand=brand,
        name=texts.get("name", ""),
        models=texts.get("type_numberOfModel", ""),
        batch=texts.get("batchNumber", ""),
        barcode=texts.get("barcode", ""),
        risks=texts.get("riskType", ""),
        danger=re.sub(r"\A(?:null\s+)+", "", texts.get("danger", "")),  # 4,581 of the years 2011 to 2013
        measures=measures(texts.get("measures", "")),
        recall_page=texts.get("URLrecall", ""),
        description=texts.get("description", ""),
        country=texts.get("notifyingCountry", ""),
        origin=texts.get("countryOfOrigin", ""),
        level=texts.get("level", ""),
        trader=texts.get("onlineTrader", ""),
        recall_code=texts.get("companyRecallCode", ""),
        made=texts.get("productionDates", ""),
        pictures=tuple(p.text for pictures in row.each("pictures") for p in pictures.each("picture")),
        rest=tuple((name, text) for name, text in texts.items() if name not in _READ),
    )
    return notice(alert, payload)


def _own(number: str, reference: str, day: PartialDate, twice: Counter[str]) -> str:
    """The case number; with the alert's own id where it is another's by mistake.

    Of 30,188 alerts two pairs share one: once within a report, once because the year of one was mistyped.
    """
    alert = _ALERT.search(reference)
    year = _NUMBER.search(number)
    mistyped = year is not None and abs(int(year["year"]) - day.year % 100) > 1
    return f"{number}~{alert[1].lstrip('-')}" if alert and (mistyped or twice[number] > 1) else number


def _addendum(root: Node, day: PartialDate, payload: str) -> list[Notice]:
    """What the addendum withdraws: those alerts are gone from the old reports, and it is the only trace of it."""
    text = plain(root.first("report_addendum"))
    gone = withdrawn(root.first("report_addendum"))
    if not gone:
        return []
    week = f"{root.first('report_year').strip()}-{root.first('report_week').strip()}"
    links = (DeclaredLink(LinkType.WITHDRAWS.value, f"{ID}:{number}", text) for number in gone)
    title = f"Safety Gate report {week}: alerts withdrawn ({', '.join(gone)})"
    made = Notice(
        ID,
        f"addendum/{week}",
        title,
        kind=Kind.CORRECTION,
        jurisdictions=("EU",),
        published=day,
        summary=text,
        declared=tuple(links),
        payload=payload,
    )
    return [made]
