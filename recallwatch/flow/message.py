"""Put an alert into words: everything a channel needs, gathered in one read.

due delivery -> notice at the alert's revision, item or watch -> why, advice, links -> Message
"""

from datetime import datetime
from urllib.parse import quote

from recallwatch.context import Context
from recallwatch.extract import advise
from recallwatch.match import explain
from recallwatch.model import Alert, AlertKind, Item, Message, Opening, Revision, Watch, Why
from recallwatch.ports import Due, Unit

from .account import unsubscribe_link
from .answer_links import answer_link
from .reminders import started


def compose(context: Context, due: Due) -> Message | None:
    """The message of a delivery; None when what it was about has been removed since."""
    alert = due.alert
    with context.store.read() as unit:
        record = unit.notices.get(alert.notice_id)
        revision = _revision(unit, alert)
        item = unit.items.get(alert.owner_id, alert.subject_id)
        watch = None if item else _watch(unit, alert)
        first = _opening(unit, alert)
        told = _told(unit, alert)
        second_of = _owner_address(unit, alert) if due.channel.second else ""
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
        why=_why(alert, item, watch, revision),
        changes=tuple(change for change in revision.changes if change.material),
        item=item,
        watch=watch,
        link_notice=f"{base}/notices/{quote(alert.notice_id, safe='')}",
        link_item=f"{base}/items",
        link_unsubscribe=unsubscribe_link(context, due.channel),
        opening=first,
        link_answer=answer_link(context, alert, due.channel) if item else "",
        told=told,
        second_of=second_of,
    )


def _opening(unit: Unit, alert: Alert) -> Opening | None:
    """What the thread's first message was about, if that is another one than this."""
    thread = (alert.owner_id, alert.subject_id, alert.case_id)
    said = unit.outbox.threads([thread[:2]], [thread[2]]).get(thread)
    first = said.first if said and alert.thread != alert.id else None
    revision = _revision(unit, first) if first else None
    if first is None or revision is None:
        return None
    outcome = first.verdict.outcome if first.verdict else None
    notice, reading = revision.notice, revision.reading
    return Opening(first.kind, notice.kind, advise(notice, reading), reading.hazards, outcome)


def _owner_address(unit: Unit, alert: Alert) -> str:
    owner = unit.owners.get(alert.owner_id)
    return owner.email if owner else ""


def _told(unit: Unit, alert: Alert) -> datetime | None:
    """When the message that a reminder reminds of was raised."""
    if alert.kind is not AlertKind.REMINDER:
        return None
    return started(unit.outbox.thread(alert.owner_id, alert.subject_id, alert.case_id), None)


def _revision(unit: Unit, alert: Alert) -> Revision | None:
    """The state of the notice that the alert was raised for, so that words and verdict agree."""
    return next((r for r in unit.notices.history(alert.notice_id) if r.number == alert.revision), None)


def _watch(unit: Unit, alert: Alert) -> Watch | None:
    return next((w for w in unit.items.watches(alert.owner_id) if w.id == alert.subject_id), None)


def _why(alert: Alert, item: Item | None, watch: Watch | None, revision: Revision) -> tuple[Why, ...]:
    if item and alert.verdict:
        return explain(item, revision.notice, alert.verdict)
    return (Why(f"It fits your watch “{watch.name}”."),) if watch else ()
