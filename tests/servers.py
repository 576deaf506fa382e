"""Real servers on loopback for tests: a mail sink. (HTTP: pytest-httpserver's ``httpserver`` fixture.)"""

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from recallwatch.errors import SendError
from recallwatch.model import Channel, Event
from recallwatch.ports import Answer


@dataclass(frozen=True)
class Received:
    """One mail as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail as the standard library reads it."""
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass
class SmtpSink:
    """Keeps every mail; ``rcpt_reply`` and ``data_reply`` replace the server's yes.

    ``hang_up_after`` mails on one connection it hangs up in the middle of the next.
    """

    port: int = 0
    mails: list[Received] = field(default_factory=list)
    rcpt_reply: str = ""
    data_reply: str = ""
    host: str = "127.0.0.1"
    connections: int = 0
    hang_up_after: int = 0
    _of_each: Counter[Session] = field(default_factory=Counter)

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.hang_up_after and self._of_each[session] >= self.hang_up_after:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        if self.rcpt_reply:
            return self.rcpt_reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data_reply:
            return self.data_reply
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self._of_each[session] += 1
        self.mails.append(Received(str(envelope.mail_from), tuple(envelope.rcpt_tos), content))
        return "250 2.0.0 kept"


@contextmanager
def smtp_sink(tls: ssl.SSLContext | None = None) -> Iterator[SmtpSink]:
    """A mail server in a thread of its own, on a free port of loopback; ``tls`` lets it offer STARTTLS."""
    sink, loop, ready = SmtpSink(), asyncio.new_event_loop(), threading.Event()

    talks: list[SMTP] = []

    def connected() -> SMTP:
        sink.connections += 1
        talks.append(SMTP(sink, hostname="sink.test", loop=loop, tls_context=tls))
        return talks[-1]

    def serve() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(loop.create_server(connected, sink.host, 0))
        sink.port = server.sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()
        server.close()
        loop.run_until_complete(server.wait_closed())
        for talk in talks:  # not every client has said goodbye yet
            if isinstance(talk.transport, asyncio.WriteTransport):
                talk.transport.abort()
        loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True))
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=serve, name="smtp-sink", daemon=True)
    thread.start()
    ready.wait()
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@dataclass(frozen=True)
class Certificate:
    """A certificate for loopback that nobody trusts; ``path`` is what a client must be told to trust."""

    path: Path
    server: ssl.SSLContext


def self_signed(folder: Path) -> Certificate:
    """Make a certificate with the openssl command; skips the test where there is none."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl command: the TLS tests cannot make a certificate")
    path, key = folder / "cert.pem", folder / "key.pem"
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", "/CN=localhost", "-addext", names, "-keyout", str(key), "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path, key)
    return Certificate(path, server)


@dataclass
class Events:
    """``ports.EventSender`` that keeps every event, or fails as told."""

    sent: list[tuple[Channel, Event]] = field(default_factory=list)
    error: SendError | None = None

    async def send_event(self, channel: Channel, event: Event, *, now: datetime) -> Answer:
        """Keep the event."""
        if self.error:
            raise self.error
        self.sent.append((channel, event))
        return Answer("HTTP 204", 204)
