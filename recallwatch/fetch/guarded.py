"""The guard for pages and feeds that people add: a transport for ``Fetcher`` that calls public addresses only.

Every request goes through it, redirects and robots.txt too: each address is taken apart by ``check_target`` and judged
again when connecting. It has no proxies.
"""

from collections.abc import AsyncIterator

import httpcore
import httpx

from .guard import GuardedNetwork, Resolver, check_target, resolve


class GuardedTransport(httpx.AsyncBaseTransport):
    """Transport of one client; ``allow`` exempts exact ``host:port`` strings. Raises ``AddressRefused``."""

    def __init__(self, *, allow: frozenset[str] = frozenset(), resolver: Resolver = resolve) -> None:
        self._allow = frozenset(entry.lower() for entry in allow)
        network = GuardedNetwork(resolver=resolver, allow=self._allow)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpcore.default_ssl_context(), network_backend=network, max_connections=20
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request to the address that was checked."""
        target = check_target(str(request.url), allow=self._allow)
        try:
            answer = await self._pool.handle_async_request(
                httpcore.Request(
                    request.method,
                    httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        except _NETWORK as error:
            raise _translated(error) from error
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._answer.aiter_stream():
                yield chunk
        except _NETWORK as error:
            raise _translated(error) from error

    async def aclose(self) -> None:
        await self._answer.aclose()


_NETWORK = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


def _translated(error: Exception) -> httpx.TransportError:
    """The error of the same name one layer up; both libraries name theirs alike."""
    kind = getattr(httpx, type(error).__name__, httpx.TransportError)
    made: httpx.TransportError = kind(str(error))
    return made
