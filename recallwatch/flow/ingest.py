"""Take a harvest into the store: one run, whole or not at all.

harvest -> digest --differs from head?--> understand (extract, overlay, keys) -> revise -> links, cases, match jobs
        -> ONE transaction: run, revisions, keys, links, jobs, statuses
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from recallwatch.model import (
    Harvest,
    Notice,
    Overlay,
    Revision,
    Run,
    RunOutcome,
    Status,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import Head, MatchJob, Source, Store, Unit

from .behind import told_by, untold
from .health import Known
from .linking import relink
from .revise import digest, first, may_flap, revise
from .understand import Reader, corrected, one_by_one, unpack
from .withdrawing import withdraw

#: Complete polls a notice must be absent from before it counts as missing: of 25 disappearances seen in 282 polls
#: of real sources, 21 were back at the next poll.
_ABSENCES = 3

#: Notices whose keys are unpacked at once: those of a whole archive would fill the memory.
_STEP = 200


#: Hears how far long work is: the step, how many are done, of how many.
Progress = Callable[[str, int, int], None]


def _unheard(step: str, done: int, of: int) -> None:
    """Nobody listens."""


#: Hears how a harvest differs from what is stored, before anything is changed; raises ``SourceError`` to refuse it.
Judge = Callable[[Known], None]


def _unjudged(known: Known) -> None:
    """Whatever differs is believed."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a harvest is taken: ``silent`` tells nobody, ``watches`` lets newsrooms be told; ``progress`` is told all.

    ``judge`` may refuse it for what it would change; ``reader`` understands what is new or differs.
    """

    silent: bool = False
    watches: bool = True
    progress: Progress = _unheard
    judge: Judge = _unjudged
    reader: Reader = one_by_one


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a harvest changes, worked out against the heads and overlays it was compared with; keys are packed."""

    heads: Mapping[str, Head]
    overlays: Mapping[str, Overlay]
    present: tuple[str, ...]
    new: tuple[Revision, ...]
    changed: tuple[Revision, ...]
    keys: Mapping[str, str]

    @property
    def revisions(self) -> tuple[Revision, ...]:
        return self.new + self.changed


def ingest(store: Store, source: Source, harvest: Harvest, *, started: datetime, now: datetime, manner: Manner) -> Run:
    """Commit a believable harvest; gives the run with its counts."""
    notices = untold(store, source, harvest.notices)
    while True:
        plan = _plan(store, source, notices, now, manner)
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


def _plan(store: Store, source: Source, notices: Mapping[str, Notice], now: datetime, manner: Manner) -> _Plan:
    with store.read() as unit:
        heads = unit.notices.heads(notices)
        differing = [id_ for id_, notice in notices.items() if id_ in heads and digest(notice) != heads[id_].digest]
        stored = unit.notices.revisions(differing)
        overlays = unit.overlays.current(differing)
        histories = {id_: unit.notices.history(id_) for id_, one in stored.items() if may_flap(one, now)}
    parser = source.info.parser
    manner.judge(_known(notices, heads, stored, parser))
    fresh = [id_ for id_ in notices if id_ not in heads]
    asked = [*fresh, *differing]
    read = manner.reader([notices[i] for i in asked], lambda done: manner.progress("reading", done, len(asked)))
    made = dict(zip(asked, read, strict=True))
    made |= {id_: corrected(notices[id_], made[id_], overlay) for id_, overlay in overlays.items()}
    new = [first(notices[i], made[i].reading, digested=made[i].digest, parser=parser, now=now) for i in fresh]
    changed = [
        revision
        for id_ in differing
        if (
            revision := revise(
                stored[id_], notices[id_], made[id_].reading, parser=parser, now=now, history=histories.get(id_, ())
            )
        )
    ]
    keys = {revision.notice.id: made[revision.notice.id].keys for revision in (*new, *changed)}
    return _Plan(heads, overlays, tuple(notices), tuple(new), tuple(changed), keys)


def _known(
    notices: Mapping[str, Notice], heads: Mapping[str, Head], stored: Mapping[str, Revision], parser: str
) -> Known:
    same = [(notices[id_], notices[id_]) for id_ in heads if id_ not in stored]
    moved = [(revision.notice, notices[id_]) for id_, revision in stored.items() if revision.parser == parser]
    return Known(same + moved, found=len(notices), known=len(heads))


def _commit(unit: Unit, source: Source, plan: _Plan, harvest: Harvest, *, now: datetime, manner: Manner) -> int:
    unit.notices.add(plan.revisions, cases={r.notice.id: f"case:{r.notice.id}" for r in plan.new})
    unit.notices.seen(plan.present, at=now)
    for start in range(0, len(plan.revisions), _STEP):
        batch = plan.revisions[start : start + _STEP]
        unit.keys.set_notice_keys({r.notice.id: unpack(plan.keys[r.notice.id]) for r in batch})
        manner.progress("storing", start + len(batch), len(plan.revisions))
    moved = _connect(unit, plan, now, manner.progress)
    unit.jobs.add(_jobs(plan, moved, manner))
    return _mark_missing(unit, source, plan, harvest, now) if harvest.complete else 0


def _connect(unit: Unit, plan: _Plan, now: datetime, progress: Progress) -> dict[str, int]:
    """Link what is new or changed; gives notices whose status or case moved, with their revision."""
    known = {r.notice.id: r for r in plan.revisions}
    moved = relink(unit, known, at=now, known=known, heard=lambda done: progress("linking", done, len(known)))
    back = [id_ for id_, head in plan.heads.items() if head.status is Status.MISSING]
    moved.update(withdraw(unit, [*known, *back]))
    return {id_: head.number for id_, head in unit.notices.heads(moved).items()}


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
