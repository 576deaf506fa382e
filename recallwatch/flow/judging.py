"""Judge items by notices, keep the verdicts, and raise the alerts that follow.

pairs -> what is known of them, read at once -> one by one: verdict, decision -> all written at once
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recallwatch.match import judge
from recallwatch.model import Alert, AlertKind, Axis, Evidence, Item, Outcome, Record, Status, Verdict
from recallwatch.ports import Said, Unit

from .alerts import Turn, decide
from .answers import reopen_for_news
from .proving import is_held
from .telling import material, new_alert, tell

Judge = Callable[[Item, Record], Verdict | None]


@dataclass(frozen=True, slots=True)
class Matched:
    """What a round of matching did."""

    jobs: int = 0
    verdicts: int = 0
    alerts: int = 0

    def __add__(self, other: "Matched") -> "Matched":
        return Matched(self.jobs + other.jobs, self.verdicts + other.verdicts, self.alerts + other.alerts)


def judged(item: Item, record: Record) -> Verdict | None:
    """The verdict on a notice that stands; one that was withdrawn affects nobody."""
    if record.status is Status.WITHDRAWN:
        return None
    return judge(item, record.notice, record.reading, revision=record.revision.number)


class Alike:
    """``judged`` for many items and one notice: what is typed alike is judged once."""

    _MOST = 10_000

    def __init__(self) -> None:
        self._of: Record | None = None
        self._known: dict[tuple[object, ...], Verdict | None] = {}
        self._given: dict[Verdict | None, Verdict | None] = {}

    def __call__(self, item: Item, record: Record) -> Verdict | None:
        """The verdict; of another state of the notice nothing is remembered. Equal ones are one: written once."""
        if record is not self._of:
            if record != self._of:
                self._known, self._given = {}, {}
            self._of = record
        typed = (item.name, item.brand, item.model, item.serial, item.gtin, item.vin, item.purchased, item.acquired)
        if typed not in self._known:
            if len(self._known) >= self._MOST:
                self._known, self._given = {}, {}
            verdict = judged(item, record)
            self._known[typed] = self._given.setdefault(verdict, verdict)
        return self._known[typed]


def settle(
    unit: Unit,
    pairs: Sequence[tuple[Item, Record]],
    *,
    now: datetime,
    judge: Judge = judged,
    silent: bool = False,
    asked_by_owner: bool = False,
    grace: timedelta = timedelta(0),
) -> Matched:
    """Judge each item and notice, keep the verdicts, and tell the owners what is called for."""
    if not pairs:
        return Matched()
    known = _Known(unit, pairs, speaks=not silent)
    told: list[tuple[Alert, Record]] = []
    news = 0
    for item, record in pairs:
        thing = _Thing(item, record)
        before, verdict = known.verdict(thing), judge(item, record)
        if verdict is None and before and asked_by_owner:
            # What the owner says now ties it to nothing: that is no proof, so nothing is left to be called clear.
            unit.verdicts.forget(item.owner_id, item.id, thing.notice_id)
            known.forget(thing)
            news += 1
            continue
        verdict = verdict or (before and _lapsed(item, record, before))
        if verdict is None:
            continue
        kind = None
        if not silent and not is_held(record, known.held):
            kind = decide(known.turn(thing, verdict, now, asked_by_owner), known.said(thing))
        if kind:
            known.reopen(unit, thing, now)
            told.append((known.told(thing, kind, verdict, now), record))
        if verdict != before:
            known.put(thing, verdict)
            news += 1
    unit.verdicts.put(known.fresh())
    return Matched(verdicts=news, alerts=tell(unit, told, now=now, grace=grace))


class _Thing:
    """One item and one notice, under the names that what is known of them is kept by."""

    __slots__ = ("key", "notice_id", "record", "spoken")

    def __init__(self, item: Item, record: Record) -> None:
        self.record = record
        self.key = (item.owner_id, item.id)
        self.notice_id = record.notice.id
        self.spoken = (item.owner_id, item.id, record.case_id)


class _Known:
    """What is known of some items and of the cases of some notices, kept up while verdicts and alerts are added."""

    def __init__(self, unit: Unit, pairs: Sequence[tuple[Item, Record]], *, speaks: bool) -> None:
        items = {_key(item) for item, _ in pairs}
        cases = {record.case_id for _, record in pairs}
        self._cases = unit.notices.cases(cases) | {record.notice.id: record.case_id for _, record in pairs}
        members: dict[str, list[str]] = defaultdict(list)
        for notice_id, case_id in self._cases.items():
            members[case_id].append(notice_id)
        self._verdicts = unit.verdicts.of_pairs(
            (*_key(item), notice_id) for item, record in pairs for notice_id in members[record.case_id]
        )
        self._said = unit.outbox.threads(items, cases) if speaks else {}
        self._answers = unit.answers.current((*_key(i), r.case_id) for i, r in pairs) if speaks else {}
        # Which state was told matters only where something was said, by us or by the owner.
        spoken = self._said or self._answers
        self._states = unit.notices.last_material(record.notice.id for _, record in pairs) if spoken else {}
        self._fresh: dict[tuple[str, str, str], Verdict] = {}
        #: Sources whose notices alert nobody yet; once one is accepted, all of them are compared again.
        self.held = unit.sources.held() if speaks else set()

    def verdict(self, thing: _Thing) -> Verdict | None:
        return self._verdicts[thing.key].get(thing.notice_id) if thing.key in self._verdicts else None

    def said(self, thing: _Thing) -> Said | None:
        return self._said.get(thing.spoken)

    def turn(self, thing: _Thing, verdict: Verdict, now: datetime, asked_by_owner: bool) -> Turn:
        """What there is to decide on, with what the other notices of the case say of the item."""
        known = self._verdicts.get(thing.key, {})
        others = [
            verdict
            for notice_id, verdict in known.items()
            if notice_id != thing.notice_id and self._cases[notice_id] == thing.record.case_id
        ]
        return Turn(
            known.get(thing.notice_id),
            verdict,
            tuple(others),
            state=self._states.get(thing.notice_id, 1),
            asked_by_owner=asked_by_owner,
            answer=self._answers.get(thing.spoken),
            changed=material(thing.record),
            at=now,
        )

    def reopen(self, unit: Unit, thing: _Thing, now: datetime) -> None:
        """What its owner settled is open again."""
        if answer := reopen_for_news(unit, self._answers.get(thing.spoken), now=now):
            self._answers[thing.spoken] = answer

    def told(self, thing: _Thing, kind: AlertKind, verdict: Verdict, now: datetime) -> Alert:
        """The alert; it ends its thread from here on."""
        said = self.said(thing)
        alert = new_alert(thing.key, thing.record, kind, verdict=verdict, said=said, now=now)
        self._said[thing.spoken] = Said(said.first if said else alert, alert)
        return alert

    def put(self, thing: _Thing, verdict: Verdict) -> None:
        self._verdicts.setdefault(thing.key, {})[thing.notice_id] = verdict
        self._fresh[*thing.key, thing.notice_id] = verdict

    def forget(self, thing: _Thing) -> None:
        self._verdicts[thing.key].pop(thing.notice_id)

    def fresh(self) -> list[tuple[str, str, Verdict]]:
        return [(owner_id, item_id, verdict) for (owner_id, item_id, _), verdict in self._fresh.items()]


def _key(item: Item) -> tuple[str, str]:
    return item.owner_id, item.id


def _lapsed(item: Item, record: Record, before: Verdict) -> Verdict:
    """An earlier verdict no longer holds: the notice was withdrawn, or no longer names what the item is."""
    withdrawn = record.status is Status.WITHDRAWN
    rule = "withdrawn" if withdrawn else "no longer listed"
    theirs = "the notice was withdrawn by its publisher" if withdrawn else "the notice no longer names it"
    evidence = Evidence(Axis.IDENTITY, rule, item.label, theirs)
    return Verdict(before.notice, record.revision.number, Outcome.CLEAR, (evidence,))
