"""Receivers that say yes and note when: a web server and a mail server of loopback, in one process."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection

#: The longest mail of one part that is read in one go.
_MAIL = 1 << 24


@contextmanager
def noting() -> Iterator[tuple[Connection, int, int]]:
    """A pipe and the ports of HTTP and SMTP.

    ``"count"`` sent over the pipe is answered by how many were told so far, ``"all"`` by when each was told first
    (seconds of ``time.time()``), by the path that was posted to and the name before the recipient's @.
    """
    mine, theirs = Pipe()
    process = Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        http_port, smtp_port = mine.recv()
        yield mine, http_port, smtp_port
    finally:
        process.kill()
        process.join()


def _serve(pipe: Connection) -> None:
    asyncio.run(_Receivers(pipe).run())


class _Receivers:
    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._told: dict[str, float] = {}

    async def run(self) -> None:
        web = await asyncio.start_server(self._http, "127.0.0.1", 0)
        mail = await asyncio.start_server(self._smtp, "127.0.0.1", 0, limit=_MAIL)
        self._pipe.send([server.sockets[0].getsockname()[1] for server in (web, mail)])
        asyncio.get_running_loop().add_reader(self._pipe.fileno(), self._answer)
        await asyncio.gather(web.serve_forever(), mail.serve_forever())

    def _answer(self) -> None:
        self._pipe.send(len(self._told) if self._pipe.recv() == "count" else self._told)

    async def _http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]))
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
                self._note(head.split(b" ", 2)[1].strip(b"/"))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _smtp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"DATA": b"354 go\r\n", b"QUIT": b"221 bye\r\n"}
        to = b""
        writer.write(b"220 sink\r\n")
        try:
            while line := await reader.readuntil(b"\r\n"):
                word = line[:4].upper()
                writer.write(answers.get(word, b"250 ok\r\n"))
                if word == b"RCPT":
                    to = line.partition(b"<")[2].partition(b"@")[0]
                elif word == b"DATA":
                    await reader.readuntil(b"\r\n.\r\n")
                    writer.write(b"250 ok\r\n")
                    self._note(to)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _note(self, who: bytes) -> None:
        self._told.setdefault(who.decode(), time.time())
