"""Receivers that only say yes, as fast as can be: a web server and a mail server on a free port of loopback."""

import asyncio
import multiprocessing
from collections.abc import Callable
from typing import cast


def serve_http(ports: "multiprocessing.Queue[int]") -> None:
    """Answer every POST with 200."""
    asyncio.run(_serve(_Http, ports))


def serve_smtp(ports: "multiprocessing.Queue[int]") -> None:
    """Take every mail."""
    asyncio.run(_serve(_Smtp, ports))


async def _serve(protocol: Callable[[], asyncio.Protocol], ports: "multiprocessing.Queue[int]") -> None:
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    ports.put(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class _Sink(asyncio.Protocol):
    """Collects what comes until ``taken`` can take a message off its beginning."""

    greeting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.came = cast("asyncio.Transport", transport), b""
        self.transport.write(self.greeting)

    def data_received(self, data: bytes) -> None:
        self.came += data
        while (length := self.taken()) > 0:
            self.came = self.came[length:]

    def taken(self) -> int:
        """Answer the first message; its length, 0 if it is not all there."""
        raise NotImplementedError


class _Http(_Sink):
    def taken(self) -> int:
        head, found, _ = self.came.partition(b"\r\n\r\n")
        if not found:
            return 0
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(self.came) < len(head) + 4 + size:
            return 0
        self.transport.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
        return len(head) + 4 + size


class _Smtp(_Sink):
    greeting = b"220 sink\r\n"
    reading_mail = False

    def taken(self) -> int:
        line, found, _ = self.came.partition(b"\r\n.\r\n" if self.reading_mail else b"\r\n")
        if not found:
            return 0
        word = b"" if self.reading_mail else line[:4].upper()
        self.reading_mail = word == b"DATA"
        answers = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"DATA": b"354 go\r\n", b"QUIT": b"221 bye\r\n"}
        self.transport.write(answers.get(word, b"250 ok\r\n"))
        if word == b"QUIT":
            self.transport.close()
        return len(line) + len(found)
