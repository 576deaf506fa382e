"""Microsoft Teams: a workflow that posts Adaptive Cards ("Send webhook alerts to a channel")."""

import re

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note, cut
from .places import at_host
from .service import Outgoing, json_request, refused

#: A message may have 28 kB; a character of text at most four bytes, and escapes double some.
_TEXT = 3000
_TITLE = 300
_MARKUP = re.compile(r"([\\*_~`\[\]()#<>-])")
_CARD = "application/vnd.microsoft.card.adaptive"
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_HOSTS = ("*.logic.azure.com", "*.api.powerplatform.com", "*.webhook.office.com")


class Teams:
    """``channel.secret`` is the workflow's address: who has it may write there. ``address`` only names it."""

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """A card with a title, the text by paragraph, and a button."""
        at_host(channel.secret, *_HOSTS)
        title = _block(note.title, _TITLE, weight="Bolder", color="Attention" if note.urgent else "Warning")
        texts = [_block(part, _TEXT) for part in cut(note.text, _TEXT).split("\n") if part.strip()]
        card: dict[str, object] = {
            "$schema": _SCHEMA,
            "type": "AdaptiveCard",
            "version": "1.4",
            "body": [title, *texts],
        }
        if note.link:
            card["actions"] = [{"type": "Action.OpenUrl", "title": "Open", "url": note.link}]
        attachment = {"contentType": _CARD, "contentUrl": None, "content": card}
        return json_request(channel.secret, {"type": "message", "attachments": [attachment]})

    def refusal(self, result: PostResult) -> SendError:
        """A workflow that was deleted or switched off is not found, or its signature is not valid any more."""
        return refused(result, gone=result.status in (401, 403, 404, 410))


def _block(text: str, limit: int, **style: str) -> dict[str, object]:
    escaped = _MARKUP.sub(r"\\\1", cut(text, limit))
    return {"type": "TextBlock", "text": escaped, "wrap": True, **style}
