"""Where everything arrives, and where the recalls come from: a mail server and a web server, both real, on loopback."""

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.chaos.publisher import owners_of, recalls
from tests.servers import SmtpSink, smtp_sink

#: One thing owed: the notice, the owner, the channel.
Owed = tuple[str, str, str]

_NOTICE = re.compile(r"/notices/test-\d+(?:%3A|:)(n\d+)")
_LIST = re.compile(r"/recalls-(\d+)\.json")
_SLOW = 0.02  # seconds an answer takes, so that a kill can hit a fetch or a send under way


@dataclass
class Arrivals:
    """What arrived: of everything owed, how often under which id."""

    published: int = 0
    mail: SmtpSink = field(default_factory=SmtpSink)
    http_port: int = 0
    hooks: list[tuple[str, str, bytes]] = field(default_factory=list)

    def owed(self) -> set[Owed]:
        """Everything published must reach each of its owners by both channels."""
        numbers = range(self.published)
        return {(f"n{n}", owner, kind) for n in numbers for owner in owners_of(n) for kind in ("mail", "hook")}

    def arrived(self) -> dict[Owed, Counter[str]]:
        """By what was owed: the ids it came under, each with how often."""
        found: dict[Owed, Counter[str]] = {}
        for owner, id_, body in list(self.hooks):
            notice = json.loads(body)["data"]["notice"]["id"].partition(":")[2]
            found.setdefault((notice, owner, "hook"), Counter())[id_] += 1
        for received in list(self.mail.mails):
            mail = received.message
            text = mail.get_body(("plain",))
            ids = str(mail.get("X-Recallwatch-Alert") or mail["Message-ID"]).split()
            for notice in set(_NOTICE.findall(text.get_content() if text else "")):
                owner = received.recipients[0].partition("@")[0]
                found.setdefault((notice, owner, "mail"), Counter())[ids[0]] += 1
        return found


@contextmanager
def sinks() -> Iterator[Arrivals]:
    """Serve while the block runs."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # senders that die in the middle are what we are about
    with smtp_sink() as mail:
        arrivals = Arrivals(mail=mail)
        handler = type("Handler", (_Handler,), {"arrivals": arrivals})
        server = _Server(("127.0.0.1", 0), handler)
        arrivals.http_port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield arrivals
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error here."""


class _Handler(BaseHTTPRequestHandler):
    arrivals: Arrivals

    def do_GET(self) -> None:
        """List what is published."""
        time.sleep(_SLOW)
        asked = _LIST.fullmatch(self.path)
        if asked is None:
            self.send_error(404)
        else:
            self._answer(200, recalls(int(asked[1]), self.arrivals.published))

    def do_POST(self) -> None:
        """Take a webhook."""
        length = int(self.headers["content-length"])
        body = self.rfile.read(length)
        if len(body) < length:  # its sender was killed in the middle: nothing arrived
            return
        time.sleep(_SLOW)
        self.arrivals.hooks.append((self.path.rpartition("/")[2], self.headers["webhook-id"], body))
        self._answer(200, b"{}")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server gives it
        """Keep quiet."""
