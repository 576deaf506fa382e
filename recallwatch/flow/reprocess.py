"""Derive everything again from stored payloads after a parser or rule changed. No network, nothing said twice.

item keys
current notices by payload -> parse again -> notice differs? next revision : new reading in place
                           -> keys, links, cases -> match jobs (verdicts that change alert; those that stay do not,
                              unless a silent import had left their owners untold)
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recallwatch.errors import SourceError
from recallwatch.match import item_keys
from recallwatch.model import Notice, Payload
from recallwatch.ports import MatchJob, Source, Store, Unit

from .bulk import Readers
from .linking import relink
from .revise import revise
from .understand import Understood, corrected, unpack

_BATCH = 500


def reprocess(store: Store, sources: Mapping[str, Source], *, source: str = "", now: datetime) -> Iterator[int]:
    """Go through the notices of one source or all; gives how many are done after each batch."""
    _key_items(store)
    done = 0
    with Readers() as readers:
        for id_ in [source] if source else list(sources):
            for sha256, ids in _by_payload(store, id_).items():
                payload = _payload(store, sha256)
                reader = sources.get(payload.source, sources[id_]) if payload else sources[id_]
                parsed = _parse(reader, payload)
                for start in range(0, len(ids), _BATCH):
                    batch = _read(store, ids[start : start + _BATCH], parsed, readers)
                    with store.write() as unit:
                        _derive(unit, reader, sha256, batch, now)
                    done += len(batch)
                    yield done


@dataclass(frozen=True, slots=True)
class _Read:
    """A notice as today's parser has it, what is understood of it, and the revision it was read for."""

    notice: Notice
    made: Understood
    number: int


def _key_items(store: Store) -> None:
    """Make the keys of every item again: the rules for both sides of the join move together."""
    with store.write() as unit:
        for item in list(unit.items.all()):
            unit.keys.set_item_keys(item.owner_id, item.id, item_keys(item))


def _by_payload(store: Store, source: str) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = defaultdict(list)
    with store.read() as unit:
        for record in unit.notices.all(source=source):
            ids[record.revision.payload].append(record.notice.id)
    return ids


def _payload(store: Store, sha256: str) -> Payload | None:
    with store.read() as unit:
        return unit.payloads.get(sha256) if sha256 else None


def _parse(source: Source, payload: Payload | None) -> dict[str, Notice]:
    """What today's parser makes of a payload; nothing if it is gone or today's parser refuses it."""
    if payload is None:
        return {}
    try:
        return {notice.id: notice for notice in source.parse(payload).notices}
    except SourceError:
        return {}


def _read(store: Store, ids: Sequence[str], parsed: Mapping[str, Notice], readers: Readers) -> dict[str, _Read]:
    with store.read() as unit:
        records = unit.notices.many(ids)
    notices = [parsed.get(id_, record.notice) for id_, record in records.items()]
    made = readers.understand(notices, lambda _: None)
    return {
        id_: _Read(notice, understood, record.revision.number)
        for (id_, record), notice, understood in zip(records.items(), notices, made, strict=True)
    }


def _derive(unit: Unit, source: Source, sha256: str, batch: Mapping[str, _Read], now: datetime) -> None:
    # One that a poll has moved on since was read by today's rules already.
    stored = {id_: record.revision for id_, record in unit.notices.many(batch).items()}
    records = {i: r for i, r in stored.items() if r.payload == sha256 and r.number == batch[i].number}
    overlays = unit.overlays.current(records)
    made = {id_: batch[id_].made for id_ in records}
    made |= {id_: corrected(batch[id_].notice, made[id_], overlay) for id_, overlay in overlays.items()}
    revisions = {
        id_: revision
        for id_, before in records.items()
        if (revision := revise(before, batch[id_].notice, made[id_].reading, parser=source.info.parser, now=now))
    }
    # A reading belongs to its words: a notice that parses differently gets both with its next revision.
    unit.notices.replace_readings({id_: new.reading for id_, new in made.items() if id_ not in revisions})
    unit.notices.add(list(revisions.values()), cases={})
    unit.keys.set_notice_keys({id_: unpack(new.keys) for id_, new in made.items()})
    moved = relink(unit, records, at=now)
    unit.jobs.add(_jobs(unit, sorted({*records, *moved})))


def _jobs(unit: Unit, ids: Sequence[str]) -> list[MatchJob]:
    heads = unit.notices.heads(ids)
    return [MatchJob(id_, head.number, silent=False, watches=False) for id_, head in heads.items()]
