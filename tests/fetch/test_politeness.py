import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer

from recallwatch.errors import FetchError, RateLimited
from recallwatch.fetch import Fetcher
from recallwatch.fetch.politeness import Politeness
from recallwatch.fetch.retry_after import parse_retry_after
from recallwatch.ports import Request

from .making import NOW, FakeTime, get

pytestmark = pytest.mark.anyio


async def test_requests_to_one_host_are_spaced_and_never_together() -> None:
    time = FakeTime()
    polite = Politeness(min_interval=1.0, waits=time.waits)
    inside: list[str] = []

    async def request() -> None:
        async with polite.turn("a.test"):
            inside.append("in")
            assert inside.count("in") - inside.count("out") == 1
            await asyncio.sleep(0)
            inside.append("out")

    await asyncio.gather(*(request() for _ in range(4)))
    assert time.slept == [1.0, 1.0, 1.0]


async def test_other_hosts_do_not_wait() -> None:
    time = FakeTime()
    polite = Politeness(min_interval=1.0, waits=time.waits)
    for host in ("a.test", "b.test"):
        async with polite.turn(host):
            pass
    assert time.slept == []


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Mon, 23 Nov 2026 09:32:00 GMT", 120),
        ("Monday, 23-Nov-26 09:32:00 GMT", 120),
        ("Mon, 23 Nov 2026 09:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("²", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, seconds: int | None) -> None:
    wish = parse_retry_after(value, now=NOW)
    assert wish == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "7", 7),
        (429, "Mon, 23 Nov 2026 09:31:00 GMT", 60),
        (429, "", 300),
        (429, "0", 1),
        (429, "99999999", 86400),
        (503, "7", 7),
    ],
)
async def test_a_host_that_asks_to_wait_is_waited_for(
    httpserver: HTTPServer, status: int, value: str, seconds: int
) -> None:
    headers = {"Retry-After": value} if value else {}
    httpserver.expect_request("/").respond_with_data("slow", status=status, headers=headers)
    with pytest.raises(RateLimited) as caught:
        await get(httpserver.url_for("/"))
    assert caught.value.retry_after == timedelta(seconds=seconds)
    assert len(httpserver.log) == 1


ROBOTS = """
User-agent: *
Disallow: /

User-agent: recallwatch
Disallow: /private
Disallow: /*.pdf$
Crawl-delay: 90
"""


async def test_a_page_forbidden_by_robots_txt_is_left_alone_and_the_rule_named(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(ROBOTS)
    with pytest.raises(FetchError, match=r"robots\.txt.*/private"):
        await get(httpserver.url_for("/private/x"), page=True)
    with pytest.raises(FetchError, match=r"/\*\.pdf\$"):
        await get(httpserver.url_for("/a.pdf"), page=True)
    assert [incoming.path for incoming, _ in httpserver.log] == ["/robots.txt", "/robots.txt"]


async def test_a_page_allowed_to_us_is_fetched_after_the_pause_asked_for(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(ROBOTS)
    httpserver.expect_request("/recalls").respond_with_data("list")
    time = FakeTime()
    assert (await get(httpserver.url_for("/recalls"), page=True, time=time)).payload.content == b"list"
    assert time.slept == [30.0]


async def test_an_api_is_not_asked_for_robots_txt(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/api").respond_with_data("{}")
    await get(httpserver.url_for("/api"))
    assert len(httpserver.log) == 1


async def test_a_redirect_into_a_forbidden_page_is_not_followed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(ROBOTS)
    httpserver.expect_request("/open").respond_with_data(status=302, headers={"Location": "/private/x"})
    with pytest.raises(FetchError, match="/private"):
        await get(httpserver.url_for("/open"), page=True)


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)])
async def test_no_robots_txt_allows_all_and_a_failing_one_nothing(
    httpserver: HTTPServer, status: int, allowed: bool
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("x", status=status)
    httpserver.expect_request("/page").respond_with_data("page")
    if allowed:
        assert (await get(httpserver.url_for("/page"), page=True)).payload.content == b"page"
    else:
        with pytest.raises(FetchError, match=f"HTTP {status}"):
            await get(httpserver.url_for("/page"), page=True)


async def test_robots_txt_is_read_once_a_day(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("")
    httpserver.expect_request("/page").respond_with_data("page")
    moments = [datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hours) for hours in (0, 23, 24)]
    async with Fetcher(contact="x", timeout=10, max_bytes=1000, origins={}, waits=FakeTime().waits) as fetcher:
        for moment in moments:
            request = Request(httpserver.url_for("/page"), page=True)
            await fetcher.get(request, source="s", validator=None, now=lambda at=moment: at)  # type: ignore[misc]
    assert [incoming.path for incoming, _ in httpserver.log].count("/robots.txt") == 2
