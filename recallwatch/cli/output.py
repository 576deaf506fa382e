"""How commands talk: JSON Lines to standard output, words for people to standard error."""

import gc
import getpass
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from recallwatch.config import Settings, load
from recallwatch.context import Context
from recallwatch.errors import RecallwatchError, UsageError
from recallwatch.logs import configure


def line(value: Mapping[str, object]) -> None:
    """Print one object as a line of JSON, UTF-8, no ASCII escapes; whoever reads along gets it at once."""
    lines([value])


def lines(values: Iterable[Mapping[str, object]]) -> None:
    """Print objects that are there together."""
    sys.stdout.write("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values))
    sys.stdout.flush()


def say(text: str) -> None:
    """Tell the person at the terminal something."""
    typer.echo(text, err=True)


AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]


def show(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]], *, as_json: bool) -> None:
    """Print rows as a table with a heading for people, or as JSON Lines for programs."""
    found = list(rows)
    if as_json:
        for row in found:
            line(dict(zip(columns, row, strict=True)))
        return
    cells = [[column.replace("_", " ") for column in columns], *([str(value) for value in row] for row in found)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(columns))]
    for row_ in cells:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row_, widths, strict=True)).rstrip())


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for each step of long work, on a terminal's standard error; silent elsewhere."""
    from rich.console import Console
    from rich.progress import Progress, TaskID

    console = Console(stderr=True)
    tasks: dict[str, TaskID] = {}
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:

        def advance(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=of)
            bars.update(tasks[step], completed=done, total=of)

        yield advance


def moment(text: str) -> datetime:
    """Read a time given on the command line: RFC 3339, or ``YYYYMMDDTHHMMSSZ`` as in names of saved files."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"not a time: {text!r}; write it like 2026-05-21T08:00:00Z") from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def rfc3339(value: datetime) -> str:
    """A time as every output writes it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


#: How many new values, then younger rounds, before a generation is searched for cycles (``gc.set_threshold``).
_COLLECT = (50_000, 20, 50)


def user() -> str:
    """Who sits at the terminal, as the system knows them. Raises ``UsageError`` if it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError("the system does not know who you are; say so with --by NAME") from None


@contextmanager
def program(settings: Settings | None = None) -> Iterator[Context]:
    """The wired program for one command; closes the database afterwards."""
    from recallwatch.components import build

    settings = settings or load()
    configure(settings.log_format, settings.log_level)
    context = build(settings)
    # Notices are many small values that refer to nothing above them: looking for cycles took a third of a bulk check.
    gc.freeze()
    gc.set_threshold(*_COLLECT)
    try:
        yield context
    finally:
        context.store.close()


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Turn our own errors into a message and exit status 2 (wrong usage or settings) or 1."""
    from recallwatch.errors import ConfigError

    try:
        with _unwrapped():
            yield
    except (ConfigError, UsageError) as error:
        say(f"recallwatch: {error}")
        raise SystemExit(2) from None
    except RecallwatchError as error:
        say(f"recallwatch: {error}")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output (head, say) has gone; nothing is left to tell it.
        sys.stderr.close()
        raise SystemExit(0) from None


@contextmanager
def _unwrapped() -> Iterator[None]:
    """Give an error that ended a task group as itself; only several at once stay together."""
    try:
        yield
    except BaseExceptionGroup as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
            error = error.exceptions[0]
        raise error from None
