"""A sample of every mail there is, about invented things, for the preview, the gallery and the tests of links.

A new kind of mail gets its sample here: that is all the preview, the gallery and the tests need.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from recallwatch.model import (
    Advice,
    Alert,
    AlertKind,
    Ask,
    Change,
    Channel,
    ChannelKind,
    Item,
    Kind,
    Message,
    Notice,
    Opening,
    Outcome,
    PartialDate,
    Question,
    Reading,
    Step,
    Verdict,
    Watch,
    Why,
)
from recallwatch.ports import AccountMail, Note, Sender

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_SEEN = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
_BASE = "https://recalls.example.org"

_OWNER = "01KAQV2M8ZX6T3W0Y9N4B7C5D1"
_CHANNEL = Channel("01KAQV2M8ZX6T3W0Y9N4B7C5D2", _OWNER, ChannelKind.EMAIL, "ann@example.org", _SEEN)

_STOP = f"{_BASE}/unsubscribe/{_OWNER}/{_CHANNEL.id}/dGhpcyBpcyBubyBzaWduYXR1cmUgYXQgYWxs"

_NOTICE = Notice(
    source="us-cpsc",
    number="27044",
    title="Voltano Recalls PowerBrick 10000 Power Banks Due to Fire and Burn Hazards",
    url="https://regulator.example.org/recalls/2027/voltano-powerbrick",
    jurisdictions=("US",),
    published=PartialDate(2026, 11, 23),
)
_ADVICE = Advice(
    headline="Voltano PowerBrick 10000 power banks (VB1263) recalled: fire and burn hazards",
    danger="The lithium-ion battery in the power bank can overheat and catch fire while charging.",
    steps=(
        Step("Stop using the power bank at once and unplug it."),
        Step("Register for a free replacement or your money back.", "https://voltano.example.com/powerbrick"),
        Step("Have ready: the serial number, a photo of the product."),
        Step(
            "Never put it in the bin or in a battery box at a shop: recalled lithium batteries catch fire there. Ask "
            "your town's hazardous waste collection before you bring it."
        ),
        Step("Contact: Voltano, 800-555-0142 from 9 a.m. to 5 p.m. ET, Monday through Friday."),
    ),
    urgent=True,
)
_ITEM = Item(
    id="01KAQV2M8ZX6T3W0Y9N4B7C5D3",
    owner_id=_OWNER,
    name="PowerBrick 10000",
    brand="Voltano",
    model="VB-1263",
    purchased=PartialDate(2025, 12),
)
_WHY = (
    Why(
        "Your model VB-1263 is VB1263 in the notice.",
        "This recall involves Voltano PowerBrick 10000 power banks with model number VB1263.",
    ),
    Why(
        "You bought it in December 2025, when it was on sale.",
        "Sold online at voltano.example.com from March 2025 through October 2026 for about $30.",
    ),
)
_QUESTION = Question(
    Ask.SERIAL,
    "Does the serial number begin with VBA or VBC?",
    "It is printed below the model number on the narrow side.",
    "https://voltano.example.com/check",
)
_CHANGES = (
    Change(
        "hazard",
        "The lithium-ion battery in the power bank can overheat while charging.",
        "The lithium-ion battery in the power bank can overheat and catch fire, even when it is not in use.",
        material=True,
    ),
    Change("units", "About 12,000", "About 41,000 (12,000 of them recalled before)", material=True),
)


def messages() -> Mapping[str, Message]:
    """Every kind of alert, by the name the preview knows it by."""
    alert = _message(AlertKind.ALERT)
    first = Opening(AlertKind.ALERT, _NOTICE.kind, _ADVICE, ("fire", "burn"), Outcome.AFFECTED)
    question = _message(AlertKind.QUESTION, Outcome.CHECK, _QUESTION)
    return {
        "alert": alert,
        "likely": _message(AlertKind.ALERT, Outcome.LIKELY),
        "warning": replace(
            alert,
            notice=replace(_NOTICE, kind=Kind.WARNING, title="Do Not Use Voltano PowerBrick 10000 Power Banks"),
            advice=replace(_ADVICE, headline="Voltano PowerBrick 10000 power banks safety warning: fire hazard"),
        ),
        "question": replace(question, why=_WHY[:1]),
        "update": replace(_message(AlertKind.UPDATE, later=True), changes=_CHANGES, opening=first),
        "reminder": replace(_message(AlertKind.REMINDER, later=True), opening=first, told=_SEEN - timedelta(days=3)),
        "reminder-question": replace(
            _message(AlertKind.REMINDER, Outcome.CHECK, _QUESTION, later=True), told=_SEEN - timedelta(days=3)
        ),
        "reminder-second": replace(
            _message(AlertKind.REMINDER, later=True), told=_SEEN - timedelta(days=3), second_of="ann@example.org"
        ),
        "bundle": replace(
            alert,
            bundle=(
                replace(question, item=replace(_ITEM, id="01KAQV2M8ZX6T3W0Y9N4B7C5D5", name="PowerBrick 10000 Mini")),
            ),
            bundle_id="9f2c4d6e8a0b1c3d5e7f9a1b2c",
        ),
        "cleared": replace(_message(AlertKind.CLEARED, Outcome.CLEAR, later=True), why=_WHY_CLEAR),
        "watch": replace(
            _message(AlertKind.WATCH),
            item=None,
            watch=Watch("01KAQV2M8ZX6T3W0Y9N4B7C5D4", _OWNER, "Batteries that burn", hazard="fire"),
            why=(Why("It fits your watch “Batteries that burn”."),),
        ),
    }


_WHY_CLEAR = (
    Why(
        "Your serial number VBD20117 does not begin with VBA or VBC.",
        "Only units whose serial number begins with VBA or VBC are included.",
    ),
)


def account_mails() -> Mapping[str, Callable[[AccountMail], Awaitable[str]]]:
    """Every mail that is no alert, by name, as a call that sends it."""
    to = _CHANNEL.address
    link = f"{_BASE}/sign-in/q3Zk0vYp6J2Xc8nRw4uT7sLb1hGd5mEaFo9iNyVxKtQ"
    ask = Note(
        "Shall we write to you here when something is recalled?",
        (
            "ben@example.org uses recallwatch to hear when something they own is recalled, and wants it told here too.",
            "The link opens a page with one button and works for 7 days. If you do nothing, we do not write to you.",
        ),
        ("Look and decide", f"{_BASE}/places/confirm/{_OWNER}/{_CHANNEL.id}/dGhpcyBpcyBubyBzaWduYXR1cmUgYXQgYWxs"),
        unsubscribe=_STOP,
    )
    note = Note(
        "We can no longer mail to ben@example.org",
        (
            "Mails to ben@example.org come back: 550 5.1.1 there is no such mailbox. We stopped using the address.",
            "This address still gets everything. Please look whether the other one has changed.",
        ),
        ("Where we tell you", f"{_BASE}/items#channels"),
    )
    asked = {"link": f"{_BASE}/second/{_OWNER}/{_CHANNEL.id}/dGhpcyBpcyBubyBzaWduYXR1cmUgYXQgYWxs", "decline": _STOP}
    week = timedelta(days=7)
    return {
        "sign-in": lambda mails: mails.sign_in(to=to, link=link, valid_for=timedelta(minutes=30)),
        "note": lambda mails: mails.note(to=to, note=note),
        "mailbox": lambda mails: mails.note(to=to, note=ask),
        "second": lambda mails: mails.ask_second(to=to, owner="ben@example.org", **asked, valid_for=week),
    }


def kinds() -> list[str]:
    """The names of all samples."""
    return [*messages(), *account_mails()]


async def send_sample(kind: str, *, sender: Sender, mails: AccountMail) -> None:
    """Send one; ``kind`` is one of ``kinds``."""
    if kind in messages():
        await sender.send(_CHANNEL, messages()[kind], now=NOW)
    else:
        await account_mails()[kind](mails)


def _message(
    kind: AlertKind,
    outcome: Outcome = Outcome.AFFECTED,
    question: Question | None = None,
    *,
    later: bool = False,
) -> Message:
    thread = "01KAQV2M8ZX6T3W0Y9N4B7C5E1"
    alert = Alert(
        id="01KAQV2M8ZX6T3W0Y9N4B7C5E2" if later else thread,
        owner_id=_OWNER,
        subject_id=_ITEM.id,
        case_id="01KAQV2M8ZX6T3W0Y9N4B7C5E3",
        notice_id=_NOTICE.id,
        revision=2 if later else 1,
        kind=kind,
        thread=thread,
        after="01KAQV2M8ZX6T3W0Y9N4B7C5E3",
        created_at=_SEEN,
        verdict=Verdict(_NOTICE.id, 1, outcome, question=question),
    )
    return Message(
        alert=alert,
        delivery_id="01KAQV2M8ZX6T3W0Y9N4B7C5E4",
        notice=_NOTICE,
        reading=Reading(hazards=("fire", "burn")),
        advice=_ADVICE,
        first_seen=_SEEN - timedelta(days=9) if later else _SEEN,
        changed_at=_SEEN,
        why=_WHY,
        item=_ITEM,
        link_notice=f"{_BASE}/notices/us-cpsc%3A27044",
        link_item=f"{_BASE}/items",
        link_answer=f"{_BASE}/answer/{_OWNER}/{alert.id}/{_CHANNEL.id}/dGhpcyBpcyBubyBzaWduYXR1cmUgYXQgYWxs",
        link_stop=_STOP,
        link_unsubscribe=_STOP,
    )
