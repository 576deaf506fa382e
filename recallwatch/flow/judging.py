"""Judge items by notices, keep the verdicts, and raise the alerts that follow.

pairs -> what is known of them, read at once -> one by one: verdict, decision -> all written at once
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

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

    def __call__(self, item: Item, record: Record) -> Verdict | None:
        """The verdict; of another state of the notice nothing is remembered."""
        if record != self._of or len(self._known) >= self._MOST:
            self._of, self._known = record, {}
        typed = (item.name, item.brand, item.model, item.serial, item.gtin, item.vin, item.purchased, item.acquired)
        if typed not in self._known:
            self._known[typed] = judged(item, record)
        return self._known[typed]


def settle(
    unit: Unit,
    pairs: Sequence[tuple[Item, Record]],
    *,
    now: datetime,
    judge: Judge = judged,
    silent: bool = False,
    asked_by_owner: bool = False,
) -> Matched:
    """Judge each item and notice, keep the verdicts, and tell the owners what is called for."""
    if not pairs:
        return Matched()
    known = _Known(unit, pairs, speaks=not silent)
    told: list[tuple[Alert, Record]] = []
    news = 0
    for item, record in pairs:
        before, verdict = known.verdict(item, record), judge(item, record)
        if verdict is None and before and asked_by_owner:
            # What the owner says now ties it to nothing: that is no proof, so nothing is left to be called clear.
            unit.verdicts.forget(item.owner_id, item.id, record.notice.id)
            known.forget(item, record)
            news += 1
            continue
        verdict = verdict or (before and _lapsed(item, record, before))
        if verdict is None:
            continue
        kind = None
        if not silent and not is_held(record, known.held):
            kind = decide(known.turn(item, record, verdict, now, asked_by_owner), known.said(item, record))
        if kind:
            known.reopen(unit, item, record, now)
            told.append((known.told(item, record, kind, verdict, now), record))
        if verdict != before:
            known.put(item, verdict)
            news += 1
    unit.verdicts.put(known.fresh())
    return Matched(verdicts=news, alerts=tell(unit, told, now=now))


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

    def verdict(self, item: Item, record: Record) -> Verdict | None:
        return self._verdicts.get(_key(item), {}).get(record.notice.id)

    def said(self, item: Item, record: Record) -> Said | None:
        return self._said.get((*_key(item), record.case_id))

    def turn(self, item: Item, record: Record, verdict: Verdict, now: datetime, asked_by_owner: bool) -> Turn:
        """What there is to decide on, with what the other notices of the case say of the item."""
        others = tuple(
            verdict
            for notice_id, verdict in self._verdicts.get(_key(item), {}).items()
            if notice_id != record.notice.id and self._cases[notice_id] == record.case_id
        )
        state, answer = self._states.get(record.notice.id, 1), self._answers.get((*_key(item), record.case_id))
        before = self.verdict(item, record)
        return Turn(
            before,
            verdict,
            others,
            state=state,
            asked_by_owner=asked_by_owner,
            answer=answer,
            changed=material(record),
            at=now,
        )

    def reopen(self, unit: Unit, item: Item, record: Record, now: datetime) -> None:
        """What its owner settled is open again."""
        thing = (*_key(item), record.case_id)
        if answer := reopen_for_news(unit, self._answers.get(thing), now=now):
            self._answers[thing] = answer

    def told(self, item: Item, record: Record, kind: AlertKind, verdict: Verdict, now: datetime) -> Alert:
        """The alert; it ends its thread from here on."""
        said = self.said(item, record)
        alert = new_alert(_key(item), record, kind, verdict=verdict, said=said, now=now)
        self._said[*_key(item), record.case_id] = Said(said.first if said else alert, alert)
        return alert

    def put(self, item: Item, verdict: Verdict) -> None:
        self._verdicts.setdefault(_key(item), {})[verdict.notice] = verdict
        self._fresh[*_key(item), verdict.notice] = verdict

    def forget(self, item: Item, record: Record) -> None:
        self._verdicts[_key(item)].pop(record.notice.id)

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
