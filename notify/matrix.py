"""Matrix: an event in a room (client-server API v1.11, ``PUT .../send/m.room.message/{txnId}``)."""

from html import escape
from urllib.parse import quote, unquote, urlsplit

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note, cut
from .service import Outgoing, json_request, refused, said, seconds

#: An event may have 64 kB with everything in it.
_TEXT = 6000
_GONE = ("M_FORBIDDEN", "M_UNKNOWN_TOKEN", "M_USER_DEACTIVATED", "M_GUEST_ACCESS_FORBIDDEN")


class Matrix:
    """``channel.address`` is the home server with the room behind it, ``https://matrix.org/!room:matrix.org``;
    ``secret`` an access token of an account that is in the room."""

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """The transaction's id is the note's: a repeat is one event to the server."""
        parts = urlsplit(channel.address)
        room = unquote(parts.path.strip("/"))
        if not room.startswith("!") or not channel.secret:
            raise SendError(
                "give the server, the room's id and a token, as in https://matrix.org/!room:matrix.org", permanent=True
            )
        path = f"/_matrix/client/v3/rooms/{quote(room, safe='')}/send/m.room.message/{quote(note.id, safe='')}"
        return json_request(
            f"{parts.scheme}://{parts.netloc}{path}",
            _content(note),
            headers={"authorization": f"Bearer {channel.secret}"},
            method="PUT",
        )

    def refusal(self, result: PostResult) -> SendError:
        """A limit names its wait in milliseconds."""
        told = said(result)
        wait = told.get("retry_after_ms")
        limit = seconds(wait / 1000) if isinstance(wait, int) else None
        return refused(result, gone=told.get("errcode") in _GONE, wait=limit)


def _content(note: Note) -> dict[str, object]:
    """``m.text`` notifies, ``m.notice`` may not; empty ``m.mentions`` calls nobody by name."""
    text = cut(note.text, _TEXT)
    link = f'<p><a href="{escape(note.link)}">Open</a></p>' if note.link else ""
    shown = "<br>".join(escape(text).splitlines())
    return {
        "msgtype": "m.text" if note.urgent else "m.notice",
        "body": f"{note.title}\n\n{text}\n\n{note.link}".strip(),
        "format": "org.matrix.custom.html",
        "formatted_body": f"<p><strong>{escape(note.title)}</strong></p><p>{shown}</p>{link}",
        "m.mentions": {},
    }
