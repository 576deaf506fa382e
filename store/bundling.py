"""Mails that become due together for one mailbox go out as one.

A bundle is made when its first delivery is claimed, and stays: what was tried together is tried together again, under
the same id. Each delivery of it is leased and settled on its own.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from recallwatch.model import ChannelKind
from recallwatch.ports import Cipher, Due

from .batch import chunks
from .claiming import lease_rows, waiting, with_freight
from .leases import is_free
from .tables import alerts, deliveries

_delivery = deliveries.c

#: Messages in one mail: more would be read by nobody.
MOST = 30

#: Owner, channel, bundle, and whether it tells of a watch: newsrooms' mails are a list of their own.
_Key = tuple[str, str, str, bool]

_PUT = (
    update(deliveries)
    .where(_delivery.owner_id == bindparam("of_owner"), _delivery.id == bindparam("of_id"))
    .values(bundle=bindparam("to_bundle"))
)


def along(
    connection: Connection,
    cipher: Cipher,
    claimed: Sequence[Due],
    *,
    now: datetime,
    lease: timedelta,
    grace: timedelta,
) -> list[Due]:
    """What was claimed, with the mails that go along leased too; those of a bundle follow each other."""
    groups: dict[_Key, list[Due]] = defaultdict(list)
    for due in claimed:
        key = _key(due)
        groups[key if _joins(due) else (*key[:2], due.delivery.id, key[3])].append(due)
    have = {key: len(group) for key, group in groups.items() if _joins(group[0])}
    siblings = _siblings(connection, have, now, lease, grace)
    for due in with_freight(connection, cipher, lease_rows(connection, siblings, now + lease), now=now):
        groups[_key(due)].append(due)
    return list(chain.from_iterable(_named(connection, chunks(group, MOST)) for group in groups.values()))


def _siblings(
    connection: Connection, have: Mapping[_Key, int], now: datetime, lease: timedelta, grace: timedelta
) -> list[Any]:
    """What is due within ``grace`` and free for the same mailboxes and bundles, as far as there is room in the mail."""
    ordered = (_delivery.urgent.desc(), _delivery.due_at, _delivery.id)
    watched = (alerts.c.verdict == "").label("watched")
    told = (alerts.c.owner_id == _delivery.owner_id) & (alerts.c.id == _delivery.alert_id)
    wanted = select(deliveries, watched).join_from(deliveries, alerts, told).order_by(*ordered)
    free = is_free(_delivery.lease_until, now, lease)
    # What was tried by itself may have arrived: it goes by itself again, under its own name.
    untried = or_(_delivery.attempts == 0, _delivery.bundle != "")
    found: dict[_Key, list[Any]] = defaultdict(list)
    for some in chunks(sorted({key[0] for key in have})):
        mine = _delivery.owner_id.in_(some)  # one owner has few, and the primary key begins with the owner
        for row in connection.execute(wanted.where(mine, waiting, _delivery.due_at <= now + grace, free, untried)):
            found[row.owner_id, row.channel_id, row.bundle, bool(row.watched)].append(row)
    room = {key: max(MOST - count, 0) for key, count in have.items()}
    return [row for key in have for row in found[key][: room[key]]]


def _joins(due: Due) -> bool:
    """Whether others may go along: it is a mail, and was not tried by itself before this claim."""
    alone = due.delivery.attempts > 1 and not due.delivery.bundle
    return due.channel.kind is ChannelKind.EMAIL and not alone


def _named(connection: Connection, parts: Iterable[Sequence[Due]]) -> Iterator[Due]:
    """Put what goes out together into a bundle, if it is in none yet."""
    for part in parts:
        if len(part) > 1 and not part[0].delivery.bundle:
            name = _name(part)
            connection.execute(_PUT, [_put(due, name) for due in part])
            yield from (replace(due, delivery=replace(due.delivery, bundle=name)) for due in part)
        else:
            yield from part


def _put(due: Due, name: str) -> dict[str, str]:
    return {"of_owner": due.delivery.owner_id, "of_id": due.delivery.id, "to_bundle": name}


def _name(part: Sequence[Due]) -> str:
    """Made of what is bundled, so that the same mail has the same name."""
    return hashlib.sha256("\n".join(sorted(due.delivery.id for due in part)).encode()).hexdigest()[:26]


def _key(due: Due) -> _Key:
    delivery = due.delivery
    return delivery.owner_id, delivery.channel_id, delivery.bundle, due.alert.verdict is None
