"""``recallwatch notices``, ``history`` and ``cases``: what the store holds, as JSON Lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import Link, Record, Revision
from recallwatch.model.lines import link_line, notice_line, revision_line
from recallwatch.ports import Unit

from .output import line, moment, program, rfc3339, say


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(notices)
    app.command()(history)
    app.command()(cases)


def notices(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, every field.")] = False,
    source: Annotated[str, typer.Option(help="Only of this source.")] = "",
    since: Annotated[str, typer.Option(help="Only those with a material change since (RFC 3339).")] = "",
    ids: Annotated[list[str] | None, typer.Option("--id", help="Only these (repeat).")] = None,
) -> None:
    """Print the current revision of notices."""
    with program() as context, context.store.read() as unit:
        for record in _wanted(unit, source, since, ids):
            if jsonl:
                line(notice_line(record, unit.links.of([record.notice.id])))
            else:
                notice = record.notice
                typer.echo(f"{notice.published or '-'!s:<10}  {notice.id:<24}  {notice.title}")


def _wanted(unit: Unit, source: str, since: str, ids: list[str] | None) -> Iterable[Record]:
    if not ids:
        return unit.notices.all(source=source, since=moment(since) if since else None)
    found = unit.notices.many(ids)
    for missing in (id_ for id_ in ids if id_ not in found):
        say(f"no notice {missing}")
    return [found[id_] for id_ in ids if id_ in found]


def history(
    notice_id: Annotated[str, typer.Argument(metavar="ID")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
) -> None:
    """Print every revision of a notice with what changed, oldest first."""
    with program() as context, context.store.read() as unit:
        revisions = unit.notices.history(notice_id)
    if not revisions:
        raise UsageError(f"there is no notice {notice_id!r}")
    for revision in revisions:
        if jsonl:
            line(revision_line(revision))
        else:
            _tell(revision)


def _tell(revision: Revision) -> None:
    weight = "material" if revision.material else "cosmetic"
    typer.echo(f"revision {revision.number}, seen {rfc3339(revision.seen_at)}, {weight}: {revision.notice.title}")
    for change in revision.changes:
        typer.echo(f"  {change.field}{'' if change.material else ' (cosmetic)'}")
        typer.echo(f"    - {change.before}\n    + {change.after}")


def cases(jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False) -> None:
    """Print the cases: notices of one event, with the links that join them."""
    with program() as context, context.store.read() as unit:
        records = sorted(unit.notices.all(), key=lambda r: (r.case_id, r.first_seen, r.notice.id))
        links = _by_end(unit.links.all())
        for case_id, group in groupby(records, key=lambda r: r.case_id):
            members = list(group)
            row = _case(case_id, members, links)
            if jsonl:
                line(row)
            else:
                typer.echo(f"{case_id}  {len(members)} notices  {row['title']}")


def _by_end(links: Iterable[Link]) -> dict[str, list[Link]]:
    """Links under the notice they are listed with: the one they start from, and, if they join the case, the other."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        for end in {link.from_id, link.to_id} if link.joins else {link.from_id}:
            found[end].append(link)
    return found


def _case(case_id: str, members: list[Record], links: Mapping[str, Sequence[Link]]) -> dict[str, object]:
    ids = [r.notice.id for r in members]
    mine = dict.fromkeys(link for id_ in ids for link in links.get(id_, ()))
    return {
        "case": case_id,
        "title": members[0].notice.title,
        "notices": ids,
        "jurisdictions": sorted({j for r in members for j in r.notice.jurisdictions}),
        "first_seen": rfc3339(members[0].first_seen),
        "links": [link_line(link) for link in sorted(mine, key=lambda k: (k.from_id, k.to_id, k.type))],
    }
