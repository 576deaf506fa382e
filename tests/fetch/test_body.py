import gzip
import socket
import threading
import tracemalloc
from collections.abc import Iterator

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Incoming
from werkzeug import Response as Outgoing

from recallwatch.errors import FetchError, PayloadError
from recallwatch.fetch.words import failure_words, is_transient

from .making import FakeTime, get

pytestmark = pytest.mark.anyio

MEGABYTE = 1_000_000


class Streamed:
    """A long body made while it is read; counts how much of it was."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        self.sent = 0

    def __call__(self, _: Incoming) -> Outgoing:
        return Outgoing(self._chunks())

    def _chunks(self) -> Iterator[bytes]:
        chunk = b"x" * MEGABYTE
        for _ in range(self.megabytes):
            self.sent += 1
            yield chunk


async def test_a_body_of_200_megabytes_is_cut_off_early(httpserver: HTTPServer) -> None:
    body = Streamed(200)
    httpserver.expect_request("/").respond_with_handler(body)
    with pytest.raises(FetchError, match="larger than 2000000 bytes"):
        await get(httpserver.url_for("/"), max_bytes=2 * MEGABYTE)
    assert body.sent < 50


async def test_a_stated_length_over_the_cap_is_not_read(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"x" * 2000)
    with pytest.raises(FetchError, match="larger than 1000 bytes"):
        await get(httpserver.url_for("/"), max_bytes=1000)


async def test_a_gzip_bomb_never_unfolds(httpserver: HTTPServer) -> None:
    bomb = gzip.compress(bytes(100 * MEGABYTE))
    httpserver.expect_request("/").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    with pytest.raises(FetchError, match="larger than 1000000 bytes"):
        await get(httpserver.url_for("/"), max_bytes=MEGABYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 * MEGABYTE


async def test_half_a_gzip_stream_is_not_an_answer(httpserver: HTTPServer) -> None:
    half = gzip.compress(b"recalls " * 1000)[:-12]
    httpserver.expect_request("/").respond_with_data(half, headers={"Content-Encoding": "gzip"})
    with pytest.raises(PayloadError, match="stops in the middle"):
        await get(httpserver.url_for("/"))


async def test_what_claims_to_be_gzip_must_be(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("plain", headers={"Content-Encoding": "gzip"})
    with pytest.raises(PayloadError, match="not the gzip it says"):
        await get(httpserver.url_for("/"))


async def test_an_encoding_not_asked_for_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("?", headers={"Content-Encoding": "br"})
    with pytest.raises(FetchError, match="'br'"):
        await get(httpserver.url_for("/"))


@pytest.mark.parametrize(
    ("expect", "body"),
    [
        ("json", "<html>Access denied</html>"),
        ("json", "\n <!DOCTYPE html><p>Please enable cookies"),
        ("json", "Access denied"),
        ("xml", "<!doctype HTML><p>Checking your browser"),
        ("xml", "\ufeff<html lang='en'>"),
        ("xml", "<?xml version='1.0'?>\n<!-- guard -->\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'>"),
        ("xml", '{"error": 1}'),
        ("html", '{"error": "blocked"}'),
        ("json", ""),
        ("", " \n "),
    ],
)
async def test_a_body_of_another_kind_is_not_taken(httpserver: HTTPServer, expect: str, body: str) -> None:
    httpserver.expect_request("/").respond_with_data(body)
    with pytest.raises(PayloadError):
        await get(httpserver.url_for("/"), expect=expect)


@pytest.mark.parametrize(
    ("expect", "body"),
    [
        ("json", b" [1]"),
        ("json", b"\xef\xbb\xbf{}"),
        ("xml", b"\xef\xbb\xbf<?xml version='1.0'?><rss/>"),
        ("xml", "\ufeff<rss/>".encode("utf-16-le")),
        ("html", b"<!-- saved --><html>"),
        ("", b"a,b\n1,2\n"),
        ("html", b" " * 5000 + b"<html>"),
        ("xml", b"<!-- a feed --><feed><summary type='html'>&lt;html&gt;</summary></feed>"),
    ],
)
async def test_a_body_of_the_right_kind_is_taken(httpserver: HTTPServer, expect: str, body: bytes) -> None:
    httpserver.expect_request("/").respond_with_data(body)
    assert (await get(httpserver.url_for("/"), expect=expect)).payload.content == body


@pytest.fixture
def broken_server() -> Iterator[tuple[str, list[int]]]:
    """Promises 100 bytes, sends 3 and hangs up; counts the connections."""
    listener = socket.create_server(("127.0.0.1", 0))
    seen: list[int] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                seen.append(1)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/", seen
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


async def test_a_broken_answer_is_tried_twice_more_and_never_half_taken(
    broken_server: tuple[str, list[int]],
) -> None:
    url, seen = broken_server
    time = FakeTime()
    with pytest.raises(FetchError, match="before the answer was complete"):
        await get(url, time=time)
    assert len(seen) == 3
    assert [wait for wait in time.slept if wait in (1.0, 2.0)] == time.slept


async def test_a_host_that_refuses_is_named_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match="refused the connection"):
        await get(f"http://127.0.0.1:{port}/")


async def test_a_name_that_does_not_exist_is_named_in_words() -> None:
    error = httpx.ConnectError("all attempts failed")
    error.__cause__ = ExceptionGroup("attempts", [socket.gaierror(socket.EAI_NONAME, "unknown")])
    assert failure_words(error) == "the host's name cannot be resolved"
    assert is_transient(error)


async def test_plain_http_on_a_tls_address_is_not_tried_again(httpserver: HTTPServer) -> None:
    time = FakeTime()
    with pytest.raises(FetchError, match="no secure connection"):
        await get(httpserver.url_for("/").replace("http:", "https:"), time=time)
    assert time.slept == []


async def test_a_host_that_never_answers_is_given_up() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(FetchError, match=r"no complete answer|stopped answering"),
    ):
        await get(f"http://127.0.0.1:{silent.getsockname()[1]}/", patience=0.2)
