"""How every source stands, in words: what answers may rely on, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from recallwatch.context import Context
from recallwatch.flow.freshness import Health, freshness, is_stale, lag, reason, standing, state_of
from recallwatch.model import SourceInfo, SourceState
from recallwatch.text.spans import every

from .words import Said

_SAID = {
    Health.OK: Said("Up to date", "ok"),
    Health.NEVER: Said("Never polled", "warn"),
    Health.HELD: Said("Held back", "ask"),
    Health.FAILING: Said("Failing", "warn"),
    Health.STALE: Said("Out of date", "danger"),
    Health.DISABLED: Said("Failing for long", "danger"),
}
_UNPROVEN = Said("Unproven", "ask")


@dataclass(frozen=True, slots=True)
class Standing:
    """One source: its facts, its poll state, the word for it and why.

    ``as_of``: how current it is; ``stale``: answers that depend on it must say so; ``lag``: how long after publication
    we usually see a notice, in words, where it was asked for.
    """

    info: SourceInfo
    state: SourceState
    said: Said
    why: str
    as_of: datetime | None
    stale: bool
    lag: str = ""


def standings(context: Context) -> list[Standing]:
    """Every source that this installation polls, by title."""
    current = freshness(context)
    with context.store.read() as unit:
        states = unit.sources.states()
    infos = (source.info for source in context.sources.values())
    return judge(infos, states, as_of=current.as_of, now=context.now())


def with_lags(context: Context, found: list[Standing]) -> list[Standing]:
    """The same, with how long after publication each is usually seen."""
    with context.store.read() as unit:
        lags = {each.info.id: lag(unit.notices.arrivals(each.info.id)) for each in found}
    return [replace(each, lag=_lag(lags[each.info.id])) for each in found]


def _lag(usual: timedelta | None) -> str:
    if usual is None:
        return ""
    return f"{every(usual)} after the day of publication" if usual else "on the day of publication"


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
    health = standing(info, state, now=now)
    said, why = _SAID[health], reason(info, state, now=now)
    if health is Health.OK and info.unproven:
        said, why = _UNPROVEN, why or info.unproven
    if health is Health.NEVER and as_of:
        why = "nothing was fetched from it yet; what we have came from saved files"
    return Standing(info, state, said, why, as_of, is_stale(info, state, now))
