"""One item of an FDA feed as a notice: what its title says in so many words, and nothing more."""

import html
import re
from urllib.parse import urlsplit

from recallwatch.model import (
    DeclaredLink,
    Firm,
    Kind,
    LinkType,
    ListedProduct,
    Notice,
    Rejected,
    Role,
)

from .feed import day

_SLUG = re.compile(r"[\w.%~-]+\Z")
_TAG = re.compile(r"</?(?:br|p|img|div|span|a|b|i|u|em|strong|ul|ol|li|sup|sub)\b[^>]*(?:>|\Z)", re.IGNORECASE)
_RESCINDED = re.compile(r"\brescind(?:s|ed|ing)\b|\brescission\b|\brecall withdrawn\b", re.IGNORECASE)
_UPDATED = re.compile(
    r"(?:updated?|revised|corrected|correction)\b(?:\s+(?:release|notice))?\s*[:\u2013\u2014-]", re.IGNORECASE
)
_EXPANDED = re.compile(
    r"\bexpan(?:d(?:s|ed|ing)?|sion)\b.*\b(?:recall|alert)|\b(?:recall|alert).*\bexpan(?:d(?:s|ed|ing)?|sion)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SPANISH = re.compile(r"\b(?:retiran?|retiro)\b.*\b(?:del|debido|por)\b", re.IGNORECASE)
_FIRM = re.compile(
    r"(?P<firm>\S.{1,79}?),?\s+(?:(?:is|are)\s+)?(?:voluntarily\s+)?"
    r"(?:recalls|recalling|recall(?!\s+of\b)|issues?|announces|expands|conducts|initiate[sd]|retira)\b\s*",
    re.IGNORECASE,
)
_NO_FIRM = re.compile(r"(?:voluntary|undeclared|correction|product|allergy|company\Z|.*\brecall)\b", re.IGNORECASE)
_RECALLED = re.compile(
    r"\brecall(?:s|ing)\s+(?P<what>.+?)\s+(?:due to|because|over|after|containing|(?:with|for)\s+undeclared)\b",
    re.IGNORECASE,
)
_ALERTED = re.compile(r"\balert\s+(?:on|for|of)\s+(?:possible\s+)?undeclared\s.+?\sin\s+(?P<what>.+)\Z", re.IGNORECASE)

_GENERIC = {
    "all",
    "certain",
    "food",
    "foods",
    "items",
    "lots",
    "multiple",
    "product",
    "products",
    "select",
    "various",
}


def notice(source: str, entry: dict[str, str], payload: str) -> Notice | Rejected:
    """Read one item of a source's payload with this digest.

    The key is the last part of its permalink: unique in every capture, kept when title and date are edited, cut at
    about 100 characters by the site itself.
    """
    link = entry["id"] or entry["link"]
    number = urlsplit(link).path.rstrip("/").rpartition("/")[2]
    title = plain(entry["title"])
    if not _SLUG.match(number):
        return Rejected(source, "no permalink", repr(entry)[:2000])
    if not title:
        return Rejected(source, "no title", repr(entry)[:2000], number)
    summary = plain(entry["summary"])
    return Notice(
        source=source,
        number=number,
        title=title,
        url=re.sub(r"\Ahttp://", "https://", entry["link"] or link),
        kind=Kind.CORRECTION if _RESCINDED.search(title) else Kind.RECALL,
        language="es" if _SPANISH.search(title) else "en",
        jurisdictions=("US",),
        published=day(entry["published"]),
        summary=summary,
        products=_products(title),
        firms=_firms(title),
        declared=_declared(title, summary),
        extra=(("pubDate", entry["published"]),) if entry["published"] else (),
        payload=payload,
    )


def plain(text: str) -> str:
    """Undo the one level of HTML the feed wraps its texts in, and fold white space."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _declared(title: str, summary: str) -> tuple[DeclaredLink, ...]:
    """Read ties to earlier items, which are stated in words only: the title's, else a sentence of the summary."""
    if _RESCINDED.search(title):
        return (DeclaredLink(LinkType.WITHDRAWS.value, "", title),)
    links = [DeclaredLink(LinkType.SUPERSEDES.value, "", title)] if _UPDATED.match(title) else []
    words = next((text for text in (title, *_SENTENCE.split(summary)) if _EXPANDED.search(text)), "")
    if words:
        links.append(DeclaredLink(LinkType.EXPANDS.value, "", words))
    return tuple(links)


def _firms(title: str) -> tuple[Firm, ...]:
    found = _FIRM.match(_UPDATED.sub("", title, count=1).strip())
    if not found or _NO_FIRM.match(found["firm"]):
        return ()
    return (Firm(found["firm"].rstrip(", "), Role.RECALLING_FIRM),)


def _products(title: str) -> tuple[ListedProduct, ...]:
    """Read the product where the title names it between fixed words; "Multiple Products" names none."""
    found = _RECALLED.search(title) or _ALERTED.search(title)
    name = re.sub('["\u201c\u201d]', "", found["what"]).strip(" ,'\u2018\u2019\u2013-") if found else ""
    words = name.casefold().split()
    return (ListedProduct(name),) if len(words) > 1 and not _GENERIC.issuperset(words) else ()
