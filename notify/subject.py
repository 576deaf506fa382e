"""Subjects: product and danger in one line, and the same line again for later mails of a thread."""

import re
from collections.abc import Sequence

from recallwatch.model import Advice, AlertKind, Kind, Message, Opening, Outcome

from .wording import one_line, ones

_HAZARDS = {
    "failure_to_alert": "may fail to warn you",
    "lead": "contains lead",
    "phthalates": "contains phthalates",
    "electrocution": "electric shock danger",
    "shock": "electric shock danger",
    "hearing": "danger to hearing",
    "battery_ingestion": "danger of swallowed batteries",
    "magnet_ingestion": "danger of swallowed magnets",
    "tip_over": "tip-over danger",
}
#: Which of several hazards a subject names: the one that kills first.
_WORST_FIRST = ("fire", "carbon_monoxide", "electrocution", "shock", "choking", "suffocation", "strangulation")
#: What a subject opens with: a border rejection or a correction is not a recall and must not be called one.
_OPENINGS = {
    Kind.RECALL: "Recall",
    Kind.WARNING: "Safety warning",
    Kind.WITHDRAWAL_FROM_SALE: "Withdrawn from sale",
    Kind.BORDER_REJECTION: "Stopped at the border",
    Kind.CORRECTION: "Correction",
    Kind.OTHER: "Safety notice",
}
_ORDER = re.compile(r"(?:do not (?:use|eat|drink|consume|open)|stop (?:using|riding|driving))\b", re.IGNORECASE)
_LABEL_CHARS = 80


def subject(message: Message) -> str:
    """Product and danger, and what to do when it is urgent.

    An update or reminder repeats the subject of the thread's first mail behind "Re:", since that and the references
    keep mails together. When an update alarms more or less than the first did it says so instead.
    """
    own = opening(message)
    match message.alert.kind:
        case AlertKind.CLEARED:
            return f"Update: your {_thing(message)} is not affected"
        case AlertKind.WATCH:
            return one_line(f"{_watch_name(message)}: {message.advice.headline}", 160)
        case AlertKind.LINKED:
            return one_line(f"Linked: {message.advice.headline}", 160)
        case AlertKind.REMINDER if message.second_of:
            line = _line(own, _thing(message))
            return f"For your household: {line[0].lower()}{line[1:]}"
        case AlertKind.REMINDER if message.opening:
            return f"Re: {_line(message.opening, _thing(message))}"
        case AlertKind.UPDATE if message.opening and _alarm(message.opening) == _alarm(own):
            return f"Re: {_line(message.opening, _thing(message))}"
        case AlertKind.UPDATE:
            line = _line(own, _thing(message))
            return f"Update: {line[0].lower()}{line[1:]}"
        case _:
            return _line(own, _thing(message))


def bundle_subject(messages: Sequence[Message]) -> str:
    """How many things, and the most pressing of what is told about them."""
    first = messages[0]
    if len(messages) == 1:
        return subject(first)
    if len({message.notice.id for message in messages}) == 1 and all(message.item for message in messages):
        return one_line(f"{len(messages)} of your things: {first.advice.headline}", 160)
    line = subject(first).removeprefix("Re: ")
    return f"{one_line(line, 150)}, and {len(messages) - 1} more"


def opening(message: Message) -> Opening:
    """What this message's own subject is made of."""
    alert = message.alert
    outcome = alert.verdict.outcome if alert.verdict else None
    return Opening(alert.kind, message.notice.kind, message.advice, message.reading.hazards, outcome)


def _alarm(said: Opening) -> tuple[bool, bool]:
    """Whether it is known that this unit is meant, and whether to stop using it."""
    return said.outcome is Outcome.CHECK, said.advice.urgent


def _line(said: Opening, thing: str) -> str:
    danger, begins = _danger(said.hazards), _OPENINGS[said.notice_kind]
    if said.outcome is Outcome.CHECK:  # nobody is told to stop using what may not be meant
        meant = f"one of {ones(said.notice_kind)}"
        return f"Check your {thing}: {danger} if it is {meant}" if danger else f"Check your {thing}: is it {meant}?"
    if not said.advice.urgent:
        return f"{begins}: your {thing}" + (f", {danger}" if danger else "")
    order = _order(said.advice)
    if said.notice_kind is Kind.RECALL:
        return f"{order} your {thing}: {danger or 'it was recalled'}"
    return f"{begins}: {order.lower()} your {thing}" + (f", {danger}" if danger else "")


def _order(advice: Advice) -> str:
    """The notice's own order as its first step has it: food is not used."""
    found = _ORDER.match(advice.steps[0].text) if advice.steps else None
    return found.group().capitalize() if found else "Stop using"


def _thing(message: Message) -> str:
    label = message.item.label if message.item else message.advice.headline
    return one_line(label, _LABEL_CHARS)


def _watch_name(message: Message) -> str:
    return one_line(message.watch.name if message.watch else "", 60) or "New notice"


def _danger(hazards: tuple[str, ...]) -> str:
    if not hazards:
        return ""
    worst = next((hazard for hazard in _WORST_FIRST if hazard in hazards), hazards[0])
    return _HAZARDS.get(worst, f"{worst.replace('_', ' ')} danger")
