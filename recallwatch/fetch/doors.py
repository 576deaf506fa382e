"""Two fetchers behind one door: sources that somebody declared are guarded, ours go through proxies as set."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from types import TracebackType
from typing import Self

from recallwatch.model import Validator
from recallwatch.ports import Request, Response

from .client import Fetcher


class Doors:
    """``flow.poll.Get`` as ``get``; sources whose id begins with ``guarded`` are fetched by the second fetcher."""

    def __init__(self, plain: Fetcher, user_given: Fetcher, *, guarded: str) -> None:
        self._plain = plain
        self._user_given = user_given
        self._guarded = guarded
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._open.enter_async_context(self._plain)
        await self._open.enter_async_context(self._user_given)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def get(
        self, request: Request, *, source: str, validator: Validator | None, now: Callable[[], datetime]
    ) -> Response:
        """Do one request for a source."""
        door = self._user_given if source.startswith(self._guarded) else self._plain
        return await door.get(request, source=source, validator=validator, now=now)
