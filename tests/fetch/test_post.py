import asyncio
import json
import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import cycle
from typing import Any

import anyio
import httpcore
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Incoming
from werkzeug import Response as Outgoing

from recallwatch.errors import AddressRefused, FetchError
from recallwatch.fetch import SafePost
from recallwatch.fetch.guard import GuardedNetwork, Resolver
from recallwatch.ports import PostResult

from .making import NOW

pytestmark = pytest.mark.anyio


class Names:
    """A resolver that answers from a list, one answer after another, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = cycle(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked += 1
        return next(self._answers)


async def post(url: str, *, allow: str = "", resolver: Resolver | None = None, patience: float = 5.0) -> PostResult:
    """One POST of an empty object; ``allow`` is one exempted host:port."""
    exempted = frozenset({allow}) if allow else frozenset()
    sender = SafePost(user_agent="recallwatch/test", timeout=patience, allow=exempted, now=lambda: NOW)
    if resolver is not None:
        sender = SafePost(user_agent="t", timeout=patience, allow=exempted, resolver=resolver)
    return await sender(url, content=b"{}", headers={"Content-Type": "application/json"})


def allowed(server: HTTPServer) -> str:
    return f"{server.host}:{server.port}"


async def test_posts_to_an_exempted_receiver(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook", method="POST").respond_with_json({"ok": True}, status=202)
    answer = await post(httpserver.url_for("/hook"), allow=allowed(httpserver))
    assert (answer.status, json.loads(answer.excerpt), answer.retry_after) == (202, {"ok": True}, None)
    incoming, _ = httpserver.log[0]
    assert incoming.data == b"{}"
    assert incoming.headers["Host"] == allowed(httpserver)
    assert incoming.headers["User-Agent"] == "recallwatch/test"


async def test_without_the_operators_word_loopback_is_never_reached(httpserver: HTTPServer) -> None:
    with pytest.raises(AddressRefused):
        await post(httpserver.url_for("/"))
    assert httpserver.log == []


HOSTILE = [
    "http://localhost/",
    "https://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fd00:ec2::254]/",
    "http://127.0.0.1/",
    "http://10.0.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.168.0.1:8080/",
    "http://0.0.0.0/",
]


@pytest.mark.parametrize("url", HOSTILE)
async def test_private_targets_are_refused_with_the_real_resolver(url: str) -> None:
    with pytest.raises(AddressRefused, match="not a public address"):
        await post(url)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "169.254.169.254", "100.64.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1"]
)
async def test_a_public_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match=r"hooks\.example\.org leads to") as caught:
        await post("https://hooks.example.org/", resolver=Names([address]))
    assert caught.value.passing


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://[::1]/", "https://hooks.example.org:25/", "ftp://a.example/"]
)
async def test_what_is_refused_as_it_is_written_stays_refused(url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        await post(url)
    assert not caught.value.passing


async def test_one_bad_address_among_good_ones_refuses_the_name() -> None:
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        await post("https://hooks.example.org/", resolver=Names(["8.8.8.8", "10.0.0.1"]))


async def test_a_name_that_changes_its_answer_is_asked_once_and_the_checked_address_used(
    httpserver: HTTPServer,
) -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    httpserver.expect_request("/").respond_with_data("ok")
    url = f"http://rebinding.test:{httpserver.port}/"
    answer = await post(url, allow=f"rebinding.test:{httpserver.port}", resolver=names)
    assert (answer.status, names.asked) == (200, 1)


class Wire(httpcore.AsyncNetworkBackend):
    """A network where nobody answers; writes down who was called."""

    def __init__(self) -> None:
        self.called: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.called.append(host)
        raise httpcore.ConnectError(host)


async def test_only_the_numbers_that_were_judged_are_called() -> None:
    wire = Wire()
    names = Names(["8.8.8.8", "2606:4700::1111"], ["127.0.0.1"])
    network = GuardedNetwork(resolver=names, network=wire)
    with pytest.raises(httpcore.ConnectError):
        await network.connect_tcp("rebinding.test", 443)
    assert (wire.called, names.asked) == (["8.8.8.8", "2606:4700::1111"], 1)


async def test_a_refused_name_is_never_called() -> None:
    wire = Wire()
    network = GuardedNetwork(resolver=Names(["8.8.8.8", "::1"]), network=wire)
    with pytest.raises(AddressRefused):
        await network.connect_tcp("inside.test", 443)
    assert wire.called == []


async def test_every_post_looks_the_name_up_again() -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    for address in ("127.0.0.1", "10.0.0.1"):
        with pytest.raises(AddressRefused, match=re.escape(address)):
            await post("http://rebinding.test/", resolver=names)


async def test_redirects_are_not_followed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(status=307, headers={"Location": httpserver.url_for("/inside")})
    answer = await post(httpserver.url_for("/"), allow=allowed(httpserver))
    assert answer.status == 307
    assert [incoming.path for incoming, _ in httpserver.log] == ["/"]


async def test_proxies_of_the_environment_are_ignored(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, httpserver.url_for("/"))
    with pytest.raises(AddressRefused):
        await post("http://hooks.example.org/", resolver=Names(["127.0.0.1"]))
    assert httpserver.log == []


async def test_only_the_start_of_an_endless_answer_is_read(httpserver: HTTPServer) -> None:
    sent: list[int] = []

    def endless(_: Incoming) -> Outgoing:
        def chunks() -> Iterator[bytes]:
            for number in range(10_000):
                sent.append(number)
                yield b"\x00\xc3\xa9" * 20_000

        return Outgoing(chunks())

    httpserver.expect_request("/").respond_with_handler(endless)
    answer = await post(httpserver.url_for("/"), allow=allowed(httpserver))
    assert answer.excerpt == "é" * 2000
    assert len(sent) < 1000


@pytest.mark.parametrize("value", ["90", "Mon, 23 Nov 2026 09:31:30 GMT"])
async def test_a_wish_to_wait_is_passed_on(httpserver: HTTPServer, value: str) -> None:
    httpserver.expect_request("/").respond_with_data("", status=503, headers={"Retry-After": value})
    answer = await post(httpserver.url_for("/"), allow=allowed(httpserver))
    assert answer.retry_after == timedelta(seconds=90)


async def test_posts_at_once_share_connections_and_leave_none_behind() -> None:
    made: list[asyncio.StreamWriter] = []
    ended, both = asyncio.Event(), asyncio.Barrier(2)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        made.append(writer)
        while await reader.readline():
            await reader.readuntil(b"{}")
            await both.wait()  # neither is ever alone, however late one of them begins
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        writer.close()
        if all(each.is_closing() for each in made):
            ended.set()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    where = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    sender = SafePost(user_agent="t", allow=frozenset({where}))

    async def one_after_another() -> None:
        for _ in range(5):
            assert (await sender(f"http://{where}/", content=b"{}", headers={})).status == 200

    async with server, anyio.create_task_group() as group:
        for _ in range(2):
            group.start_soon(one_after_another)
    await ended.wait()
    assert len(made) == 2


async def drip(server: socket.socket, piece: bytes, pause: float) -> None:
    """Answer one client with a piece again and again."""
    loop = asyncio.get_running_loop()
    client, _ = await loop.sock_accept(server)
    with client, suppress(OSError):
        while True:
            await loop.sock_sendall(client, piece)
            await asyncio.sleep(pause)


@pytest.mark.parametrize(
    ("piece", "pause"),
    [(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 1000 + b"\r\n", 0), (b"H", 0.01), (b"X: " + b"y" * 70_000, 0)],
)
async def test_endless_and_dripping_headers_are_cut_off(piece: bytes, pause: float) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        where = f"127.0.0.1:{server.getsockname()[1]}"
        dripping = asyncio.create_task(drip(server, piece, pause))
        with pytest.raises(FetchError):
            await post(f"http://{where}/", allow=where, patience=0.5)
        dripping.cancel()
        with suppress(asyncio.CancelledError):
            await dripping


async def test_a_silent_receiver_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        where = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(FetchError, match=r"no answer within|could not be reached"):
            await post(f"http://{where}/", allow=where, patience=0.2)


async def test_a_receiver_that_is_not_there_is_a_network_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(FetchError, match="could not be reached"):
        await post(f"http://{where}/", allow=where)


async def test_a_name_that_does_not_exist_is_a_network_error() -> None:
    async def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchError, match="cannot be resolved"):
        await post("http://nowhere.invalid/", resolver=unknown)


class Lingering(httpcore.AsyncNetworkBackend):
    """A network whose first connection is not closed before it may be."""

    def __init__(self) -> None:
        self.closing, self.may_close = anyio.Event(), anyio.Event()
        self._real = httpcore.AnyIOBackend()

    async def connect_tcp(self, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        """Connect; whatever comes after the first closes at once."""
        stream = await self._real.connect_tcp(*args, **options)
        return stream if self.closing.is_set() else _LingeringStream(stream, self)


class _LingeringStream(httpcore.AsyncNetworkStream):
    def __init__(self, stream: httpcore.AsyncNetworkStream, network: Lingering) -> None:
        self._stream, self._network = stream, network
        self.read, self.write = stream.read, stream.write  # type: ignore[method-assign]
        self.get_extra_info = stream.get_extra_info  # type: ignore[method-assign]

    async def aclose(self) -> None:
        self._network.closing.set()
        await self._network.may_close.wait()
        await self._stream.aclose()


async def test_a_post_that_comes_while_another_hangs_up_ends_neither_badly() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"{}")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await reader.read()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    place = "127.0.0.1:" + str(server.sockets[0].getsockname()[1])
    network = Lingering()
    sender = SafePost(user_agent="t", allow=frozenset({place}), network=network)
    ended: list[int] = []

    async def send() -> None:
        ended.append((await sender(f"http://{place}/", content=b"{}", headers={})).status)

    async with server, anyio.create_task_group() as group:
        group.start_soon(send)
        await network.closing.wait()
        await send()
        network.may_close.set()
    assert ended == [200, 200]
