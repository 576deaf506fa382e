"""One row of FSIS as a notice. What has no place of its own is kept in ``Notice.extra``."""

import html
import json
import re
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup

from recallwatch.model import (
    DeclaredLink,
    Firm,
    Kind,
    LinkType,
    ListedProduct,
    Notice,
    PartialDate,
    Rejected,
    Role,
    Severity,
    Status,
)
from recallwatch.text.clean import clean

from .html import text_of
from .leaves import Leaves
from .payload import web_url

ID = "us-fsis"
_LANGUAGES = {"English": "en", "Spanish": "es"}
_NUMBER = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)+\Z")
_EXPANSION = re.compile(r"(?P<first>.+?)-EXP\d*\Z")
_KINDS = {"Active Recall": Kind.RECALL, "Closed Recall": Kind.RECALL}
_CLASS = re.compile(r"Class (I{1,3})\Z")
#: Items are joined by commas, which they hold as well: a new one begins with a bullet, or with its weight.
_NEXT_ITEM = re.compile(r"\s*,?\s*•\s*|(?<=[.”\"])\s*,\s+(?=\d)")
_QUOTED = re.compile(r"[“”\"]")
_SAFELINK = re.compile(r"\.safelinks\.protection\.outlook\.com\Z")


def notice(row: object, payload: str) -> Notice | Rejected:
    """Read one row of the payload with this digest; the Spanish twin of a notice has a number of its own."""
    shown = clean(json.dumps(row, ensure_ascii=False))[:2000]
    if not isinstance(row, dict):
        return Rejected(ID, "not an object", shown)
    leaves = Leaves(row)
    number = leaves.take("field_recall_number").strip().upper()
    language = _LANGUAGES.get(leaves.take("langcode"), "")
    if not _NUMBER.match(number) or not language:
        return Rejected(ID, f"no recall number and language: {number!r:.60} {language!r}", shown)
    own = number if language == "en" else f"{number}-{language}"
    if leaves.damaged:
        return Rejected(ID, f"a NUL character in {leaves.damaged}", shown, own)
    published, updated = _day(leaves, "field_recall_date"), _day(leaves, "field_last_modified_date")
    if not published or not leaves.peek("field_title"):
        return Rejected(ID, "no title" if published else "no day of recall", shown, own)
    return _notice(leaves, number, own, language, published, updated, payload)


def _notice(
    leaves: Leaves,
    number: str,
    own: str,
    language: str,
    published: PartialDate,
    updated: PartialDate | None,
    payload: str,
) -> Notice:
    state = leaves.take("field_recall_type")
    summary, listed = _summary(leaves.take("field_summary"))
    return Notice(
        source=ID,
        number=own,
        title=_plain(leaves.take("field_title")),
        url=re.sub(r"\Ahttp://", "https://", web_url(leaves.take("field_recall_url"))),
        kind=_KINDS.get(state, Kind.WARNING),
        status=Status.CLOSED if state == "Closed Recall" else Status.ACTIVE,
        language=language,
        jurisdictions=("US",),
        published=published,
        updated=updated if updated and updated > published else None,
        summary=summary,
        hazard=_plain(leaves.take("field_recall_reason")),
        contact=_lines(leaves.take("field_company_media_contact")),
        severity=_severity(leaves.peek("field_recall_classification")),
        products=_products(leaves.take("field_product_items"), listed),
        firms=_firms(leaves),
        declared=_declared(number, language),
        extra=tuple(
            sorted(
                (name, text) for name, value in (*leaves.rest, ("field_recall_type", state)) if (text := value.strip())
            )
        ),
        payload=payload,
    )


def _day(leaves: Leaves, path: str) -> PartialDate | None:
    try:
        day = PartialDate.parse(leaves.peek(path))
    except ValueError:
        return None
    leaves.take(path)
    return day


def _summary(text: str) -> tuple[str, tuple[str, ...]]:
    """The press release as text, and the entries of its lists that name something as it is labelled.

    Addresses that Outlook wrapped (with a reader's address inside) are unwrapped.
    """
    page = BeautifulSoup(text, "lxml")
    for anchor in page.select("a[href]"):
        parts = urlsplit(str(anchor["href"]))
        if _SAFELINK.search(parts.netloc):
            anchor["href"] = parse_qs(parts.query).get("url", [""])[0]
    whole = text_of(page, "https://www.fsis.usda.gov/")
    entries = (" ".join(entry.get_text().split()) for entry in page.select("li"))
    return whole, tuple(entry for entry in entries if _QUOTED.search(entry))


def _products(items: str, listed: tuple[str, ...]) -> tuple[ListedProduct, ...]:
    """One line an item, told by its own text: what it is called, its lots and its dates."""
    texts = [" ".join(text.split()) for text in _NEXT_ITEM.split(_plain(items))]
    found = tuple(dict.fromkeys(text.strip(" ,•") for text in texts if text.strip(" ,•"))) or listed
    return tuple(ListedProduct(text, codes=text) for text in found)


def _firms(leaves: Leaves) -> tuple[Firm, ...]:
    name = _plain(leaves.take("field_establishment"))
    return (Firm(name, Role.RECALLING_FIRM),) if name else ()


def _severity(grade: str) -> Severity | None:
    found = _CLASS.match(grade.strip())
    return Severity("fsis-class", found[1]) if found else None


def _declared(number: str, language: str) -> tuple[DeclaredLink, ...]:
    """What the number itself says: the twin in another language, the recall that this one expands."""
    if language != "en":
        return (DeclaredLink(LinkType.TRANSLATES.value, f"{ID}:{number}", f"Recall {number} in another language"),)
    found = _EXPANSION.match(number)
    if not found:
        return ()
    return (DeclaredLink(LinkType.EXPANDS.value, f"{ID}:{found['first']}", f"Recall {number}"),)


def _plain(text: str) -> str:
    """Undo the site's own escapes, folding white space."""
    return " ".join(html.unescape(text).split())


def _lines(text: str) -> str:
    lines = (_plain(line) for line in text.splitlines())
    return "\n".join(dict.fromkeys(line for line in lines if line and line != "Company Contact"))
