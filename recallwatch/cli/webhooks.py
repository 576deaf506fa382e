"""``recallwatch webhooks``: what a webhook takes, its secret, a test, and sending again what failed."""

from datetime import timedelta
from typing import Annotated

import typer

from recallwatch.errors import SendError
from recallwatch.model import Wants

from .items import OwnerEmail, owner_by_email
from .output import AsJson, moment, program, rfc3339, say, show

webhooks = typer.Typer(help="Addresses that programs read.", no_args_is_help=True)

Id = Annotated[str, typer.Argument(metavar="ID")]
Values = Annotated[str, typer.Option(help="Separated by commas; empty takes all.")]


@webhooks.command("set")
def choose(
    channel_id: Id,
    owner: OwnerEmail,
    types: Values = "",
    hazards: Values = "",
    countries: Values = "",
    verdicts: Values = "",
    per_minute: Annotated[int, typer.Option(help="Messages a minute at most, the others wait; 0 is no limit.")] = 0,
) -> None:
    """Say what a webhook takes, all of it anew: an option that is not given takes everything."""
    from recallwatch.flow import webhooks as flow

    wants = Wants(_list(types), _list(hazards), _list(countries), _list(verdicts), per_minute)
    with program() as context:
        flow.choose(context, owner_by_email(context, owner).id, channel_id, wants)


@webhooks.command("rotate")
def rotate(
    channel_id: Id,
    owner: OwnerEmail,
    overlap: Annotated[float, typer.Option(help="Hours that the former secret signs along, 0 to 168.")] = 24.0,
    asymmetric: Annotated[bool, typer.Option("--asymmetric", help="Sign with a private key (v1a).")] = False,
) -> None:
    """Give a webhook a new secret; the former one signs along for a day."""
    from recallwatch.flow import webhooks as flow

    with program() as context:
        who = owner_by_email(context, owner)
        channel = flow.rotate(context, who.id, channel_id, overlap=timedelta(hours=overlap), asymmetric=asymmetric)
        typer.echo(flow.shown_secret(channel, now=context.now()))


@webhooks.command("test")
def test(channel_id: Id, owner: OwnerEmail) -> None:
    """Post an endpoint.test now and print the receiver's answer; status 1 if it is no success."""
    import anyio

    from recallwatch.flow import webhooks as flow

    with program() as context:
        who = owner_by_email(context, owner)
        try:
            answer = anyio.run(flow.test, context, who.id, channel_id)
        except SendError as error:
            say(str(error))
            raise typer.Exit(1) from None
    typer.echo(answer.words)


@webhooks.command("replay")
def replay(
    channel_id: Id,
    owner: OwnerEmail,
    since: Annotated[str, typer.Option(help="A day or an RFC 3339 time, at most 30 days back.")],
) -> None:
    """Send everything again that was given up since a time, under the same ids."""
    from recallwatch.flow import webhooks as flow

    with program() as context:
        who = owner_by_email(context, owner)
        count = flow.replay_failed(context, who.id, channel_id, since=moment(since))
    typer.echo(f"{count} messages are due again")


@webhooks.command("list")
def list_webhooks(owner: OwnerEmail, as_json: AsJson = False) -> None:
    """List an owner's webhooks with what each takes and how it does."""
    from recallwatch.flow import webhooks as flow

    columns = ("id", "address", "state", "failing_since", "types", "hazards", "countries", "verdicts", "per_minute")
    with program() as context:
        rows = [
            (
                one.id,
                one.address,
                one.disabled_why or "on",
                rfc3339(standing.failing_since) if standing and standing.failing_since else "",
                *(",".join(each) for each in (one.wants.types, one.wants.hazards)),
                *(",".join(each) for each in (one.wants.countries, one.wants.verdicts)),
                one.wants.per_minute,
            )
            for one, standing in flow.all_of(context, owner_by_email(context, owner).id)
        ]
    show(columns, rows, as_json=as_json)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
