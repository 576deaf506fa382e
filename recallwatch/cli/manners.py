"""``recallwatch owners set`` and ``show``: how somebody wants to be told."""

from dataclasses import replace
from datetime import time
from typing import Annotated, Any

import typer

from recallwatch.errors import UsageError
from recallwatch.model import Channel, Digest, Manners

from .items import owner_by_email, owners
from .output import AsJson, program, show

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def register(_app: typer.Typer) -> None:
    """Add the commands to those about owners."""
    owners.command("set")(set_owner)
    owners.command("show")(show_owner)
    owners.command("second")(name_second)


def set_owner(
    email: str,
    zone: Annotated[str, typer.Option(help="Time zone, such as Europe/Berlin.")] = "",
    quiet: Annotated[str, typer.Option(help="Quiet hours, such as 22:00-07:00, or none.")] = "",
    digest: Annotated[Digest | None, typer.Option(help="Gather what is not urgent.")] = None,
    digest_at: Annotated[str, typer.Option(help="When digests go out, such as 08:00.")] = "",
    receipts: Annotated[bool | None, typer.Option(help="A note once a month that we still watch.")] = None,
    digest_day: Annotated[str, typer.Option(help="Day of weekly digests: mon, tue, wed, thu, fri, sat or sun.")] = "",
) -> None:
    """Say how somebody wants to be told; what is not named stays. What waits already is timed anew."""
    from recallwatch.flow.manners import manners_of, set_manners

    given = _given(zone, quiet, digest, digest_at, digest_day)
    with program() as context:
        who = owner_by_email(context, email)
        with context.store.read() as unit:
            known = manners_of(unit, who.id)
        set_manners(context, replace(known, **given, receipts=known.receipts if receipts is None else receipts))


def name_second(
    email: str,
    second: Annotated[str, typer.Argument(metavar="SECOND", help="Their email address, or none.")],
) -> None:
    """Name the second person of somebody's household; they are asked by mail and must agree."""
    import anyio

    from recallwatch.flow import household

    with program() as context:
        who = owner_by_email(context, email)
        if second == "none":
            household.forget_second(context, who.id)
            return
        typer.echo(f"{second} was asked: {anyio.run(household.name_second, context, who, second)}")


def show_owner(email: str, as_json: AsJson = False) -> None:
    """Show how somebody wants to be told."""
    from recallwatch.flow.household import second_of
    from recallwatch.flow.manners import manners_of

    with program() as context:
        who = owner_by_email(context, email)
        with context.store.read() as unit:
            known, second = manners_of(unit, who.id), second_of(unit, who.id)
    clock = (known.zone, _span(known), known.digest.value, f"{known.digest_at:%H:%M}", _DAYS[known.digest_day])
    columns = ("owner", "zone", "quiet", "digest", "digest_at", "digest_day", "receipts", "second")
    receipts = "monthly" if known.receipts else "none"
    show(columns, [(who.email, *clock, receipts, _agreed(second))], as_json=as_json)


def _given(zone: str, quiet: str, digest: Digest | None, digest_at: str, digest_day: str) -> dict[str, Any]:
    from recallwatch.flow.manners import read_clock

    given: dict[str, Any] = {"zone": zone} if zone else {}
    if quiet:
        given["quiet_from"], given["quiet_to"] = _quiet(quiet)
    if digest:
        given["digest"] = digest
    if digest_at:
        given["digest_at"] = read_clock(digest_at)
    if digest_day:
        given["digest_day"] = _day(digest_day)
    return given


def _quiet(text: str) -> tuple[time | None, time | None]:
    from recallwatch.flow.manners import read_clock

    if text == "none":
        return None, None
    begins, dash, ends = text.partition("-")
    if not dash:
        raise UsageError(f"quiet hours are written like 22:00-07:00, or none; not {text!r}")
    return read_clock(begins), read_clock(ends)


def _day(text: str) -> int:
    if text.lower()[:3] not in _DAYS:
        raise UsageError(f"not a day of the week: {text!r}; write one of {', '.join(_DAYS)}")
    return _DAYS.index(text.lower()[:3])


def _agreed(second: Channel | None) -> str:
    if second is None:
        return "none"
    state = "declined" if second.disabled_at else "agreed" if second.confirmed_at else "asked"
    return f"{second.address} ({state})"


def _span(known: Manners) -> str:
    if known.quiet_from is None or known.quiet_to is None:
        return "none"
    return f"{known.quiet_from:%H:%M}-{known.quiet_to:%H:%M}"
