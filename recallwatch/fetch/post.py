"""One guarded POST to an address somebody gave us: webhooks go through here and nowhere else.

Built on httpcore directly: it knows no proxies, redirects, cookies or environment, so none can lead around the
guard.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import httpcore

from recallwatch.errors import FetchError
from recallwatch.ports import PostResult
from recallwatch.text.clean import clean

from .guard import GuardedNetwork, Resolver, Target, check_target, resolve
from .retry_after import parse_retry_after

_EXCERPT_CHARS = 1000
_READ_BYTES = 64 * 1024
_BODY_SECONDS = 5.0


def _now() -> datetime:
    return datetime.now(UTC)


class SafePost:
    """``ports.Post``: public addresses only, judged at the moment of connecting; no redirects, no proxies.

    Ports 80, 443, 8080 and 8443; ``allow`` exempts exact ``host:port`` strings from port and address rules.
    ``timeout`` bounds the whole of it. Raises ``AddressRefused`` or ``FetchError``.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout: float = 15.0,
        allow: frozenset[str] = frozenset(),
        resolver: Resolver = resolve,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._user_agent = user_agent
        self._timeout = timeout
        self._allow = frozenset(entry.lower() for entry in allow)
        self._resolver = resolver
        self._now = now
        self._ssl = httpcore.default_ssl_context()

    async def __call__(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> PostResult:
        """POST once; any status is a result."""
        target = check_target(url, allow=self._allow)
        network = GuardedNetwork(resolver=self._resolver, exempt=target.exempt)
        try:
            async with (
                asyncio.timeout(self._timeout),
                httpcore.AsyncConnectionPool(ssl_context=self._ssl, network_backend=network) as pool,
                pool.stream(
                    "POST",
                    _url(target),
                    headers=self._headers(target, headers),
                    content=content,
                    extensions=self._limits(),
                ) as response,
            ):
                return PostResult(response.status, await _excerpt(response), self._wish(response))
        except TimeoutError as error:
            raise FetchError(f"no answer within {self._timeout:g} s", url=url) from error
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise FetchError(f"the receiver could not be reached: {error}".rstrip(": "), url=url) from error

    def _headers(self, target: Target, extra: Mapping[str, str]) -> list[tuple[str, str]]:
        own = {
            "host": target.authority,
            "user-agent": self._user_agent,
            "accept-encoding": "identity",
            "connection": "close",
        }
        return list((own | {name.lower(): value for name, value in extra.items()}).items())

    def _limits(self) -> dict[str, Any]:
        limits = dict.fromkeys(("read", "write", "pool"), self._timeout)
        # Less than the whole, so that a name's second address is tried when its first one swallows everything.
        return {"timeout": limits | {"connect": self._timeout / 3}}

    def _wish(self, response: httpcore.Response) -> timedelta | None:
        for name, value in response.headers:
            if name.lower() == b"retry-after":
                return parse_retry_after(value.decode("latin-1"), now=self._now())
        return None


def _url(target: Target) -> httpcore.URL:
    return httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)


async def _excerpt(response: httpcore.Response) -> str:
    """The first characters of the body; a body that breaks or dawdles does not undo the status."""
    body = b""
    with suppress(TimeoutError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
        async with asyncio.timeout(_BODY_SECONDS):
            async for chunk in response.aiter_stream():
                body += chunk
                if len(body) >= _READ_BYTES:
                    break
    return clean(body[:_READ_BYTES].decode("utf-8", "replace"))[:_EXCERPT_CHARS]
