"""Match jobs."""

from dataclasses import replace

from recallwatch.ports import MatchJob, Store

from .making import MINUTE, NOW

_JOB = MatchJob("us-test:1", 1, silent=False)


def test_a_claimed_job_is_leased_and_forgotten_when_done(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add([_JOB, _JOB, MatchJob("us-test:2", 1, silent=True, watches=False)])
        first, second = unit.jobs.claim(now=NOW, lease=MINUTE)
        assert (first, second.silent, second.watches) == (replace(_JOB, fence=1), True, False)
        assert unit.jobs.claim(now=NOW, lease=MINUTE) == []
        assert unit.jobs.waiting() == 2
        unit.jobs.done([first, second])
        assert unit.jobs.waiting() == 0


def test_no_more_jobs_are_claimed_than_asked_for(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add(MatchJob(f"us-test:{n}", 1, silent=True) for n in range(5))
        claims = [len(unit.jobs.claim(now=NOW, lease=MINUTE, limit=2)) for _ in range(4)]
    assert claims == [2, 2, 1, 0]


def test_a_job_whose_lease_ran_out_is_claimed_again_and_the_late_one_cannot_finish_it(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add([_JOB])
        [late] = unit.jobs.claim(now=NOW, lease=MINUTE)
        [fresh] = unit.jobs.claim(now=NOW + MINUTE, lease=MINUTE)
        unit.jobs.done([late])
        assert (unit.jobs.waiting(), fresh.fence) == (1, 2)
        unit.jobs.done([fresh])
        assert unit.jobs.waiting() == 0


def test_a_newer_revision_replaces_an_older_even_while_it_is_worked_on(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add([_JOB])
        [old] = unit.jobs.claim(now=NOW, lease=MINUTE)
        unit.jobs.add([replace(_JOB, revision=2)])
        unit.jobs.done([old])
        unit.jobs.add([_JOB])
        [new] = unit.jobs.claim(now=NOW, lease=MINUTE)
    assert (new.revision, new.silent) == (2, False)


def test_a_job_asked_for_again_while_it_is_worked_on_is_run_once_more(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add([_JOB])
        [first] = unit.jobs.claim(now=NOW, lease=MINUTE)
        unit.jobs.add([_JOB])
        unit.jobs.done([first])
        [second] = unit.jobs.claim(now=NOW, lease=MINUTE)
        unit.jobs.done([second])
        assert unit.jobs.waiting() == 0


def test_a_silent_job_never_silences_one_that_waits(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add([_JOB, MatchJob("us-test:1", 2, silent=True, watches=False)])
        unit.jobs.add([MatchJob("us-test:1", 3, silent=True, watches=False)])
        [job] = unit.jobs.claim(now=NOW, lease=MINUTE)
    assert (job.revision, job.silent, job.watches) == (3, False, True)


def test_a_job_that_speaks_wakes_a_silent_one_that_is_worked_on(store: Store) -> None:
    with store.write() as unit:
        unit.jobs.add([replace(_JOB, silent=True)])
        [silent] = unit.jobs.claim(now=NOW, lease=MINUTE)
        unit.jobs.add([_JOB])
        unit.jobs.done([silent])
        [job] = unit.jobs.claim(now=NOW, lease=MINUTE)
    assert not job.silent
