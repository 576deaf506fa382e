"""One GOV.UK page of the product safety database as a notice: labels in bold places, a table, and closed lists."""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from recallwatch.errors import ShapeChanged
from recallwatch.model import Kind, ListedProduct, Notice, PartialDate, Severity, Status
from recallwatch.text.countries import country_codes

from .eu_safety_gate_words import barcodes, models, said
from .html import text_of
from .leaves import Leaves

ID = "gb-opss"
SITE = "https://www.gov.uk"
_KEYS = (
    "content_id",
    "base_path",
    "title",
    "first_published_at",
    "public_updated_at",
    "details.body",
    "details.metadata.product_alert_type",
    "details.metadata.product_risk_level",
)
_PSD = re.compile(r"(\d{4}-\d{4})\Z")
_TITLE = re.compile(
    r"\A(?:Product (?:Recall|Safety (?:Report|Alert))\s*:\s*)?(?P<name>.*?)(?:\s*\(\d{4}-\d{4}\))?\s*\Z", re.IGNORECASE
)
#: Batches that limit nothing: none are named, or behind the names stands "(All batches)".
_NO_LIMIT = re.compile(r"\A(?:all|various|any)\.?\Z|\ball (?:batch(?:es)?|lots?|units)\b", re.IGNORECASE)
_KINDS = {"product-recall": Kind.RECALL, "product-safety-alert": Kind.WARNING}
_WITHDRAWN = re.compile(r"withdraw|ban|removal|destruction|stop|marketing")
#: Kept in fields of their own, or of no meaning for a reader.
_LEFT_OUT = re.compile(
    r"(?:details\.(?:attachments|headers|max_cache_time|temporary_update_type|metadata\.product_(?:category|measure_type"
    r"|alert_type|risk_level))|links|analytics|document_type|locale|phase|publishing|rendering|scheduled|schema|updated_at"
    r"|description|content_id|withdrawn_notice)"
)


def item(row: dict[str, object], url: str, payload: str) -> Notice:
    """Read the content item of one page."""
    leaves = Leaves(row)
    for key in _KEYS:
        if not leaves.peek(key):
            raise ShapeChanged(f"a page without {key}", url=url)
    if "withdrawn_notice" not in row:
        raise ShapeChanged("a page without withdrawn_notice", url=url)
    body = BeautifulSoup(leaves.take("details.body"), "lxml")
    parts = sections(body, SITE)
    if "product information" not in parts:
        raise ShapeChanged(f"no product information among {', '.join(parts) or 'no headings'}", url=url)
    alert = leaves.peek("details.metadata.product_alert_type")
    if alert not in _KINDS and not leaves.each("details.metadata.product_measure_type"):
        raise ShapeChanged("a report without measures", url=url)
    notice = _notice(leaves, parts, table(body), payload)
    if not notice.published or not notice.updated:
        raise ShapeChanged("a page whose days cannot be read", url=url)
    return notice


def number_of(path: str) -> str:
    """The PSD number that ends a page's address; of one without, the last part of the address."""
    found = _PSD.search(path)
    return found[1] if found else path.rstrip("/").rpartition("/")[2]


def sections(body: BeautifulSoup, url: str) -> dict[str, str]:
    """The text below each heading, the table's left out."""
    found: dict[str, str] = {}
    for heading in body.select("h2, h3"):
        own: list[str] = []
        for element in heading.find_next_siblings():
            if not isinstance(element, Tag) or element.name in ("h2", "h3"):
                break
            if element.name != "table":
                own.append(text_of(element, url))
        found[" ".join(heading.get_text().split()).lower()] = "\n".join(part for part in own if part)
    return found


def table(body: BeautifulSoup) -> dict[str, str]:
    """The table's rows by their label; the first stands in the head of the table."""
    rows: dict[str, str] = {}
    for line in body.select("table tr"):
        cells = [cell for cell in line.children if isinstance(cell, Tag)]
        if len(cells) == 2:
            label = " ".join(cells[0].get_text().split()).rstrip(":")
            rows.setdefault(label, " ".join(cells[1].get_text(" ").split()))
    return rows


def _notice(leaves: Leaves, parts: Mapping[str, str], rows: dict[str, str], payload: str) -> Notice:
    path = leaves.take("base_path")
    title = leaves.take("title")
    withdrawn = any(name.startswith("withdrawn_notice") for name, _ in leaves.rest)
    measures = leaves.each("details.metadata.product_measure_type")
    done = tuple(leaves.take(entry) for entry in measures)
    risk = leaves.take("details.metadata.product_risk_level")
    alert = leaves.take("details.metadata.product_alert_type")
    described = _row(rows, "product description")
    unlimited = {label for label, text in rows.items() if _NO_LIMIT.search(text)}
    unread = {label for label in rows if label.lower().startswith("barcode") and not barcodes(rows[label])}
    shown = (f"{label}: {text}" for label, text in rows.items() if _is_told(label) and label not in unlimited)
    return Notice(
        source=ID,
        number=number_of(path),
        title=title,
        url=SITE + path,
        kind=_kind(alert, done),
        status=Status.WITHDRAWN if withdrawn else Status.ACTIVE,
        jurisdictions=("GB",),
        published=_day(leaves.take("first_published_at")),
        updated=_day(leaves.take("public_updated_at")),
        summary="\n".join(part for part in (described, *shown) if part),
        hazard=parts.get("hazard", ""),
        remedy=parts.get("corrective action", ""),
        remedy_options=done,
        severity=Severity("opss-risk-level", risk) if risk not in ("", "not-provided") else None,
        products=(_product(title, rows),),
        made_in=country_codes(_row(rows, "country of origin")),
        extra=_extra(leaves, parts, {label: rows[label] for label in unlimited | unread}),
        payload=payload,
    )


def _is_told(label: str) -> bool:
    """Whether a row of the table belongs into the text; the others have fields of their own."""
    return not label.lower().startswith(("product", "type", "barcode"))


def _row(rows: Mapping[str, str], label: str) -> str:
    """The row whose label begins so; empty where it says that nothing is known."""
    return next((said(text) for name, text in rows.items() if name.lower().startswith(label)), "")


def _product(title: str, rows: Mapping[str, str]) -> ListedProduct:
    name = _TITLE.match(title)
    batches, serials = _row(rows, "batch"), _row(rows, "serial")
    codes = [f"Batches: {batches}"] if batches and not _NO_LIMIT.search(batches) else []
    codes += [f"Serial numbers: {serials}"] if serials and not _NO_LIMIT.search(serials) else []
    return ListedProduct(
        name["name"] if name else title,
        brand=_row(rows, "brand"),
        category=_row(rows, "type"),
        models=models(_row(rows, "model")),
        gtins=barcodes(_row(rows, "barcode")),
        codes="\n".join(codes),
    )


def _kind(alert: str, measures: tuple[str, ...]) -> Kind:
    """What the page is; a report is what the measures it tells of come to."""
    if alert in _KINDS:
        return _KINDS[alert]
    if any("recall" in measure for measure in measures):
        return Kind.RECALL
    if any("warning" in measure for measure in measures) or not measures:
        return Kind.WARNING
    if any(_WITHDRAWN.search(measure) for measure in measures):
        return Kind.WITHDRAWAL_FROM_SALE
    return Kind.BORDER_REJECTION if any("reject" in measure for measure in measures) else Kind.WARNING


def _extra(leaves: Leaves, parts: Mapping[str, str], unlimited: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    notes = leaves.take_each("details.change_history", "note")
    days = leaves.take_each("details.change_history", "public_timestamp")
    history = "\n".join(f"{day[:10]} {note}" for day, note in zip(days, notes, strict=False))
    known = {
        "change_history": history,
        "additional information": parts.get("additional information", ""),
        "attachments": "\n".join(leaves.take_each("details.attachments", "url")),
        **unlimited,
        "withdrawn": leaves.peek("withdrawn_notice.explanation"),
    }
    rest = ((name, text) for name, text in leaves.rest if not _LEFT_OUT.match(name))
    return tuple(sorted((name, text) for name, text in (*known.items(), *rest) if text))


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text.partition("T")[0])
    except ValueError:
        return None
