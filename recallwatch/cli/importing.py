"""``recallwatch import``: take saved payloads as if fetched."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recallwatch.errors import UsageError

from .output import line, moment, program, progress, say

if TYPE_CHECKING:  # slow to import
    from recallwatch.flow.importing import Imported


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    source: Annotated[str, typer.Argument(help="Whose payloads these are, e.g. us-cpsc.")],
    paths: Annotated[list[Path], typer.Argument(help="Saved answers, oldest first; .gz is understood.")],
    seen_at: Annotated[str, typer.Option(help="When they were captured (RFC 3339); default: now.")] = "",
    alert: Annotated[bool, typer.Option("--alert", help="Tell owners and watches of what is found.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each file.")] = False,
) -> None:
    """Take saved payloads as if they had just been fetched; silent towards owners unless --alert."""
    from recallwatch.flow.importing import import_files
    from recallwatch.flow.ingest import Manner
    from recallwatch.flow.match import match_all

    captured = moment(seen_at) if seen_at else None
    failed = 0
    with program() as context:
        known = context.sources.get(source)
        if known is None:
            raise UsageError(f"there is no source {source!r}; known are {', '.join(context.sources)}")
        with progress() as advance:
            manner = Manner(silent=not alert, watches=alert, progress=advance)
            for number, done in enumerate(import_files(context, known, paths, seen_at=captured, manner=manner), 1):
                failed += done.failed
                if as_json:
                    line(done.line())
                say(f"[{number}/{len(paths)}] {_told(done)}")
        say("comparing with registered items ...")
        matched = match_all(context.store, now=context.now)
    quiet = "" if alert else " (silent: use --alert to tell their owners)"
    say(f"{matched.jobs} notices compared, {matched.verdicts} new verdicts, {matched.alerts} alerts{quiet}")
    if failed:
        raise typer.Exit(1)


def _told(done: "Imported") -> str:
    text = ", ".join(f"{key} {value}" for key, value in done.line().items() if key != "reasons")
    if done.run and not done.run.found and not done.run.rejected:
        return f"{text}: no notices in it"
    return "\n    rejected ".join([text, *done.reasons])
