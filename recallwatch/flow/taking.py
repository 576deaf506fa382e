"""Take what a crawl brought, or refuse it, and write down how the source stands after it.

harvest -> health rules -> held? (unproven) -> ingest -> Taken          Taken | failed run -> state, events
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import random

import structlog

from recallwatch.errors import SourceError
from recallwatch.model import (
    EventKind,
    Harvest,
    Profile,
    Run,
    RunOutcome,
    Shape,
    SourceEvent,
    SourceState,
    Validator,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import Source, Store, Unit

from .health import (
    DISABLED_AFTER,
    HISTORY,
    Known,
    backoff,
    judge_changes,
    judge_harvest,
    learn,
    learn_pauses,
)
from .ingest import Manner, ingest
from .proving import accept, unexpected

log = structlog.get_logger("recallwatch.flow")

#: One failed poll is nothing to tell a person of: most are over at the next.
_FAILING_AFTER = 2
#: Questions whose shape is kept, the latest asked.
_SHAPES = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a crawl brought and when; ``asked`` names the question. ``trusted``: an operator vouches for it."""

    harvest: Harvest
    asked: str
    started: datetime
    ended: datetime
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A run and what it taught: ``shape`` of the answers to ``asked``; ``retry_after`` is the host's own wish."""

    run: Run
    asked: str = ""
    shape: Shape | None = None
    retry_after: timedelta | None = None


def take(store: Store, source: Source, state: SourceState, answer: Answer) -> Taken:
    """Judge a harvest and take it in; raises ``SourceError`` when it cannot be believed."""
    harvest, asked, now = answer.harvest, answer.asked, answer.ended
    if harvest.unchanged:
        outcome, whole = RunOutcome.UNCHANGED, harvest.complete
        return Taken(Run(new_id(), source.id, answer.started, now, outcome, complete=whole))
    _refuse(judge_harvest(harvest, state, asked=asked, now=now))
    before = state.profile.shapes.get(asked)
    # A source behind another tells what the first has not told: that is no measure of what it lists.
    alone = not source.info.behind
    listed = state.last_found if alone and harvest.complete and state.last_complete else 0

    def judge(known: Known) -> None:
        if not answer.trusted:
            _refuse(judge_changes(known, before if alone else None, listed=listed, now=now))

    doubts = _doubts(store, source, state, harvest, now)
    manner = Manner(silent=False, watches=state.last_success is not None, judge=judge)
    run = ingest(store, source, harvest, started=answer.started, now=now, manner=manner)
    if state.held and not doubts:
        with store.write() as unit:
            accept(unit, source.id, now=now, words="its answer is as expected")
    return Taken(run, asked, learn(before, harvest.notices, known=run.found - run.new, now=now))


def failed(source: Source, why: str, *, started: datetime, now: datetime) -> Run:
    """The run of a poll that cannot be believed."""
    log.warning("run failed", source=source.id, why=why)
    return Run(new_id(), source.id, started, now, RunOutcome.FAILED, why=why)


def settle(store: Store, source: Source, taken: Taken, seen: Mapping[str, Validator]) -> None:
    """Record how the run went; the schedule's jitter lies in the next poll's time, not in the clock."""
    run = taken.run
    with store.write() as unit:
        before = unit.sources.state(source.id)
        ok = run.outcome is not RunOutcome.FAILED
        if run.outcome is not RunOutcome.OK:  # a good run was recorded with what it brought
            unit.sources.add_run(run, [])
        fails = 0 if ok else before.fails + 1
        wait = backoff(fails, retry_after=taken.retry_after, rhythm=source.info.rhythm, jitter=random())  # noqa: S311
        state = replace(
            before,
            last_try=run.ended_at,
            next_poll_at=run.ended_at + wait,
            lease_until=None,
            fails=fails,
            why=run.why,
        )
        if ok:
            state = _after_success(state, taken, seen)
        if run.new:
            days = unit.notices.published_days(source.id, since=(run.ended_at - HISTORY).date())
            state = replace(state, profile=learn_pauses(state.profile, days))
        unit.sources.save(state)
        _tell(unit, before.fails, run, fails)


def _refuse(problems: list[str]) -> None:
    if problems:
        raise SourceError("; ".join(problems))


def _doubts(store: Store, source: Source, state: SourceState, harvest: Harvest, now: datetime) -> list[str]:
    """Why an unproven source's notices must alert nobody yet; noted before any of them is stored."""
    first = state.last_success is None and source.info.unproven
    if not first and not state.held:
        return []
    doubts = unexpected(source.info, harvest, now=now)
    if doubts and "; ".join(doubts) != state.held:
        words = "; ".join(doubts)
        with store.write() as unit:
            unit.sources.hold(source.id, words)
            if not state.held:
                unit.sources.add_event(SourceEvent(new_id(), source.id, now, EventKind.HELD, words))
        log.warning("held: an unproven source whose notices alert nobody yet", source=source.id, why=words)
    return doubts


def _after_success(state: SourceState, taken: Taken, seen: Mapping[str, Validator]) -> SourceState:
    run = taken.run
    state = replace(state, last_success=run.ended_at, validators=dict(seen))
    if run.new or run.changed:
        state = replace(state, last_change=run.ended_at)
    if run.complete:
        found = state.last_found if run.outcome is RunOutcome.UNCHANGED else run.found
        state = replace(state, last_complete=run.ended_at, last_found=found)
    return replace(state, profile=_with_shape(state.profile, taken)) if taken.shape else state


def _with_shape(profile: Profile, taken: Taken) -> Profile:
    shapes = {**profile.shapes, **({taken.asked: taken.shape} if taken.shape else {})}
    latest = sorted(shapes, key=lambda asked: shapes[asked].at, reverse=True)[:_SHAPES]
    return replace(profile, shapes={asked: shapes[asked] for asked in latest})


def _tell(unit: Unit, fails_before: int, run: Run, fails: int) -> None:
    """Leave a line for the operator when a source begins to fail, is disabled, or works again."""
    turns = {_FAILING_AFTER: EventKind.FAILING, DISABLED_AFTER: EventKind.DISABLED}
    kind = turns.get(fails) if fails else EventKind.RECOVERED if fails_before >= _FAILING_AFTER else None
    if kind is None:
        return
    words = run.why if fails else f"after {fails_before} failures"
    unit.sources.add_event(SourceEvent(new_id(), run.source, run.ended_at, kind, words))
    report = log.info if kind is EventKind.RECOVERED else log.error
    report("source event", source=run.source, kind=kind.value, why=words)
