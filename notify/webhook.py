"""The webhook channel: one signed JSON POST per attempt (docs/webhooks.md)."""

from datetime import datetime

from recallwatch.errors import AddressRefused, FetchError, SendError
from recallwatch.model import Channel, Event, Message
from recallwatch.ports import Answer, Post, PostResult

from .event import event_body, plain_body
from .signing import signed_headers
from .wording import one_line

#: Too Many Requests, Bad Gateway, Service Unavailable, Gateway Timeout.
_BUSY = (429, 502, 503, 504)


class WebhookSender:
    """``ports.Sender`` and ``ports.EventSender`` for webhooks.

    Only 2xx is success; 410 ends the channel; all else is tried again.
    """

    def __init__(self, *, post: Post) -> None:
        self._post = post

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """Sign and post; the id is the delivery's on every retry, the timestamp this attempt's."""
        return await self._send(channel, message.delivery_id, event_body(message), now)

    async def send_event(self, channel: Channel, event: Event, *, now: datetime) -> Answer:
        """Sign and post an event that is no alert."""
        return await self._send(channel, event.id, plain_body(event), now)

    async def _send(self, channel: Channel, id_: str, body: bytes, now: datetime) -> Answer:
        headers = signed_headers(channel.secret, id_=id_, at=now, body=body)
        headers["content-type"] = "application/json"
        try:
            result = await self._post(channel.address, content=body, headers=headers)
        except AddressRefused as error:
            raise SendError(str(error), permanent=not error.passing) from error
        except FetchError as error:
            raise SendError(error.reason, busy=error.timed_out) from error
        if 200 <= result.status < 300:
            return Answer(f"HTTP {result.status}", result.status, result.excerpt)
        raise _failure(result)


def _failure(result: PostResult) -> SendError:
    gone = result.status == 410
    words = one_line(f"HTTP {result.status} {result.excerpt}", 300)
    return SendError(
        words,
        permanent=gone,
        disable=gone,
        retry_after=result.retry_after,
        busy=result.status in _BUSY,
        status=result.status,
        excerpt=result.excerpt,
    )
