"""Telegram: the operator's bot writes to a chat (core.telegram.org/bots/api, ``sendMessage``)."""

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note, cut
from .service import Outgoing, json_request, refused, said, seconds

_TEXT = 4096
_SERVER = "https://api.telegram.org"


class Telegram:
    """``channel.address`` is the chat's number or ``@name``; the bot's ``token`` is the operator's."""

    def __init__(self, token: str, *, server: str = _SERVER) -> None:
        self._token = token
        self._server = server

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """Without a ``parse_mode`` nothing in a text is markup."""
        if not self._token:
            raise SendError("no Telegram bot is set (RECALLWATCH_TELEGRAM_BOT_TOKEN)", permanent=True)
        value: dict[str, object] = {
            "chat_id": channel.address,
            "text": cut(f"{note.title}\n\n{note.text}", _TEXT),
            "disable_notification": not note.urgent,
            "link_preview_options": {"is_disabled": True},
        }
        if note.link:
            value["reply_markup"] = {"inline_keyboard": [[{"text": "Open", "url": note.link}]]}
        return json_request(f"{self._server}/bot{self._token}/sendMessage", value)

    def refusal(self, result: PostResult) -> SendError:
        """403: the bot was blocked or thrown out. 401 and 404 mean the operator's token, and may be mended."""
        told = said(result)
        parameters = told.get("parameters")
        wait = seconds(parameters.get("retry_after")) if isinstance(parameters, dict) else None
        if result.status in (401, 404):
            return SendError("the bot's token is not valid", status=result.status, excerpt=result.excerpt)
        lost = result.status == 400 and "chat not found" in str(told.get("description", "")).lower()
        return refused(result, gone=result.status == 403 or lost, wait=wait)
