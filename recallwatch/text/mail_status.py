"""What a mail server's refusal says of the mailbox, by its enhanced status code (RFC 3463) and its words."""

import re

from recallwatch.model import Nature

#: The mailbox or its domain does not exist, was closed or has moved.
_NO_MAILBOX = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
#: Permanent by number but not by nature: the mailbox is full, the mail system or the way to it is out of order.
_PASSING = re.compile(r"5\.(?:2\.2|3\.\d+|4\.\d+)\Z")
#: Servers that give no code, or only 5.0.0, say it in words.
_UNKNOWN = re.compile(
    r"(?:user|recipient|mailbox|address|account|addressee)\b.{0,30}\b(?:unknown|not found|not exist|disabled|invalid"
    r"|unavailable|inactive|suspended|discontinued|not listed)|(?:unknown|invalid|no such|unrouteable|unrouted)\s"
    r"(?:user|recipient|mailbox|address|account|person)|no mailbox here|n't have an? .{0,40}account",
    re.IGNORECASE,
)
_FULL = re.compile(r"(?:mailbox|quota|inbox)\b.{0,20}\b(?:full|exceeded|over)|over ?quota", re.IGNORECASE)
_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")


def enhanced(text: str) -> str:
    """The first enhanced status code in a text, or nothing."""
    found = _CODE.search(text)
    return found.group(1) if found else ""


def nature(status: str, words: str) -> Nature:
    """What a final refusal means. ``status`` may be empty or say nothing (5.0.0): then the words decide."""
    if status in ("", "5.0.0"):
        status = enhanced(words.replace(status, "") if status else words) or status
    if status.startswith("4.") or _PASSING.match(status):
        return Nature.SOFT
    if status in _NO_MAILBOX:
        return Nature.HARD
    if status in ("", "5.0.0"):
        if _FULL.search(words):
            return Nature.SOFT
        return Nature.HARD if _UNKNOWN.search(words) else Nature.REFUSED
    return Nature.REFUSED
