"""One notice against a crowd of registered items, beside comparing its name with every item's name.

names of notices -> things of their owners (a twentieth) -------------+-> crowd -> the items of a notice, judged
                 -> strangers -> copied under other names by the database +          rapidfuzz over all names

``make bench ARGS="crowd --items 1000000"`` makes the crowd the product is meant for; the default is a tenth of it.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, TextClause, text

from recallwatch.context import Context
from recallwatch.flow.judging import judged
from recallwatch.match import item_keys
from recallwatch.model import Item, Record

_OWNERS = 1000
_ASKED = 200
_PAGE = 5000
#: One thing in so many is of a brand and kind that some notice names.
_NEAR = 20
#: Strangers made one by one, each with the keys the product makes for it; all others are these under other names.
_MADE = 5_000
#: Names that brute force is measured on; what it takes for all grows as they do.
_SAMPLE = 100_000
_ITEM = text(
    "INSERT INTO items (owner_id, id, name, brand, model, serial, gtin, vin, purchased, acquired, created_at)"
    " VALUES (:owner, :id, :name, :brand, :model, '', '', '', '', '', NULL)"
)
_KEY = text("INSERT INTO item_keys (owner_id, item_id, kind, value) VALUES (:owner, :id, :kind, :value)")
_OWNER = text("INSERT INTO owners (id, email, created_at, confirmed_at) VALUES (:id, :email, :at, NULL)")
_MADE_APART = (
    text("CREATE TABLE made_items AS SELECT * FROM items WHERE id LIKE 'made%'"),
    text("CREATE TABLE made_keys AS SELECT * FROM item_keys WHERE item_id LIKE 'made%' ORDER BY owner_id, item_id"),
)
#: A word before every name and key: as many and as long, found by nobody who asks for the first.
_AGAIN = (
    text(
        "INSERT INTO items (owner_id, id, name, brand, model, serial, gtin, vin, purchased, acquired, created_at)"
        " SELECT owner_id, :tag || id, :tag || name, :tag || brand, model, '', '', '', '', '', NULL FROM made_items"
    ),
    text(
        "INSERT INTO item_keys (owner_id, item_id, kind, value)"
        " SELECT owner_id, :tag || item_id, kind, :tag || value FROM made_keys"
    ),
)
#: What is copied refers to what is copied: PostgreSQL need not look it up fifteen million times.
_UNCHECKED = text("SET LOCAL session_replication_role = replica")


@dataclass(frozen=True, slots=True)
class Asked:
    """Of one crowd, in milliseconds (medians): to find what shares a key with a notice, and to judge those too.

    ``count``: how many those are; ``brute``: to compare one name with all.
    """

    size: int
    found: float
    judged: float
    count: float
    brute: float


def crowd(context: Context, records: Sequence[Record], sizes: Sequence[int]) -> Iterator[Asked]:
    """For each size in turn, smallest first, find the items of some notices and judge them."""
    chance = random.Random(7)
    asked = chance.sample(list(records), min(_ASKED, len(records)))
    names: list[str] = []
    _own(context)
    made = list(_items(chance, records, range(_MADE), "made", of="Zz"))
    _keep(context, made)
    _run(context, _MADE_APART)
    names = [item.name for item in made]
    near, others = 0, _MADE
    for size in sizes:
        _keep(context, list(_items(chance, records, range(near, size // _NEAR), "near")))
        near = size // _NEAR
        while others + near < size:
            tag = "".join(chr(97 + others // _MADE // 26**n % 26) for n in range(3))
            _run(context, _AGAIN, tag=f"{tag}q", unchecked=True)
            others += _MADE
            _say(f"{others + near:,} of {size:,} items")
        _run(context, [text("ANALYZE")])  # as every database does by itself in time
        found, judged, count = map(statistics.median, zip(*(_ask(context, record) for record in asked), strict=True))
        yield Asked(others + near, found, judged, count, _brute(names, others + near))


def _items(
    chance: random.Random, records: Sequence[Record], numbers: range, kind: str, *, of: str = ""
) -> Iterator[Item]:
    """Items with the brands and names of notices, half of them with models of their own; ``of``: of other brands."""
    for number in numbers:
        product = chance.choice(records).reading.products[0]
        model = f"{of.upper()}{chance.choice('ABCDEFGH')}{chance.choice('KLMNP')}{chance.randrange(100, 9999)}"
        name, brand = f"{of}{product.name}", f"{of}{product.brand}"
        yield Item(f"{kind}{number}", f"o{number % _OWNERS}", name, brand, model if number % 2 else "")


def _own(context: Context) -> None:
    at = datetime.now(UTC).isoformat()
    with context.store.write() as unit:
        rows = [{"id": f"o{n}", "email": f"o{n}@example.org", "at": at} for n in range(_OWNERS)]
        _connection(unit).execute(_OWNER, rows)


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
            _connection(unit).execute(_ITEM, rows)
            _connection(unit).execute(_KEY, keys)
        _say(f"{start + len(page):,} things made")


def _run(context: Context, statements: Sequence[TextClause], *, unchecked: bool = False, **given: str) -> None:
    with context.store.write() as unit:
        connection = _connection(unit)
        if unchecked and connection.dialect.name == "postgresql":
            connection.execute(_UNCHECKED)
        for statement in statements:
            connection.execute(statement, given)


def _connection(unit: object) -> Connection:
    connection: Connection = unit.keys._db  # type: ignore[attr-defined]  # noqa: SLF001 - a bulk that no caller needs
    return connection


def _ask(context: Context, record: Record) -> tuple[float, float, int]:
    """Milliseconds until the items of a notice are found, until they are judged, and how many they are."""
    started = time.perf_counter()
    with context.store.read() as unit:
        ids = unit.keys.concerned([record.notice.id]).get(record.notice.id, [])
        found = time.perf_counter()
        items = unit.items.many(ids)
    for item in items:
        judged(item, record)
    return (found - started) * 1000, (time.perf_counter() - started) * 1000, len(items)


def _brute(names: Sequence[str], size: int) -> float:
    """Milliseconds of comparing one name with all: measured on a sample of as many as that, or fewer."""
    sample = (list(names) * (1 + _SAMPLE // len(names)))[: min(size, _SAMPLE)]
    started = time.perf_counter()
    process.extract(names[0], sample, scorer=fuzz.WRatio, limit=10)
    return (time.perf_counter() - started) * 1000 * size / len(sample)


def _say(progress: str) -> None:
    print(f"\r  {progress}        ", end="", file=sys.stderr, flush=True)
