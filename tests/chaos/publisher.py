"""A publisher of made-up recalls, the owners they concern, and the source that reads them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from recallwatch.match import item_keys
from recallwatch.model import Channel, ChannelKind, Harvest, Item, ListedProduct, Notice, Owner, Payload, Rhythm
from recallwatch.ports import Crawl, CrawlState, Request, Source, Store
from recallwatch.tokens import new_webhook_secret
from tests.making import INFO

#: Every notice concerns one group of owners.
_GROUPS, _OWNERS_OF_EACH = 10, 2

#: The lists it keeps: one whose reader was killed rests until that one's lease has run out.
LISTS = 20


def sources(origin: str) -> list[Source]:
    """The sources that read the publisher's lists; they are due all the time."""
    return [_source(f"test-{n}", f"{origin}/recalls-{n}.json") for n in range(LISTS)]


def recalls(of_list: int, published: int) -> bytes:
    """A list as the publisher writes it, when so many recalls were published over all."""
    return json.dumps([_row(number) for number in range(of_list, published, LISTS)]).encode()


def everybody() -> list[str]:
    """Every owner."""
    return [owner for number in range(_GROUPS) for owner in owners_of(number)]


def owners_of(number: int) -> list[str]:
    """Who owns what a recall is about."""
    return [f"g{number % _GROUPS}-o{n}" for n in range(_OWNERS_OF_EACH)]


def settle_in(store: Store, http_port: int, most: int) -> None:
    """Register every owner with a mailbox, a webhook, and the things that ``most`` recalls will be about."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with store.write() as unit:
        for owner_id in everybody():
            address = f"{owner_id}@example.org"
            hook = f"http://127.0.0.1:{http_port}/hooks/{owner_id}"
            unit.owners.add(Owner(owner_id, address, created_at=at, confirmed_at=at))
            unit.owners.add_channel(Channel("mail", owner_id, ChannelKind.EMAIL, address, at, confirmed_at=at))
            unit.owners.add_channel(
                Channel("hook", owner_id, ChannelKind.WEBHOOK, hook, at, new_webhook_secret(), confirmed_at=at)
            )
        for number in range(most):
            for owner_id in owners_of(number):
                item = Item(f"item-{number}", owner_id, name="voltique power bank", model=_model(number), created_at=at)
                unit.items.put(item)
                unit.keys.set_item_keys(owner_id, item.id, item_keys(item))


def _source(source_id: str, url: str) -> Source:
    rhythm = Rhythm(every=timedelta(seconds=240), stale_after=timedelta(hours=6), quiet=timedelta(days=14))
    info = replace(INFO, id=source_id, rhythm=rhythm)

    def parse(payload: Payload) -> Harvest:
        return Harvest(tuple(_notice(source_id, row) for row in json.loads(payload.content)), complete=True)

    def crawl(_state: CrawlState) -> Crawl:
        response = yield Request(url, expect="json")
        return parse(response.payload)

    return Source(info, crawl, parse)


def _row(number: int) -> dict[str, Any]:
    return {"number": f"n{number}", "model": _model(number)}


def _model(number: int) -> str:
    """Of its own: notices that say the same of the same thing are one case, which is told once."""
    return f"VQ{number + 1000}"


def _notice(source_id: str, row: dict[str, Any]) -> Notice:
    return Notice(
        source_id,
        row["number"],
        title="Voltique Recalls Power Banks Due to Fire Hazard",
        summary=f"This recall involves Voltique power banks with model number {row['model']}.",
        hazard="The lithium-ion battery can overheat, posing a fire hazard.",
        remedy="Consumers should stop using the power banks immediately and contact Voltique for a refund.",
        products=(ListedProduct("Voltique power banks"),),
    )
