"""Where bounces are picked up: a Maildir, or a mailbox over IMAP. What was read stays there, marked as seen."""

import imaplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from recallwatch.errors import SendError

#: Larger mails than this are no bounces worth reading.
_MOST_BYTES = 2 * 2**20
_PATIENCE = 30.0


class MaildirInbox:
    """``ports.Inbox`` over a Maildir that the mail server delivers bounces into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def each(self, take: Callable[[bytes], bool]) -> int:
        """Hand over what is new, then mark it seen: a crash in between hands it over again, which counts once."""
        counted = 0
        for path in sorted((self._folder / "new").glob("*")) if (self._folder / "new").is_dir() else ():
            with suppress(FileNotFoundError):  # another process was faster
                if path.stat().st_size <= _MOST_BYTES:
                    counted += take(path.read_bytes())
                path.rename(self._folder / "cur" / f"{path.name}:2,S")
        return counted


class ImapInbox:
    """``ports.Inbox`` over IMAP: ``imaps://user@host/folder``, or ``imap://`` inside one's own network."""

    def __init__(self, url: str, *, password: str) -> None:
        parts = urlsplit(url)
        self._secure = parts.scheme == "imaps"
        self._host = parts.hostname or ""
        self._port = parts.port or (993 if self._secure else 143)
        self._user = unquote(parts.username or "")
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._password = password

    def each(self, take: Callable[[bytes], bool]) -> int:
        """Hand over what is unseen, then mark it seen."""
        try:
            with self._connect() as server:
                server.login(self._user, self._password)
                server.select(f'"{self._folder}"')
                _, found = server.uid("SEARCH", "UNSEEN", "SMALLER", str(_MOST_BYTES))
                return sum(self._one(server, uid, take) for uid in (found[0] or b"").decode().split())
        except (imaplib.IMAP4.error, OSError) as error:
            raise SendError(f"the mailbox of bounces at {self._host}:{self._port} cannot be read: {error}") from error

    def _one(self, server: imaplib.IMAP4, uid: str, take: Callable[[bytes], bool]) -> bool:
        _, answer = server.uid("FETCH", uid, "(BODY.PEEK[])")
        raw = next((part[1] for part in answer if isinstance(part, tuple)), b"")
        counted = take(raw)
        server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")
        return counted

    def _connect(self) -> imaplib.IMAP4:
        if self._secure:
            trust = ssl.create_default_context()
            return imaplib.IMAP4_SSL(self._host, self._port, ssl_context=trust, timeout=_PATIENCE)
        return imaplib.IMAP4(self._host, self._port, timeout=_PATIENCE)
