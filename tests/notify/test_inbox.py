"""Bounces are picked up from a Maildir and over IMAP; nothing is deleted, nothing is read twice."""

import mailbox
import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from notify import ImapInbox, MaildirInbox
from recallwatch.errors import SendError

MAILS = [b"Subject: one\r\n\r\n1\r\n", b"Subject: two\r\n\r\n2\r\n"]


def anything(raw: bytes) -> bool:
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    box = mailbox.Maildir(tmp_path / "bounces")
    for mail in MAILS:
        box.add(mail)
    return tmp_path / "bounces"


def test_a_maildir_is_read_once_and_kept(folder: Path) -> None:
    got: list[bytes] = []

    def take(raw: bytes) -> bool:
        got.append(raw)
        return True

    inbox = MaildirInbox(folder)
    assert [inbox.each(take), inbox.each(take)] == [2, 0]
    assert sorted(mail.replace(b"\r\n", b"\n") for mail in got) == [mail.replace(b"\r\n", b"\n") for mail in MAILS]
    assert [message.get_flags() for message in mailbox.Maildir(folder)] == ["S", "S"]


def test_a_mail_that_could_not_be_taken_is_handed_over_again(folder: Path) -> None:
    def breaks(raw: bytes) -> bool:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        MaildirInbox(folder).each(breaks)
    assert MaildirInbox(folder).each(anything) == 2


def test_a_folder_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert MaildirInbox(tmp_path / "none").each(anything) == 0


@dataclass
class Imap:
    """As much of RFC 3501 as the inbox speaks; ``seen`` are the uids it was told to mark."""

    port: int = 0
    seen: set[int] = field(default_factory=set)

    def answer(self, command: str) -> list[bytes]:
        """What is said before the tagged OK."""
        verb = command.split()[0].upper()
        if verb == "CAPABILITY":
            return [b"* CAPABILITY IMAP4rev1"]
        if verb == "SELECT":
            return [b"* 2 EXISTS"]
        if command.upper().startswith("UID SEARCH UNSEEN"):
            return [b"* SEARCH " + " ".join(str(n) for n in (1, 2) if n not in self.seen).encode()]
        if found := re.match(r"UID FETCH (\d+) \(BODY.PEEK\[\]\)", command):
            mail = MAILS[int(found[1]) - 1]
            return [b"* 1 FETCH (UID %s BODY[] {%d}\r\n%s)" % (found[1].encode(), len(mail), mail)]
        if found := re.match(r"UID STORE (\d+) \+FLAGS.SILENT \(\\Seen\)", command):
            self.seen.add(int(found[1]))
        return []


@contextmanager
def imap() -> Iterator[Imap]:
    box = Imap()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            for line in self.rfile:
                tag, _, command = line.decode().strip().partition(" ")
                wrong = command.startswith("LOGIN") and command != 'LOGIN bounce "p w"'
                said = [] if wrong else box.answer(command)
                self.wfile.writelines(
                    [*(part + b"\r\n" for part in said), f"{tag} {'NO' if wrong else 'OK'} done\r\n".encode()]
                )

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box
        server.shutdown()


def test_imap_is_read_once_and_marked_seen() -> None:
    got: list[bytes] = []

    def take(raw: bytes) -> bool:
        got.append(raw)
        return True

    with imap() as box:
        inbox = ImapInbox(f"imap://bounce@127.0.0.1:{box.port}/INBOX", password="p w")
        assert [inbox.each(take), inbox.each(take)] == [2, 0]
    assert (got, box.seen) == (MAILS, {1, 2})


def test_a_wrong_password_is_said_and_not_repeated() -> None:
    with imap() as box:
        inbox = ImapInbox(f"imap://bounce@127.0.0.1:{box.port}", password="wrong")
        with pytest.raises(SendError, match="cannot be read") as caught:
            inbox.each(anything)
    assert "wrong" not in str(caught.value)


def test_a_server_that_is_away_is_said_so() -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as taken:
        port = taken.server_address[1]
    with pytest.raises(SendError, match="cannot be read"):
        ImapInbox(f"imap://bounce@127.0.0.1:{port}", password="p").each(anything)
