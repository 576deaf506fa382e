"""``recallwatch deliveries`` and ``replay``: the outbox."""

from typing import Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import DeliveryState

from .output import AsJson, program, rfc3339, show


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(deliveries)
    app.command()(replay)


def deliveries(
    failed: Annotated[bool, typer.Option("--failed", help="Only those given up.")] = False,
    limit: Annotated[int, typer.Option(min=1)] = 100,
    as_json: AsJson = False,
) -> None:
    """List deliveries, newest first."""
    with program() as context, context.store.read() as unit:
        found = unit.outbox.deliveries(state=DeliveryState.DEAD if failed else None, limit=limit)
    rows = [(d.id, d.state.value, d.attempts, rfc3339(d.due_at), d.answer) for d in found]
    show(("id", "state", "attempts", "due", "answer"), rows, as_json=as_json)


def replay(delivery_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Send a delivery again, under the same id, so that a receiver can tell it is the same message."""
    with program() as context, context.store.write() as unit:
        if not unit.outbox.replay(delivery_id, now=context.now()):
            raise UsageError(f"there is no delivery {delivery_id!r} that has ended")
    typer.echo(f"{delivery_id} is due again")
