"""The words every channel shares, and texts made safe to lay out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from recallwatch.model import Change, Item, Kind
from recallwatch.text.clean import clean

_NOUNS = {Kind.RECALL: "recall", Kind.WARNING: "warning"}
#: Fields of a notice as an owner would call them, by the first part of the field's name.
_FIELDS = {
    "contact": "how to reach the firm",
    "hazard": "the danger",
    "images": "the pictures",
    "incidents": "the incidents reported",
    "kind": "what kind of notice it is",
    "products": "which products or models are meant",
    "remedy": "what you are offered",
    "remedy_options": "what you are offered",
    "severity": "how severe it is graded",
    "sold_at": "where it was sold",
    "status": "whether it is still in force",
    "summary": "the description",
    "title": "the title",
    "units": "how many units are meant",
}
_NEVER_IN_ADDRESSES = re.compile(r"[\s<>\"'`\\]")
_NEWS_CHARS = 400
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def one_line(text: str, limit: int = 0) -> str:
    """A text on one line without control characters, cut at ``limit`` characters if that is not 0."""
    flat = " ".join(clean(text).split())
    return flat if not limit or len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def web_address(url: str) -> str:
    """The address if it is plainly one of the web, else nothing: only such a one becomes a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = clean(url) == url and not _NEVER_IN_ADDRESSES.search(url)
    return url if plain and parts.scheme in ("http", "https") and parts.hostname else ""


def noun(kind: Kind) -> str:
    """What the notice may be called in a sentence."""
    return _NOUNS.get(kind, "notice")


def ones(kind: Kind) -> str:
    """The units a notice is about, in a sentence."""
    return "the recalled ones" if kind is Kind.RECALL else f"those a {noun(kind)} is about"


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different, in an owner's words: the sentences that are gone and those that are new."""

    what: str
    gone: str
    new: str


def changed_words(changes: Iterable[Change]) -> tuple[Changed, ...]:
    """What changed in a notice; fields that an owner calls by one name are told together."""
    gone: dict[str, list[str]] = {}
    new: dict[str, list[str]] = {}
    for change in changes:
        name = change.field.partition(".")[0]
        what = _FIELDS.get(name, one_line(change.field).replace("_", " "))
        before, after = _SENTENCE.split(change.before), _SENTENCE.split(change.after)
        gone.setdefault(what, []).extend(sentence for sentence in before if sentence not in after)
        new.setdefault(what, []).extend(sentence for sentence in after if sentence not in before)
    return tuple(Changed(what, _news(gone[what]), _news(new[what])) for what in new)


def _news(sentences: list[str]) -> str:
    return one_line(" ".join(sentences), _NEWS_CHARS)


def item_facts(item: Item) -> tuple[tuple[str, str], ...]:
    """What the owner typed, by name, without what is empty."""
    pairs = (
        ("Brand", item.brand),
        ("Name", item.name),
        ("Model", item.model),
        ("Serial, lot or date code", item.serial),
        ("Bar code", item.gtin),
        ("VIN", item.vin),
        ("Bought", str(item.purchased or "")),
    )
    return tuple((name, one_line(value, 120)) for name, value in pairs if value)
