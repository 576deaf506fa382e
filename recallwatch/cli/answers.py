"""``recallwatch items answer``: deal with a case from the command line."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

import typer

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.model import AnswerState, Done, Item, PartialDate

from .items import OwnerEmail, items, owner_by_email
from .output import program

_BY = "the operator"


def register(_app: typer.Typer) -> None:
    """Add the command to those about items."""
    items.command("answer")(answer_item)


def answer_item(
    item_id: Annotated[str, typer.Argument(metavar="ITEM")],
    owner: OwnerEmail,
    notice: Annotated[str, typer.Option(help="The notice that is answered, such as us-cpsc:25338.")] = "",
    state: Annotated[AnswerState | None, typer.Option(help="Where the matter stands; needs --notice.")] = None,
    how: Annotated[Done | None, typer.Option(help="How it was done; with --state done.")] = None,
    days: Annotated[int, typer.Option(help="For how long; with --state snoozed.", min=0)] = 0,
    serial: Annotated[str, typer.Option(help="The code on its label.")] = "",
    model: Annotated[str, typer.Option(help="The model on its label.")] = "",
    vin: Annotated[str, typer.Option(help="The vehicle's number.")] = "",
    bought: Annotated[str, typer.Option(help="When it was bought.")] = "",
) -> None:
    """Answer for an item: a question (its serial is ...) or a case (done, not mine, snoozed, open again)."""
    facts = {name: value for name, value in (("serial", serial), ("model", model), ("vin", vin)) if value}
    if not facts and not bought and state is None:
        raise UsageError("say what the answer is: --serial, --model, --vin, --bought, or --state with --notice")
    if state is not None and not notice:
        raise UsageError("say of which notice: --notice us-cpsc:25338")
    with program() as context:
        who = owner_by_email(context, owner)
        if facts or bought:
            _judge_anew(context, _known(context, who.id, item_id), facts, bought)
        if state is not None:
            _settle(context, who.id, item_id, notice, state, how, days)


def _known(context: Context, owner_id: str, item_id: str) -> Item:
    with context.store.read() as unit:
        item = unit.items.get(owner_id, item_id)
    if item is None:
        raise UsageError(f"there is no item {item_id}")
    return item


def _judge_anew(context: Context, item: Item, facts: dict[str, Any], bought: str) -> None:
    from recallwatch.flow.items import register as keep

    try:
        dated: dict[str, Any] = {"purchased": PartialDate.parse(bought)} if bought else {}
    except ValueError:
        raise UsageError("write when it was bought as 2023, 2023-05 or 2023-05-31") from None
    for hit in keep(context, replace(item, **facts, **dated)):
        typer.echo(f"{hit.verdict.outcome.value}: {hit.advice.headline}")


def _settle(
    context: Context, owner_id: str, item_id: str, notice: str, state: AnswerState, how: Done | None, days: int
) -> None:
    from recallwatch.flow.answers import answer

    until = context.now() + timedelta(days=days) if days else None
    answer(context, owner_id, item_id, notice, state, by=_BY, how=how, until=until)
