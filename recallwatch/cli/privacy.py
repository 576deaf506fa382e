"""``recallwatch audit``, ``retention`` and ``backup``: who did what, what is forgotten, and what is kept safe."""

from pathlib import Path
from typing import Annotated

import typer

from .output import AsJson, program, rfc3339, show


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(audit)
    app.command()(retention)
    app.command()(backup)


def audit(limit: Annotated[int, typer.Option(help="How many lines.", min=1)] = 100, as_json: AsJson = False) -> None:
    """Show who did what, newest first: sign-ins, channels, exports, erasures, keys. People stand under pseudonyms."""
    with program() as context, context.store.read() as unit:
        lines = unit.audits.last(limit)
    rows = [(rfc3339(each.at), each.who, each.what, each.about, each.words) for each in lines]
    show(("at", "who", "what", "about", "words"), rows, as_json=as_json)


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would be forgotten.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forget what is older than the settings keep_log_days, keep_audit_days and keep_idle_days allow."""
    from recallwatch.flow.retention import old, retain

    with program() as context:
        counts = old(context) if dry_run else retain(context)
    show(("what", "rows"), [(kind, str(count)) for kind, count in counts.items()], as_json=as_json)


def backup(path: Annotated[Path, typer.Argument(help="The copy; a file that is not there yet.")]) -> None:
    """Copy the SQLite database while it is used; for PostgreSQL use pg_dump."""
    with program() as context:
        context.store.backup(path)
    typer.echo(f"{path} is a whole copy; keep secret.key of the data folder with it, in another place")
