"""Put an alert into words: everything a channel needs, gathered in one read.

due delivery -> notice at the alert's revision, item or watch -> why, advice, links -> Message
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

import structlog

from recallwatch.context import Context
from recallwatch.errors import SendError, StoreError
from recallwatch.extract import advise
from recallwatch.match import explain
from recallwatch.model import Alert, AlertKind, Item, Message, Opening, Record, Revision, Watch, Why
from recallwatch.ports import Due, Unit

from .account import unsubscribe_link
from .answer_links import answer_link
from .reminders import started
from .unsubscribe import stop_link

log = structlog.get_logger("recallwatch.flow")


def compose(context: Context, dues: Sequence[Due]) -> list[Message | SendError]:
    """The message of each delivery, or why there is none; one that breaks does not keep the others from being made."""
    try:
        with context.store.read() as unit:
            known = _Known(unit, dues)
            gone = SendError("what it was about has been removed", permanent=True, ours=True)
            muted = SendError("unsubscribed", permanent=True, ours=True)
            return [muted if known.is_muted(due) else _message(context, known, due) or gone for due in dues]
    except StoreError:
        raise
    except Exception as error:
        if len(dues) > 1:
            return [message for due in dues for message in compose(context, [due])]
        log.exception("message not composed", delivery=dues[0].delivery.id)
        return [SendError(f"unexpected error: {error!r}", ours=True)]


def _message(context: Context, known: "_Known", due: Due) -> Message | None:
    alert = due.alert
    record, revision = known.record(alert), known.revision(alert)
    item = known.item(alert)
    watch = None if item else known.watch(alert)
    if record is None or revision is None or (item is None and watch is None):
        return None
    base = context.settings.base_url
    return Message(
        alert=alert,
        delivery_id=due.delivery.id,
        notice=revision.notice,
        reading=revision.reading,
        advice=advise(revision.notice, revision.reading),
        first_seen=record.first_seen,
        changed_at=revision.seen_at,
        why=_linked(known, alert) or _why(alert, item, watch, revision),
        changes=tuple(change for change in revision.changes if change.material),
        item=item,
        watch=watch,
        link_notice=f"{base}/notices/{quote(alert.notice_id, safe='')}",
        link_item=f"{base}/items",
        link_stop=unsubscribe_link(context, due.channel),
        link_unsubscribe=stop_link(context, due.channel, alert.subject_id),
        opening=_opening(known, alert),
        link_answer=answer_link(context, alert, due.channel) if item else "",
        told=known.reminded_of(alert),
        second_of=known.owner_address(alert) if due.channel.second else "",
    )


class _Known:
    """What the alerts of some deliveries are about, read at once as far as it can be."""

    def __init__(self, unit: Unit, dues: Sequence[Due]) -> None:
        alerts = [due.alert for due in dues]
        later = [alert for alert in alerts if alert.thread != alert.id]
        self._unit = unit
        self._muted = {(m.channel_id, m.subject_id) for m in unit.bounces.muted(a.owner_id for a in alerts)}
        self._records = unit.notices.many(alert.notice_id for alert in alerts)
        self._items = {(i.owner_id, i.id): i for i in unit.items.many((a.owner_id, a.subject_id) for a in alerts)}
        self._said = unit.outbox.threads(
            [(alert.owner_id, alert.subject_id) for alert in later], [alert.case_id for alert in later]
        )
        self._earlier: dict[tuple[str, int], Revision | None] = {}

    def is_muted(self, due: Due) -> bool:
        """Whether it is not wanted there any more, which may have been said after it was claimed."""
        return (due.channel.id, due.alert.subject_id) in self._muted

    def record(self, alert: Alert) -> Record | None:
        return self._records.get(alert.notice_id)

    def item(self, alert: Alert) -> Item | None:
        return self._items.get((alert.owner_id, alert.subject_id))

    def watch(self, alert: Alert) -> Watch | None:
        return next((w for w in self._unit.items.watches(alert.owner_id) if w.id == alert.subject_id), None)

    def first(self, alert: Alert) -> Alert | None:
        """The alert that began the thread, if that is another one."""
        said = self._said.get((alert.owner_id, alert.subject_id, alert.case_id))
        return said.first if said and alert.thread != alert.id else None

    def owner_address(self, alert: Alert) -> str:
        owner = self._unit.owners.get(alert.owner_id)
        return owner.email if owner else ""

    def reminded_of(self, alert: Alert) -> datetime | None:
        """When the message that a reminder reminds of was raised."""
        if alert.kind is not AlertKind.REMINDER:
            return None
        return started(self._unit.outbox.thread(alert.owner_id, alert.subject_id, alert.case_id), None)

    def revision(self, alert: Alert) -> Revision | None:
        """The state of the notice that the alert was raised for, so that words and verdict agree."""
        record = self._records.get(alert.notice_id)
        if record and record.revision.number == alert.revision:
            return record.revision
        asked = (alert.notice_id, alert.revision)
        if asked not in self._earlier:
            history = self._unit.notices.history(alert.notice_id)
            self._earlier[asked] = next((r for r in history if r.number == alert.revision), None)
        return self._earlier[asked]


def _opening(known: _Known, alert: Alert) -> Opening | None:
    """What the thread's first message was about, if that is another one than this."""
    first = known.first(alert)
    revision = known.revision(first) if first else None
    if first is None or revision is None:
        return None
    outcome = first.verdict.outcome if first.verdict else None
    notice, reading = revision.notice, revision.reading
    return Opening(first.kind, notice.kind, advise(notice, reading), reading.hazards, outcome)


def _linked(known: _Known, alert: Alert) -> tuple[Why, ...]:
    """Of what was linked: with what."""
    first = known.first(alert) if alert.kind is AlertKind.LINKED else None
    return (Why(f"It tells of the same event as {first.notice_id}, which you were told of."),) if first else ()


def _why(alert: Alert, item: Item | None, watch: Watch | None, revision: Revision) -> tuple[Why, ...]:
    if item and alert.verdict:
        return explain(item, revision.notice, alert.verdict)
    return (Why(f"It fits your watch “{watch.name}”."),) if watch else ()
