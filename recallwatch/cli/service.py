"""``recallwatch run``, ``serve``, ``work``, ``demo`` and ``doctor``: the long-running program and its check-up."""

from typing import Annotated

import typer

from recallwatch.config import Settings, load
from recallwatch.errors import RecallwatchError

from .output import program, say

Host = Annotated[str, typer.Option(help="Address to listen on; default from the settings.")]
Port = Annotated[int, typer.Option(help="Port to listen on; default from the settings.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(demo)
    app.command()(run)
    app.command()(serve)
    app.command()(work)
    app.command()(doctor)


def demo(
    once: Annotated[
        bool, typer.Option("--once", help="End when the story is told; status 0 if all of it held.")
    ] = False,
    port: Annotated[int, typer.Option(help="Port of the web pages; 0 takes any free one.")] = 8000,
) -> None:
    """Show the whole product on this machine alone: a recall appears, its owner is told, a correction follows."""
    import anyio

    from recallwatch.demo.story import tell

    if not anyio.run(tell, once, 0 if once else port):
        raise typer.Exit(1)


def run(host: Host = "", port: Port = -1) -> None:
    """Everything in one process: polling, matching, sending, web pages."""
    from recallwatch.serving import run_all

    _start(run_all, _settings(host, port))


def serve(host: Host = "", port: Port = -1) -> None:
    """Only the web pages and feeds."""
    from recallwatch.serving import run_web

    _start(run_web, _settings(host, port))


def work() -> None:
    """Only polling, matching and sending; any number of these can share one PostgreSQL."""
    from recallwatch.serving import run_work

    _start(run_work, load())


def doctor() -> None:
    """Check settings, disk, mail, database, clock, deliveries and sources; say what to do about each problem."""
    from recallwatch.flow.doctor import Finding, examine, surroundings

    settings = load()
    findings = surroundings(settings)
    try:
        with program(settings) as context:
            findings += examine(context)
    except (RecallwatchError, OSError) as error:
        findings.append(Finding("database", False, f"cannot be used: {error}"))
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.ok else 'PROBLEM'}  {finding.what}: {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _settings(host: str, port: int) -> Settings:
    overrides: dict[str, object] = {"host": host} if host else {}
    overrides |= {"port": port} if port >= 0 else {}
    settings = load(**overrides)
    if overrides and "base_url" not in settings.model_fields_set:
        # Links must lead to where the pages are, unless somebody said where that is.
        overrides["base_url"] = f"http://{settings.host}:{settings.port}"
    return load(**overrides)


def _start(main: object, settings: Settings) -> None:
    import anyio

    from recallwatch.components import mail_goes_to

    with program(settings) as context:
        say(mail_goes_to(settings))
        anyio.run(main, context)  # type: ignore[arg-type]
