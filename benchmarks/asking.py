"""One thing against all notices, and many in bulk: what an owner waits for, and what a shop's list takes."""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from recallwatch.context import Context
from recallwatch.flow.items import check
from recallwatch.model import Item, Record
from recallwatch.ports import Query

from .program import recallwatch

_ITEMS = 1000
#: Bulk lines beyond those of a short run, so that what starting takes is left out.
_TIMES = 5


def asking(context: Context) -> Iterator[tuple[str, float, float]]:
    """What, milliseconds, and the milliseconds of a full-text search alone: of things asked for one after the other."""
    with context.store.read() as unit:
        records = list(unit.notices.all())
    things = list(_things(records))
    ours = [_ms(lambda t=thing: check(context.store, t)) for thing in things]  # type: ignore[misc]
    again = [_ms(lambda t=thing: check(context.store, t)) for thing in things]  # type: ignore[misc]
    peer = [_ms(lambda t=thing: _full_text(context, t)) for thing in things]  # type: ignore[misc]
    named = f"one item against {len(records):,} notices, explained"
    for name, pick in (("p50", statistics.median), ("p99", _p99)):
        yield f"{named}, {name}", pick(again), pick(peer)
        yield "  its notices not read lately", pick(ours), pick(peer)


def bulk(context: Context, data_dir: Path) -> float:
    """Lines of ``check --jsonl`` a second, start-up aside: what a long input takes beyond a short one."""
    with context.store.read() as unit:
        things = list(_things(list(unit.notices.all())))
    rows = [{"ref": n, "brand": t.brand, "name": t.name, "model": t.model} for n, t in enumerate(things)]
    short = "".join(json.dumps(row) + "\n" for row in rows).encode()
    few = recallwatch("check", "--jsonl", data_dir=data_dir, stdin=short).seconds
    many = recallwatch("check", "--jsonl", data_dir=data_dir, stdin=short * (_TIMES + 1)).seconds
    return _TIMES * len(rows) / (many - few)


def _things(records: Sequence[Record]) -> Iterator[Item]:
    """What owners of recalled things would register: every so many notices' first product with its first model."""
    products = [product for record in records for product in record.reading.products[:1] if product.brand]
    for product in products[:: max(1, len(products) // _ITEMS)]:
        models = [term.value for selector in product.selectors for term in selector.models]
        yield Item("", "", name=product.name[:200], brand=product.brand, model=models[0] if models else "")


def _full_text(context: Context, thing: Item) -> None:
    with context.store.read() as unit:
        unit.notices.find(Query(words=f"{thing.brand} {thing.model}", limit=20))


def _p99(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
