"""What one chat service is: how a note is posted there, and what its refusals mean."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note
from .wording import one_line


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request, as the service documents it."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


class Service(Protocol):
    """Pure: a note in, a request out; an answer in, what it means out."""

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """The request that posts the note. Raises ``SendError`` (permanent) for an address that is none."""
        ...

    def refusal(self, result: PostResult) -> SendError:
        """What an answer other than 2xx means."""
        ...


def json_request(
    url: str, value: object, *, headers: Mapping[str, str] | None = None, method: str = "POST"
) -> Outgoing:
    """A request with a JSON body in UTF-8."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Outgoing(url, body, {"content-type": "application/json", **(headers or {})}, method)


def said(result: PostResult) -> dict[str, object]:
    """The JSON object a service answered with; empty if it is none."""
    try:
        value = json.loads(result.excerpt)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def refused(result: PostResult, *, gone: bool = False, wait: timedelta | None = None) -> SendError:
    """A refusal in words. ``gone``: the place is no more; a 4xx other than 408, 425 and 429 is not worth a repeat."""
    lasting = 400 <= result.status < 500 and result.status not in (408, 425, 429)
    return SendError(
        one_line(f"HTTP {result.status} {result.excerpt}", 300),
        permanent=gone or lasting,
        disable=gone,
        retry_after=wait or result.retry_after,
        status=result.status,
        excerpt=result.excerpt,
    )


def seconds(value: object) -> timedelta | None:
    """A wait that a service's answer names, up to a day."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 86_400:
        return None
    return timedelta(seconds=value)
