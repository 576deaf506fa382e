"""How sources stand, their runs and rejected rows."""

from dataclasses import replace
from datetime import timedelta, timezone

from recallwatch.model import (
    EventKind,
    Profile,
    Rejected,
    Run,
    RunOutcome,
    Shape,
    SourceEvent,
    SourceState,
    Validator,
)
from recallwatch.ports import Store

from .making import DAY, MINUTE, NOW


def _run(name: str = "run-1", minutes: int = 0) -> Run:
    at = NOW + minutes * MINUTE
    return Run(name, "us-test", at, at + MINUTE, RunOutcome.FAILED, complete=True, found=3, rejected=1, why="half")


def test_an_unknown_source_has_an_empty_state(store: Store) -> None:
    with store.read() as unit:
        assert unit.sources.state("us-test") == SourceState("us-test")
        assert unit.sources.states() == {}


def test_a_state_comes_back_as_saved(store: Store) -> None:
    validators = {"https://a.example/?q=1": Validator('"x"', "Mon", "0" * 64)}
    shape = Shape(NOW, 12, {"title": 1.0, "products.codes": 0.25}, known=0.5)
    profile = Profile({"us-test/1 https://a.example/?q=#": shape}, pause=9 * DAY)
    state = SourceState("us-test", NOW, None, 3, NOW, NOW, None, NOW, 12, 1, "why", validators, "held", profile)
    with store.write() as unit:
        unit.sources.save(replace(state, fails=9))
        unit.sources.save(state)
    with store.read() as unit:
        assert unit.sources.state("us-test") == state
        assert unit.sources.states() == {"us-test": state}


def test_a_source_never_polled_is_due_and_leased_once(store: Store) -> None:
    with store.write() as unit:
        [first] = unit.sources.claim_due(["us-test"], now=NOW, lease=MINUTE)
        again = unit.sources.claim_due(["us-test"], now=NOW, lease=MINUTE)
    assert (first.source, first.fence, first.lease_until, again) == ("us-test", 1, NOW + MINUTE, [])


def test_a_lease_that_ran_out_can_be_taken_with_a_higher_fence(store: Store) -> None:
    with store.write() as unit:
        unit.sources.claim_due(["us-test"], now=NOW, lease=MINUTE)
        [second] = unit.sources.claim_due(["us-test"], now=NOW + MINUTE, lease=MINUTE)
    assert second.fence == 2


def test_only_named_sources_whose_time_has_come_are_claimed(store: Store) -> None:
    with store.write() as unit:
        unit.sources.save(SourceState("a", next_poll_at=NOW))
        unit.sources.save(SourceState("b", next_poll_at=NOW + MINUTE))
        unit.sources.save(SourceState("c", next_poll_at=NOW))
        claimed = unit.sources.claim_due(["b", "a", "d"], now=NOW, lease=MINUTE)
    assert [state.source for state in claimed] == ["a", "d"]


def test_runs_come_newest_first_and_are_kept_once(store: Store) -> None:
    with store.write() as unit:
        for run in (_run(), _run("run-2", 5), _run("run-3", 10), _run()):
            unit.sources.add_run(run, [])
    with store.read() as unit:
        assert unit.sources.runs("us-test", 2) == [_run("run-3", 10), _run("run-2", 5)]
        assert unit.sources.runs("ca-test") == []


def test_a_row_rejected_at_every_poll_is_kept_once_and_newest_runs_come_first(store: Store) -> None:
    old, stuck, new = (Rejected("us-test", f"no {what}", "{...}", "7") for what in ("title", "date", "number"))
    with store.write() as unit:
        unit.sources.add_run(_run(), [old, stuck, stuck])
        unit.sources.add_run(_run("run-2", 5), [new, stuck])
    with store.read() as unit:
        assert unit.sources.rejected("us-test") == [new, stuck, old]
        assert unit.sources.rejected("us-test", 1) == [new]


def test_times_are_utc_whatever_zone_they_came_in(store: Store) -> None:
    local = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    with store.write() as unit:
        unit.sources.save(SourceState("us-test", last_try=local))
    with store.read() as unit:
        last = unit.sources.state("us-test").last_try
    assert last == NOW
    assert last is not None
    assert last.utcoffset() == DAY * 0


def test_a_source_can_be_held_before_it_was_ever_saved(store: Store) -> None:
    with store.write() as unit:
        unit.sources.hold("us-test", "too few")
        assert unit.sources.state("us-test") == SourceState("us-test", held="too few")
        assert unit.sources.held() == {"us-test"}
        unit.sources.hold("us-test", "")
        assert unit.sources.held() == set()
        assert unit.sources.state("us-test").held == ""


def test_events_come_newest_first_by_source_and_time(store: Store) -> None:
    first = SourceEvent("e1", "us-test", NOW, EventKind.FAILING, "no answer")
    last = SourceEvent("e2", "us-other", NOW + MINUTE, EventKind.HELD)
    with store.write() as unit:
        for event in (first, last, first):
            unit.sources.add_event(event)
        assert unit.sources.events() == [last, first]
        assert unit.sources.events("us-test") == [first]
        assert unit.sources.events(since=NOW + MINUTE, limit=1) == [last]
