"""Take a harvest into the store: one run, whole or not at all.

harvest -> digest --differs from head?--> read (extract) -> revise -> keys, links, cases, match jobs
        -> ONE transaction: run, revisions, keys, links, jobs, statuses
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recallwatch.extract import read
from recallwatch.link import cases, declared
from recallwatch.match import notice_keys
from recallwatch.model import (
    JOINING,
    Harvest,
    Link,
    LinkType,
    Notice,
    Revision,
    Run,
    RunOutcome,
    Status,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import Head, MatchJob, Query, Source, Store, Unit

from .revise import digest, first, revise

#: Complete polls a notice must be absent from before it counts as missing: of 25 disappearances seen in 282 polls
#: of real sources, 21 were back at the next poll.
_ABSENCES = 3

#: Notices worked on at once: each has a hundred keys or so, and those of a whole archive would fill the memory.
_STEP = 200


#: Hears how far long work is: the step, how many are done, of how many.
Progress = Callable[[str, int, int], None]


def _unheard(step: str, done: int, of: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a harvest is taken: ``silent`` tells nobody, ``watches`` lets newsrooms be told; ``progress`` is told all."""

    silent: bool = False
    watches: bool = True
    progress: Progress = _unheard


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a harvest changes, worked out against the heads it was compared with."""

    heads: Mapping[str, Head]
    present: tuple[str, ...]
    new: tuple[Revision, ...]
    changed: tuple[Revision, ...]

    @property
    def revisions(self) -> tuple[Revision, ...]:
        return self.new + self.changed


def ingest(store: Store, source: Source, harvest: Harvest, *, started: datetime, now: datetime, manner: Manner) -> Run:
    """Commit a believable harvest; gives the run with its counts."""
    notices = {notice.id: notice for notice in harvest.notices}
    while True:
        plan = _plan(store, source, notices, now, manner.progress)
        with store.write() as unit:
            if unit.notices.heads(plan.present) != plan.heads:
                continue  # another writer was in between: compare again with what is there now
            gone = _commit(unit, source, plan, harvest, now=now, manner=manner)
            run = _run(source, plan, harvest, gone=gone, started=started, now=now)
            unit.sources.add_run(run, harvest.rejected)
            return run


def _plan(store: Store, source: Source, notices: Mapping[str, Notice], now: datetime, progress: Progress) -> _Plan:
    with store.read() as unit:
        heads = unit.notices.heads(notices)
        differing = [id_ for id_, notice in notices.items() if id_ in heads and digest(notice) != heads[id_].digest]
        stored = unit.notices.revisions(differing)
    parser = source.info.parser
    fresh = [notice for id_, notice in notices.items() if id_ not in heads]
    new = []
    for done, notice in enumerate(fresh, 1):
        new.append(first(notice, read(notice), parser=parser, now=now))
        if done % _STEP == 0 or done == len(fresh):
            progress("reading", done, len(fresh))
    changed = [
        revision
        for id_ in differing
        if (revision := revise(stored[id_], notices[id_], read(notices[id_]), parser=parser, now=now))
    ]
    return _Plan(heads, tuple(notices), tuple(new), tuple(changed))


def _commit(unit: Unit, source: Source, plan: _Plan, harvest: Harvest, *, now: datetime, manner: Manner) -> int:
    unit.notices.add(plan.revisions, cases={r.notice.id: f"case:{r.notice.id}" for r in plan.new})
    unit.notices.seen(plan.present, at=now)
    unit.notices.set_status(_returned(plan), Status.ACTIVE)
    for start in range(0, len(plan.revisions), _STEP):
        batch = plan.revisions[start : start + _STEP]
        unit.keys.set_notice_keys({r.notice.id: notice_keys(r.notice, r.reading) for r in batch})
        manner.progress("storing", start + len(batch), len(plan.revisions))
    withdrawn = _connect(unit, source, plan)
    unit.jobs.add(_jobs(plan, withdrawn, manner))
    return _mark_missing(unit, source, plan, harvest, now) if harvest.complete else 0


def _returned(plan: _Plan) -> list[str]:
    """Notices that had gone missing and are back."""
    return [id_ for id_, head in plan.heads.items() if head.status is Status.MISSING]


def _connect(unit: Unit, source: Source, plan: _Plan) -> dict[str, int]:
    """Add the links that new and changed notices declare; gives withdrawn notices with their revision."""
    stating = [r.notice for r in plan.revisions if r.notice.declared]
    if not stating:
        return {}
    by_url = unit.notices.by_url({d.target for n in stating for d in n.declared if "://" in d.target})
    wordy = any(not d.target for n in stating for d in n.declared)
    recent = [r.notice for r in unit.notices.find(Query(source=source.id, limit=500))] if wordy else []
    links = [link for notice in stating for link in declared(notice, by_url=by_url, recent=recent)]
    unit.links.add(links)
    _join_cases(unit, links)
    return _withdraw(unit, links)


def _join_cases(unit: Unit, links: Sequence[Link]) -> None:
    joining = [link for link in links if link.type in JOINING]
    members = {id_ for link in joining for id_ in (link.from_id, link.to_id)}
    reached: set[str] = set()
    while members - reached:
        reached |= members
        members |= {i for k in unit.links.of(members) if k.type in JOINING for i in (k.from_id, k.to_id)}
    if not members:
        return
    records = unit.notices.many(members)
    found = cases(unit.links.of(members), {id_: record.first_seen for id_, record in records.items()})
    for case_id in set(found.values()):
        unit.notices.set_case([id_ for id_, case in found.items() if case == case_id], case_id)


def _withdraw(unit: Unit, links: Iterable[Link]) -> dict[str, int]:
    targets = [link.to_id for link in links if link.type is LinkType.WITHDRAWS]
    unit.notices.set_status(targets, Status.WITHDRAWN)
    return {id_: head.number for id_, head in unit.notices.heads(targets).items()}


def _jobs(plan: _Plan, withdrawn: Mapping[str, int], manner: Manner) -> list[MatchJob]:
    material = {r.notice.id: r.number for r in plan.revisions if r.material}
    return [
        MatchJob(id_, number, silent=manner.silent, watches=manner.watches)
        for id_, number in (material | dict(withdrawn)).items()
    ]


def _mark_missing(unit: Unit, source: Source, plan: _Plan, harvest: Harvest, now: datetime) -> int:
    # A row that could not be read this time was still there.
    unread = [f"{source.id}:{row.number}" for row in harvest.rejected if row.number]
    counts = unit.notices.absent(source.id, present=[*plan.present, *unread], at=now)
    overdue = [id_ for id_, count in counts.items() if count >= _ABSENCES]
    heads = unit.notices.heads(overdue)
    gone = [id_ for id_ in overdue if heads[id_].status is Status.ACTIVE]
    unit.notices.set_status(gone, Status.MISSING)
    return len(gone)


def _run(source: Source, plan: _Plan, harvest: Harvest, *, gone: int, started: datetime, now: datetime) -> Run:
    found = len(plan.present)
    return Run(
        id=new_id(),
        source=source.id,
        started_at=started,
        ended_at=now,
        outcome=RunOutcome.OK,
        complete=harvest.complete,
        found=found,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=found - len(plan.revisions),
        gone=gone,
        rejected=len(harvest.rejected),
    )
