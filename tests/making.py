"""Small, complete values for tests, each with only what the test says different."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from recallwatch.model import (
    Attempt,
    AttemptOutcome,
    Channel,
    ChannelKind,
    Delivery,
    Harvest,
    Item,
    ListedProduct,
    Notice,
    Owner,
    PartialDate,
    Payload,
    Rhythm,
    SourceInfo,
    SourceKind,
    Watch,
)
from recallwatch.ports import Crawl, CrawlState, Ended, Request, Source

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

_POWER_BANK = Notice(
    source="test",
    number="100",
    title="Voltique Recalls Power Banks Due to Fire Hazard",
    url="https://recalls.example.org/100",
    jurisdictions=("US",),
    published=PartialDate(2026, 11, 20),
    summary="This recall involves Voltique power banks with model number VQ500. "
    "The model number is printed on the back of the power bank.",
    hazard="The lithium-ion battery can overheat, posing a fire hazard.",
    remedy="Consumers should stop using the power banks immediately and contact Voltique for a full refund.",
    remedy_options=("Refund",),
    products=(ListedProduct("Voltique power banks", units="About 4,000"),),
    sold_at=("Online at shop.example.com from March 2024 through May 2026 for about $30.",),
)


def notice(number: str = "100", **changed: Any) -> Notice:
    """A recall of the Voltique VQ500 power bank, all units."""
    return replace(_POWER_BANK, number=number, **changed)


def item(item_id: str = "item-1", owner_id: str = "ann", **changed: Any) -> Item:
    """Somebody's VQ500."""
    made = Item(item_id, owner_id, name="voltique power bank", model="VQ-500", created_at=NOON)
    return replace(made, **changed)


def owner(owner_id: str = "ann") -> Owner:
    """Somebody with a proven address."""
    return Owner(owner_id, f"{owner_id}@example.org", created_at=NOON, confirmed_at=NOON)


def email_channel(owner_id: str = "ann") -> Channel:
    """Their mailbox."""
    return Channel(
        f"mail-{owner_id}", owner_id, ChannelKind.EMAIL, f"{owner_id}@example.org", created_at=NOON, confirmed_at=NOON
    )


def webhook(owner_id: str = "ann", url: str = "https://hooks.example.org/in") -> Channel:
    """Their program's address."""
    hook = Channel(f"hook-{owner_id}", owner_id, ChannelKind.WEBHOOK, url, created_at=NOON, confirmed_at=NOON)
    return replace(hook, secret="whsec_" + "c2VjcmV0" * 4)


def watch(watch_id: str = "watch-1", owner_id: str = "ann", **changed: Any) -> Watch:
    """A newsroom's watch on power banks."""
    return replace(Watch(watch_id, owner_id, "Power banks", words="power bank", created_at=NOON), **changed)


def ended(delivery: Delivery, outcome: AttemptOutcome = AttemptOutcome.SENT, **attempt: Any) -> Ended:
    """An attempt that ended at noon; a retry is due when the delivery was."""
    return Ended(delivery, Attempt(**{"delivery_id": delivery.id, "at": NOON, "outcome": outcome, **attempt}))


def payload(content: bytes = b"{}", *, url: str = "https://recalls.example.org/all", source: str = "test") -> Payload:
    """An answer of the test source."""
    return Payload(f"sha-{hash(content)}", source, url, content, fetched_at=NOON)


def source(*notices: Notice, complete: bool = True) -> Source:
    """A source that serves exactly these notices, with one request."""

    def crawl(state: CrawlState) -> Crawl:
        yield Request("https://recalls.example.org/all")
        return Harvest(notices, complete=complete)

    def parse(saved: Payload) -> Harvest:
        return Harvest(notices)

    return Source(INFO, crawl, parse)


INFO = SourceInfo(
    id="test",
    title="Test authority",
    country="US",
    language="en",
    kind=SourceKind.API,
    homepage="https://recalls.example.org",
    licence="none",
    attribution="Test authority",
    rhythm=Rhythm(every=timedelta(minutes=15), stale_after=timedelta(hours=6), quiet=timedelta(days=14)),
    parser="test/1",
)
