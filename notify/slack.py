"""Slack: an incoming webhook (docs.slack.dev, "Sending messages using incoming webhooks")."""

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note, cut
from .places import at_host
from .service import Outgoing, json_request, refused

_HEADER = 150
_SECTION = 3000
#: Words of refusals after which the webhook never works again.
_GONE = ("no_service", "no_active_hooks", "channel_not_found", "channel_is_archived", "team_disabled", "invalid_token")


class Slack:
    """``channel.secret`` is the webhook's address: who has it may write there. ``address`` only names it."""

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """Texts go as ``plain_text``, where nothing is markup; only our own link is not."""
        blocks: list[dict[str, object]] = [
            {"type": "header", "text": _plain(cut(note.title, _HEADER))},
            {"type": "section", "text": _plain(cut(note.text, _SECTION))},
        ]
        if note.link:
            blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": f"<{escaped(note.link)}|Open>"}})
        text = escaped(cut(note.title, _HEADER))
        value = {"text": text, "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
        return json_request(at_host(channel.secret, "hooks.slack.com", path="/services/"), value)

    def refusal(self, result: PostResult) -> SendError:
        """Slack answers in one word."""
        return refused(result, gone=result.status in (404, 410) or result.excerpt.strip() in _GONE)


def escaped(text: str) -> str:
    """The three characters that open markup; ``<!channel>`` and ``<@U1>`` are then only text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text, "emoji": False}
