"""The chat channels: a note, posted once per attempt through the guard that every user-given address passes."""

from datetime import datetime

from jinja2 import Environment

from recallwatch.errors import AddressRefused, FetchError, SendError
from recallwatch.model import Channel, Message
from recallwatch.ports import Answer, Post

from .note import Note, note_of, proof
from .service import Service


class ChatSender:
    """``ports.Sender`` and ``ports.Prover`` for one service."""

    def __init__(self, service: Service, *, post: Post, templates: Environment) -> None:
        self._service = service
        self._post = post
        self._templates = templates

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """Post the alert; ``now`` is not said, the service shows its own time."""
        del now
        return await self._say(channel, note_of(message, self._templates))

    async def prove(self, channel: Channel, *, link: str) -> Answer:
        """Ask the place whether alerts may come."""
        return await self._say(channel, proof(channel.id, link))

    async def _say(self, channel: Channel, note: Note) -> Answer:
        out = self._service.request(channel, note)
        try:
            result = await self._post(out.url, content=out.body, headers=out.headers, method=out.method)
        except AddressRefused as error:
            raise SendError(str(error), permanent=not error.passing) from error
        except FetchError as error:
            raise SendError(error.reason) from error
        if 200 <= result.status < 300:
            return Answer(f"HTTP {result.status}", result.status, result.excerpt)
        raise self._service.refusal(result)
