"""How current answers are, and how each source stands: the word for it, why, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from recallwatch.context import Context
from recallwatch.model import SourceInfo, SourceState
from recallwatch.text.spans import every

from .health import DISABLED_AFTER, is_silent, longest_silence, silent_for


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
    stale = [info.id for info in infos if is_stale(info, state_of(states, info), now)]
    return Freshness(as_of, tuple(sorted(stale)))


def state_of(states: dict[str, SourceState], info: SourceInfo) -> SourceState:
    """A source's state, also of one that was never polled."""
    return states.get(info.id, SourceState(info.id))


class Health(StrEnum):
    """How a source stands, worst last."""

    OK = "ok"
    NEVER = "never"  # nothing was fetched from it yet
    HELD = "held"  # never proven, and its first answer was not as expected: it alerts nobody yet
    FAILING = "failing"  # the last poll failed; what we have is still recent
    STALE = "stale"  # no good answer, or nothing new, for longer than its rhythm allows: answers must say so
    DISABLED = "disabled"  # failed so often that it is tried once a day only; answers say so


def standing(info: SourceInfo, state: SourceState, *, now: datetime) -> Health:
    """How a source stands now."""
    if state.last_try is None and state.last_success is None:
        return Health.NEVER
    if state.fails >= DISABLED_AFTER:
        return Health.DISABLED
    if is_stale(info, state, now):
        return Health.STALE
    if state.fails:
        return Health.FAILING
    return Health.HELD if state.held else Health.OK


def is_stale(info: SourceInfo, state: SourceState, now: datetime) -> bool:
    """Whether answers that depend on a source must say so: it gives no good answer, or the same one for ever."""
    return state.stale(now, info.rhythm) or is_silent(state, info.rhythm, now)


def reason(info: SourceInfo, state: SourceState, *, now: datetime) -> str:
    """Why a source stands so, in words; empty if there is nothing to say."""
    match standing(info, state, now=now):
        case Health.NEVER:
            return "nothing was fetched from it yet"
        case Health.DISABLED:
            return f"{state.fails} polls in a row failed, it is tried once a day: {state.why}"
        case Health.STALE if not state.stale(now, info.rhythm):
            allowed = longest_silence(state.profile, info.rhythm, now - silent_for(state, now), now)
            return f"it answers, but brought nothing new for more than {every(allowed)}: is it stuck?"
        case Health.STALE:
            span = f" for more than {every(info.rhythm.stale_after)}" if state.last_success else " yet"
            return f"no good answer{span}" + (f": {state.why}" if state.why else "")
        case Health.FAILING:
            return state.why or "the last poll failed"
        case Health.HELD:
            return f"nobody is alerted of its notices yet: {state.held}"
        case Health.OK:
            quiet = silent_for(state, now) > info.rhythm.quiet
            return f"it answers, but brought nothing new for more than {every(info.rhythm.quiet)}" if quiet else ""


_TO_DO = {
    Health.NEVER: "wait for its first poll, or say: recallwatch poll {id}",
    Health.HELD: "look at its notices (recallwatch notices --jsonl --source {id}); if they are right: "
    "recallwatch sources accept {id}",
    Health.FAILING: "nothing yet: most failures are over at the next poll",
    Health.STALE: "look at {homepage}: if it works and shows something new, our module for it is broken; if the "
    "publisher really changed its list: recallwatch poll {id} --accept-fewer",
    Health.DISABLED: "read why; when the cause is gone: recallwatch poll {id}",
}


def to_do(info: SourceInfo, health: Health) -> str:
    """What a person can do about it; empty if nothing has to be done."""
    return _TO_DO.get(health, "").format(id=info.id, homepage=info.homepage)


def lag(arrivals: Sequence[tuple[datetime, date]]) -> timedelta | None:
    """The median time from the day of publication (its end) to our first sight; None if nothing came live yet."""
    waits = sorted(max(seen - _end(day), timedelta()) for seen, day in arrivals)
    return waits[len(waits) // 2] if waits else None


def _end(day: date) -> datetime:
    """The end of a day in UTC: publishers give no hour, so that what is seen on the day itself has no lag."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)
