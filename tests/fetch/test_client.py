import gzip
import hashlib

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Incoming
from werkzeug import Response as Outgoing

from recallwatch import __version__
from recallwatch.errors import FetchError, PayloadError
from recallwatch.model import Validator

from .making import NOW, FakeTime, get

pytestmark = pytest.mark.anyio


async def test_an_answer_becomes_a_payload_under_its_digest(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a", query_string="x=1").respond_with_data(
        b'{"a":1}', content_type="application/json", headers={"ETag": '"e1"', "X-Other": "no"}
    )
    payload = (await get(httpserver.url_for("/a") + "?x=1", expect="json")).payload
    assert payload.sha256 == hashlib.sha256(b'{"a":1}').hexdigest()
    assert (payload.source, payload.status, payload.fetched_at) == ("test", 200, NOW)
    assert payload.url == httpserver.url_for("/a") + "?x=1"
    headers = dict(payload.headers)
    assert headers["etag"] == '"e1"'
    assert headers["content-type"] == "application/json"
    assert "x-other" not in headers


async def test_says_who_asks(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("hello")
    await get(httpserver.url_for("/"))
    incoming, _ = httpserver.log[0]
    assert incoming.headers["User-Agent"] == f"recallwatch/{__version__} (+ops@example.org)"


async def test_digest_and_content_are_of_the_decoded_body(httpserver: HTTPServer) -> None:
    body = gzip.compress(b"first ") + gzip.compress(b"second")
    httpserver.expect_request("/").respond_with_data(body, headers={"Content-Encoding": "gzip"})
    payload = (await get(httpserver.url_for("/"))).payload
    assert payload.content == b"first second"
    assert payload.sha256 == hashlib.sha256(b"first second").hexdigest()


def _conditional(incoming: Incoming) -> Outgoing:
    known = incoming.headers.get("If-None-Match") == '"v1"' and "If-Modified-Since" in incoming.headers
    return Outgoing(status=304) if known else Outgoing("body", headers={"ETag": '"v1"'})


KNOWN = Validator(etag='"v1"', last_modified="Mon, 23 Nov 2026 08:00:00 GMT", sha256="abc")


async def test_304_is_unchanged_and_keeps_the_validators(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_handler(_conditional)
    answer = await get(httpserver.url_for("/"), validator=KNOWN)
    assert answer.unchanged
    assert (answer.payload.status, answer.payload.sha256, answer.payload.content) == (304, "abc", b"")
    assert dict(answer.payload.headers)["etag"] == '"v1"'
    assert dict(answer.payload.headers)["last-modified"] == KNOWN.last_modified


async def test_without_conditions_the_whole_body_is_asked_for(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_handler(_conditional)
    answer = await get(httpserver.url_for("/"), validator=KNOWN, conditional=False)
    assert (answer.unchanged, answer.payload.status) == (False, 200)


async def test_the_same_bytes_again_are_unchanged(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("body")
    known = Validator(sha256=hashlib.sha256(b"body").hexdigest())
    answer = await get(httpserver.url_for("/"), validator=known)
    assert (answer.unchanged, answer.payload.content) == (True, b"body")


async def test_a_304_nobody_asked_for_is_an_error(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(status=304)
    with pytest.raises(FetchError, match="304"):
        await get(httpserver.url_for("/"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500, 502, 503])
async def test_other_answers_are_errors_in_words_and_not_asked_again(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/").respond_with_data("no", status=status)
    with pytest.raises(FetchError, match=rf"HTTP {status} \([A-Z]"):
        await get(httpserver.url_for("/"))
    assert len(httpserver.log) == 1


async def test_redirects_are_followed_and_the_payload_keeps_the_asked_address(httpserver: HTTPServer) -> None:
    for step in range(5):
        httpserver.expect_request(f"/{step}").respond_with_data(status=302, headers={"Location": f"/{step + 1}"})
    httpserver.expect_request("/5").respond_with_data("there")
    payload = (await get(httpserver.url_for("/0"))).payload
    assert (payload.content, payload.url) == (b"there", httpserver.url_for("/0"))


async def test_a_sixth_redirect_is_one_too_many(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(status=301, headers={"Location": "/"})
    with pytest.raises(FetchError, match="more than 5 redirects"):
        await get(httpserver.url_for("/"))
    assert len(httpserver.log) == 6


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://example.org/x", "javascript:alert(1)"])
async def test_redirects_leave_http_never(httpserver: HTTPServer, where: str) -> None:
    httpserver.expect_request("/").respond_with_data(status=302, headers={"Location": where})
    with pytest.raises(FetchError, match=r"only http and https|URL"):
        await get(httpserver.url_for("/"))


async def test_an_origin_is_replaced_and_path_and_query_kept(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/recalls/a b", query_string="q=1%202").respond_with_data("mirror")
    origins = {"https://www.maker.test": httpserver.url_for("").rstrip("/")}
    payload = (await get("https://www.maker.test/recalls/a%20b?q=1%202", origins=origins)).payload
    assert payload.content == b"mirror"
    assert payload.url == "https://www.maker.test/recalls/a%20b?q=1%202"


@pytest.mark.parametrize("url", ["ftp://example.org/", "recalls.json", "http://", "http://a\nb/"])
async def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        await get(url)


async def test_a_fresh_answer_needs_no_wait(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("x")
    time = FakeTime()
    await get(httpserver.url_for("/"), time=time)
    assert time.slept == []


async def test_a_status_that_is_an_answer_of_the_service_brings_its_body(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data('{"error": {}}', status=404)
    payload = (await get(httpserver.url_for("/"), expect="json", also=(404,))).payload
    assert (payload.status, payload.content) == (404, b'{"error": {}}')
    with pytest.raises(FetchError, match="404"):
        await get(httpserver.url_for("/"), expect="json", also=(410,))


async def test_a_block_page_is_no_answer_whatever_statuses_are(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("<html>Not here</html>", status=404)
    with pytest.raises(PayloadError):
        await get(httpserver.url_for("/"), expect="json", also=(404,))


async def test_a_search_is_posted_as_json_and_never_conditional(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/search", method="POST", json={"page": 1}).respond_with_data("[7]")
    answer = await get(httpserver.url_for("/search"), post='{"page": 1}', validator=KNOWN, expect="json")
    incoming, _ = httpserver.log[0]
    assert (answer.payload.content, answer.payload.url) == (b"[7]", httpserver.url_for("/search"))
    assert incoming.headers["Content-Type"] == "application/json"
    assert "If-None-Match" not in incoming.headers


async def test_a_posted_search_follows_no_redirect(httpserver: HTTPServer) -> None:
    moved = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request("/search", method="POST").respond_with_data("", status=302, headers=moved)
    with pytest.raises(FetchError, match="was redirected"):
        await get(httpserver.url_for("/search"), post="{}")
    assert len(httpserver.log) == 1
