"""Mail headers the way list mail needs them, with nothing of outside able to add a line.

The standard library folds an address longer than a line into encoded words, which no unsubscribe button reads;
the headers that hold addresses and ids are therefore kept whole (RFC 5322 section 2.1.1 allows 998 characters).
"""

import re
from binascii import b2a_qp
from collections.abc import Iterable
from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from typing import Any, Self
from uuid import uuid4

from recallwatch.errors import SendError
from recallwatch.model import Watch

from .wording import one_line, web_address

_LONGEST_LINK = 900
_LONGEST_WORD = 60
#: Characters of a subject that certainly fit on one line of 76.
_SHORT = 60
#: An address that the standard library would give back as it is after a long look: dot-atom and host name (RFC 5321).
_PLAIN_ADDRESS = re.compile(
    r"[A-Za-z0-9_+-]{1,64}(?:\.[A-Za-z0-9_+-]{1,64}){0,9}@(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,63}"
)


class _Whole(str):
    """A header whose value is taken as it is and never folded: text that looks like an encoded word stays text.

    The standard library would decode it, and decoded it may hold a line break.
    """

    __slots__ = ("name",)
    name: str
    max_count = 1
    defects = ()

    def __new__(cls, name: str, value: str) -> Self:
        header = super().__new__(cls, value)
        header.name = name
        return header

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _Subject(_Whole):
    """A subject folded at words, the first line never empty (the standard library leaves it so)."""

    __slots__ = ()

    def fold(self, *, policy: Policy) -> str:
        if self.isascii() and "=?" not in self and len(self) <= _SHORT:
            return super().fold(policy=policy)
        plain = self.isascii() and "=?" not in self and max(map(len, self.split()), default=0) < _LONGEST_WORD
        header = Header(str(self), "us-ascii" if plain else "utf-8", header_name=self.name, maxlinelen=76)
        return f"{self.name}: {header.encode(linesep=policy.linesep)}{policy.linesep}"


class _Headers:
    """The policy's header factory. The standard library's parses every value, which took half of a mail's time."""

    def __getitem__(self, name: str) -> type[_Whole]:
        return _Subject if name.lower() == "subject" else _Whole

    def __call__(self, name: str, value: str) -> _Whole:
        return self[name](name, value)


_POLICY = EmailPolicy(header_factory=_Headers())


def new_mail(*, sender: str, to: str, subject: str, now: datetime) -> EmailMessage:
    """A mail with the headers every one has. Raises ``SendError`` (permanent) for an impossible address."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _author(sender)
    mail["To"] = _recipient(to)
    mail["Subject"] = one_line(subject, 200)
    mail["Date"] = format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def set_thread(mail: EmailMessage, *, id_: str, thread: str, domain: str) -> None:
    """A stable Message-ID, and the thread's first mail as what this one answers (RFC 5322 section 3.6.4)."""
    mail["Message-ID"] = _message_id(id_, domain)
    if thread and thread != id_:
        mail["In-Reply-To"] = _message_id(thread, domain)
        mail["References"] = _message_id(thread, domain)


def set_bundle(mail: EmailMessage, *, id_: str, threads: Iterable[str], domain: str) -> None:
    """A stable Message-ID for a mail of several threads, and as many of their first mails as a line holds."""
    mail["Message-ID"] = _message_id(id_, domain)
    references = [_message_id(thread, domain) for thread in dict.fromkeys(threads)]
    room = _LONGEST_LINK // (max(map(len, references)) + 1)
    mail["References"] = " ".join(references[:room])


def set_alerts(mail: EmailMessage, ids: Iterable[str]) -> None:
    """Name the alerts that are told, for whoever accounts for them."""
    mail["X-Recallwatch-Alert"] = " ".join(ids)


def set_list(mail: EmailMessage, *, unsubscribe: str, domain: str, watch: Watch | None = None) -> None:
    """List-Id (RFC 2919) and one-click unsubscribe (RFC 8058); each watch is a list of its own."""
    name = f"{watch.id.lower()}.watches" if watch else "alerts"
    mail["List-Id"] = f"recallwatch {'watch' if watch else 'alerts'} <{name}.{domain}>"
    if web_address(unsubscribe) and unsubscribe.isascii() and len(unsubscribe) <= _LONGEST_LINK:
        mail["List-Unsubscribe"] = f"<{unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def set_bodies(mail: EmailMessage, *, text: str, html: str) -> None:
    """Plain text first, HTML as its alternative; quoted-printable passes every server unchanged."""
    mail["MIME-Version"] = "1.0"
    mail["Content-Type"] = f'multipart/alternative; boundary="={uuid4().hex}="'
    mail.set_payload([_part("plain", text), _part("html", html)])


def _part(subtype: str, text: str) -> EmailMessage:
    """One body; the standard library would encode it too, in Python and ten times slower."""
    part = EmailMessage(policy=_POLICY)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(b2a_qp(text.encode(), istext=True).decode("ascii"))
    return part


@lru_cache(maxsize=8)
def _author(sender: str) -> Any:  # noqa: ANN401 - a class that the standard library makes on the way
    name, address = parseaddr(sender)
    return HeaderRegistry()("From", Address(one_line(name) or "recallwatch", addr_spec=address or sender))


def _recipient(address: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    local, _, domain = address.strip().rpartition("@")
    try:
        return Address(addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}").addr_spec
    except (MessageError, ValueError, IndexError) as error:
        raise SendError(f"not an address mail can be sent to: {error}", permanent=True) from error


def _message_id(id_: str, domain: str) -> str:
    return f"<{id_}@{domain}>"
