"""Take a harvest into the store: one run, whole or not at all.

harvest -> digest --differs from head?--> read (extract, overlay) -> revise -> keys, links, cases, match jobs
        -> ONE transaction: run, revisions, keys, links, jobs, statuses
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recallwatch.extract import read, read_corrected
from recallwatch.link import cases, declared
from recallwatch.match import notice_keys
from recallwatch.model import (
    JOINING,
    Harvest,
    Link,
    LinkType,
    Notice,
    Overlay,
    Revision,
    Run,
    RunOutcome,
    Status,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import Head, MatchJob, Query, Source, Store, Unit

from .behind import told_by, untold
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
    """What a harvest changes, worked out against the heads and overlays it was compared with."""

    heads: Mapping[str, Head]
    overlays: Mapping[str, Overlay]
    present: tuple[str, ...]
    new: tuple[Revision, ...]
    changed: tuple[Revision, ...]

    @property
    def revisions(self) -> tuple[Revision, ...]:
        return self.new + self.changed


def ingest(store: Store, source: Source, harvest: Harvest, *, started: datetime, now: datetime, manner: Manner) -> Run:
    """Commit a believable harvest; gives the run with its counts."""
    notices = untold(store, source, harvest.notices)
    while True:
        plan = _plan(store, source, notices, now, manner.progress)
        with store.write() as unit:
            if _has_moved(unit, plan):
                continue  # another writer was in between: compare again with what is there now
            gone = _commit(unit, source, plan, harvest, now=now, manner=manner)
            run = _run(source, plan, harvest, gone=gone, started=started, now=now)
            unit.sources.add_run(run, harvest.rejected)
            return run


def _has_moved(unit: Unit, plan: _Plan) -> bool:
    changed = [revision.notice.id for revision in plan.changed]
    overlays = unit.overlays.current(changed)
    return unit.notices.heads(plan.present) != plan.heads or any(
        overlays.get(id_) != plan.overlays.get(id_) for id_ in changed
    )


def _plan(store: Store, source: Source, notices: Mapping[str, Notice], now: datetime, progress: Progress) -> _Plan:
    with store.read() as unit:
        heads = unit.notices.heads(notices)
        differing = [id_ for id_, notice in notices.items() if id_ in heads and digest(notice) != heads[id_].digest]
        stored = unit.notices.revisions(differing)
        overlays = unit.overlays.current(differing)
    parser = source.info.parser
    fresh = [notice for id_, notice in notices.items() if id_ not in heads]
    new = []
    for done, notice in enumerate(fresh, 1):
        new.append(first(notice, read(notice), parser=parser, now=now))
        if done % _STEP == 0 or done == len(fresh):
            progress("reading", done, len(fresh))
    readings = {id_: read_corrected(notices[id_], overlays.get(id_)) for id_ in differing}
    changed = [
        revision
        for id_ in differing
        if (revision := revise(stored[id_], notices[id_], readings[id_], parser=parser, now=now))
    ]
    return _Plan(heads, overlays, tuple(notices), tuple(new), tuple(changed))


def _commit(unit: Unit, source: Source, plan: _Plan, harvest: Harvest, *, now: datetime, manner: Manner) -> int:
    unit.notices.add(plan.revisions, cases={r.notice.id: f"case:{r.notice.id}" for r in plan.new})
    unit.notices.seen(plan.present, at=now)
    for start in range(0, len(plan.revisions), _STEP):
        batch = plan.revisions[start : start + _STEP]
        unit.keys.set_notice_keys({r.notice.id: notice_keys(r.notice, r.reading) for r in batch})
        manner.progress("storing", start + len(batch), len(plan.revisions))
    moved = _connect(unit, source, plan)
    unit.jobs.add(_jobs(plan, moved, manner))
    return _mark_missing(unit, source, plan, harvest, now) if harvest.complete else 0


def _connect(unit: Unit, source: Source, plan: _Plan) -> dict[str, int]:
    """Add the links that notices declare; gives notices whose status or case moved, with their revision.

    A notice can speak of another that is published or polled later: those that wait for one of the new are asked too.
    """
    stating = [r.notice for r in plan.revisions if r.notice.declared]
    if plan.new:
        waiting = unit.notices.awaiting([r.notice.url for r in plan.new if r.notice.url], source=source.id)
        known = {notice.id for notice in stating}
        stating += [r.notice for id_, r in unit.notices.revisions(waiting).items() if id_ not in known]
    by_url = unit.notices.by_url({d.target for n in stating for d in n.declared if "://" in d.target})
    wordy = any(not d.target for n in stating for d in n.declared)
    recent = [r.notice for r in unit.notices.find(Query(source=source.id, limit=500))] if wordy else []
    found = [link for notice in stating for link in declared(notice, by_url=by_url, recent=recent)]
    known_links = {(k.from_id, k.to_id, k.type) for k in unit.links.of({link.from_id for link in found})}
    links = [link for link in found if (link.from_id, link.to_id, link.type) not in known_links]
    unit.links.add(links)
    moved = _join_cases(unit, links) + _withdraw(unit, plan)
    return {id_: head.number for id_, head in unit.notices.heads(moved).items()}


def _join_cases(unit: Unit, links: Sequence[Link]) -> list[str]:
    """Bring the notices that links tie together into one case, with the alerts about them; gives those that moved."""
    members = {id_ for link in links if link.type in JOINING for id_ in (link.from_id, link.to_id)}
    reached: set[str] = set()
    while members - reached:
        reached |= members
        members |= {i for k in unit.links.of(members) if k.type in JOINING for i in (k.from_id, k.to_id)}
    records = unit.notices.many(members)
    joining = [link for link in unit.links.of(members) if link.type in JOINING]
    found = cases(joining, {id_: record.first_seen for id_, record in records.items()})
    moved = [id_ for id_, case in found.items() if id_ in records and records[id_].case_id != case]
    for id_ in moved:
        unit.notices.set_case([id_], found[id_])
        unit.outbox.move([id_], found[id_])
    return moved


def _withdraw(unit: Unit, plan: _Plan) -> list[str]:
    """A notice that another withdraws stays so, whatever its own later revisions say; gives those that moved."""
    back = [id_ for id_, head in plan.heads.items() if head.status is Status.MISSING]
    touched = {r.notice.id for r in plan.revisions} | set(back)
    targets = {link.to_id for link in unit.links.of(touched) if link.type is LinkType.WITHDRAWS}
    moved = [id_ for id_, head in unit.notices.heads(targets).items() if head.status is not Status.WITHDRAWN]
    unit.notices.set_status(moved, Status.WITHDRAWN)
    return moved


def _jobs(plan: _Plan, moved: Mapping[str, int], manner: Manner) -> list[MatchJob]:
    """Every revision is compared, cosmetic ones too: a mended date can turn a verdict. Only new ones are news."""
    new = {r.notice.id for r in plan.new}
    numbers = dict(moved) | {r.notice.id: r.number for r in plan.revisions}
    return [
        MatchJob(id_, number, silent=manner.silent, watches=manner.watches and id_ in new)
        for id_, number in numbers.items()
    ]


def _mark_missing(unit: Unit, source: Source, plan: _Plan, harvest: Harvest, now: datetime) -> int:
    # A row that could not be read this time was still there.
    unread = [f"{source.id}:{row.number}" for row in harvest.rejected if row.number]
    counts = unit.notices.absent(source.id, present=[*plan.present, *unread], at=now)
    overdue = [id_ for id_, count in counts.items() if count >= _ABSENCES]
    heads, records = unit.notices.heads(overdue), unit.notices.many(overdue)
    # What only another channel of the publisher told is not this one's to miss.
    own = [id_ for id_ in overdue if told_by(source, records[id_].revision)]
    gone = [id_ for id_ in own if heads[id_].status is Status.ACTIVE]
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
