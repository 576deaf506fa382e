"""``recallwatch items``, ``watches``, ``channels`` and ``owners``: what people tell us, from the command line."""

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.model import Acquired, ChannelKind, Digest, Owner, Watch
from recallwatch.model.ids import new_id
from recallwatch.model.rows import COLUMNS, item_of
from recallwatch.text.misread import misread

from .output import AsJson, program, say, show
from .rows import read_csv

items = typer.Typer(help="Things somebody owns.", no_args_is_help=True)
watches = typer.Typer(help="Saved searches of newsrooms.", no_args_is_help=True)
channels = typer.Typer(help="Ways to reach an owner.", no_args_is_help=True)
owners = typer.Typer(help="People who registered.", no_args_is_help=True)
GROUPS = {"items": items, "watches": watches, "channels": channels, "owners": owners}

OwnerEmail = Annotated[str, typer.Option("--owner", help="The owner's email address.")]


def _new_owner(context: Context, email: str) -> Owner:
    """The owner by address, made if new: whoever runs this command is trusted to know the address."""
    from recallwatch.flow.account import confirmed_owner, normal_address

    with context.store.write() as unit:
        return confirmed_owner(unit, context, normal_address(email))


def owner_by_email(context: Context, email: str) -> Owner:
    """The owner by address; one that does not exist is a slip of the finger."""
    from recallwatch.flow.account import normal_address

    with context.store.read() as unit:
        owner = unit.owners.by_email(normal_address(email))
    if owner is None:
        raise UsageError(f"nobody is registered as {email}")
    return owner


@items.command("add")
def add_item(
    name: str,
    owner: OwnerEmail,
    brand: str = "",
    model: str = "",
    serial: str = "",
    gtin: str = "",
    vin: str = "",
    bought: str = "",
    acquired: Annotated[Acquired | None, typer.Option(help="How it came to its owner.")] = None,
) -> None:
    """Register an item; it is compared with everything known at once."""
    row = dict(zip(COLUMNS, (name, brand, model, serial, gtin, vin, bought, acquired or ""), strict=True))
    with program() as context:
        _register(context, _new_owner(context, owner), row)


def _register(context: Context, owner: Owner, row: dict[str, str]) -> None:
    from recallwatch.flow.items import register

    try:
        item = item_of(row, item_id=new_id(), owner_id=owner.id)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if wrong := misread(gtin=item.gtin, vin=item.vin):
        raise UsageError("; ".join(wrong))
    hits = register(context, item)
    typer.echo(f"{item.id}  {item.label}")
    for hit in hits:
        typer.echo(f"  {hit.verdict.outcome.value}: {hit.advice.headline}")
        if hit.verdict.question:
            typer.echo(f"  {hit.verdict.question.text}")


@items.command("list")
def list_items(owner: OwnerEmail, as_json: AsJson = False) -> None:
    """List an owner's items with what is known of each."""
    from recallwatch.flow.items import of_owner

    rows = []
    with program() as context:
        for item, hits in of_owner(context, owner_by_email(context, owner).id):
            best = hits[0] if hits else None
            verdict = best.verdict.outcome.value if best else "nothing known"
            notice = best.record.notice.id if best else ""
            answer = best.answer.state.value if best and best.answer else ""
            rows.append((item.id, item.label, item.model, item.serial, verdict, notice, answer))
    show(("id", "item", "model", "serial", "verdict", "notice", "answer"), rows, as_json=as_json)


@items.command("remove")
def remove_item(item_id: str, owner: OwnerEmail) -> None:
    """Forget an item."""
    from recallwatch.flow.items import remove

    with program() as context:
        who = owner_by_email(context, owner)
        with context.store.read() as unit:
            if unit.items.get(who.id, item_id) is None:
                raise UsageError(f"{owner} has no item {item_id}; see: recallwatch items list --owner {owner}")
        remove(context, who.id, item_id)


@items.command("import")
def import_items(path: Path, owner: OwnerEmail) -> None:
    """Register items from a CSV file with a heading: name brand model serial gtin vin purchased acquired."""
    failed = 0
    rows = read_csv(path)
    with program() as context:
        who = _new_owner(context, owner)
        for number, row in rows:
            try:
                _register(context, who, row)
            except UsageError as error:
                failed += 1
                say(f"{path}, line {number}: {error}")
    if failed:
        raise typer.Exit(1)


@items.command("export")
def export_items(owner: OwnerEmail) -> None:
    """Write an owner's items as CSV to standard output."""
    with program() as context:
        who = owner_by_email(context, owner)
        with context.store.read() as unit:
            rows = unit.items.of(who.id)
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    writer.writerows([getattr(item, name) or "" for name in COLUMNS] for item in rows)


@watches.command("add")
def add_watch(
    name: str,
    owner: OwnerEmail,
    words: str = "",
    brand: str = "",
    hazard: str = "",
    country: str = "",
    source: str = "",
    digest: Annotated[Digest | None, typer.Option(help="Gather its hits; default as the owner's manners say.")] = None,
) -> None:
    """Save a search; new notices that fit it are sent to the owner's channels."""
    from recallwatch.flow.watches import add

    with program() as context:
        who = _new_owner(context, owner)
        saved = (name, words, brand, hazard, country, source)
        watch = Watch(new_id(), who.id, *saved, created_at=context.now(), digest=digest)
        add(context, watch)
    typer.echo(f"{watch.id}  {watch.name}")


@watches.command("list")
def list_watches(owner: OwnerEmail, as_json: AsJson = False) -> None:
    """List an owner's watches."""
    from recallwatch.flow.watches import of_owner

    with program() as context:
        found = of_owner(context, owner_by_email(context, owner).id)
    rows = [(w.id, w.name, w.words, w.brand, w.hazard, w.country, w.source, w.digest or "") for w in found]
    show(("id", "name", "words", "brand", "hazard", "country", "source", "digest"), rows, as_json=as_json)


@watches.command("remove")
def remove_watch(watch_id: str, owner: OwnerEmail) -> None:
    """Forget a watch."""
    from recallwatch.flow.watches import of_owner, remove

    with program() as context:
        who = owner_by_email(context, owner)
        if watch_id not in {watch.id for watch in of_owner(context, who.id)}:
            raise UsageError(f"{owner} has no watch {watch_id}; see: recallwatch watches list --owner {owner}")
        remove(context, who.id, watch_id)


@channels.command("list")
def list_channels(owner: OwnerEmail, as_json: AsJson = False) -> None:
    """List the ways an owner is reached."""
    from recallwatch.flow.bounces import trouble

    with program() as context:
        who = owner_by_email(context, owner)
        with context.store.read() as unit:
            found = unit.owners.channels(who.id)
            states = {c.id: trouble(unit, c, now=context.now()) for c in found}
    rows = [
        (c.id, c.kind.value, c.address, c.disabled_why or states[c.id] or ("on" if c.confirmed_at else "not confirmed"))
        for c in found
    ]
    show(("id", "kind", "address", "state"), rows, as_json=as_json)


@channels.command("add-webhook")
def add_webhook(
    url: str,
    owner: OwnerEmail,
    asymmetric: Annotated[bool, typer.Option("--asymmetric", help="Sign with a private key (v1a).")] = False,
) -> None:
    """Add a webhook and print what its receiver verifies with: the shared secret, or our public key."""
    from recallwatch.flow import webhooks

    with program() as context:
        channel = webhooks.add(context, _new_owner(context, owner).id, url, asymmetric=asymmetric)
        key = webhooks.shown_secret(channel, now=context.now())
    typer.echo(f"{channel.id}  {channel.address}\n{'public key' if asymmetric else 'signing secret (keep it)'}: {key}")


@channels.command("add")
def add_place(
    kind: Annotated[str, typer.Argument(help="ntfy, slack, discord, teams, telegram, matrix or apprise.")],
    address: Annotated[str, typer.Argument(help="The topic, webhook, chat or room.")],
    owner: OwnerEmail,
    token: Annotated[str, typer.Option(envvar="RECALLWATCH_CHANNEL_TOKEN", help="Access token, if it takes one.")] = "",
) -> None:
    """Add a chat or phone, which is asked first; an Apprise address is taken as it is."""
    from anyio import run

    from recallwatch.flow.places import PLACES, add_for_operator
    from recallwatch.flow.places import add_place as add

    with program() as context:
        if kind not in {*PLACES, ChannelKind.APPRISE}:
            raise UsageError(f"there is no {kind!r}; choose one of {', '.join(PLACES)} or apprise")
        who = _new_owner(context, owner)
        if kind == ChannelKind.APPRISE:
            channel, then = add_for_operator(context, who.id, address), "is used from now on"
        else:
            channel = run(add, context, who.id, ChannelKind(kind), address, token)
            then = "was asked: open the link there and press its button"
    typer.echo(f"{channel.id}  {channel.address} {then}")


@channels.command("remove")
def remove_channel(channel_id: str, owner: OwnerEmail) -> None:
    """Stop using a channel and forget it."""
    with program() as context:
        who = owner_by_email(context, owner)
        with context.store.write() as unit:
            if unit.owners.channel(who.id, channel_id) is None:
                raise UsageError(f"{owner} has no channel {channel_id}; see: recallwatch channels list --owner {owner}")
            unit.owners.remove_channel(who.id, channel_id)


@owners.command("erase")
def erase_owner(
    email: str, yes: Annotated[bool, typer.Option("--yes", help="Do not ask; there is no way back.")] = False
) -> None:
    """Erase somebody with everything they registered, their messages and sign-ins."""
    from recallwatch.flow.privacy import OPERATOR, erase

    with program() as context:
        who = owner_by_email(context, email)
        if not yes:
            typer.confirm(f"Erase {who.email} with everything they registered?", abort=True)
        erase(context, who, who=OPERATOR)
    typer.echo(f"{who.email} is erased")


@owners.command("export")
def export_owner(email: str, path: Annotated[Path, typer.Argument(help="The ZIP file to write.")]) -> None:
    """Write everything of somebody into a ZIP file of JSON."""
    from recallwatch.flow.privacy import OPERATOR, export

    with program() as context:
        packed = export(context, owner_by_email(context, email), who=OPERATOR)
    path.write_bytes(packed)
    typer.echo(f"{path} holds everything of {email}")
