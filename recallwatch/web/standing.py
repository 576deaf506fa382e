"""How every source stands, in words: what answers may rely on, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from recallwatch.context import Context
from recallwatch.flow.freshness import Health, freshness, standing, state_of
from recallwatch.model import SourceInfo, SourceState
from recallwatch.text.spans import every

from .words import Said

_OK = Said("Up to date", "ok")
_NEVER = Said("Never polled", "warn")
_FAILING = Said("Failing", "warn")
_STALE = Said("Out of date", "danger")
_UNPROVEN = Said("Unproven", "ask")


@dataclass(frozen=True, slots=True)
class Standing:
    """One source: its facts, its poll state, the word for it and why.

    ``as_of``: how current it is; ``stale``: answers that depend on it must say so.
    """

    info: SourceInfo
    state: SourceState
    said: Said
    why: str
    as_of: datetime | None
    stale: bool


def standings(context: Context) -> list[Standing]:
    """Every source that this installation polls, by title."""
    current = freshness(context)
    with context.store.read() as unit:
        states = unit.sources.states()
    infos = (source.info for source in context.sources.values())
    return judge(infos, states, as_of=current.as_of, now=context.now())


def judge(
    infos: Iterable[SourceInfo],
    states: dict[str, SourceState],
    *,
    as_of: Mapping[str, datetime],
    now: datetime,
) -> list[Standing]:
    """How each source stands now."""
    ordered = sorted(infos, key=lambda info: info.title.casefold())
    return [_judge(info, state_of(states, info), as_of.get(info.id), now) for info in ordered]


def _judge(info: SourceInfo, state: SourceState, as_of: datetime | None, now: datetime) -> Standing:
    stale = state.stale(now, info.rhythm)
    said, why = _say(info, state, now)
    if said is _NEVER and as_of:
        why = "nothing was fetched from it yet; what we have came from saved files"
    return Standing(info, state, said, why, as_of, stale)


def _say(info: SourceInfo, state: SourceState, now: datetime) -> tuple[Said, str]:
    match standing(info, state, now=now):
        case Health.NEVER:
            return _NEVER, "nothing was fetched from it yet"
        case Health.STALE:
            return _STALE, _silent(info, state)
        case Health.FAILING:
            return _FAILING, state.why or "the last poll failed"
        case Health.OK if info.unproven:
            return _UNPROVEN, info.unproven
        case Health.OK:
            return _OK, _quiet(info, state, now)


def _silent(info: SourceInfo, state: SourceState) -> str:
    span = f" for more than {every(info.rhythm.stale_after)}" if state.last_success else " yet"
    return f"no good answer{span}: {state.why}" if state.why else f"no good answer{span}"


def _quiet(info: SourceInfo, state: SourceState, now: datetime) -> str:
    """A long silence is worth a look, though the source answers."""
    if state.last_change and now - state.last_change > info.rhythm.quiet:
        return f"it answers, but brought nothing new for more than {every(info.rhythm.quiet)}"
    return ""
