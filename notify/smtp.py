"""Hands mails to a mail server."""

from asyncio import AbstractEventLoop, Semaphore, get_running_loop, to_thread
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Literal
from weakref import WeakKeyDictionary

import aiosmtplib

from recallwatch.errors import SendError
from recallwatch.model import Nature
from recallwatch.text.mail_status import enhanced, nature

from .wire import wire
from .wording import one_line

# What is wrong with our own account or server must not kill anybody's alerts: it is tried again until mended.
_OURS = (
    aiosmtplib.SMTPAuthenticationError,
    aiosmtplib.SMTPConnectResponseError,
    aiosmtplib.SMTPHeloError,
    aiosmtplib.SMTPSenderRefused,
)


_CONNECTIONS = 8
# What servers commonly allow on one connection; the next mail begins another.
_MAILS_EACH = 100


class SmtpMailer:
    """``ports.Mailer`` over SMTP. ``user`` empty: no authentication; ``sign`` puts a signature before a mail.

    Mails sent at the same time share a few connections; one that nobody waits for is closed, so that nothing is left
    open between rounds of sending.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        security: Literal["starttls", "tls", "none"],
        user: str = "",
        password: str = "",
        timeout: float = 30.0,
        sign: Callable[[bytes], bytes] | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._security = security
        self._user = user
        self._password = password
        self._timeout = timeout
        self._sign = sign
        self._pools: WeakKeyDictionary[AbstractEventLoop, _Pool] = WeakKeyDictionary()

    async def __call__(self, mail: EmailMessage, *, return_path: str = "") -> str:
        """Send once; returns the server's answer."""
        try:
            answer = await self._send(mail, return_path or parseaddr(mail["From"])[1])
        except aiosmtplib.SMTPRecipientsRefused as error:
            refused = error.recipients[0]
            raise _refusal(refused.code, refused.message) from error
        except _OURS as error:
            words = f"the mail server refuses us: {error.code} {one_line(error.message, 300)}"
            raise SendError(words, status=error.code, excerpt=error.message) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise SendError(f"{self._host}:{self._port}: {one_line(str(error), 300)}") from error
        return one_line(f"{self._host}: {answer}", 300)

    async def _send(self, mail: EmailMessage, sender: str) -> str:
        raw = wire(mail)
        signed = await to_thread(self._sign, raw) if self._sign else raw
        async with self._connection() as (server, used):
            try:
                _, answer = await server.sendmail(sender, mail["To"], signed)
            except (aiosmtplib.SMTPException, OSError):
                if not used or server.is_connected:
                    raise
                await server.connect()  # the server had enough of the old connection, not of this mail
                _, answer = await server.sendmail(sender, mail["To"], signed)
        return answer

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[aiosmtplib.SMTP, int]]:
        """One that another mail has just done with, or a new one; and how many mails went over it."""
        pool = self._pools.setdefault(get_running_loop(), _Pool())  # a connection belongs to the loop it was made in
        async with pool.turn():
            server, used = pool.open.pop() if pool.open else (self._new(), 0)
            try:
                if not server.is_connected:
                    await server.connect()
                yield server, used
            finally:
                if server.is_connected and used + 1 < _MAILS_EACH and len(pool.open) < pool.waiting:
                    pool.open.append((server, used + 1))
                else:
                    await _close(server)

    def _new(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user or None,
            password=self._password or None,
            use_tls=self._security == "tls",
            start_tls=self._security == "starttls",
            timeout=self._timeout,
        )


class _Pool:
    """The connections of one event loop that are open and free, and how many mails wait for one."""

    def __init__(self) -> None:
        self.open: list[tuple[aiosmtplib.SMTP, int]] = []
        self.waiting = 0
        self._free = Semaphore(_CONNECTIONS)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until fewer than all connections are in use."""
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._free.release()


async def _close(server: aiosmtplib.SMTP) -> None:
    try:
        if server.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError):
                await server.quit()
    finally:
        server.close()


def _refusal(code: int, text: str) -> SendError:
    """A reply to a recipient or to the content: 4xx passes, 5xx stays (RFC 5321 section 4.2.1)."""
    words = one_line(text, 300)
    meant = nature(enhanced(words) or ("" if code >= 500 else "4.0.0"), words)
    permanent = code >= 500 and meant is not Nature.SOFT
    return SendError(
        f"{code} {words}",
        permanent=permanent,
        disable=permanent and meant is Nature.HARD,
        status=code,
        excerpt=text,
    )
