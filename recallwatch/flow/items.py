"""What owners do with their things: check, register, change, remove.

item -> keys -> notices that share one -> verdict each -> best first      (check: nothing is kept)
                                       -> ONE transaction: item, keys, verdicts, alerts (register)
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.extract import advise
from recallwatch.match import explain, item_keys, near_miss
from recallwatch.model import (
    Advice,
    Answer,
    Item,
    Key,
    Outcome,
    Record,
    Status,
    Verdict,
    Why,
)
from recallwatch.ports import Store, Unit

from .judging import judged, settle

_RANK = {Outcome.AFFECTED: 0, Outcome.LIKELY: 1, Outcome.CHECK: 2, Outcome.CLEAR: 3}

#: More than anybody types, less than anybody could hurt us with.
MAX_FIELD = 300

#: One owner must not slow the matching, or the sending, for everybody.
MAX_ITEMS = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """One notice that has something to say about an item, in words; ``answer`` is what its owner said to that."""

    record: Record
    verdict: Verdict
    why: tuple[Why, ...]
    advice: Advice
    answer: Answer | None = None


def check(store: Store, item: Item, *, limit: int = 20) -> list[Found]:
    """Compare an item with everything known; nothing is kept. Best hit first."""
    [pairs] = check_many(store, [item], limit=limit)
    return [found(item, record, verdict) for record, verdict in pairs]


def check_many(store: Store, items: Sequence[Item], *, limit: int) -> list[list[tuple[Record, Verdict]]]:
    """Compare items with everything known in one look; of each the best hits first, not yet put into words."""
    keys = [item_keys(item) for item in items]
    sharing: dict[Key, list[str]] = defaultdict(list)
    with store.read() as unit:
        for id_, shared in unit.keys.notices_for(chain.from_iterable(keys)).items():
            for key in shared:
                sharing[key].append(id_)
        met = [sorted({id_ for key in mine & sharing.keys() for id_ in sharing[key]}) for mine in keys]
        records = unit.notices.many(chain.from_iterable(met))
    judged_ = (
        [(records[id_], judged(item, records[id_])) for id_ in ids] for item, ids in zip(items, met, strict=True)
    )
    return [ranked((record, verdict) for record, verdict in pairs if verdict)[:limit] for pairs in judged_]


def nearly(store: Store, item: Item, *, limit: int = 5) -> list[tuple[Record, str]]:
    """Notices that look like the item's and are not, nearest first, each with the reason in a sentence."""
    with store.read() as unit:
        records = _candidates(unit, item).values()
    missed = [record for record in records if judged(item, record) is None and record.status is not Status.WITHDRAWN]
    pairs = [(record, near_miss(item, record.notice, record.reading)) for record in missed]
    near = [(record, miss) for record, miss in pairs if miss]
    near.sort(key=lambda pair: (pair[1].likeness, str(pair[0].notice.published or "")), reverse=True)
    return [(record, miss.why) for record, miss in near[:limit]]


def register(context: Context, item: Item) -> list[Found]:
    """Keep an item (or a changed one) and match it at once against all history; its owner is alerted of hits."""
    item = _valid(item, context.now())
    with context.store.write() as unit:
        known = unit.items.get(item.owner_id, item.id)
        if known is None and len(unit.items.of(item.owner_id)) >= MAX_ITEMS:
            raise UsageError(f"at most {MAX_ITEMS:,} things can be registered; please remove one first")
        _keep(unit, item, context.now())
    with context.store.read() as unit:
        return _of(unit, item)


def complete(context: Context, before: Item, after: Item) -> bool:
    """Put in what an owner left out and match anew, unless they changed or removed the item meanwhile."""
    with context.store.write() as unit:
        unchanged = unit.items.get(before.owner_id, before.id) == before
        if unchanged:
            _keep(unit, after, context.now())
    return unchanged


def remove(context: Context, owner_id: str, item_id: str) -> None:
    """Forget an item with its keys and verdicts."""
    with context.store.write() as unit:
        unit.items.remove(owner_id, item_id)


def of_owner(context: Context, owner_id: str) -> list[tuple[Item, list[Found]]]:
    """An owner's items, each with what is known of it."""
    with context.store.read() as unit:
        answers = unit.answers.of_owner(owner_id)
        known = [(item, _of(unit, item)) for item in unit.items.of(owner_id)]
    return [
        (item, [replace(each, answer=answers.get((item.id, each.record.case_id))) for each in hits])
        for item, hits in known
    ]


def found(item: Item, record: Record, verdict: Verdict) -> Found:
    """A verdict with the words that explain it."""
    notice, reading = record.notice, record.reading
    return Found(record, verdict, explain(item, notice, verdict), advise(notice, reading))


def ranked(pairs: Iterable[tuple[Record, Verdict]]) -> list[tuple[Record, Verdict]]:
    """Strongest verdict first, then the newest notice."""
    newest = sorted(pairs, key=lambda pair: str(pair[0].notice.published or ""), reverse=True)
    return sorted(newest, key=lambda pair: _RANK[pair[1].outcome])


def _keep(unit: Unit, item: Item, now: datetime) -> None:
    unit.items.put(item)
    unit.keys.set_item_keys(item.owner_id, item.id, item_keys(item))
    judged_before = [verdict.notice for verdict in unit.verdicts.of_item(item.owner_id, item.id)]
    records = _candidates(unit, item) | unit.notices.many(judged_before)
    settle(unit, [(item, record) for record in records.values()], now=now, asked_by_owner=True)


def _candidates(unit: Unit, item: Item) -> dict[str, Record]:
    return unit.notices.many(unit.keys.notices_for(item_keys(item)))


def _of(unit: Unit, item: Item) -> list[Found]:
    verdicts = {v.notice: v for v in unit.verdicts.of_item(item.owner_id, item.id)}
    records = unit.notices.many(verdicts)
    pairs = ranked((records[id_], verdict) for id_, verdict in verdicts.items() if id_ in records)
    return [found(item, record, verdict) for record, verdict in pairs]


def _valid(item: Item, now: datetime) -> Item:
    fields = {name: getattr(item, name) for name in ("name", "brand", "model", "serial", "gtin", "vin")}
    for name, value in fields.items():
        if len(value) > MAX_FIELD:
            raise UsageError(f"the {name} is {len(value)} characters long; please keep it under {MAX_FIELD}")
    if not any(fields.values()):
        raise UsageError("say at least what it is: a name, a model, a barcode or a VIN")
    return item if item.created_at else replace(item, created_at=now)
