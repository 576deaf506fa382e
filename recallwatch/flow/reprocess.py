"""Derive everything again from stored payloads after a parser or rule changed. No network, nothing said twice.

current notices by payload -> parse again -> notice differs? next revision : new reading in place
                           -> keys -> match jobs (verdicts that change alert; those that stay do not)
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from recallwatch.errors import SourceError
from recallwatch.extract import read
from recallwatch.match import notice_keys
from recallwatch.model import Notice, Record
from recallwatch.ports import MatchJob, Source, Store, Unit

from .revise import revise

_BATCH = 500


def reprocess(store: Store, sources: Mapping[str, Source], *, source: str = "", now: datetime) -> Iterator[int]:
    """Go through the notices of one source or all; gives how many are done after each batch."""
    done = 0
    for id_ in [source] if source else list(sources):
        for sha256, ids in _by_payload(store, id_).items():
            parsed = _parse(store, sources[id_], sha256)
            for start in range(0, len(ids), _BATCH):
                batch = ids[start : start + _BATCH]
                with store.write() as unit:
                    _derive(unit, sources[id_], unit.notices.many(batch), parsed, now)
                done += len(batch)
                yield done


def _by_payload(store: Store, source: str) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = defaultdict(list)
    with store.read() as unit:
        for record in unit.notices.all(source=source):
            ids[record.revision.payload].append(record.notice.id)
    return ids


def _parse(store: Store, source: Source, sha256: str) -> dict[str, Notice]:
    """What today's parser makes of a payload; nothing if it is gone or today's parser refuses it."""
    with store.read() as unit:
        payload = unit.payloads.get(sha256) if sha256 else None
    if payload is None:
        return {}
    try:
        return {notice.id: notice for notice in source.parse(payload).notices}
    except SourceError:
        return {}


def _derive(
    unit: Unit, source: Source, records: Mapping[str, Record], parsed: Mapping[str, Notice], now: datetime
) -> None:
    notices = {id_: parsed.get(id_, record.notice) for id_, record in records.items()}
    readings = {id_: read(notice) for id_, notice in notices.items()}
    unit.notices.replace_readings(readings)
    candidates = [
        revise(record.revision, notices[id_], readings[id_], parser=source.info.parser, now=now)
        for id_, record in records.items()
    ]
    revisions = [revision for revision in candidates if revision]
    unit.notices.add(revisions, cases={})
    unit.keys.set_notice_keys({id_: notice_keys(notices[id_], readings[id_]) for id_ in notices})
    unit.jobs.add(_jobs(unit, list(records)))


def _jobs(unit: Unit, ids: Sequence[str]) -> list[MatchJob]:
    heads = unit.notices.heads(ids)
    return [MatchJob(id_, head.number, silent=False, watches=False) for id_, head in heads.items()]
