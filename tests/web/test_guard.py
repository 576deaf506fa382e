"""What every request passes: where a post may come from, how large it may be, what browsers are told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import NoReturn

import anyio
import httpx
import pytest
from starlette.datastructures import Headers
from structlog.testing import capture_logs

from recallwatch.errors import StoreBusy
from recallwatch.web.guard import MAX_BODY, refused

from .site import HOST, Site, words_of

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "cross-site", "origin": f"https://{HOST}"}, True),
        ({"origin": f"https://{HOST}"}, False),
        ({"origin": "https://evil.example"}, True),
        ({"origin": f"https://{HOST}.evil.example"}, True),
        ({"origin": f"https://{HOST}:444"}, True),
        ({"origin": "null"}, True),
        ({}, True),
    ],
)
def test_a_post_is_taken_only_from_our_own_pages(headers: dict[str, str], expected: bool) -> None:
    assert refused("POST", "/items", Headers({"host": HOST, **headers})) is expected
    assert refused("DELETE", "/items", Headers({"host": HOST, **headers})) is expected
    assert not refused("GET", "/items", Headers({"host": HOST, **headers}))


def test_behind_a_proxy_that_replaces_the_host_our_public_address_counts() -> None:
    headers = Headers({"host": "10.0.0.7:8000", "origin": f"https://{HOST}"})
    assert refused("POST", "/items", headers)
    assert not refused("POST", "/items", headers, own_host=HOST)


def test_a_request_without_host_is_not_from_our_pages() -> None:
    assert refused("POST", "/items", Headers({"origin": "file://"}))


def test_only_the_one_click_post_is_exempt() -> None:
    assert not refused("POST", "/unsubscribe/a/b/c", Headers({}))
    assert refused("DELETE", "/unsubscribe/a/b/c", Headers({}))
    assert refused("POST", "/sign-in/unsubscribe/", Headers({}))


def test_a_foreign_post_gets_a_readable_refusal(site: Site) -> None:
    answer = site.ask("POST", "/sign-in", headers={"Sec-Fetch-Site": "cross-site"}, data={"email": "a@example.org"})
    assert answer.status_code == 403
    assert "only taken from our own pages" in words_of(answer)
    assert site.mail.links == []


@pytest.mark.parametrize("length", ["", "999999999", "1", "many"])
def test_a_large_body_is_refused_whatever_length_it_claims(site: Site, length: str) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": FORM}
    if length:
        headers["Content-Length"] = length
    answer = site.ask("POST", "/sign-in", headers=headers, content=b"email=" + b"x" * MAX_BODY)
    assert answer.status_code == 413
    assert "At most 64 kB" in words_of(answer)


def test_a_body_without_length_is_counted_as_it_comes(site: Site) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"email=" + b"x" * 1000

    async def run() -> httpx.Response:
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": FORM}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=site.app), base_url=site.base) as client:
            return await client.post("/sign-in", headers=headers, content=body())

    assert anyio.run(run).status_code == 413


def test_a_form_of_too_many_fields_is_refused(site: Site) -> None:
    fields = "&".join(f"f{n}=1" for n in range(2000)).encode()
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": FORM}
    assert site.ask("POST", "/sign-in", headers=headers, content=fields).status_code == 400


@pytest.mark.parametrize("path", ["/", "/nothing", "/feed.atom", "/healthz", "/sign-in/some-token", "/broken"])
def test_every_answer_binds_the_browser(site: Site, path: str) -> None:
    @site.app.get("/broken")
    def broken() -> None:
        raise RuntimeError("at night")

    headers = site.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_failure_gives_a_friendly_page_and_is_logged_without_the_token(site: Site) -> None:
    @site.app.get("/broken/{token}")
    def broken(token: str) -> None:
        raise RuntimeError("at night")

    with capture_logs() as logs:
        answer = site.get("/broken/s3cret")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in words_of(answer)
    assert "at night" not in answer.text
    (entry,) = logs
    assert entry["exc_info"]
    assert "s3cret" not in str({**entry, "exc_info": None})


def test_head_answers_as_get_does(site: Site) -> None:
    assert site.ask("HEAD", "/").status_code == 200
    assert site.ask("HEAD", "/feed.atom").headers["etag"] == site.get("/feed.atom").headers["etag"]


def test_a_method_that_is_not_there_gets_a_page(site: Site) -> None:
    answer = site.ask("DELETE", "/items", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 405
    assert "That does not work here" in words_of(answer)


def test_the_sheet_is_cached_for_good_under_its_digest(site: Site) -> None:
    sheet = site.app.state.assets["style.css"].url
    assert sheet in site.get("/").text
    assert "immutable" in site.get(sheet).headers["cache-control"]
    assert site.get("/assets/style-0.css").status_code == 404


class Locked:
    """A store that cannot be had."""

    def read(self) -> NoReturn:
        raise StoreBusy("locked for 30 seconds")


def test_a_store_that_does_not_answer_is_told(site: Site) -> None:
    assert site.get("/healthz").text == "ok"
    site.app.state.context = replace(site.context, store=Locked())  # type: ignore[arg-type]
    assert site.get("/healthz").status_code == 503
    page = site.get("/notices")
    assert page.status_code == 503
    assert page.headers["retry-after"] == "30"
    assert "We cannot reach our records" in words_of(page)
