"""Apprise: anything it knows, by an address that only the operator may set: it opens connections of its own."""

from datetime import datetime
from importlib.util import find_spec

from anyio import to_thread
from jinja2 import Environment

from recallwatch.errors import SendError
from recallwatch.model import Channel, Message
from recallwatch.ports import Answer

from .note import Note, note_of


class AppriseSender:
    """``ports.Sender``; ``channel.secret`` is the address. Needs ``pip install recallwatch[apprise]``."""

    def __init__(self, *, templates: Environment) -> None:
        self._templates = templates

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """Send in a thread: Apprise waits for its answers."""
        del now
        note = note_of(message, self._templates)
        return await to_thread.run_sync(_send, channel.secret, note)


def _send(address: str, note: Note) -> Answer:
    if find_spec("apprise") is None:
        raise SendError("Apprise is not installed: pip install 'recallwatch[apprise]'")
    from apprise import Apprise, NotifyType

    service = Apprise()
    if not service.add(address):
        raise SendError("Apprise does not know such an address", permanent=True, disable=True)
    body = f"{note.text}\n\n{note.link}".strip()
    kind = NotifyType.FAILURE if note.urgent else NotifyType.WARNING
    if not service.notify(body=body, title=note.title, notify_type=kind):
        raise SendError("the service did not take it")
    return Answer("taken by Apprise")
