"""``recallwatch mail``: what our mails look like."""

import sys
from email.message import EmailMessage
from typing import Annotated

import typer

from recallwatch.config import load
from recallwatch.errors import UsageError

mail = typer.Typer(help="What recallwatch mails.", no_args_is_help=True)


class _Keeper:
    """A mailer that keeps what it is given."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []

    async def __call__(self, mail: EmailMessage, *, return_path: str = "") -> str:  # noqa: ARG002 - sends nothing
        self.kept.append(mail)
        return "kept"


@mail.command()
def preview(
    kind: Annotated[str, typer.Argument(help="Which mail; without it their names are listed.")] = "",
    html: Annotated[bool, typer.Option("--html", help="The HTML, to be opened in a browser.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Only the plain text, without headers.")] = False,
) -> None:
    """Show a mail with sample data; nothing is sent."""
    from recallwatch.demo.samples import kinds

    if not kind:
        typer.echo("\n".join(kinds()))
        return
    if kind not in kinds():
        raise UsageError(f"there is no mail called {kind!r}; known are {', '.join(kinds())}")
    sample = rendered(kind)
    if html:
        sys.stdout.write(body(sample, "html"))
        return
    if not text:
        for name, value in sample.items():
            if not name.startswith(("MIME-", "Content-")):
                typer.echo(f"{name}: {value}")
        typer.echo("")
    sys.stdout.write(body(sample, "plain"))


def rendered(kind: str) -> EmailMessage:
    """A sample as it would go out."""
    import anyio

    from recallwatch.components import mail_senders
    from recallwatch.demo.samples import send_sample

    keeper = _Keeper()
    sender, mails = mail_senders(load(), keeper, key=b"")

    async def send() -> None:
        await send_sample(kind, sender=sender, mails=mails)

    anyio.run(send)
    return keeper.kept[0]


def body(sample: EmailMessage, subtype: str) -> str:
    """The text or the HTML of a mail."""
    part = sample.get_body((subtype,))
    return str(part.get_content()) if part else ""
