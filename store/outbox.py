"""Alerts, their deliveries, and the log of attempts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, func, select, update

from recallwatch.model import Alert, AlertKind, Attempt, ChannelKind, Delivery, DeliveryState
from recallwatch.ports import Cipher, Due, Ended, Said

from .batch import chunks, distinct
from .bundling import along
from .claiming import any_due, claim, release
from .jobs import Jobs
from .listed import Listing
from .outbox_rows import alert, alert_row, attempt, delivery, delivery_row, readable
from .rows import add_rows, times
from .settling import settle
from .tables import alerts, answers, attempts, channels, deliveries
from .threads import threads

_alert = alerts.c
_attempt = attempts.c
_delivery = deliveries.c
_ALERTS, _DELIVERIES = alerts, deliveries  # where an argument has the name
#: What others may follow; that notices were linked stands beside its thread.
_IN_CHAIN = _alert.kind != AlertKind.LINKED
#: So long an alert that cannot be read is left alone before its reminder is tried again.
_UNREADABLE = timedelta(days=1)
_OF_SUBJECTS = Listing(
    "SELECT a.* FROM {listed} JOIN alerts a ON a.owner_id = listed.owner_id AND a.subject_id = listed.subject_id"
    " WHERE a.kind <> 'linked'",
    "owner_id",
    "subject_id",
)


class Outbox:
    """See ``recallwatch.ports.store.Outbox``."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._db = connection
        self._cipher = cipher

    def add_alert(self, alert: Alert, deliveries: Sequence[Delivery]) -> bool:
        return bool(self.add_alerts([(alert, deliveries)]))

    def add_alerts(self, alerts: Sequence[tuple[Alert, Sequence[Delivery]]]) -> set[str]:
        time = times(self._db)
        rows = [alert_row(each, time) for each, _ in alerts]
        kept = {row.id for row in add_rows(self._db, _ALERTS, rows, tail="ON CONFLICT DO NOTHING RETURNING id")}
        self.add_deliveries([sending for each, sendings in alerts if each.id in kept for sending in sendings])
        return kept

    def of_watches(self, notice_ids: Iterable[str]) -> dict[str, list[Alert]]:
        found: dict[str, list[Alert]] = {}
        for ids in chunks(distinct(notice_ids)):
            theirs = select(alerts).where(_alert.notice_id.in_(ids), _alert.verdict == "", _IN_CHAIN)
            for each in readable(self._db.execute(theirs.order_by(_alert.created_at, _alert.id))):
                found.setdefault(each.notice_id, []).append(each)
        return found

    def to_programs(self, notice_ids: Iterable[str]) -> list[Alert]:
        hooks = select(channels.c.owner_id).where(
            channels.c.kind == ChannelKind.WEBHOOK, channels.c.disabled_at.is_(None)
        )
        found: list[Alert] = []
        for ids in chunks(distinct(notice_ids)):
            told = select(alerts).where(_alert.notice_id.in_(ids), _alert.owner_id.in_(hooks), _IN_CHAIN)
            found += readable(self._db.execute(told))
        return sorted(found, key=lambda each: (each.created_at, each.id))

    def threads(self, subjects: Iterable[tuple[str, str]], case_ids: Iterable[str]) -> dict[tuple[str, str, str], Said]:
        said = list(readable(_OF_SUBJECTS.rows(self._db, sorted(set(subjects)))))
        return threads(said, set(case_ids))

    def add_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        time = times(self._db)
        add_rows(self._db, _DELIVERIES, [delivery_row(each, time) for each in deliveries])

    def move(self, notice_ids: Iterable[str], case_id: str) -> None:
        for ids in chunks(notice_ids):
            self._db.execute(update(alerts).where(_alert.notice_id.in_(ids)).values(case_id=case_id))
            self._db.execute(update(answers).where(answers.c.notice_id.in_(ids)).values(case_id=case_id))

    def alerts(self, owner_id: str, limit: int = 100) -> list[Alert]:
        mine = select(alerts).where(_alert.owner_id == owner_id)
        newest = mine.order_by(_alert.created_at.desc(), _alert.id.desc()).limit(limit)
        return list(readable(self._db.execute(newest)))

    def any_due(self, *, now: datetime, lease: timedelta) -> bool:
        return any_due(self._db, now=now, lease=lease)

    def claim(self, *, now: datetime, lease: timedelta, limit: int = 50) -> list[Due]:
        return claim(self._db, self._cipher, now=now, lease=lease, limit=limit)

    def along(
        self, claimed: Sequence[Due], *, now: datetime, lease: timedelta, grace: timedelta = timedelta(0)
    ) -> list[Due]:
        return along(self._db, self._cipher, claimed, now=now, lease=lease, grace=grace)

    def settle(self, ended: Sequence[Ended]) -> set[str]:
        return settle(self._db, ended)

    def attempts(self, delivery_id: str, *, owner_id: str = "") -> list[Attempt]:
        same = and_(_attempt.owner_id == _delivery.owner_id, _attempt.delivery_id == _delivery.id)
        log = select(attempts).join_from(deliveries, attempts, same).where(_delivery.id == delivery_id)
        if owner_id:
            log = log.where(_delivery.owner_id == owner_id)
        return [attempt(row) for row in self._db.execute(log.order_by(_attempt.number))]

    def alert(self, owner_id: str, alert_id: str) -> Alert | None:
        row = self._db.execute(select(alerts).where(_alert.owner_id == owner_id, _alert.id == alert_id)).first()
        return alert(row) if row else None

    def thread(self, owner_id: str, subject_id: str, case_id: str) -> list[Alert]:
        of = (_alert.owner_id == owner_id, _alert.subject_id == subject_id, _alert.case_id == case_id)
        in_time = select(alerts).where(*of, _IN_CHAIN).order_by(_alert.created_at, _alert.id)
        told = list(readable(self._db.execute(in_time)))
        said = threads(told, {case_id}).get((owner_id, subject_id, case_id))
        return [*(each for each in told if each != said.last), said.last] if said else []

    def to_remind(self, *, now: datetime, limit: int) -> list[Alert]:
        due = select(alerts).where(_alert.remind_at.is_not(None), _alert.remind_at <= now)
        rows = self._db.execute(due.order_by(_alert.remind_at, _alert.id).limit(limit)).all()
        found = list(readable(rows))
        read = {each.id for each in found}
        for row in rows:
            if row.id not in read:
                self.remind_at(row.owner_id, row.id, now + _UNREADABLE)
        return found

    def remind_at(self, owner_id: str, alert_id: str, at: datetime | None) -> None:
        this = (_alert.owner_id == owner_id, _alert.id == alert_id)
        self._db.execute(update(alerts).where(*this).values(remind_at=at))

    def drop(self, owner_id: str, subject_id: str, case_id: str, *, answer: str) -> int:
        thread = (_alert.owner_id == owner_id, _alert.subject_id == subject_id, _alert.case_id == case_id)
        of_thread = (_delivery.owner_id == owner_id, _delivery.alert_id.in_(select(_alert.id).where(*thread)))
        idle = (_delivery.state == DeliveryState.PENDING, _delivery.lease_until.is_(None))
        dropped = update(deliveries).where(*of_thread, *idle)
        return self._db.execute(dropped.values(state=DeliveryState.DROPPED, answer=answer)).rowcount

    def reschedule(self, deliveries: Sequence[Delivery]) -> None:
        untried = (_delivery.state == DeliveryState.PENDING, _delivery.attempts == 0, _delivery.lease_until.is_(None))
        this = (_delivery.owner_id == bindparam("of_owner"), _delivery.id == bindparam("of_id"))
        anew = update(_DELIVERIES).where(*this, *untried)
        anew = anew.values(due_at=bindparam("to_due_at"), answer=bindparam("to_answer"))
        rows = [
            {"of_owner": one.owner_id, "of_id": one.id, "to_due_at": one.due_at, "to_answer": one.answer}
            for one in deliveries
        ]
        if rows:
            self._db.execute(anew, rows)

    def postpone(
        self, owner_id: str, channel_id: str, claimed: Sequence[Delivery], *, until: datetime, why: str = ""
    ) -> None:
        theirs = (_delivery.owner_id == owner_id, _delivery.channel_id == channel_id)
        later = update(_DELIVERIES).where(*theirs, _delivery.state == DeliveryState.PENDING, _delivery.due_at < until)
        later = later.values(due_at=until, **({"answer": why} if why else {}))
        given_back = {"lease_until": None, "fence": _delivery.fence + 1, "attempts": _delivery.attempts - 1}
        for ids in chunks(one.id for one in claimed):
            self._db.execute(later.where(_delivery.id.in_(ids)).values(given_back))
        self._db.execute(later.where(_delivery.lease_until.is_(None)))

    def release_expired(self, *, now: datetime) -> int:
        return release(self._db, now) + Jobs(self._db).release_expired(now)

    def deliveries(self, *, state: DeliveryState | None = None, owner_id: str = "", limit: int = 100) -> list[Delivery]:
        wanted = select(deliveries).order_by(_delivery.due_at.desc(), _delivery.id.desc()).limit(limit)
        if state:
            wanted = wanted.where(_delivery.state == state)
        if owner_id:
            wanted = wanted.where(_delivery.owner_id == owner_id)
        return [delivery(row) for row in self._db.execute(wanted)]

    def replay_dead(self, owner_id: str, channel_id: str, *, since: datetime, now: datetime) -> int:
        dead = (_delivery.state == DeliveryState.DEAD, _ended() >= since)
        theirs = (_delivery.owner_id == owner_id, _delivery.channel_id == channel_id)
        return self._db.execute(_again(now).where(*theirs, *dead)).rowcount

    def replay(self, delivery_id: str, *, now: datetime, since: datetime | None = None) -> bool:
        """Attempts are counted from the start again, for the schedule of retries to begin anew."""
        ended = _delivery.state != DeliveryState.PENDING
        again = _again(now).where(_delivery.id == delivery_id, ended).values(bundle="")  # asked for by itself
        if since:
            again = again.where(_ended() >= since)
        return self._db.execute(again).rowcount > 0


def _ended() -> ColumnElement[datetime]:
    """When a delivery's last attempt ended; one that had none, its channel being switched off, when it was due."""
    same = (_attempt.owner_id == _delivery.owner_id, _attempt.delivery_id == _delivery.id)
    last = select(func.max(_attempt.at)).where(*same).correlate(deliveries).scalar_subquery()
    return func.coalesce(last, _delivery.due_at)


def _again(now: datetime) -> Update:
    """Due again as if it had never been tried; the log of its attempts stays."""
    anew = {"state": DeliveryState.PENDING, "due_at": now, "attempts": 0, "lease_until": None, "sent_at": None}
    return update(deliveries).values(fence=_delivery.fence + 1, **anew)
