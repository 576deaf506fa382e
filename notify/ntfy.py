"""ntfy: JSON published to a topic (docs.ntfy.sh/publish, "Publish as JSON")."""

from urllib.parse import unquote, urlsplit

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note, cut
from .service import Outgoing, json_request, refused

#: A longer message would arrive as an attached file. The limit counts bytes; a character has at most four.
_MESSAGE = 4096 // 4
_TITLE = 250
_HIGHEST, _USUAL = 5, 3


class Ntfy:
    """``channel.address`` is the topic's address, ``https://ntfy.sh/my-topic``; ``secret`` an access token or empty."""

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """Priority 5 rings through "do not disturb" where the phone allows it."""
        parts = urlsplit(channel.address)
        topic = unquote(parts.path.strip("/"))
        if not topic or "/" in topic:
            raise SendError(
                "a topic's address has one name behind its host, as in https://ntfy.sh/my-topic", permanent=True
            )
        value = {
            "topic": topic,
            "title": cut(note.title, _TITLE),
            "message": cut(note.text, _MESSAGE),
            "priority": _HIGHEST if note.urgent else _USUAL,
            "tags": ["rotating_light" if note.urgent else "warning"],
            **({"click": note.link} if note.link else {}),
        }
        headers = {"authorization": f"Bearer {channel.secret}"} if channel.secret else {}
        return json_request(f"{parts.scheme}://{parts.netloc}/", value, headers=headers)

    def refusal(self, result: PostResult) -> SendError:
        """401 and 403: the topic is not ours to write to."""
        return refused(result, gone=result.status in (401, 403))
