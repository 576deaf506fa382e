"""Discord: a channel's webhook (discord.com/developers, "Execute Webhook")."""

import re

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note, cut
from .places import at_host
from .service import Outgoing, json_request, refused, said, seconds

_TITLE = 256
_DESCRIPTION = 4096
_RED, _AMBER = 0xC0392B, 0xE67E22
_MARKUP = re.compile(r"([\\*_~`|>\[\]()#-])")
#: "Unknown Webhook" and "Invalid Webhook Token".
_GONE = (10015, 50027)


class Discord:
    """``channel.secret`` is the webhook's address: who has it may write there. ``address`` only names it."""

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """One embed; ``allowed_mentions`` lets no text ping anybody, whatever it holds."""
        at_host(channel.secret, "discord.com", "discordapp.com", "*.discord.com", path="/api/webhooks/")
        embed = {
            "title": cut(escaped(cut(note.title, _TITLE // 2)), _TITLE),
            "description": cut(escaped(cut(note.text, _DESCRIPTION // 2)), _DESCRIPTION),
            "color": _RED if note.urgent else _AMBER,
            **({"url": note.link} if note.link else {}),
        }
        address = channel.secret.partition("?")[0]
        return json_request(f"{address}?wait=true", {"embeds": [embed], "allowed_mentions": {"parse": []}})

    def refusal(self, result: PostResult) -> SendError:
        """The wait after a 429 stands in the body."""
        told = said(result)
        return refused(result, gone=told.get("code") in _GONE, wait=seconds(told.get("retry_after")))


def escaped(text: str) -> str:
    """Markup as text; a zero-width space keeps ``@everyone`` from looking like a call."""
    return _MARKUP.sub(r"\\\1", text).replace("@", "@\u200b")
