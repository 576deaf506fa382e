"""The plain English of the pages: what each closed value is called, and in which tone it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recallwatch.flow.places import PLACES
from recallwatch.model import (
    Acquired,
    AnswerState,
    Ask,
    ChannelKind,
    DeliveryState,
    Done,
    Kind,
    LinkType,
    Outcome,
    PartialDate,
    Role,
    Scope,
    Status,
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A label, the tone it is shown in (``danger``, ``warn``, ``ask``, ``ok``, ``plain``), and what it means."""

    label: str
    tone: str
    meaning: str = ""


OUTCOMES = {
    Outcome.AFFECTED: Said("Recalled: stop using it", "danger", "What you told us fits this notice."),
    Outcome.LIKELY: Said(
        "Probably recalled: stop using it until you are sure",
        "warn",
        "Most of what you told us fits this notice; something was not certain.",
    ),
    Outcome.CHECK: Said(
        "We need one answer", "ask", "This notice may be about yours. One answer decides; until then, be careful."
    ),
    Outcome.CLEAR: Said(
        "Not among the recalled ones",
        "ok",
        "This notice says which units it means, and yours is not one of them.",
    ),
}

#: A warning, correction or border notice takes nothing back, but its danger is the same.
_WARNED = {
    Outcome.AFFECTED: "Under a safety warning: stop using it",
    Outcome.LIKELY: "Probably under a safety warning: stop using it until you are sure",
    Outcome.CLEAR: "Not among those warned about",
}

KINDS = {
    Kind.RECALL: "Recall",
    Kind.WARNING: "Safety warning",
    Kind.WITHDRAWAL_FROM_SALE: "Withdrawn from sale",
    Kind.BORDER_REJECTION: "Stopped at the border",
    Kind.CORRECTION: "Correction",
    Kind.OTHER: "Notice",
}

CHANNELS = {
    ChannelKind.EMAIL: "Email",
    ChannelKind.WEBHOOK: "Webhook",
    ChannelKind.WEB_PUSH: "Browser",
    ChannelKind.APPRISE: "Apprise",
    **{kind: needs.label for kind, needs in PLACES.items()},
}

STATUSES = {
    Status.ACTIVE: Said("In force", "plain"),
    Status.CLOSED: Said("Closed by the publisher", "plain", "Units that were never repaired may still be in use."),
    Status.WITHDRAWN: Said("Withdrawn by the publisher", "plain", "The publisher said that it no longer holds."),
    Status.MISSING: Said(
        "No longer listed", "warn", "The publisher's list does not show it any more. It never said it was withdrawn."
    ),
}

ROLES = {
    Role.MANUFACTURER: "Made by",
    Role.IMPORTER: "Imported by",
    Role.DISTRIBUTOR: "Distributed by",
    Role.RETAILER: "Sold by",
    Role.RECALLING_FIRM: "Recalled by",
}

ACQUIRED = {Acquired.NEW: "New", Acquired.SECOND_HAND: "Second-hand", Acquired.GIFT: "A gift"}

SCOPES = {
    Scope.ALL: "Every unit of what is named here is recalled.",
    Scope.LISTED: "Only the units described here are recalled.",
    Scope.UNKNOWN: "The notice narrows this down in words that we could not read with certainty. "
    "Compare with the official notice.",
}

DELIVERIES = {
    DeliveryState.PENDING: Said("Waiting to be sent", "ask"),
    DeliveryState.SENT: Said("Handed over", "ok"),
    DeliveryState.DEAD: Said("Not delivered", "danger"),
    DeliveryState.DROPPED: Said("Not needed any more", "plain"),
}

#: Where a matter stands, as its people say; what is open needs no word.
SETTLED = {
    AnswerState.DONE: Said("Dealt with", "ok"),
    AnswerState.NOT_MINE: Said("Not mine", "plain"),
    AnswerState.SNOOZED: Said("Put off", "ask"),
}

DONE = {
    Done.RETURNED: "returned",
    Done.REFUNDED: "money back",
    Done.REPLACED: "replaced",
    Done.REPAIRED: "repaired",
    Done.DISPOSED: "thrown away safely",
}

#: Which field of an item answers which question; the others cannot be answered by typing.
ANSWERS = {Ask.SERIAL: "serial", Ask.MODEL: "model", Ask.PURCHASED: "purchased", Ask.VIN: "vin"}

FIELD_LABELS = {
    "name": "What it is",
    "brand": "Brand",
    "model": "Model",
    "serial": "Serial, lot or date code",
    "gtin": "Barcode number",
    "vin": "Vehicle number (VIN)",
    "purchased": "Bought",
    "acquired": "How you got it",
}

#: The closed list of dangers that lists and feeds can be narrowed by.
HAZARDS = (
    *("amputation", "asphyxia", "bacteria", "battery_ingestion", "burn", "carbon_monoxide", "choking", "collision"),
    *("crash", "crushing", "drowning", "electrocution", "entrapment", "eye_irritation", "failure_to_alert", "fall"),
    *("fire", "gas_leak", "head_injury", "hearing", "impact", "ingestion", "injury", "laceration", "lead"),
    *("magnet_ingestion", "phthalates", "poisoning", "respiratory", "shock", "skin_irritation", "strangulation"),
    *("suffocation", "tip_over"),
)

_LINKS = {
    LinkType.SAME_EVENT: ("Same recall as", "Same recall as"),
    LinkType.EXPANDS: ("Expands", "Expanded by"),
    LinkType.REANNOUNCES: ("Announces again", "Announced again by"),
    LinkType.SUPERSEDES: ("Replaces", "Replaced by"),
    LinkType.WITHDRAWS: ("Withdraws", "Withdrawn by"),
    LinkType.TRANSLATES: ("Translation of", "Translated by"),
    LinkType.REPUBLISHES: ("Repeats", "Repeated by"),
}


def verdict_words(outcome: Outcome, kind: Kind) -> Said:
    """What a verdict is called, under a notice of this kind."""
    said = OUTCOMES[outcome]
    if kind in (Kind.RECALL, Kind.WITHDRAWAL_FROM_SALE) or outcome not in _WARNED:
        return said
    return replace(said, label=_WARNED[outcome])


def link_words(kind: LinkType, *, outgoing: bool) -> str:
    """How the notice on the page relates to the other one."""
    return _LINKS[kind][0 if outgoing else 1]


def plain(code: str) -> str:
    """A value of a closed list as words: ``tip_over`` is "tip over"."""
    return code.replace("_", " ")


def date_words(date: PartialDate) -> str:
    """``12 June 2025``, ``June 2025`` or ``2025``: never more precise than what was said."""
    parts = [str(date.day)] if date.day else []
    return " ".join([*parts, *([_MONTHS[date.month - 1]] if date.month else []), str(date.year)])


def listing(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
