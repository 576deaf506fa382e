"""Keeps mails in a local Maildir when no mail server is configured, and says so."""

import asyncio
import mailbox
import threading
from email.message import EmailMessage
from pathlib import Path

from recallwatch.errors import SendError


class MailboxMailer:
    """``ports.Mailer`` that writes into a Maildir any mail program can open; nothing leaves this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._one_at_a_time = threading.Lock()  # the standard library's file names are not made for threads

    async def __call__(self, mail: EmailMessage, *, return_path: str = "") -> str:
        """Keep one mail; returns the file it is in. What comes last of all adds the return path (RFC 5321 4.4)."""
        if return_path:
            mail["Return-Path"] = f"<{return_path}>"
        try:
            path = await asyncio.to_thread(self._keep, mail)
        except OSError as error:
            raise SendError(f"the mailbox folder cannot be written: {error}") from error
        return f"not sent: no mail server is set up; kept in {path}"

    def _keep(self, mail: EmailMessage) -> Path:
        with self._one_at_a_time:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            box = mailbox.Maildir(self._folder)
            return self._folder / "new" / box.add(mail)
