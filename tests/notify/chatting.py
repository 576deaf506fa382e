"""A chat service on loopback: what it was sent, and what it answers."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from notify import ChatSender, Service
from recallwatch.fetch import SafePost
from recallwatch.ports import PostResult
from recallwatch.templating import environment


@dataclass
class Place:
    """Answers every request alike and keeps them all."""

    server: HTTPServer
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Request] = field(default_factory=list)

    def handle(self, request: Request) -> Response:
        request.get_data()
        self.got.append(request)
        return Response(self.body, self.status, self.headers)

    @property
    def last(self) -> Request:
        return self.got[-1]

    @property
    def value(self) -> Any:
        return json.loads(self.last.get_data())

    def sender(self, service: Service) -> ChatSender:
        """The channel of a service; whatever host it lives at, its requests come here over the true client."""
        return ChatSender(service, post=_Here(self.server), templates=environment())


@contextmanager
def place(server: HTTPServer) -> Iterator[Place]:
    """A place behind the test's own server."""
    here = Place(server)
    for method in ("POST", "PUT"):
        server.expect_request(re.compile(".*"), method=method).respond_with_handler(here.handle)
    yield here


class _Here:
    """``ports.Post`` that keeps path and query and goes to the test's server."""

    def __init__(self, server: HTTPServer) -> None:
        self._origin = f"http://{server.host}:{server.port}"
        self._post = SafePost(user_agent="t", allow=frozenset({f"{server.host}:{server.port}"}))

    async def __call__(
        self, url: str, *, content: bytes, headers: Mapping[str, str], method: str = "POST"
    ) -> PostResult:
        parts = urlsplit(url)
        there = f"{self._origin}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        return await self._post(there, content=content, headers=headers, method=method)
