"""How current answers are: per source, as of when, and which sources are stale."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from recallwatch.context import Context
from recallwatch.model import SourceInfo, SourceState


@dataclass(frozen=True, slots=True)
class Freshness:
    """``as_of``: the last time each source was read successfully; ``stale``: sources silent for longer than allowed.

    A source that was only ever imported from undated files counts as of its newest publication, and as stale.
    """

    as_of: dict[str, datetime]
    stale: tuple[str, ...]


def freshness(context: Context) -> Freshness:
    """Read how current the store is."""
    now = context.now()
    with context.store.read() as unit:
        states, newest = unit.sources.states(), unit.notices.newest_published()
    as_of: dict[str, datetime] = {}
    for source in context.sources:
        last = states[source].last_success if source in states else None
        if last is None and source in newest:
            last = datetime.combine(newest[source], time(), UTC)
        if last is not None:
            as_of[source] = last
    infos = (source.info for source in context.sources.values())
    stale = [info.id for info in infos if state_of(states, info).stale(now, info.rhythm)]
    return Freshness(as_of, tuple(sorted(stale)))


def state_of(states: dict[str, SourceState], info: SourceInfo) -> SourceState:
    """A source's state, also of one that was never polled."""
    return states.get(info.id, SourceState(info.id))


def standing(info: SourceInfo, state: SourceState | None, *, now: datetime) -> str:
    """How a source stands in one word: ``never``, ``failing``, ``stale`` or ``ok``."""
    if state is None or state.last_try is None:
        return "never"
    if state.fails:
        return "failing"
    return "stale" if state.stale(now, info.rhythm) else "ok"
