"""A notice's text with what was understood: in colour on a terminal, in brackets elsewhere."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from recallwatch.extract.highlight import Mark, Stretch

if TYPE_CHECKING:  # slow to import: only a terminal needs it
    from rich.console import Console
    from rich.text import Text

STYLES = {
    Mark.MODEL: "bold green",
    Mark.ALIAS: "green",
    Mark.EXCLUDED: "bold red",
    Mark.CODE: "bold magenta",
    Mark.DATE: "cyan",
    Mark.GTIN: "bold yellow",
    Mark.CONDITION: "blue",
    Mark.WHERE: "dim",
    Mark.UNEXPLAINED: "underline",
}

_LEGEND = {
    Mark.MODEL: "a recalled model",
    Mark.ALIAS: "another name or number of it",
    Mark.EXCLUDED: "a model that is not recalled",
    Mark.CODE: "serial, lot and date codes",
    Mark.DATE: "when it was made or sold",
    Mark.GTIN: "a barcode number",
    Mark.CONDITION: "what narrows the recall",
    Mark.WHERE: "where the code is printed",
    Mark.UNEXPLAINED: "looks like a code, and nothing explains it",
}


def print_marked(texts: Mapping[str, Sequence[Stretch]], *, plain: bool) -> None:
    """Print every part under its name, and what the marks mean."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    if plain or not console.is_terminal:
        for part, stretches in texts.items():
            typer.echo(f"{part}: {bracketed(stretches)}")
        typer.echo("\nmarks: " + ", ".join(f"[{mark}:{meaning}]" for mark, meaning in _LEGEND.items()))
        return
    _print_coloured(console, texts)


def bracketed(stretches: Sequence[Stretch]) -> str:
    """Plain text with the marks in brackets: ``[model:A1263]``."""
    return "".join(f"[{s.mark}:{s.text}]" if s.mark else s.text for s in stretches)


def coloured(stretches: Sequence[Stretch]) -> "Text":
    """Text in colours; its own characters are never read as markup."""
    from rich.text import Text

    return Text.assemble(*((s.text, STYLES[s.mark] if s.mark else "") for s in stretches))


def _print_coloured(console: "Console", texts: Mapping[str, Sequence[Stretch]]) -> None:
    from rich.text import Text

    for part, stretches in texts.items():
        console.print(Text(f"{part}: ", style="dim"), coloured(stretches), sep="")
    console.print()
    for mark, meaning in _LEGEND.items():
        console.print(Text(f"  {mark}", style=STYLES[mark]), Text(meaning))
