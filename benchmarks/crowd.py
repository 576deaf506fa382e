"""One notice against a crowd of registered items, beside comparing its name with every item's name.

``make bench ARGS="--items 1000000"`` makes the crowd of the size the product is meant for; the default is a tenth.
"""

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from rapidfuzz import fuzz, process
from sqlalchemy import text

from recallwatch.context import Context
from recallwatch.match import item_keys
from recallwatch.model import Item, Record

_OWNERS = 1000
_ASKED = 200
_PAGE = 5000
_ITEM = text(
    "INSERT INTO items (owner_id, id, name, brand, model, serial, gtin, vin, purchased, acquired, created_at)"
    " VALUES (:owner, :id, :name, :brand, :model, '', '', '', '', '', NULL)"
)
_KEY = text("INSERT INTO item_keys (owner_id, item_id, kind, value) VALUES (:owner, :id, :kind, :value)")
_OWNER = text("INSERT INTO owners (id, email, created_at, confirmed_at) VALUES (:id, :email, :at, NULL)")


def crowd(context: Context, records: Sequence[Record], sizes: Sequence[int]) -> Iterator[tuple[int, float, float]]:
    """For each size: milliseconds to find the items of a notice (median), and of one comparison with every name."""
    chance = random.Random(7)
    asked = [record.notice.id for record in chance.sample(list(records), _ASKED)]
    names: list[str] = []
    with context.store.write() as unit:
        connection = unit.keys._db  # type: ignore[attr-defined]  # noqa: SLF001 - a bulk that no caller needs
        at = datetime.now(UTC).isoformat()
        connection.execute(_OWNER, [{"id": f"o{n}", "email": f"o{n}@example.org", "at": at} for n in range(_OWNERS)])
    for size in sizes:
        made = list(_items(chance, records, size - len(names), len(names)))
        names += [item.name for item in made]
        _keep(context, made)
        yield size, _median(context, asked), _brute(names)


def _items(chance: random.Random, records: Sequence[Record], count: int, first: int) -> Iterator[Item]:
    """Items with the brands and names of notices, few brands owning most, and models of their own."""
    for number in range(count):
        record = records[int(len(records) * chance.random() ** 3)]
        product = record.reading.products[0]
        model = f"{chance.choice('ABCDEFGH')}{chance.choice('KLMNP')}{chance.randrange(100, 9999)}"
        yield Item(f"i{first + number}", f"o{number % _OWNERS}", product.name, product.brand, model)


def _keep(context: Context, items: Sequence[Item]) -> None:
    for start in range(0, len(items), _PAGE):
        page = items[start : start + _PAGE]
        rows = [{"owner": i.owner_id, "id": i.id, "name": i.name, "brand": i.brand, "model": i.model} for i in page]
        keys = [
            {"owner": i.owner_id, "id": i.id, "kind": key.kind.value, "value": key.value}
            for i in page
            for key in item_keys(i)
        ]
        with context.store.write() as unit:
            connection = unit.keys._db  # type: ignore[attr-defined]  # noqa: SLF001
            connection.execute(_ITEM, rows)
            connection.execute(_KEY, keys)


def _median(context: Context, asked: Sequence[str]) -> float:
    times = []
    for notice_id in asked:
        started = time.perf_counter()
        with context.store.read() as unit:
            unit.keys.items_for([notice_id])
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def _brute(names: Sequence[str]) -> float:
    started = time.perf_counter()
    process.extract(names[0], names, scorer=fuzz.WRatio, limit=10)
    return (time.perf_counter() - started) * 1000
