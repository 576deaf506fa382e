"""No address that somebody gives makes us call inside: written as a number, hidden in a name, or changing."""

import re
from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_address

import httpcore
import pytest
from pytest_httpserver import HTTPServer

from recallwatch.errors import AddressRefused, FetchError
from recallwatch.fetch import GuardedTransport, SafePost
from recallwatch.ports import Response

from .making import guarded_fetcher, read
from .names import NameServer, name_server

pytestmark = pytest.mark.anyio

INSIDE = (
    "0.0.0.0 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 168.63.129.16 169.254.0.1 "
    "169.254.169.254 172.16.0.1 172.31.255.254 192.0.0.170 192.0.2.10 192.88.99.1 192.168.0.1 198.18.0.1 "
    "198.19.255.254 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255"
)
INSIDE_V6 = (
    ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:100.64.0.1 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 "
    "64:ff9b:1::1 100::1 2001:0:7f00:1:: 2001:db8::1 2002:7f00:1:: 2002:c0a8:1:: 3fff::1 5f00::1 fc00::1 "
    "fd00:ec2::254 fe80::1 fec0::1 ff02::1 ff0e::1"
)
SPELT = [
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://127.0.0.1./",
    "http://127.0.0.1.:80/",
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://127．0．0．1/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%00.example.org/",
    "http://127.0.0.1:80@example.org/",
    "http://example.org@127.0.0.1/",
    "http://user:secret@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http://127.0.0.1#@example.org/",
    "http://[::1%25lo]/",
    "http://[::ffff:127.0.0.1%25lo]/",
    "http://[fe80::1%25eth0]/",
    "http://example.org:22/",
    "http://example.org:6379/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:70/",
    "http:///",
    "//127.0.0.1/",
]
TARGETS = [*(f"http://{ip}/" for ip in INSIDE.split()), *(f"http://[{ip}]/" for ip in INSIDE_V6.split()), *SPELT]


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


def test_the_table_is_long_enough() -> None:
    assert len(set(TARGETS)) >= 60


@pytest.fixture(scope="module")
def names() -> Iterator[NameServer]:
    """A name server that knows the local names only."""
    with name_server(localhost=[["127.0.0.1", "::1"]], example__org=[["8.8.8.8"]]) as server:
        yield server


@pytest.fixture(scope="module")
def wire() -> Wire:
    """The network that all posts of the table would go over."""
    return Wire()


@pytest.fixture(scope="module")
def post(wire: Wire, names: NameServer) -> SafePost:
    """One client for the whole table: making one reads every certificate there is."""
    return SafePost(user_agent="t", network=wire, resolver=names.resolver)


@pytest.mark.parametrize("url", TARGETS)
async def test_a_hostile_target_is_never_called(url: str, post: SafePost, wire: Wire) -> None:
    with pytest.raises(AddressRefused):
        await post(url, content=b"{}", headers={})
    assert wire.called == []


async def test_no_page_at_a_hostile_target_is_read(names: NameServer) -> None:
    async with guarded_fetcher(lambda: GuardedTransport(resolver=names.resolver)) as fetcher:
        for url in TARGETS:
            with pytest.raises(FetchError):
                await read(fetcher, url)


async def test_a_public_target_is_called() -> None:
    wire = Wire()
    with pytest.raises(FetchError):
        await SafePost(user_agent="t", network=wire)("http://8.8.8.8/", content=b"{}", headers={})
    assert wire.called == ["8.8.8.8"]


async def test_no_name_that_leads_inside_is_called() -> None:
    inside = [*INSIDE.split(), *INSIDE_V6.split()]
    wire = Wire()
    with name_server(hooks__example__org=[[address] for address in inside]) as names:
        post = SafePost(user_agent="t", network=wire, resolver=names.resolver)
        for address in inside:
            with pytest.raises(AddressRefused, match=re.escape(str(ip_address(address)))):
                await post("https://hooks.example.org/", content=b"{}", headers={})
    assert wire.called == []


async def test_a_name_that_turns_inside_between_two_posts_is_refused_at_the_second() -> None:
    wire = Wire()
    with name_server(rebind__example__org=[["8.8.8.8"], ["127.0.0.1"], ["8.8.4.4"]]) as names:
        post = SafePost(user_agent="t", network=wire, resolver=names.resolver)
        for kind in (FetchError, AddressRefused, FetchError):
            with pytest.raises(kind):
                await post("http://rebind.example.org/", content=b"{}", headers={})
    assert wire.called == ["8.8.8.8", "8.8.4.4"]


async def test_a_name_is_asked_once_a_connection_so_no_second_answer_can_slip_in() -> None:
    wire = Wire()
    with name_server(rebind__example__org=[["8.8.8.8"], ["127.0.0.1"]]) as names:
        with pytest.raises(FetchError):
            await SafePost(user_agent="t", network=wire, resolver=names.resolver)(
                "http://rebind.example.org/", content=b"{}", headers={}
            )
        assert [kind for name, kind in names.asked] == [1, 28]
    assert wire.called == ["8.8.8.8"]


async def test_one_inside_answer_of_either_family_refuses_the_whole_name() -> None:
    wire = Wire()
    with name_server(mixed__example__org=[["8.8.8.8", "fd00::1"]]) as names:
        post = SafePost(user_agent="t", network=wire, resolver=names.resolver)
        with pytest.raises(AddressRefused, match="fd00::1"):
            await post("http://mixed.example.org/", content=b"{}", headers={})
    assert wire.called == []


async def test_a_page_that_redirects_inside_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": "http://127.0.0.1/admin"})
    with pytest.raises(FetchError, match="not a public address"):
        await _page(httpserver.url_for("/feed"), lambda: GuardedTransport(allow=_exempt(httpserver)))
    assert [incoming.path for incoming, _ in httpserver.log] == ["/feed"]


async def test_a_page_whose_name_turns_inside_is_refused(httpserver: HTTPServer) -> None:
    with name_server(page__example__org=[["127.0.0.1"]]) as names:
        transport = GuardedTransport(resolver=names.resolver)
        with pytest.raises(FetchError, match=r"page\.example\.org leads to 127\.0\.0\.1"):
            await _page("http://page.example.org/", lambda: transport)


async def test_a_page_is_read_without_proxies_or_netrc(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    httpserver.expect_request("/feed").respond_with_data("<rss/>", content_type="application/rss+xml")
    answer = await _page(httpserver.url_for("/feed"), lambda: GuardedTransport(allow=_exempt(httpserver)))
    assert answer.payload.content == b"<rss/>"


async def _page(url: str, transport: Callable[[], GuardedTransport]) -> Response:
    async with guarded_fetcher(transport) as fetcher:
        return await read(fetcher, url)


def _exempt(server: HTTPServer) -> frozenset[str]:
    return frozenset({f"{server.host}:{server.port}"})
