"""The polite client that sources are polled with."""

import asyncio
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import httpx

from recallwatch import __version__
from recallwatch.errors import AddressRefused, FetchError, RateLimited
from recallwatch.model import Payload, Validator
from recallwatch.ports import Request, Response

from .body import read_body
from .politeness import REAL, Politeness, Waits
from .retry_after import parse_retry_after
from .robots import Robots
from .sniff import check_body
from .words import failure_words, is_transient, status_words

_MAX_REDIRECTS = 5
_RETRIES = 2
_BACKOFF = 1.0
_KEPT_HEADERS = ("content-language", "content-type", "date", "etag", "last-modified")
_WAIT_UNSAID = timedelta(minutes=5)
_WAIT_LEAST, _WAIT_MOST = timedelta(seconds=1), timedelta(hours=24)


class Fetcher:
    """Fetches for sources: declared User-Agent, one request at a time per host, conditional, capped.

    ``async with Fetcher(...) as fetcher: await fetcher.get(...)``. Raises ``FetchError``, ``RateLimited`` or
    ``PayloadError`` and nothing of the HTTP library's. ``origins`` maps an origin to the one to ask instead
    (mirrors, replays). Proxies of the environment are honoured, unless ``transport`` makes what is called instead:
    ``GuardedTransport`` for addresses that people gave us.

        get: robots.txt (pages) -> [turn of the host -> exchange] per redirect -> status -> sniff -> Response
    """

    def __init__(
        self,
        *,
        contact: str,
        timeout: float,
        max_bytes: int,
        origins: Mapping[str, str],
        min_interval: float = 1.0,
        waits: Waits = REAL,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
    ) -> None:
        self._agent = f"recallwatch/{__version__} (+{contact})"
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._origins = {origin.rstrip("/"): target.rstrip("/") for origin, target in origins.items()}
        self._waits = waits
        self._transport = transport
        self._politeness = Politeness(min_interval=min_interval, waits=waits)
        self._robots: dict[str, Robots] = {}
        self._client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        headers = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=self._timeout,
            follow_redirects=False,
            transport=self._transport() if self._transport else None,
            trust_env=self._transport is None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def get(
        self, request: Request, *, source: str, validator: Validator | None, now: Callable[[], datetime]
    ) -> Response:
        """Do one request for a source; the payload's digest is that of the decoded body.

        A 304 comes back as ``unchanged`` with the validator's digest and no content.
        """
        known = validator or Validator()
        conditions = _conditions(known) if request.conditional and not request.post else {}
        ask = _Ask(conditions, request.also, request.post)
        answer = await self._follow(request.url, ask, page=request.page, now=now)
        if answer.status == 304 and conditions:
            return _not_modified(request, answer, source=source, known=known, at=now())
        its_own = answer.status in request.also
        if not its_own:
            _check_status(answer, url=request.url, now=now())
        check_body(answer.body, expect=request.expect, url=request.url, may_refuse=its_own)
        payload = Payload(
            sha256=hashlib.sha256(answer.body).hexdigest(),
            source=source,
            url=request.url,
            content=answer.body,
            fetched_at=now(),
            status=answer.status,
            headers=_kept(answer.headers),
        )
        return Response(payload, unchanged=payload.sha256 == known.sha256)

    async def _follow(
        self,
        address: str,
        ask: "_Ask",
        *,
        page: bool,
        now: Callable[[], datetime],
    ) -> "_Answer":
        url = _parse(address, of=address)
        for _ in range(_MAX_REDIRECTS + 1):
            if page:
                await self._ask_robots(url, now)
            answer = await self._with_retries(url, ask)
            if answer.status not in (301, 302, 303, 307, 308) or not answer.headers.get("location"):
                return answer
            if ask.post:
                raise FetchError("a search that was posted was redirected", url=address)
            url = _parse(answer.headers["location"], of=address, base=url)
        raise FetchError(f"more than {_MAX_REDIRECTS} redirects", url=address)

    async def _ask_robots(self, url: httpx.URL, now: Callable[[], datetime]) -> None:
        robots = self._robots.get(_origin(url))
        if robots is None or not robots.fresh(now()):
            robots = await self._read_robots(url, now)
            self._robots[_origin(url)] = robots
            self._politeness.slow_down(self._actual(url).netloc.decode(), robots.crawl_delay())
        if not robots.allows(str(url)):
            rule = robots.rule_against(str(url))
            raise FetchError(f"robots.txt of {url.host} forbids it (Disallow: {rule})", url=str(url))

    async def _read_robots(self, url: httpx.URL, now: Callable[[], datetime]) -> Robots:
        """A site without robots.txt (4xx) allows all; one that cannot say (5xx) is left alone for now."""
        address = f"{_origin(url)}/robots.txt"
        answer = await self._follow(address, _Ask(), page=False, now=now)
        if answer.status == 429 or answer.status >= 500:
            _check_status(answer, url=address, now=now())
        return Robots.from_body(answer.body if 200 <= answer.status < 300 else b"", now=now())

    async def _with_retries(self, url: httpx.URL, ask: "_Ask") -> "_Answer":
        for attempt in range(_RETRIES + 1):
            try:
                return await self._exchange(url, ask)
            except AddressRefused as error:
                raise FetchError(str(error), url=str(url)) from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                if attempt == _RETRIES or not is_transient(error):
                    raise FetchError(failure_words(error), url=str(url)) from error
            await self._waits.sleep(_BACKOFF * 2**attempt * (1 + self._waits.jitter()))
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def _exchange(self, url: httpx.URL, ask: "_Ask") -> "_Answer":
        if self._client is None:
            raise RuntimeError("a Fetcher is used inside its async with block")
        actual = self._actual(url)
        async with self._politeness.turn(actual.netloc.decode()):
            try:
                async with (
                    asyncio.timeout(self._timeout),
                    self._client.stream(ask.method, actual, headers=ask.headers, content=ask.content) as response,
                ):
                    wanted = response.is_success or response.status_code in ask.also
                    body = await self._body(response, url) if wanted else b""
                    return _Answer(response.status_code, response.headers, body)
            except TimeoutError as error:
                raise FetchError(f"no complete answer within {self._timeout:g} s", url=str(url)) from error

    async def _body(self, response: httpx.Response, url: httpx.URL) -> bytes:
        return await read_body(
            response.aiter_raw(),
            encoding=response.headers.get("content-encoding", ""),
            length=response.headers.get("content-length", ""),
            max_bytes=self._max_bytes,
            url=str(url),
        )

    def _actual(self, url: httpx.URL) -> httpx.URL:
        target = self._origins.get(_origin(url))
        return url if target is None else httpx.URL(target + url.raw_path.decode("ascii"))


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is sent beside the address, and which statuses beside 2xx have a body worth reading."""

    conditions: Mapping[str, str] = field(default_factory=dict)
    also: Collection[int] = ()
    post: str = ""

    @property
    def method(self) -> str:
        return "POST" if self.post else "GET"

    @property
    def headers(self) -> dict[str, str]:
        return {**self.conditions, **({"Content-Type": "application/json"} if self.post else {})}

    @property
    def content(self) -> bytes | None:
        return self.post.encode() if self.post else None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _parse(address: str, *, of: str, base: httpx.URL | None = None) -> httpx.URL:
    """Read an address, relative to ``base``; only http and https are fetched."""
    try:
        url = base.join(address) if base else httpx.URL(address)
    except httpx.InvalidURL as error:
        raise FetchError(f"not an address: {error}", url=of) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"only http and https addresses are fetched, not {str(url)!r}", url=of)
    return url.copy_with(fragment=None)


def _conditions(known: Validator) -> dict[str, str]:
    pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _check_status(answer: _Answer, *, url: str, now: datetime) -> None:
    """Raise unless 2xx: ``RateLimited`` when the host asks to wait, else ``FetchError``."""
    if 200 <= answer.status < 300:
        return
    words = status_words(answer.status)
    wish = parse_retry_after(answer.headers.get("retry-after", ""), now=now)
    if answer.status == 429 or (answer.status == 503 and wish is not None):
        wait = min(max(_WAIT_UNSAID if wish is None else wish, _WAIT_LEAST), _WAIT_MOST)
        raise RateLimited(f"{words}; wait {int(wait.total_seconds())} s", url=url, retry_after=wait)
    raise FetchError(words, url=url)


def _not_modified(request: Request, answer: _Answer, *, source: str, known: Validator, at: datetime) -> Response:
    headers = {"etag": known.etag, "last-modified": known.last_modified} | dict(_kept(answer.headers))
    payload = Payload(
        sha256=known.sha256,
        source=source,
        url=request.url,
        content=b"",
        fetched_at=at,
        status=304,
        headers=tuple(sorted((name, value) for name, value in headers.items() if value)),
    )
    return Response(payload, unchanged=True)


def _kept(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name, headers[name]) for name in _KEPT_HEADERS if name in headers)
