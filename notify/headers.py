"""Mail headers the way list mail needs them, with nothing of outside able to add a line.

The standard library folds an address longer than a line into encoded words, which no unsubscribe button reads;
the headers that hold addresses and ids are therefore kept whole (RFC 5322 section 2.1.1 allows 998 characters).
"""

from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import parseaddr
from typing import Any

from recallwatch.errors import SendError

from .wording import one_line, web_address

_LONGEST_LINK = 900
_LONGEST_WORD = 60


class _Literal(UnstructuredHeader, BaseHeader):
    """A header whose value is taken as it is: text that looks like an encoded word stays text.

    The standard library would decode it, and decoded it may hold a line break.
    """

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        super().parse(value, kwds)
        kwds["decoded"] = value


class _Whole(_Literal):
    """A header that is never folded."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _Subject(_Literal):
    """A subject folded at words, the first line never empty (the standard library leaves it so)."""

    def fold(self, *, policy: Policy) -> str:
        plain = self.isascii() and "=?" not in self and max(map(len, self.split()), default=0) < _LONGEST_WORD
        header = Header(str(self), "us-ascii" if plain else "utf-8", header_name=self.name, maxlinelen=76)
        return f"{self.name}: {header.encode(linesep=policy.linesep)}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("subject", _Subject)
    for name in ("list-unsubscribe", "message-id", "in-reply-to", "references", "list-id"):
        registry.map_to_type(name, _Whole)
    return registry


_POLICY = EmailPolicy(header_factory=_registry())


def new_mail(*, sender: str, to: str, subject: str, now: datetime) -> EmailMessage:
    """A mail with the headers every one has. Raises ``SendError`` (permanent) for an impossible address."""
    mail = EmailMessage(policy=_POLICY)
    name, address = parseaddr(sender)
    mail["From"] = Address(display_name=one_line(name) or "recallwatch", addr_spec=address or sender)
    mail["To"] = _recipient(to)
    mail["Subject"] = one_line(subject, 200)
    mail["Date"] = now
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def set_thread(mail: EmailMessage, *, id_: str, thread: str, domain: str) -> None:
    """A stable Message-ID, and the thread's first mail as what this one answers (RFC 5322 section 3.6.4)."""
    mail["Message-ID"] = _message_id(id_, domain)
    if thread and thread != id_:
        mail["In-Reply-To"] = _message_id(thread, domain)
        mail["References"] = _message_id(thread, domain)


def set_list(mail: EmailMessage, *, unsubscribe: str, domain: str) -> None:
    """List-Id (RFC 2919) and one-click unsubscribe (RFC 8058)."""
    mail["List-Id"] = f"recallwatch alerts <alerts.{domain}>"
    if web_address(unsubscribe) and unsubscribe.isascii() and len(unsubscribe) <= _LONGEST_LINK:
        mail["List-Unsubscribe"] = f"<{unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def set_bodies(mail: EmailMessage, *, text: str, html: str) -> None:
    """Plain text first, HTML as its alternative; quoted-printable passes every server unchanged."""
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")


def _recipient(address: str) -> Address:
    local, _, domain = address.strip().rpartition("@")
    try:
        return Address(addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}")
    except (MessageError, ValueError, IndexError) as error:
        raise SendError(f"not an address mail can be sent to: {error}", permanent=True) from error


def _message_id(id_: str, domain: str) -> str:
    return f"<{id_}@{domain}>"
