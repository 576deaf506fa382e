"""The whole product told as a story on loopback: real fetches, real mail, real webhooks, real pages.

1  what was known before     registering finds old recalls at once
2  an unrelated recall       nobody is bothered
3  the maker's page speaks   one owner gets one mail and one webhook
4  the notice is corrected   an update, in the same thread
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx

from recallwatch.components import build, fetcher, utc_now
from recallwatch.config import Settings, load
from recallwatch.errors import ConfigError
from recallwatch.serving import listen, stopped, web

from .catchers import Mailbox, Receiver, catching_mail
from .chapters import Stage, announced, before, corrected, unrelated
from .replay import SOURCES, Replay
from .telling import Teller


async def tell(once: bool, port: int) -> bool:
    """Tell the story; gives whether everything in it held. Without ``once`` the pages then stay up."""
    teller = Teller()
    async with _stage(teller, port) as (stage, address):
        teller.say(
            f"pages: {address}   (a replay of three sources, a mail server and a webhook receiver run beside it)"
        )
        if port and not address.endswith(f":{port}"):
            teller.say(f"(port {port} is taken by another program)")
        for number, chapter in enumerate((before, unrelated, announced, corrected)):
            stage.replay.chapter = number
            await chapter(stage)
            # A feed's times have whole seconds; a correction must be later than what it corrects.
            await asyncio.sleep(1.1)
        teller.chapter("Everything held." if teller.held else "Something did not hold: see NO above.")
        if not once and sys.stdout.isatty():
            teller.say(f"The pages stay up at {address} until you press Ctrl-C.")
            await stopped()
    return teller.held


@asynccontextmanager
async def _stage(teller: Teller, port: int) -> AsyncIterator[tuple[Stage, str]]:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="recallwatch-demo-"))
        replay, receiver = Replay(utc_now().date()), Receiver()
        stack.callback(replay.close)
        stack.callback(receiver.close)
        mailbox = await stack.enter_async_context(catching_mail())
        settings = _settings(Path(folder), _free(port), replay, receiver, mailbox)
        context = build(settings)
        stack.callback(context.store.close)
        client = await stack.enter_async_context(fetcher(settings))
        address = await stack.enter_async_context(web(context))
        pages = await stack.enter_async_context(httpx.AsyncClient(base_url=address, trust_env=False))
        yield Stage(context, client.get, replay, mailbox, receiver, pages, teller), address


def _free(port: int) -> int:
    """The port asked for, or any free one when it is taken."""
    try:
        listener = listen("127.0.0.1", port)
    except ConfigError:
        listener = listen("127.0.0.1", 0)
    free: int = listener.getsockname()[1]
    listener.close()
    return free


def _settings(folder: Path, port: int, replay: Replay, receiver: Receiver, mailbox: Mailbox) -> Settings:
    return load(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'demo.db'}",
        base_url=f"http://127.0.0.1:{port}",
        host="127.0.0.1",
        port=port,
        smtp_host="127.0.0.1",
        smtp_port=mailbox.port,
        smtp_security="none",
        smtp_user="",
        mail_from="recallwatch <alerts@recallwatch.example>",
        sources=SOURCES,
        fetch_origins=replay.origins,
        fetch_interval=0.0,
        webhook_allow=(receiver.address,),
    )
