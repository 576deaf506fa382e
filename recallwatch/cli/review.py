"""``recallwatch review``: which notices were not fully understood, and putting them right."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import Act, Correction, Overlay, Record, Scope
from recallwatch.ports import Unit

from .corrections import of_options, read_file, table_of
from .describing import change_words, correction_words, describe, difference
from .output import line, program, rfc3339, say, show, user

if TYPE_CHECKING:  # slow to import
    from recallwatch.flow.overlay import Draft
    from recallwatch.flow.review import Doubtful

review = typer.Typer(invoke_without_command=True)

NoticeId = Annotated[str, typer.Argument(metavar="ID")]
By = Annotated[str, typer.Option("--by", help="Who says so; the name of the system's user if not given.")]
Values = list[str] | None


@review.callback()
def listing(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    source: Annotated[str, typer.Option(help="Only of this source.")] = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
) -> None:
    """List the notices that need a person's look, worst first: dangers and things that people own before the rest."""
    if context.invoked_subcommand is None:
        _list(limit, source, jsonl=jsonl)


def _list(limit: int, source: str, *, jsonl: bool) -> None:
    from recallwatch.flow.review import worst_first

    with program() as context, context.store.read() as unit:
        if source and source not in context.sources:
            raise UsageError(f"there is no source {source!r}; known are {', '.join(context.sources)}")
        found = worst_first(unit, source=source, now=context.now())
        corrected = unit.overlays.current([each.record.notice.id for each in found[:limit]])
    if jsonl:
        for each in found[:limit]:
            line(_row(each, corrected.get(each.record.notice.id)))
        return
    if found:
        show(
            ("points", "id", "published", "items", "watches", "reasons", "title"),
            map(_cells, found[:limit]),
            as_json=False,
        )
    say(f"{len(found)} notices need review" + (f", {limit} are shown" if len(found) > limit else ""))


def _cells(each: "Doubtful") -> tuple[object, ...]:
    notice, reasons = each.record.notice, "; ".join(each.record.reading.review)
    return each.points, notice.id, notice.published or "-", each.items, each.watches, reasons, notice.title


def _row(each: "Doubtful", overlay: Overlay | None) -> dict[str, object]:
    notice, reading = each.record.notice, each.record.reading
    return {
        "id": notice.id,
        "source": notice.source,
        "title": notice.title,
        "url": notice.url,
        "published": str(notice.published or "") or None,
        "points": each.points,
        "reasons": list(reading.review),
        "hazards": list(reading.hazards),
        "urgent": each.urgent,
        "items": each.items,
        "watches": each.watches,
        "corrected": {"by": overlay.by, "at": rfc3339(overlay.at)} if overlay and overlay.corrections else None,
    }


@review.command("show")
def show_notice(
    notice_id: NoticeId,
    plain: Annotated[bool, typer.Option("--plain", help="Marks in brackets, no colours.")] = False,
) -> None:
    """Show a notice's text with what was understood marked in it, what is in doubt, and what was corrected."""
    from recallwatch.extract.highlight import highlight

    from .marking import print_marked

    with program() as context, context.store.read() as unit:
        record = _record(unit, notice_id)
        history = unit.overlays.history(notice_id)
    notice = record.notice
    typer.echo(f"{notice.id}, revision {record.revision.number}, published {notice.published or '-'}  {notice.url}\n")
    print_marked(highlight(notice, record.reading), plain=plain)
    typer.echo("\n" + "\n".join(describe(record.reading)))
    if history and history[-1].corrections:
        typer.echo("\ncorrected by operators:")
    for correction in history[-1].corrections if history else ():
        made = next(change for change in history if correction in change.corrections)
        typer.echo(f"  {correction_words(correction)}  by {made.by}, {rfc3339(made.at)}")


@review.command("set")
def set_corrections(
    notice_id: NoticeId,
    file: Annotated[Path | None, typer.Option(help="Corrections as TOML.")] = None,
    add_model: Annotated[Values, typer.Option("--add-model", help="A recalled model (repeat).")] = None,
    remove_model: Annotated[Values, typer.Option("--remove-model", help="Not a model at all (repeat).")] = None,
    exclude_model: Annotated[Values, typer.Option("--exclude-model", help="A model not recalled (repeat).")] = None,
    add_gtin: Annotated[Values, typer.Option("--add-gtin", help="A barcode number (repeat).")] = None,
    add_serial_range: Annotated[Values, typer.Option("--add-serial-range", help="FIRST..LAST (repeat).")] = None,
    add_serial_prefix: Annotated[Values, typer.Option("--add-serial-prefix", help="How it begins (repeat).")] = None,
    scope: Annotated[Scope | None, typer.Option(help="all units, those listed, or unknown.")] = None,
    brand: Annotated[str, typer.Option(help="The brand as it stands on the thing.")] = "",
    reviewed: Annotated[bool, typer.Option("--reviewed", help="You looked; the reasons are settled.")] = False,
    by: By = "",
    note: Annotated[str, typer.Option(help="How you know; owners may read it.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Take what the notice does not say without a note.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
) -> None:
    """Correct what was understood of a notice; who is concerned now is told."""
    from recallwatch.flow.overlay import correct

    made, file_note = read_file(file) if file else ([], "")
    values = {
        Act.ADD_MODEL: add_model,
        Act.REMOVE_MODEL: remove_model,
        Act.ADD_EXCLUDED_MODEL: exclude_model,
        Act.ADD_GTIN: add_gtin,
        Act.SET_BRAND: [brand] if brand else [],
    }
    made += of_options(values, ranges=add_serial_range, prefixes=add_serial_prefix, scope=scope, reviewed=reviewed)
    who = by or user()

    def draft(unit: Unit, at: datetime) -> "Draft":
        return correct(unit, notice_id, made, by=who, at=at, note=note or file_note, force=force)

    _carry_out(draft, dry_run=dry_run)


@review.command("undo")
def undo_corrections(notice_id: NoticeId, by: By = "") -> None:
    """Take back the last corrections of a notice; done again, those before them."""
    from recallwatch.flow.overlay import undo

    who = by or user()
    _carry_out(lambda unit, at: undo(unit, notice_id, by=who, at=at), dry_run=False)


@review.command("log")
def log_corrections(
    notice_id: NoticeId,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
) -> None:
    """List every change to what is corrected in a notice: who, when and what, oldest first."""
    from recallwatch.extract import texts_digest

    with program() as context, context.store.read() as unit:
        digest = texts_digest(_record(unit, notice_id).notice)
        history = unit.overlays.history(notice_id)
    if not history:
        say(f"nothing was ever corrected in {notice_id}")
    before: tuple[Correction, ...] = ()
    for change in history:
        if jsonl:
            line(_change_line(change, digest))
        else:
            typer.echo("\n".join(change_words(change, before)))
        before = change.corrections


def _change_line(change: Overlay, digest: str) -> dict[str, object]:
    return {
        "id": change.notice_id,
        "change": change.number,
        "at": rfc3339(change.at),
        "by": change.by,
        "note": change.note,
        "undo": change.undo,
        "for_current_text": change.digest == digest,
        "corrections": [table_of(correction) for correction in change.corrections],
    }


def _carry_out(make: Callable[[Unit, datetime], "Draft"], *, dry_run: bool) -> None:
    """Show what a draft changes and, unless it is only tried, keep it and compare the notice again."""
    from recallwatch.flow.match import match_all
    from recallwatch.flow.overlay import save

    with program() as context:
        with context.store.read() if dry_run else context.store.write() as unit:
            draft = make(unit, context.now())
            if not dry_run:
                save(unit, draft)
        typer.echo("\n".join(difference(draft.record.reading, draft.reading) or ["the reading stays as it is"]))
        _advise(draft)
        if dry_run:
            say("nothing was kept")
            return
        matched = match_all(context.store, now=context.now)
    say(f"kept as change {draft.overlay.number} by {draft.overlay.by}")
    say(f"{matched.jobs} notices compared, {matched.verdicts} verdicts changed, {matched.alerts} alerts")


def _advise(draft: "Draft") -> None:
    """What an operator may have meant to say as well."""
    selectors = [selector for product in draft.reading.products for selector in product.selectors]
    if any(selector.scope is Scope.UNKNOWN for selector in selectors):
        say("the scope is unknown, so answers stop at a question; is every unit described now? then: --scope listed")
    if draft.reading.review:
        say("reasons for a look are left; are they settled? then: --reviewed")


def _record(unit: Unit, notice_id: str) -> Record:
    record = unit.notices.get(notice_id)
    if record is None:
        raise UsageError(f"there is no notice {notice_id!r}; recallwatch notices lists them")
    return record
