"""The pages of the documentation that are made from the code: settings.md, commands.md and source-list.md in docs/.

``python -m recallwatch.cli.reference`` writes them; a test fails when they differ from what this module gives.
"""

from collections.abc import Iterator
from typing import Any

import typer
from pydantic.fields import FieldInfo

from recallwatch.components import bundled_sources
from recallwatch.config import Settings
from recallwatch.paths import ROOT

from .main import app
from .source_list import source_list

_MADE = "<!-- Made by `python -m recallwatch.cli.reference`; do not edit. -->"

_SETTINGS = f"""{_MADE}
# Settings

Read from `recallwatch.toml` in the working folder (or from the file that `RECALLWATCH_CONFIG` names), then from the
environment, which wins. Every problem is reported at once, and a name that is not in this table is one of them in the
file. In the environment a list is written with commas, `RECALLWATCH_SOURCES=us-cpsc,us-fda-food-rss`, and a table as
JSON.

```toml
# recallwatch.toml
base_url = "https://recalls.example.org"
contact = "mailto:recalls@example.org"
smtp_host = "mail.example.org"
mail_from = "Recalls <recalls@example.org>"
sources = ["us-cpsc", "us-fda-food-rss"]
```

| in the file | in the environment | default | meaning |
|---|---|---|---|"""

_COMMANDS = f"""{_MADE}
# Commands

Lines for programs go to standard output as JSON Lines (UTF-8, one object a line), words for people to standard error.
Exit status: 0 done, 1 done with failures that are listed, 2 wrong usage or settings. Times are RFC 3339 in UTC, days
`YYYY-MM-DD`, countries ISO 3166-1 alpha-2. Every command reads the [settings](settings.md)."""


def pages() -> dict[str, str]:
    """Every page by its file's name."""
    return {"settings.md": settings_page(), "commands.md": commands_page(), "source-list.md": sources_page()}


def settings_page() -> str:
    """Every setting: its names, default and meaning."""
    rows = (
        f"| `{name}` | `RECALLWATCH_{name.upper()}` | {_default(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    )
    return "\n".join([_SETTINGS, *rows]) + "\n"


def commands_page() -> str:
    """Every command with its arguments and options."""
    return "\n".join([_COMMANDS, *(_section(name, command) for name, command in commands())]) + "\n"


def sources_page() -> str:
    """Every bundled source with what people should know of it."""
    return f"{_MADE}\n{source_list(bundled_sources())}"


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its full name, as the command-line library keeps it."""
    yield from _leaves("recallwatch", typer.main.get_command(app))


# Typer carries a copy of Click in some versions and needs Click itself in others, so there is no type to name here.
def _leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    inner = getattr(command, "commands", None)
    if inner is None or command.invoke_without_command:
        yield name, command
    for part, below in (inner or {}).items():
        yield from _leaves(f"{name} {part}", below)


def _section(name: str, command: Any) -> str:  # noqa: ANN401
    params = [param for param in command.params if param.name != "help"]
    arguments = [param for param in params if not _is_option(param)]
    usage = " ".join([name, *map(_placeholder, arguments), *(["[OPTIONS]"] if len(arguments) < len(params) else [])])
    rows = [f"| `{_written(param)}` | {_meaning(param)} |" for param in params if _is_option(param) or param.help]
    table = ["", "| | |", "|---|---|", *rows] if rows else []
    return "\n".join(["", f"## {name}", "", command.help.strip(), "", f"    {usage}", *table])


def _is_option(param: Any) -> bool:  # noqa: ANN401
    return bool(param.opts[0].startswith("-"))


def _placeholder(param: Any) -> str:  # noqa: ANN401
    word = (param.metavar or param.name.upper()).strip("[].")
    word = f"{word}..." if param.nargs == -1 else word
    return word if param.required else f"[{word}]"


def _written(param: Any) -> str:  # noqa: ANN401
    if not _is_option(param):
        return _placeholder(param)
    return param.opts[0] if param.is_flag else f"{param.opts[0]} {param.name.upper()}"


def _meaning(param: Any) -> str:  # noqa: ANN401
    words = [param.help or ""]
    if _is_option(param) and param.required:
        words.append("Required.")
    elif param.default and param.show_default and not param.is_flag:
        words.append(f"Default: `{param.default}`.")
    return " ".join(word for word in words if word)


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    text = str(value) if not isinstance(value, tuple | dict) else ", ".join(value)
    return f"`{text}`" if text and not text.startswith("**") else "(empty)"


def write() -> None:
    """Write the pages into the checkout's ``docs``."""
    for name, page in pages().items():
        path = ROOT / "docs" / name
        path.write_text(page, encoding="utf-8")
        typer.echo(path)


if __name__ == "__main__":
    write()
