"""From a mail or a JSON object to what it reports.

mail -> complaint (ARF)? -> delivery status (DSN)? -> from a mail system? -> the many older forms -> Reported
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

from flufl.bounce import all_failures

from recallwatch.model import Nature
from recallwatch.text.clean import clean
from recallwatch.text.mail_status import enhanced, nature

_MOST_WORDS = 500
_MOST_TEXT = 20_000
_SYSTEMS = re.compile(r"(?:mailer-daemon|postmaster|mail-?daemon|mailadmin|bounces?|mdaemon)\b", re.IGNORECASE)
#: Feedback types of RFC 5965 section 7.3 and RFC 6590 that say that a mail was not wanted.
_UNWANTED = frozenset({"abuse", "fraud", "virus", "opt-out", "opt-out-list", "other"})

# The library tells of every detector it tries.
logging.getLogger("flufl.bounce").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Reported:
    """What one report says: ``status`` is an enhanced status code or empty, ``words`` the receiver's own.

    ``text`` is the whole report, in which the return path is looked for; ``recipient`` is filled from JSON only.
    """

    nature: Nature
    status: str
    words: str
    text: str
    recipient: str = ""


def from_mail(raw: bytes) -> Reported | None:
    """What a mail reports; None when it is no bounce or complaint, or one that need not worry (a delay)."""
    mail = message_from_bytes(raw)
    text = raw.decode("utf-8", "replace")
    if fields := _report(mail, "message/feedback-report"):
        kind = fields[0].get("Feedback-Type", "").strip().lower()
        return Reported(Nature.COMPLAINT, "", f"feedback report: {kind}", text) if kind in _UNWANTED else None
    if fields := _report(mail, "message/delivery-status"):
        found = [_failure(each, text) for each in fields if _failed(each)]
        return min(found, key=lambda each: list(Nature).index(each.nature), default=None)
    return _older(mail, text) if _from_a_system(mail) else None


def from_json(raw: bytes) -> list[Reported]:
    """Reports as a provider's glue may post them; raises ``ValueError`` in words. See docs/mail.md for the form."""
    try:
        told = json.loads(raw)
    except ValueError:
        raise ValueError("that is no JSON") from None
    rows = told if isinstance(told, list) else [told]
    if not all(isinstance(row, Mapping) for row in rows):
        raise ValueError("write one object, or a list of them")
    return [_row(row) for row in rows]


def _row(row: Mapping[str, object]) -> Reported:
    said = {name: clean(str(row.get(name, ""))) for name in ("type", "status", "words", "recipient", "return_path")}
    if said["type"] == "complaint":
        kind = Nature.COMPLAINT
    elif said["type"] == "bounce":
        kind = nature(said["status"], said["words"])
    else:
        raise ValueError('"type" must be "bounce" or "complaint"')
    if not said["recipient"] and not said["return_path"]:
        raise ValueError('say whose mail it was: "return_path", or "recipient"')
    words = said["words"][:_MOST_WORDS]
    return Reported(kind, said["status"], words, said["return_path"], said["recipient"].strip().lower())


def _report(mail: Message, kind: str) -> list[Message]:
    """The groups of fields of a report's machine-readable part (RFC 3464 section 2.1, RFC 5965 section 3)."""
    for part in mail.walk():
        if part.get_content_type() == kind:
            inner = part.get_payload()
            return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []
    return []


def _failed(fields: Message) -> bool:
    return fields.get("Action", "").strip().lower() == "failed"


def _failure(fields: Message, text: str) -> Reported:
    """One recipient's fields. A code that says nothing gives way to the one in the remote server's own words."""
    code = " ".join(fields.get("Diagnostic-Code", "").split())
    words = code.partition(";")[2].strip() or code
    status = enhanced(fields.get("Status", ""))
    if status in ("", "5.0.0"):
        status = enhanced(words) or status
    return Reported(nature(status, words), status, clean(words)[:_MOST_WORDS], text)


def _from_a_system(mail: Message) -> bool:
    """Whether a machine that carries mail wrote it: a person's automatic reply counts for nothing."""
    author = parseaddr(str(mail.get("From", "")))
    return "X-Failed-Recipients" in mail or any(_SYSTEMS.match(part) for part in (author[0], author[1]))


def _older(mail: Message, text: str) -> Reported | None:
    """The forms of before RFC 3464. A delay, as these forms tell it, counts for nothing."""
    try:
        _, permanent = all_failures(mail)
    except (ValueError, LookupError, AttributeError, TypeError):  # what damaged mails do to its readers
        return None
    if not permanent:
        return None
    words = " ".join(line for part in _plain(mail) for line in part.split())[:_MOST_TEXT]
    status = enhanced(words)
    about = words[max(0, words.find(status) - 200) :] if status else words
    return Reported(nature(status, words), status, clean(about)[:_MOST_WORDS], text)


def _plain(mail: Message) -> Iterator[str]:
    """What the mail system itself wrote: the text up to the returned mail."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            return
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            yield re.split(r"(?m)^-{2,}.*(?:original|below|copy|forwarded).*", text)[0]
