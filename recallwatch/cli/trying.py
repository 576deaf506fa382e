"""``recallwatch sources try``: what a source would take from a page, and selectors where it takes nothing."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from recallwatch.context import Context
from recallwatch.errors import SourceError, UsageError
from recallwatch.extract import read
from recallwatch.model import Payload
from recallwatch.ports import Request, Source

from .output import program, say


def try_(
    what: Annotated[
        str, typer.Argument(metavar="SOURCE|FILE.toml", help="A source's id, or a file that declares one.")
    ],
    page: Annotated[str, typer.Argument(metavar="FILE|URL", help="A saved answer, or where to fetch one.")],
) -> None:
    """Show what a source would take from a page or feed; where it finds nothing, propose selectors. Keeps nothing."""
    with program() as context:
        source = _declared(context, what)
        payload = _payload(context, source.id, page)
        try:
            harvest = source.parse(payload)
        except SourceError as error:
            say(f"{source.id} cannot read this: {error.reason}")
            _propose(payload)
            raise typer.Exit(1) from None
    for row in harvest.rejected:
        say(f"rejected {row.number}: {row.reason}")
    for notice in harvest.notices:
        typer.echo(f"{notice.id}  {notice.published or 'no date'}  {notice.title}")
        for product in read(notice).products:
            models = [term.value for selector in product.selectors for term in selector.models]
            typer.echo(f"    {product.brand or 'no brand'} | {product.name} | {', '.join(models) or 'no models'}")
    if not harvest.notices:
        say("no notice is in this page itself; of a hub try one of the pages it leads to")
        _propose(payload)


def _declared(context: Context, what: str) -> Source:
    from recallwatch.components import declared_source

    if not what.endswith(".toml"):
        if what not in context.sources:
            raise UsageError(f"there is no source {what!r}; known are {', '.join(context.sources)}")
        return context.sources[what]
    try:
        found = declared_source(Path(what).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {what}: {error.strerror}") from None
    if isinstance(found, list):
        raise UsageError(f"{what}: " + "; ".join(found))
    return found


def _payload(context: Context, source: str, page: str) -> Payload:
    import anyio

    if page.startswith(("https://", "http://")):
        return anyio.run(_fetched, context, page)
    try:
        content = Path(page).read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {page}: {error.strerror}") from None
    url = Path(page).absolute().as_uri()
    return Payload(hashlib.sha256(content).hexdigest(), source, url, content, fetched_at=context.now())


async def _fetched(context: Context, url: str) -> Payload:
    from recallwatch.components import fetcher

    async with fetcher(context.settings) as client:
        # Somebody typed the address: the guard is for it, whatever source it is tried with.
        answer = await client.get(Request(url, page=True), source="my-try", validator=None, now=context.now)
    return answer.payload


def _propose(payload: Payload) -> None:
    from recallwatch.components import proposed

    url = payload.url if payload.url.startswith("http") else ""
    words, toml = proposed(payload.content.decode("utf-8", "replace"), url=url)
    for line in words:
        say(line)
    typer.echo(toml, nl=False)
