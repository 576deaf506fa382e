"""Values for the store's tests: short to write, distinct by their ids."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from recallwatch.model import (
    Alert,
    AlertKind,
    Channel,
    ChannelKind,
    Delivery,
    Evidence,
    Item,
    Key,
    KeyKind,
    ListedProduct,
    Notice,
    Outcome,
    Owner,
    Payload,
    Product,
    Reading,
    Revision,
    Verdict,
)
from recallwatch.model.verdict import Axis
from recallwatch.ports import Store, Unit

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def notice(number: str = "1", *, source: str = "us-test", **fields: Any) -> Notice:
    """A notice of a power bank."""
    given = {"title": f"Power bank {number} recalled", "products": (ListedProduct("Power bank", "Volt-Ace"),)}
    return Notice(source, number, **{**given, **fields})


def reading(**fields: Any) -> Reading:
    """What was understood of it."""
    return Reading(**{"products": (Product("Power bank", "Volt-Ace"),), "hazards": ("fire",), **fields})


def revision(
    number: str = "1", state: int = 1, *, at: datetime = NOW, material: bool = True, **fields: Any
) -> Revision:
    """One state of ``notice(number)``; further fields are the notice's."""
    return Revision(notice(number, **fields), reading(), state, f"digest-{state}", at, material)


def add(unit: Unit, *revisions: Revision) -> None:
    """Add revisions, every notice its own case."""
    unit.notices.add(revisions, cases={r.notice.id: f"case-{r.notice.id}" for r in revisions})


def key(value: str, kind: KeyKind = KeyKind.BRAND_MODEL) -> Key:
    """A key."""
    return Key(kind, value)


def payload(content: bytes = b"{}", *, sha256: str = "a" * 64, at: datetime = NOW, source: str = "us-test") -> Payload:
    """An answer as fetched."""
    return Payload(sha256, source, "https://api.example.com/", content, at, headers=(("ETag", '"1"'),))


def owner(name: str = "ann") -> Owner:
    """An owner."""
    return Owner(name, f"{name}@example.com", NOW)


def channel(name: str = "mail", owner_id: str = "ann", **fields: Any) -> Channel:
    """A way to reach them."""
    return replace(Channel(name, owner_id, ChannelKind.EMAIL, f"{owner_id}@example.com", NOW), **fields)


def item(name: str = "bank", owner_id: str = "ann", **fields: Any) -> Item:
    """A thing they own."""
    return Item(name, owner_id, **{"name": "power bank", "brand": "Volt-Ace", "created_at": NOW, **fields})


def verdict(notice_id: str = "us-test:1", outcome: Outcome = Outcome.AFFECTED) -> Verdict:
    """A verdict with its reason."""
    return Verdict(notice_id, 1, outcome, (Evidence(Axis.IDENTITY, "brand+model", "va 1", "VA-1"),))


def alert(name: str = "alert-1", owner_id: str = "ann", **fields: Any) -> Alert:
    """An alert about the item ``bank``."""
    plain = Alert(
        name, owner_id, "bank", "case-1", "us-test:1", 1, AlertKind.ALERT, name, f"before {name}", NOW, verdict()
    )
    return replace(plain, **fields)


def delivery(name: str = "sending-1", alert_id: str = "alert-1", owner_id: str = "ann", **fields: Any) -> Delivery:
    """A sending over the channel ``mail``, due now."""
    return replace(Delivery(name, owner_id, alert_id, "mail", NOW), **fields)


def household(store: Store) -> None:
    """Keep an owner with a channel, an item, and one alert that is due over the channel."""
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add_channel(channel())
        unit.items.put(item())
        unit.outbox.add_alert(alert(), [delivery()])
