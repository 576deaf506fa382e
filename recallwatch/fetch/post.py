"""One guarded POST to an address somebody gave us: webhooks go through here and nowhere else.

Built on httpcore directly: it knows no proxies, redirects, cookies or environment, so none can lead around the
guard.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpcore
from anyio import CancelScope

from recallwatch.errors import FetchError
from recallwatch.ports import PostResult
from recallwatch.text.clean import clean

from .guard import GuardedNetwork, Resolver, Target, check_target, resolve
from .retry_after import parse_retry_after

_EXCERPT_CHARS = 2000
_READ_BYTES = 64 * 1024
_BODY_SECONDS = 5.0
_IDLE_SECONDS = 5.0


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class _Shared:
    """Of the posts under way in one event loop: how many there are, and the connections that none of them is using."""

    users: int = 0
    idle: dict[tuple[str, str, int], list[httpcore.AsyncHTTPConnection]] = field(default_factory=dict)


class SafePost:
    """``ports.Post``: public addresses only, judged at the moment of connecting; no redirects, no proxies.

    Ports 80, 443, 8080 and 8443; ``allow`` exempts exact ``host:port`` strings from port and address rules.
    ``timeout`` bounds the whole of it. Raises ``AddressRefused`` or ``FetchError``.

    Posts that are under way together share connections to the same host and port, each to the very number that was
    judged when it was made; the last one of them to end closes all.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout: float = 15.0,
        allow: frozenset[str] = frozenset(),
        resolver: Resolver = resolve,
        network: httpcore.AsyncNetworkBackend | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._user_agent = user_agent
        self._timeout = timeout
        self._allow = frozenset(entry.lower() for entry in allow)
        self._network = GuardedNetwork(resolver=resolver, allow=self._allow, network=network)
        self._now = now
        self._ssl = httpcore.default_ssl_context()
        self._shared: dict[asyncio.AbstractEventLoop, _Shared] = {}

    async def __call__(
        self, url: str, *, content: bytes, headers: Mapping[str, str], method: str = "POST"
    ) -> PostResult:
        """Send once; any status is a result."""
        target = check_target(url, allow=self._allow)
        try:
            async with (
                self._connection(target) as connection,
                asyncio.timeout(self._timeout),
                connection.stream(
                    method,
                    _url(target),
                    headers=self._headers(target, headers),
                    content=content,
                    extensions=self._limits(),
                ) as response,
            ):
                return PostResult(response.status, await _excerpt(response), self._wish(response))
        except TimeoutError as error:
            raise FetchError(f"no answer within {self._timeout:g} s", url=url, timed_out=True) from error
        except httpcore.TimeoutException as error:
            raise FetchError(
                f"the receiver did not answer in time: {error}".rstrip(": "), url=url, timed_out=True
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise FetchError(f"the receiver could not be reached: {error}".rstrip(": "), url=url) from error

    @asynccontextmanager
    async def _connection(self, target: Target) -> AsyncIterator[httpcore.AsyncHTTPConnection]:
        """A connection to the target's host that nobody uses, or a new one.

        Not httpcore's pool, which looks at every connection it has for every request.
        """
        loop = asyncio.get_running_loop()
        shared = self._shared.setdefault(loop, _Shared())
        idle = shared.idle.setdefault((target.scheme, target.host, target.port), [])
        shared.users += 1
        connection = await _usable(idle) or self._new(target)
        try:
            yield connection
        finally:
            shared.users -= 1
            left = [connection]
            if not shared.users:
                # Before anything is waited for: whoever comes while these are closed begins anew.
                del self._shared[loop]
                left += [one for each in shared.idle.values() for one in each]
            elif connection.is_idle():
                idle.append(left.pop())
            await _close(left)

    def _new(self, target: Target) -> httpcore.AsyncHTTPConnection:
        origin = _url(target).origin
        return httpcore.AsyncHTTPConnection(
            origin, ssl_context=self._ssl, keepalive_expiry=_IDLE_SECONDS, network_backend=self._network
        )

    def _headers(self, target: Target, extra: Mapping[str, str]) -> list[tuple[str, str]]:
        own = {"host": target.authority, "user-agent": self._user_agent, "accept-encoding": "identity"}
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


async def _usable(idle: list[httpcore.AsyncHTTPConnection]) -> httpcore.AsyncHTTPConnection | None:
    """The connection last used, if its other end has not closed it meanwhile."""
    while idle:
        connection = idle.pop()
        if not connection.has_expired():
            return connection
        await _close([connection])
    return None


async def _close(connections: Iterable[httpcore.AsyncHTTPConnection]) -> None:
    with CancelScope(shield=True):
        for connection in connections:
            await connection.aclose()


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
