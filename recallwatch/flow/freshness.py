"""How current answers are: per source, as of when, and which sources are stale."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum

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


class Health(StrEnum):
    """How a source stands, worst last."""

    OK = "ok"
    NEVER = "never"  # nothing was fetched from it yet
    FAILING = "failing"  # the last poll failed; what we have is still recent
    STALE = "stale"  # no good answer for longer than its rhythm allows: answers must say so


def standing(info: SourceInfo, state: SourceState, *, now: datetime) -> Health:
    """How a source stands now."""
    if state.last_try is None and state.last_success is None:
        return Health.NEVER
    if state.stale(now, info.rhythm):
        return Health.STALE
    return Health.FAILING if state.fails else Health.OK
