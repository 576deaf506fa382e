"""``recallwatch deliveries`` and ``replay``: the outbox."""

from typing import Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import Delivery, DeliveryState
from recallwatch.ports import Unit

from .output import AsJson, program, rfc3339, show


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(deliveries)
    app.command()(replay)


def deliveries(
    failed: Annotated[bool, typer.Option("--failed", help="Only those given up.")] = False,
    log: Annotated[str, typer.Option("--log", metavar="ID", help="Every attempt of one delivery, oldest first.")] = "",
    limit: Annotated[int, typer.Option(min=1)] = 100,
    as_json: AsJson = False,
) -> None:
    """List deliveries, newest first."""
    if log:
        _show_log(log, as_json)
        return
    with program() as context, context.store.read() as unit:
        found = unit.outbox.deliveries(state=DeliveryState.DEAD if failed else None, limit=limit)
        about = _about(unit, found)
    rows = [(d.id, d.state.value, d.attempts, rfc3339(d.due_at), *about[d.id], d.answer) for d in found]
    columns = ("id", "state", "attempts", "due", "owner", "alert", "notice", "channel", "address", "answer")
    show(columns, rows, as_json=as_json)


def _show_log(delivery_id: str, as_json: bool) -> None:
    with program() as context, context.store.read() as unit:
        attempts = unit.outbox.attempts(delivery_id)
    if not attempts:
        raise UsageError(f"no attempt of a delivery {delivery_id!r} has ended")
    rows = [(a.number, rfc3339(a.at), a.outcome, a.status, a.milliseconds, a.words, a.excerpt) for a in attempts]
    columns = ("number", "at", "outcome", "status", "milliseconds", "words", "excerpt")
    show(columns, rows, as_json=as_json)


def _about(unit: Unit, found: list[Delivery]) -> dict[str, tuple[str, ...]]:
    """By delivery: whose it is, the kind of alert and its notice, the kind of channel and its address."""
    owners = {each.owner_id for each in found}
    emails = {id_: owner.email for id_ in owners if (owner := unit.owners.get(id_))}
    channels = {c.id: (c.kind.value, c.address) for id_ in owners for c in unit.owners.channels(id_)}
    alerts = {a.id: (a.kind.value, a.notice_id) for id_ in owners for a in unit.outbox.alerts(id_, limit=10_000)}
    none = ("", "")
    return {
        d.id: (emails.get(d.owner_id, ""), *alerts.get(d.alert_id, none), *channels.get(d.channel_id, none))
        for d in found
    }


def replay(delivery_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Send a delivery again that ended in the last 30 days, under the same id: a receiver can tell it is the same."""
    from recallwatch.flow.webhooks import MOST_BACK

    with program() as context, context.store.write() as unit:
        now = context.now()
        if not unit.outbox.replay(delivery_id, since=now - MOST_BACK, now=now):
            raise UsageError(f"there is no delivery {delivery_id!r} that ended in the last {MOST_BACK.days} days")
    typer.echo(f"{delivery_id} is due again")
