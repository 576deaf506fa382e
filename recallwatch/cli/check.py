"""``recallwatch check``: is this recalled? For one thing in words, or in bulk as JSON Lines."""

import json
import sys
from typing import Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import Item

from .output import line, program, rfc3339, say
from .rows import COLUMNS, item_of


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
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read items from standard input, a JSON object each.")] = False,
) -> None:
    """Say whether something is recalled, why, and what to do. Nothing is kept."""
    if jsonl:
        _bulk()
        return
    given = (name, brand, model, serial, gtin, vin)
    if not any(given):
        raise UsageError('say what it is, for example: recallwatch check "anker 321 power bank" --model A1112')
    try:
        item = item_of(dict(zip(COLUMNS, (*given, bought), strict=False)))
    except ValueError as error:
        raise UsageError(str(error)) from None
    _one(item)


def _one(item: Item) -> None:
    from recallwatch.flow.freshness import freshness
    from recallwatch.flow.items import check as compare

    with program() as context:
        hits = compare(context.store, item)
        known = freshness(context)
    for hit in hits:
        notice = hit.record.notice
        typer.echo(f"{hit.verdict.outcome.value.upper()}  {hit.advice.headline}")
        for reason in hit.why:
            typer.echo(f"  why   {reason.sentence}" + (f"  “{reason.quote}”" if reason.quote else ""))
        if hit.verdict.question:
            typer.echo(f"  ask   {hit.verdict.question.text}")
        for step in hit.advice.steps:
            typer.echo(f"  do    {step.text}" + (f" {step.url}" if step.url else ""))
        typer.echo(f"  read  {notice.url or notice.id}\n")
    as_of = ", ".join(f"{source} {rfc3339(at)}" for source, at in known.as_of.items()) or "nothing was ever read"
    say(f"{'' if hits else 'Nothing known. '}As of: {as_of}")
    if known.stale:
        say(f"May be out of date, because these were not read lately: {', '.join(known.stale)}")


def _bulk() -> None:
    from recallwatch.flow.freshness import freshness
    from recallwatch.flow.items import check as compare
    from recallwatch.match import hit_line

    failed = 0
    with program() as context:
        known = freshness(context)
        as_of = {source: rfc3339(at) for source, at in known.as_of.items()}
        for number, text in enumerate(sys.stdin.buffer, 1):
            if not text.strip():
                continue
            ref, item, error = _item(text, number)
            if item is None:
                failed += 1
                line({"ref": ref, "error": error})
                continue
            hits = [
                hit_line(hit.verdict, hit.record.notice, hit.record.case_id, action=hit.advice.steps[0].text)
                for hit in compare(context.store, item, limit=100)
            ]
            line({"ref": ref, "hits": hits, "as_of": as_of, "stale": list(known.stale)})
    if failed:
        raise typer.Exit(1)


def _item(text: bytes, number: int) -> tuple[object, Item | None, str]:
    """Read one line; gives its ref, the item or None, and what is wrong."""
    try:
        row = json.loads(text)
    except ValueError as error:
        return None, None, f"line {number} is not JSON: {error}"
    if not isinstance(row, dict) or "ref" not in row:
        return None, None, f"line {number}: each line is an object with a ref"
    ref = row["ref"]
    try:
        return ref, item_of(row), ""
    except ValueError as error:
        return ref, None, str(error)
