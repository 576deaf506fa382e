"""A notice as one line of JSON, in the shape other programs rely on; keys may be added, none is ever renamed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from .criteria import Code, Product, Selector, Window
from .link import Link
from .notice import Notice
from .revision import Record, Revision


def notice_line(record: Record, links: Sequence[Link]) -> dict[str, object]:
    """Lay out one record and its links; the order of keys is the order of the document."""
    notice, reading = record.notice, record.reading
    return {
        "id": notice.id,
        "source": notice.source,
        "number": notice.number,
        "revision": record.revision.number,
        "kind": notice.kind.value,
        "status": record.status.value,
        "url": notice.url,
        "title": notice.title,
        "language": notice.language,
        "jurisdictions": list(notice.jurisdictions),
        "published": _text(notice.published),
        "updated": _text(notice.updated),
        "first_seen": rfc3339(record.first_seen),
        "changed_at": rfc3339(record.changed_at),
        "summary": notice.summary,
        "hazard": {"text": notice.hazard, "classes": list(reading.hazards)},
        "severity": {"scheme": notice.severity.scheme, "value": notice.severity.value} if notice.severity else None,
        "remedy": {
            "text": notice.remedy,
            "options": list(reading.remedies),
            "contact_url": reading.contact_url,
            "contact": notice.contact,
        },
        "units": dict(reading.units),
        "sold": _window(reading.sold),
        **_circumstances(notice),
        "products": [_product(product) for product in reading.products],
        "images": [{"url": image.url, "caption": image.caption} for image in notice.images],
        "incidents": notice.incidents,
        "case": record.case_id,
        "links": [link_line(link) for link in links],
        "payload": f"sha256:{record.revision.payload}" if record.revision.payload else None,
        "parser": record.revision.parser,
        "rules": reading.rules,
        "review": list(reading.review),
    }


def revision_line(revision: Revision) -> dict[str, object]:
    """Lay out what one revision changed."""
    return {
        "id": revision.notice.id,
        "revision": revision.number,
        "seen_at": rfc3339(revision.seen_at),
        "weight": "material" if revision.material else "cosmetic",
        "title": revision.notice.title,
        "changes": [asdict(change) for change in revision.changes],
        "payload": f"sha256:{revision.payload}" if revision.payload else None,
    }


def link_line(link: Link) -> dict[str, object]:
    """Lay out one link."""
    return {
        "from": link.from_id,
        "to": link.to_id,
        "type": link.type.value,
        "score": link.score,
        "evidence": list(link.evidence),
        "decided_by": link.decided_by,
    }


def _circumstances(notice: Notice) -> dict[str, object]:
    return {
        "firms": [{"name": firm.name, "role": firm.role.value} for firm in notice.firms],
        "sold_at": list(notice.sold_at),
        "made_in": list(notice.made_in),
    }


def _product(product: Product) -> dict[str, object]:
    return {
        "brand": product.brand,
        "name": product.name,
        "aliases": list(product.aliases),
        "brand_aliases": list(product.brand_aliases),
        "category": product.category,
        "sort": product.sort.value,
        "selectors": [_selector(selector) for selector in product.selectors],
    }


def _selector(selector: Selector) -> dict[str, object]:
    return {
        "models": [term.value for term in selector.models],
        "model_patterns": [
            {"kind": p.kind.value, "value": p.value, "quote": p.quote.text} for p in selector.model_patterns
        ],
        "excluded_models": [term.value for term in selector.excluded_models],
        "aliases": [term.value for term in selector.aliases],
        "gtins": [term.value for term in selector.gtins],
        "retailer_ids": [term.value for term in selector.retailer_ids],
        "serials": [_code(code) for code in selector.serials],
        "lots": [_code(code) for code in selector.lots],
        "made": _window(selector.made),
        "model_years": [term.value for term in selector.model_years],
        "conditions": [term.value for term in selector.conditions],
        "scope": selector.scope.value,
        "narrowed_by": selector.narrowed_by.text if selector.narrowed_by else None,
        "code_location": selector.code_location.text if selector.code_location else None,
    }


def _code(code: Code) -> dict[str, object]:
    """One criterion on codes; an operator's that the notice does not state has a ``note`` for a quote."""
    line: dict[str, object] = {
        "type": code.type.value,
        "kind": code.kind,
        "from": code.first or None,
        "to": code.last or None,
        "values": list(code.values),
        "order": code.order,
        "part": code.part or None,
        "models": list(code.models),
        "url": code.url or None,
        "quote": code.quote.said,
    }
    return {**line, "note": code.quote.text} if code.quote.by_operator else line


def _window(window: Window | None) -> dict[str, str | None] | None:
    return {"from": _text(window.first), "to": _text(window.last)} if window else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def rfc3339(moment: datetime) -> str:
    """A time as every line has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
