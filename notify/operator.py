"""Telling the operator: by mail, by a webhook, and a ping for who watches that we are alive."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from recallwatch.errors import AddressRefused, FetchError, SendError
from recallwatch.model import Alarm
from recallwatch.ports import Mailer, Post

from .headers import new_mail
from .wording import one_line


class OperatorMail:
    """``ports.Herald``: a mail in plain text, for a person who is in a hurry."""

    def __init__(self, *, mailer: Mailer, sender: str, to: str) -> None:
        self._mailer = mailer
        self._sender = sender
        self._to = to

    async def tell(self, alarm: Alarm, *, over: bool, now: datetime) -> None:
        """Send at once."""
        subject = f"recallwatch: {'over: ' if over else ''}{alarm.name}"
        mail = new_mail(sender=self._sender, to=self._to, subject=subject, now=now)
        begun = f"since {alarm.since:%Y-%m-%d %H:%M} UTC"
        mail.set_content(f"{'This is over' if over else alarm.text} ({begun}).\n")
        await self._mailer(mail)


class OperatorWebhook:
    """``ports.Herald``: a JSON object, ``operator.alarm`` or ``operator.alarm_over``."""

    def __init__(self, *, post: Post, url: str) -> None:
        self._post = post
        self._url = url

    async def tell(self, alarm: Alarm, *, over: bool, now: datetime) -> None:
        """Post once."""
        value = {
            "type": "operator.alarm_over" if over else "operator.alarm",
            "timestamp": _time(now),
            "data": {"name": alarm.name, "text": one_line(alarm.text), "since": _time(alarm.since)},
        }
        await _posted(self._post, self._url, json.dumps(value).encode())


def pinging(post: Post, url: str) -> Callable[[], Awaitable[None]]:
    """An empty POST to ``url``, as dead man's switches take it."""

    async def ping() -> None:
        await _posted(post, url, b"")

    return ping


async def _posted(post: Post, url: str, content: bytes) -> None:
    try:
        result = await post(url, content=content, headers={"content-type": "application/json"})
    except (AddressRefused, FetchError) as error:
        raise SendError(str(error)) from error
    if not 200 <= result.status < 300:
        raise SendError(f"HTTP {result.status}", status=result.status)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
