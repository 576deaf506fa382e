"""A name server on loopback whose answers change, and a resolver that asks it over UDP (RFC 1035)."""

import asyncio
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

from recallwatch.fetch.guard import Resolver

_A, _AAAA, _IN = 1, 28, 1


@dataclass
class NameServer:
    """Answers from ``records``: per name the answers in turn, each a list of addresses; the last one stays."""

    records: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0

    @property
    def resolver(self) -> Resolver:
        """A resolver that asks this server for both kinds of address, each time anew."""

        async def resolve(host: str, port: int) -> list[str]:
            return await asyncio.to_thread(lambda: [*self._ask(host, _A), *self._ask(host, _AAAA)])

        return resolve

    def _ask(self, host: str, kind: int) -> list[str]:
        if host.replace(".", "").isdigit() or ":" in host:
            return [host] if (":" in host) == (kind == _AAAA) else []
        labels = b"".join(bytes([len(part)]) + part.encode() for part in host.rstrip(".").split("."))
        query = struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", kind, _IN)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(5)
            client.sendto(query, ("127.0.0.1", self.port))
            return _addresses(client.recv(4096), len(query))

    def answer(self, query: bytes) -> bytes:
        """The reply to one datagram."""
        name, at = _name(query, 12)
        (kind,) = struct.unpack_from("!H", query, at)
        self.asked.append((name, kind))
        turns = self.records.get(name, [[]])
        now = turns[min(sum(asked == (name, kind) for asked in self.asked) - 1, len(turns) - 1)]
        found = [ip_address(text).packed for text in now if (":" in text) == (kind == _AAAA)]
        head = query[:2] + struct.pack("!5H", 0x8180, 1, len(found), 0, 0)
        rows = b"".join(b"\xc0\x0c" + struct.pack("!2HIH", kind, _IN, 0, len(data)) + data for data in found)
        return head + query[12 : at + 4] + rows


def _name(message: bytes, at: int) -> tuple[str, int]:
    parts = []
    while length := message[at]:
        parts.append(message[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(parts).lower(), at + 1


def _addresses(reply: bytes, at: int) -> list[str]:
    found = []
    for _ in range(struct.unpack_from("!H", reply, 6)[0]):
        (length,) = struct.unpack_from("!H", reply, at + 10)
        found.append(str(ip_address(reply[at + 12 : at + 12 + length])))
        at += 12 + length
    return found


@contextmanager
def name_server(**records: list[list[str]]) -> Iterator[NameServer]:
    """Serve names in a thread of its own; of a name, dots are written as two underscores."""
    server = NameServer({name.replace("__", "."): turns for name, turns in records.items()})
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        server.port = listener.getsockname()[1]

        def serve() -> None:
            while True:
                query, client = listener.recvfrom(4096)
                if query == b"stop":
                    return
                listener.sendto(server.answer(query), client)

        thread = threading.Thread(target=serve, name="name-server", daemon=True)
        thread.start()
        yield server
        listener.sendto(b"stop", listener.getsockname())
        thread.join()
