"""``recallwatch links``: why notices are taken for one event, and putting that right."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import Link, LinkChange, LinkState, LinkType, Record
from recallwatch.model.lines import link_line
from recallwatch.ports import MatchJob, Unit

from .output import line, program, rfc3339, say, user

links = typer.Typer(no_args_is_help=True, help="Which notices tell of one event, why, and putting that right.")

One = Annotated[str, typer.Argument(metavar="A", help="The notice that says it, the later one as a rule.")]
Two = Annotated[str, typer.Argument(metavar="B", help="The notice it is said of.")]
By = Annotated[str, typer.Option("--by", help="Who says so; the name of the system's user if not given.")]
Note = Annotated[str, typer.Option("--note", help="How you know; it is shown as the reason.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")]

_WORDS = {
    LinkType.SAME_EVENT: "tells of the same event as",
    LinkType.EXPANDS: "expands",
    LinkType.REANNOUNCES: "announces again",
    LinkType.SUPERSEDES: "supersedes",
    LinkType.WITHDRAWS: "withdraws",
    LinkType.TRANSLATES: "translates",
    LinkType.REPUBLISHES: "republishes",
}
_STATES = {LinkState.ACTIVE: "", LinkState.BEATEN: ", but a likelier one counts", LinkState.UNDONE: ", taken back"}


@links.command("show")
def show_links(
    subject: Annotated[str, typer.Argument(metavar="NOTICE|CASE", help="The id of a notice or of a case.")],
    jsonl: Jsonl = False,
) -> None:
    """Show what links a notice, or the notices of a case, to others: how sure, why, and what was decided against."""
    with program() as context, context.store.read() as unit:
        members = _members(unit, subject)
        found = unit.links.of(members, every=True)
        titles = unit.notices.many([*members, *(id_ for link in found for id_ in link.pair)])
    for id_ in [] if jsonl else members:
        typer.echo(f"{id_}  {titles[id_].notice.title}  ({titles[id_].case_id})")
    for link in found:
        if jsonl:
            line(link_line(link) | {"state": link.state.value, "points": link.points})
        else:
            typer.echo("\n".join(_told(link, titles)))
    if not found:
        say(f"nothing links {subject}")


def _members(unit: Unit, subject: str) -> list[str]:
    if unit.notices.heads([subject]):
        return [subject]
    case = [record.notice.id for record in unit.notices.in_case(subject)]
    if not case:
        raise UsageError(f"there is no notice and no case {subject!r}; recallwatch cases lists them")
    return case


def _told(link: Link, records: dict[str, Record]) -> Iterable[str]:
    yield ""
    yield f"{link.from_id} {_WORDS[link.type]} {link.to_id}"
    other = records.get(link.to_id)
    yield f"    {other.notice.title}" if other else "    (not among our notices)"
    sure = f"{link.score:.2f}" + (f", {link.points:.1f} points" if link.points else "")
    yield f"    decided by {link.decided_by}, sure to {sure}{_STATES[link.state]}"
    yield from (f"    - {reason}" for reason in link.evidence)


@links.command("add")
def add_link(
    one: One,
    two: Two,
    kind: Annotated[LinkType, typer.Argument(metavar="TYPE", help=", ".join(LinkType))],
    by: By = "",
    note: Note = "",
) -> None:
    """Say how two notices relate; no rule goes against that. Owners of what is concerned are told once."""
    from recallwatch.flow.linking import add_link as add

    who = by or user()
    tie = Link(one, two, kind, 1.0, ())
    _carry_out(lambda unit, at: add(unit, tie, by=who, at=at, note=note))
    say(f"kept: {one} {_WORDS[kind]} {two}")


@links.command("undo")
def undo_link(one: One, two: Two, by: By = "", note: Note = "") -> None:
    """Say that two notices have nothing to do with each other; no rule links them again."""
    from recallwatch.flow.linking import undo_link as undo

    who = by or user()
    _carry_out(lambda unit, at: undo(unit, frozenset((one, two)), by=who, at=at, note=note))
    say(f"taken back: nothing links {one} and {two} any more")


@links.command("log")
def log_links(
    notice_id: Annotated[str, typer.Argument(metavar="[NOTICE]", help="Only about this notice.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    jsonl: Jsonl = False,
) -> None:
    """List every decision about links, by rule or operator, newest first."""
    with program() as context, context.store.read() as unit:
        changes = unit.links.changes([notice_id] if notice_id else None, limit=limit)
    for change in changes:
        if jsonl:
            line(_change_line(change))
        else:
            tie = change.link
            typer.echo(
                f"{rfc3339(change.at)}  {change.did:<8}  by {change.by}: {tie.from_id} {_WORDS[tie.type]} {tie.to_id}"
                + (f" ({change.note})" if change.note else "")
            )
    if not changes:
        say("nothing was decided yet")


def _change_line(change: LinkChange) -> dict[str, object]:
    head = {"at": rfc3339(change.at), "by": change.by, "did": change.did, "note": change.note}
    return {**head, "link": link_line(change.link), "points": change.link.points}


def _carry_out(decide: Callable[[Unit, datetime], set[str]]) -> None:
    """Keep a decision and compare the notices whose case has moved."""
    from recallwatch.flow.match import match_all

    with program() as context:
        with context.store.write() as unit:
            heads = unit.notices.heads(decide(unit, context.now()))
            unit.jobs.add([MatchJob(h.notice_id, h.number, silent=False, watches=False) for h in heads.values()])
        matched = match_all(context.store, now=context.now)
    say(f"{len(heads)} notices moved to another case, {matched.alerts} alerts")
