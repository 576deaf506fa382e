"""``recallwatch poll`` and ``reprocess``: bringing notices in, and reading them again."""

from typing import Annotated

import typer

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.model import Run, RunOutcome

from .output import AsJson, program, say, show


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(poll)
    app.command()(reprocess)


def poll(
    wanted: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...")] = None,
    accept_fewer: Annotated[
        bool,
        typer.Option(
            "--accept-fewer", help="Believe a source that lists far fewer notices than it did, or other ones."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Poll now, whatever the schedule says, and send what follows; a failed source does not stop the others."""
    import anyio

    runs: list[Run] = anyio.run(_poll, wanted or [], accept_fewer)
    rows = [(r.source, r.outcome.value, r.found, r.new, r.changed, r.gone, r.rejected, r.why) for r in runs]
    show(("source", "outcome", "found", "new", "changed", "gone", "rejected", "why"), rows, as_json=as_json)
    if any(r.outcome is RunOutcome.FAILED for r in runs):
        raise typer.Exit(1)


async def _poll(wanted: list[str], accept_fewer: bool) -> list[Run]:
    from recallwatch.components import fetcher
    from recallwatch.flow.poll import poll as poll_one

    with program() as context:
        unknown = [id_ for id_ in wanted if id_ not in context.sources]
        if unknown:
            raise UsageError(f"there is no source {', '.join(unknown)}; known are {', '.join(context.sources)}")
        chosen = wanted or list(context.sources)
        runs = []
        async with fetcher(context.settings) as client:
            for number, id_ in enumerate(chosen, 1):
                say(f"[{number}/{len(chosen)}] polling {id_} ...")
                source = context.sources[id_]
                runs.append(
                    await poll_one(context.store, source, client.get, now=context.now, accept_fewer=accept_fewer)
                )
        await _follow_up(context)
        return runs


async def _follow_up(context: Context) -> None:
    """Match and send, so that polling by hand or by cron alerts people without another process."""
    from recallwatch.flow.dispatch import dispatch
    from recallwatch.flow.match import match_all

    matched = match_all(context.store, now=context.now)
    sent = 0
    while (done := await dispatch(context)).total:
        sent += done.sent
    say(f"{matched.jobs} notices compared, {matched.alerts} alerts, {sent} messages sent")


def reprocess(source: Annotated[str, typer.Option(help="Only this source.")] = "") -> None:
    """Derive everything again from what is stored, after a rule changed; no network, no alert said twice."""
    from recallwatch.flow.match import match_all
    from recallwatch.flow.reprocess import reprocess as derive

    with program() as context:
        if source and source not in context.sources:
            raise UsageError(f"there is no source {source!r}; known are {', '.join(context.sources)}")
        for done in derive(context.store, context.sources, source=source, now=context.now()):
            say(f"{done} notices read again")
        matched = match_all(context.store, now=context.now)
    say(f"{matched.jobs} notices compared, {matched.verdicts} verdicts changed, {matched.alerts} alerts")
