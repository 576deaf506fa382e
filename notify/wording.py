"""The words every channel shares: subjects, hazards in plain words, and texts made safe to lay out."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from recallwatch.model import AlertKind, Change, Item, Kind, Message, Outcome
from recallwatch.text.clean import clean

_HAZARDS = {
    "carbon_monoxide": "carbon monoxide danger",
    "failure_to_alert": "may fail to warn you",
    "lead": "contains lead",
    "phthalates": "contains phthalates",
    "bacteria": "bacteria danger",
    "electrocution": "electric shock hazard",
    "shock": "electric shock hazard",
    "hearing": "danger to hearing",
    "battery_ingestion": "danger of swallowed batteries",
    "magnet_ingestion": "danger of swallowed magnets",
    "tip_over": "tip-over hazard",
}
#: What a subject opens with: a border rejection or a correction is not a recall and must not be called one.
_OPENINGS = {
    Kind.RECALL: "Recall",
    Kind.WARNING: "Safety warning",
    Kind.WITHDRAWAL_FROM_SALE: "Withdrawn from sale",
    Kind.BORDER_REJECTION: "Stopped at the border",
    Kind.CORRECTION: "Correction",
    Kind.OTHER: "Safety notice",
}
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
#: Which of several hazards a subject names: the one that kills first.
_WORST_FIRST = ("fire", "carbon_monoxide", "electrocution", "shock", "choking", "suffocation", "strangulation")
_LABEL_CHARS = 80
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
    plain = clean(url) == url and not any(sign.isspace() or sign in "<>\"'`\\" for sign in url)
    return url if plain and parts.scheme in ("http", "https") and parts.hostname else ""


def subject(message: Message) -> str:
    """Product and danger in one line; what to do when it is urgent."""
    thing = _thing(message)
    match message.alert.kind:
        case AlertKind.ALERT:
            return f"{_OPENINGS[message.notice.kind]}: {_with_danger(message, thing)}"
        case AlertKind.QUESTION:
            return f"Check your {thing}: is it one of {ones(message.notice.kind)}?"
        case AlertKind.UPDATE if _is_open(message):
            return f"Update: check your {thing}, is it one of {ones(message.notice.kind)}?"
        case AlertKind.UPDATE:
            return f"Update: {_with_danger(message, thing)}"
        case AlertKind.CLEARED:
            return f"Update: your {thing} is not affected"
        case AlertKind.WATCH:
            return one_line(f"{_watch_name(message)}: {message.advice.headline}", 160)


def noun(kind: Kind) -> str:
    """What the notice may be called in a sentence."""
    return _NOUNS.get(kind, "notice")


def ones(kind: Kind) -> str:
    """The units a notice is about, in a sentence."""
    return "the recalled ones" if kind is Kind.RECALL else f"those a {noun(kind)} is about"


def changed_words(changes: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """What changed in a notice, in an owner's words, each with what it says now that it did not say before."""
    said: dict[str, list[str]] = {}
    for change in changes:
        name = change.field.partition(".")[0]
        what = _FIELDS.get(name, one_line(change.field).replace("_", " "))
        said.setdefault(what, []).extend(_added(change))
    return tuple((what, one_line(" ".join(added), _NEWS_CHARS)) for what, added in said.items())


def _added(change: Change) -> list[str]:
    """The sentences that were not there before."""
    before = set(_SENTENCE.split(change.before))
    return [sentence for sentence in _SENTENCE.split(change.after) if sentence not in before]


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


def _is_open(message: Message) -> bool:
    """Whether it is not known yet that this unit is meant: then nobody is told to stop using it."""
    verdict = message.alert.verdict
    return verdict is not None and verdict.outcome is Outcome.CHECK


def _thing(message: Message) -> str:
    label = message.item.label if message.item else message.advice.headline
    return one_line(label, _LABEL_CHARS)


def _watch_name(message: Message) -> str:
    return one_line(message.watch.name if message.watch else "", 60) or "New notice"


def _with_danger(message: Message, thing: str) -> str:
    danger = _danger(message.reading.hazards)
    named = f"{thing}, {danger}" if danger else thing
    return f"{named} - stop using it" if message.advice.urgent else named


def _danger(hazards: tuple[str, ...]) -> str:
    if not hazards:
        return ""
    worst = next((hazard for hazard in _WORST_FIRST if hazard in hazards), hazards[0])
    return _HAZARDS.get(worst, f"{worst.replace('_', ' ')} hazard")
