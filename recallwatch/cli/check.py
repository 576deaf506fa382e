"""``recallwatch check``: is this recalled? For one thing in words, or in bulk as JSON Lines."""

from typing import TYPE_CHECKING, Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import Item
from recallwatch.model.rows import COLUMNS, item_of
from recallwatch.text.misread import misread

from .bulk import answer_lines
from .output import AsJson, line, program, rfc3339, say

if TYPE_CHECKING:  # slow to import: only what answers needs it
    from recallwatch.flow.items import Found


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    name: Annotated[str, typer.Argument(help="What it is, as you would say it.")] = "",
    brand: str = "",
    model: str = "",
    serial: Annotated[str, typer.Option(help="Serial, lot, batch or date code on the label.")] = "",
    gtin: Annotated[str, typer.Option(help="The barcode's digits.")] = "",
    vin: str = "",
    bought: Annotated[str, typer.Option(help="YYYY, YYYY-MM or YYYY-MM-DD.")] = "",
    as_json: AsJson = False,
    explained: Annotated[
        bool, typer.Option("--explain", help="Also show notices that look like it and are not, and why not.")
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read items from standard input, a JSON object each.")] = False,
) -> None:
    """Say whether something is recalled, why, and what to do. Nothing is kept."""
    if jsonl:
        answer_lines()
        return
    given = (name, brand, model, serial, gtin, vin)
    if not any(given):
        raise UsageError('say what it is, for example: recallwatch check "anker 321 power bank" --model A1112')
    try:
        item = item_of(dict(zip(COLUMNS, (*given, bought), strict=False)))
    except ValueError as error:
        raise UsageError(str(error)) from None
    _one(item, as_json=as_json, explained=explained)


def _one(item: Item, *, as_json: bool, explained: bool) -> None:
    from recallwatch.flow.checking import answer
    from recallwatch.flow.freshness import freshness
    from recallwatch.flow.items import check as compare
    from recallwatch.flow.items import nearly

    with program() as context:
        hits = compare(context.store, item)
        near = nearly(context.store, item) if explained else []
        known = freshness(context)
    if as_json:
        missed = [{"notice": r.notice.id, "title": r.notice.title, "url": r.notice.url, "why": why} for r, why in near]
        line(answer(None, item, [(h.record, h.verdict) for h in hits], known) | ({"near": missed} if explained else {}))
        return
    for note in misread(gtin=item.gtin, vin=item.vin):
        say(f"Note: {note}")
    for hit in hits:
        _tell(hit)
    for record, why in near:
        typer.echo(f"NOT THIS  {record.notice.title}\n  why   {why}\n  read  {record.notice.url or record.notice.id}\n")
    if explained and not near:
        say("Nothing else comes near it.")
    as_of = ", ".join(f"{source} {rfc3339(at)}" for source, at in known.as_of.items()) or "nothing was ever read"
    say(f"{'' if hits else 'Nothing known. '}As of: {as_of}")
    if known.stale:
        say(f"May be out of date, because these were not read lately: {', '.join(known.stale)}")


def _tell(hit: "Found") -> None:
    question = hit.verdict.question
    typer.echo(f"{hit.verdict.outcome.value.upper()}  {hit.advice.headline}")
    for reason in hit.why:
        if question is None or reason.sentence != question.text:
            typer.echo(f"  why   {reason.sentence}" + (f"  “{reason.quote}”" if reason.quote else ""))
    if question:
        typer.echo(f"  ask   {question.text}" + (f"  “{question.where}”" if question.where else ""))
    for step in hit.advice.steps:
        typer.echo(f"  do    {step.text}" + (f" {step.url}" if step.url else ""))
    typer.echo(f"  read  {hit.record.notice.url or hit.record.notice.id}\n")
