"""Hands mails to a mail server."""

import re
from email.message import EmailMessage
from typing import Literal

import aiosmtplib

from recallwatch.errors import SendError

from .wording import one_line

# Enhanced status codes (RFC 3463): the mailbox or its domain does not exist, was closed or has moved.
_NO_MAILBOX = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
# Permanent by number but not by nature: mailbox full, no route.
_PASSING = frozenset({"5.2.2", "5.4.4"})
_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
# What is wrong with our own account or server must not kill anybody's alerts: it is tried again until mended.
_OURS = (
    aiosmtplib.SMTPAuthenticationError,
    aiosmtplib.SMTPConnectResponseError,
    aiosmtplib.SMTPHeloError,
    aiosmtplib.SMTPSenderRefused,
)


class SmtpMailer:
    """``ports.Mailer`` over SMTP, one connection a mail. ``user`` empty: no authentication."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        security: Literal["starttls", "tls", "none"],
        user: str = "",
        password: str = "",
        timeout: float = 30.0,
    ) -> None:
        self._host = host
        self._port = port
        self._security = security
        self._user = user
        self._password = password
        self._timeout = timeout

    async def __call__(self, mail: EmailMessage) -> str:
        """Send once; returns the server's answer."""
        try:
            _, answer = await aiosmtplib.send(
                mail,
                hostname=self._host,
                port=self._port,
                username=self._user or None,
                password=self._password or None,
                use_tls=self._security == "tls",
                start_tls=self._security == "starttls",
                timeout=self._timeout,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            refused = error.recipients[0]
            raise _refusal(refused.code, refused.message) from error
        except _OURS as error:
            words = f"the mail server refuses us: {error.code} {one_line(error.message, 300)}"
            raise SendError(words, status=error.code, excerpt=error.message) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise SendError(f"{self._host}:{self._port}: {one_line(str(error), 300)}") from error
        return one_line(f"{self._host}: {answer}", 300)


def _refusal(code: int, text: str) -> SendError:
    """A reply to a recipient or to the content: 4xx passes, 5xx stays (RFC 5321 section 4.2.1)."""
    found = _ENHANCED.match(text)
    enhanced = found.group(1) if found else ""
    permanent = code >= 500 and enhanced not in _PASSING
    return SendError(
        f"{code} {one_line(text, 300)}",
        permanent=permanent,
        disable=permanent and enhanced in _NO_MAILBOX,
        status=code,
        excerpt=text,
    )
