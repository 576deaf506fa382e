"""Messages for tests: a power bank, its owner and the notice about it."""

from dataclasses import replace
from datetime import UTC, datetime

from recallwatch.model import (
    Advice,
    Alert,
    AlertKind,
    Ask,
    Change,
    Channel,
    ChannelKind,
    Item,
    Message,
    Notice,
    Outcome,
    Question,
    Reading,
    Step,
    Verdict,
    Watch,
    Why,
)

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SEEN = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SECRET = "whsec_" + "QUFB" * 8

NOTICE = Notice(
    source="us-cpsc",
    number="25338",
    title="Acme Recalls Volt 10 Power Banks Due to Fire Hazard",
    url="https://recalls.example.org/volt-10",
    jurisdictions=("US",),
)
ITEM = Item(id="item-1", owner_id="owner-1", brand="Acme", name="Volt 10 Power Bank", model="A-1263")
ADVICE = Advice(
    headline="Acme Volt 10 power banks (A1263) recalled: fire hazard",
    danger="The lithium-ion battery can overheat and catch fire.",
    steps=(
        Step("Stop using the power bank at once."),
        Step("Register for a free replacement.", "https://acme.example.com/volt"),
    ),
    urgent=True,
)
WHY = (Why("Your model A-1263 is A1263 in the notice.", "model number A1263 is printed on the bottom"),)
QUESTION = Question(
    Ask.SERIAL, "Does the serial number start with AB?", "printed on the bottom edge", "https://acme.example.com/check"
)


def message(
    kind: AlertKind = AlertKind.ALERT,
    *,
    advice: Advice = ADVICE,
    notice: Notice = NOTICE,
    item: Item | None = ITEM,
    why: tuple[Why, ...] = WHY,
    hazards: tuple[str, ...] = ("burn", "fire"),
    outcome: Outcome = Outcome.AFFECTED,
    question: Question | None = None,
    thread: str = "alert-1",
    unsubscribe: str = "https://rw.example.org/unsubscribe?c=1&s=abc",
    changed: tuple[str, ...] = (),
    changes: tuple[Change, ...] = (),
) -> Message:
    """A message about the power bank, with what a test wants different."""
    alert = Alert(
        id="alert-1" if thread == "alert-1" else "alert-2",
        owner_id="owner-1",
        subject_id="item-1",
        case_id="case-1",
        notice_id=notice.id,
        revision=1,
        kind=kind,
        thread=thread,
        after="case-1",
        created_at=NOW,
        verdict=Verdict(notice.id, 1, outcome, question=question),
        changed=changed,
    )
    return Message(
        alert=alert,
        delivery_id="delivery-1",
        notice=notice,
        reading=Reading(hazards=hazards),
        advice=advice,
        first_seen=SEEN,
        changed_at=SEEN,
        why=why,
        changes=changes or tuple(Change(field, "", "", material=True) for field in changed),
        item=item,
        link_notice="https://rw.example.org/notices/us-cpsc%3A25338",
        link_item="https://rw.example.org/items",
        link_unsubscribe=unsubscribe,
    )


def watch_message(kind: AlertKind = AlertKind.WATCH) -> Message:
    """A hit of a newsroom's watch."""
    watch = Watch(id="watch-1", owner_id="owner-1", name="Batteries")
    hit = message(kind, item=None, why=(Why("It fits your watch “Batteries”."),))
    return replace(hit, watch=watch, alert=replace(hit.alert, verdict=None))


def channel(kind: ChannelKind = ChannelKind.EMAIL, address: str = "owner@example.com", secret: str = "") -> Channel:
    """A confirmed way to reach the owner."""
    return Channel("channel-1", "owner-1", kind, address, NOW, secret=secret, confirmed_at=NOW)
