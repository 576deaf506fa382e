"""How the story is told on a terminal: chapters, facts that held or did not, mails shown in full."""

from dataclasses import dataclass
from email.message import EmailMessage

import typer


@dataclass
class Teller:
    """Prints the story and remembers whether every fact held."""

    held: bool = True

    def chapter(self, text: str) -> None:
        """Begin a new part."""
        typer.echo("\n" + typer.style(text, bold=True))

    def say(self, text: str) -> None:
        """Tell something that needs no proof."""
        typer.echo(f"    {text}")

    def fact(self, text: str, holds: bool, *, found: object = "") -> None:
        """State a fact and whether it held; ``found`` is shown when it did not."""
        mark = typer.style("ok", fg="green") if holds else typer.style("NO", fg="red", bold=True)
        typer.echo(f" {mark} {text}" + ("" if holds else f"  (found: {found})"))
        self.held = self.held and holds

    def mail(self, mail: EmailMessage) -> None:
        """Show a mail as its reader sees it."""
        body = mail.get_body(("plain",))
        text = body.get_content() if body else ""
        typer.echo(typer.style(f"    | To: {mail['To']}\n    | Subject: {mail['Subject']}\n    |", dim=True))
        for line in text.strip().splitlines():
            typer.echo(typer.style(f"    | {line}", dim=True))
