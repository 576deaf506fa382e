"""What newsrooms do with their watches: save a search, see them, forget one."""

import re

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.extract import HAZARDS
from recallwatch.model import Watch

#: Every watch is looked at for every new notice.
MAX_WATCHES = 100

_LONGEST = 200


def add(context: Context, watch: Watch) -> None:
    """Keep a watch. Raises ``UsageError`` for one that watches nothing or can never have a hit."""
    _check(context, watch)
    with context.store.write() as unit:
        if len(unit.items.watches(watch.owner_id)) >= MAX_WATCHES:
            raise UsageError(f"at most {MAX_WATCHES} watches can be kept; please remove one first")
        unit.items.put_watch(watch)


def of_owner(context: Context, owner_id: str) -> list[Watch]:
    """An owner's watches."""
    with context.store.read() as unit:
        return unit.items.watches(owner_id)


def remove(context: Context, owner_id: str, watch_id: str) -> None:
    """Forget a watch; raises ``UsageError`` if there is none."""
    with context.store.write() as unit:
        if watch_id not in {watch.id for watch in unit.items.watches(owner_id)}:
            raise UsageError(f"there is no watch {watch_id!r}")
        unit.items.remove_watch(owner_id, watch_id)


def _check(context: Context, watch: Watch) -> None:
    if not watch.name:
        raise UsageError("give the watch a name: it stands in every message")
    texts = (watch.name, watch.words, watch.brand, watch.hazard, watch.country, watch.source)
    if max(map(len, texts)) > _LONGEST:
        raise UsageError(f"that is too long; please keep every field under {_LONGEST} characters")
    if not any(texts[1:]):
        raise UsageError("say what to watch: words, a brand, a hazard, a country or a source")
    if watch.hazard and watch.hazard not in HAZARDS:
        raise UsageError(f"there is no hazard {watch.hazard!r}; known are {', '.join(HAZARDS)}")
    if watch.source and watch.source not in context.sources:
        raise UsageError(f"there is no source {watch.source!r}")
    if watch.country and not re.fullmatch("[A-Z]{2}", watch.country):
        raise UsageError(f"a country is two capital letters (ISO 3166-1), such as US; not {watch.country!r}")
