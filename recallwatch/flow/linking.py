"""Find which notices tell of one event, keep every decision about it, and bring their cases and alerts together.

new or changed notices -> candidates (one indexed join) -> relate each pair, beside what is declared
        -> likelier ones stand against others -> links, changes -> cases, threads of alerts
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from recallwatch.errors import UsageError
from recallwatch.link import Told, beaten, cases, declared, relate, told
from recallwatch.model import (
    JOINING,
    OPERATOR,
    RULE,
    Link,
    LinkChange,
    LinkState,
    Notice,
    Revision,
)
from recallwatch.model.ids import new_id
from recallwatch.ports import Query, Unit

_STEP = 200  # notices worked on at once: with their candidates some thousand
_RECENT = 500  # notices of a source in which one that is named in words only is looked for
_SIDES = 1000  # notices kept as they were laid out: the same few stand beside many


def _unheard(_done: int) -> None:
    """Nobody listens."""


def relink(
    unit: Unit,
    ids: Collection[str],
    *,
    at: datetime,
    known: Mapping[str, Revision] | None = None,
    heard: Callable[[int], None] = _unheard,
) -> set[str]:
    """Decide anew how these notices relate to others; gives the notices whose case has moved.

    Their keys must be in the store. An operator's word on a pair stands whatever the rules say. ``known``: current
    revisions that are at hand, so that they need not be read again; ``heard`` is told how many are done.
    """
    moved: set[str] = set()
    every = list(ids)
    sides = _Sides(unit, known or {})
    for start in range(0, len(every), _STEP):
        batch = sorted(every[start : start + _STEP])
        changed = _decide(unit, batch, sides, at)
        moved |= rejoin(unit, changed)
        heard(start + len(batch))
    return moved


def add_link(unit: Unit, link: Link, *, by: str, at: datetime, note: str = "") -> set[str]:
    """Keep an operator's link, whatever the rules made of the pair; gives the notices whose case has moved.

    Raises ``UsageError`` if either notice is not known.
    """
    _known(unit, link.pair)
    evidence = (note,) if note else ()
    decided = replace(link, score=1.0, evidence=evidence, decided_by=OPERATOR, state=LinkState.ACTIVE, points=0.0)
    before = _between(unit, link.pair)
    unit.links.drop(before)
    unit.links.add([decided])
    unit.links.record([_change(decided, "added", at, by=by, note=note)])
    return rejoin(unit, [*before, decided, *_weigh_rivals(unit, link.pair)])


def undo_link(unit: Unit, pair: frozenset[str], *, by: str, at: datetime, note: str = "") -> set[str]:
    """Take back what ties two notices, for good; gives the notices whose case has moved.

    Raises ``UsageError`` if nothing does.
    """
    ties = [link for link in _between(unit, pair) if link.state is not LinkState.UNDONE]
    if not ties:
        raise UsageError(f"nothing links {' and '.join(sorted(pair))}; recallwatch links show ID lists what does")
    undone = [replace(link, decided_by=OPERATOR, state=LinkState.UNDONE, points=0.0) for link in ties]
    unit.links.add(undone)
    unit.links.record([_change(link, "undone", at, by=by, note=note) for link in undone])
    return rejoin(unit, [*undone, *_weigh_rivals(unit, pair)])


def _known(unit: Unit, ids: Collection[str]) -> None:
    if missing := sorted(set(ids) - unit.notices.heads(ids).keys()):
        raise UsageError(f"there is no notice {missing[0]!r}; recallwatch notices lists them")


def _between(unit: Unit, pair: frozenset[str]) -> list[Link]:
    return [link for link in unit.links.of(pair, every=True) if link.pair == pair]


class _Sides:
    """Notices as they stand, those that are compared laid out for it; nothing of them changes meanwhile."""

    def __init__(self, unit: Unit, known: Mapping[str, Revision]) -> None:
        self._unit = unit
        self._known = known
        self._told: dict[str, Told] = {}

    def revisions(self, ids: Iterable[str]) -> dict[str, Revision]:
        """The current revisions of those that there are."""
        wanted = set(ids)
        read = self._unit.notices.many(wanted - self._known.keys())
        return {i: self._known[i] for i in wanted & self._known.keys()} | {i: r.revision for i, r in read.items()}

    def told(self, ids: Iterable[str]) -> dict[str, Told]:
        """What each tells; those asked for last are kept."""
        wanted = set(ids)
        known = {id_: self._told.pop(id_) for id_ in wanted & self._told.keys()}
        fresh = self.revisions(wanted - known.keys())
        self._told |= known | {id_: told(r.notice, r.reading) for id_, r in fresh.items()}
        found = {id_: self._told[id_] for id_ in wanted & self._told.keys()}
        for oldest in list(self._told)[:-_SIDES]:
            del self._told[oldest]
        return found


def _decide(unit: Unit, ids: Sequence[str], sides: _Sides, at: datetime) -> list[Link]:
    """Bring the links of these notices up to date; gives those by which their cases may have grown or parted."""
    before = unit.links.of(ids, every=True)
    settled = {link.pair for link in before if link.decided_by == OPERATOR}
    old = {_key(link): link for link in before if link.decided_by == RULE}
    found = _found(unit, ids, sides, [link for link in old.values() if not link.points])
    fresh = {_key(link): link for link in found if link.pair not in settled}
    gone = [link for key, link in old.items() if key not in fresh]
    # What was beaten stays so until the rivals were looked at again: nothing has become of it yet.
    kept = [replace(link, state=old[key].state) if key in old else link for key, link in fresh.items()]
    unit.links.drop(gone)
    unit.links.add(kept)
    turned = _weigh_rivals(unit, {id_ for link in (*kept, *gone) for id_ in link.pair})
    new = [link for link in kept if _key(link) not in old]
    unit.links.record([_change(link, did, at) for did, links in _told_apart(new, gone, turned) for link in links])
    # A notice that was named before it was here joins its case now, though its link is an old one.
    return [link for link in (*kept, *gone, *turned) if link.type in JOINING]


def _told_apart(new: list[Link], gone: list[Link], turned: list[Link]) -> Iterator[tuple[str, list[Link]]]:
    yield "added", new
    yield "dropped", gone
    yield "beaten", [link for link in turned if link.state is LinkState.BEATEN]
    yield "restored", [link for link in turned if link.state is LinkState.ACTIVE]


def _key(link: Link) -> tuple[str, str, str]:
    return link.from_id, link.to_id, link.type


def _found(unit: Unit, ids: Sequence[str], sides: _Sides, stated: Sequence[Link]) -> list[Link]:
    """What notices declare, and how the rest of the candidates relate: one of both a pair.

    ``stated`` was declared before; it holds as long as the notice that did has a tie of that type, for the notice that
    is meant by words may be too old by now to be found again.
    """
    speaking = sides.revisions([*ids, *(link.from_id for link in stated)])
    notices = {id_: revision.notice for id_, revision in speaking.items()}
    held = [link for link in stated if _still_states(notices.get(link.from_id), link)]
    ties = {_key(link): link for link in (*held, *_declared(unit, [notices[i] for i in ids if i in notices]))}
    tied = {link.pair for link in ties.values()}
    pairs = [pair for pair in sorted(unit.links.candidates(ids)) if frozenset(pair) not in tied]
    told_by = sides.told(id_ for pair in pairs for id_ in pair)
    related = [found for one, two in pairs if (found := relate(told_by[one], told_by[two]))]
    return [*ties.values(), *related]


def _still_states(notice: Notice | None, link: Link) -> bool:
    return notice is not None and any(tie.type == link.type for tie in notice.declared)


def _declared(unit: Unit, notices: Sequence[Notice]) -> list[Link]:
    """The links that notices declare.

    A notice can speak of another that is published or polled later: those that wait for one of these are asked too.
    """
    stating = {notice.id: notice for notice in notices if notice.declared}
    for source in sorted({notice.source for notice in notices}):
        urls = [notice.url for notice in notices if notice.source == source and notice.url]
        waiting = unit.notices.awaiting(urls, source=source)
        stating |= {id_: revision.notice for id_, revision in unit.notices.revisions(waiting).items()}
    by_url = unit.notices.by_url({d.target for n in stating.values() for d in n.declared if "://" in d.target})
    recent = _recent(unit, stating)
    return [
        link
        for notice in stating.values()
        for link in declared(notice, by_url=by_url, recent=recent.get(notice.source, ()))
    ]


def _recent(unit: Unit, stating: Mapping[str, Notice]) -> dict[str, list[Notice]]:
    wordy = {n.source for n in stating.values() if any(not d.target for d in n.declared)}
    return {source: [r.notice for r in unit.notices.find(Query(source=source, limit=_RECENT))] for source in wordy}


def _weigh_rivals(unit: Unit, touched: Iterable[str]) -> list[Link]:
    """See anew which links of these notices a likelier one stands against; gives those that have turned."""
    near = unit.links.of(touched, every=True)
    rivals = unit.links.of({id_ for link in near for id_ in link.pair}, every=True)
    lost = beaten(link for link in rivals if link.decided_by == RULE)
    turned = []
    for link in near:
        state = LinkState.BEATEN if link in lost else LinkState.ACTIVE
        if link.decided_by == RULE and link.state is not state:
            turned.append(replace(link, state=state))
    unit.links.add(turned)
    return turned


def rejoin(unit: Unit, changed: Iterable[Link]) -> set[str]:
    """Bring the notices that links tie together into one case, and part those that none ties any more, each with the
    alerts about it; gives those that moved."""
    members = {id_ for link in changed for id_ in link.pair}
    heads = unit.notices.heads(members)
    members |= {r.notice.id for case in {h.case_id for h in heads.values()} for r in unit.notices.in_case(case)}
    reached: set[str] = set()
    while members - reached:
        reached |= members
        members |= {id_ for link in unit.links.of(members) if link.joins for id_ in link.pair}
    records = unit.notices.many(members)
    found = cases(unit.links.of(members), {id_: record.first_seen for id_, record in records.items()})
    moved = {id_ for id_, case in found.items() if records[id_].case_id != case}
    for id_ in sorted(moved):
        unit.notices.set_case([id_], found[id_])
        unit.outbox.move([id_], found[id_])
    return moved


def _change(link: Link, did: str, at: datetime, *, by: str = RULE, note: str = "") -> LinkChange:
    return LinkChange(new_id(), at, by, did, link, note)
