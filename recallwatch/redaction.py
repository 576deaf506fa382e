"""What must never stand in a log: addresses of people, and whatever lets somebody act as them or as us."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

_EMAIL = re.compile(r"[^\s@<>\"'(),:;=\[\]{}/]{1,64}@(?:[\w-]{1,63}\.)*[\w-]{1,63}")
_RULES = (
    # user and password of an address (RFC 3986 section 3.2.1)
    (re.compile(r"(?<=://)[^\s/?#]*@"), "***@"),
    # signing secrets of Standard Webhooks
    (re.compile(r"\b(whsec|whsk)_[\w+/=-]+"), r"\1_***"),
    # credentials in headers (RFC 9110 section 11.4)
    (re.compile(r"\b(Bearer|Basic|vapid t=)\s*[\w.~+/=-]{6,}", re.IGNORECASE), r"\1 ***"),
    # query parameters that are secrets
    (
        re.compile(
            r"(?<=[?&;])((?:access_|api_?|auth_?)?(?:token|key|secret|sig|signature|password|pass|auth|code))=[^\s&#\"']+",
            re.IGNORECASE,
        ),
        r"\1=***",
    ),
    # bots and webhooks whose address is their secret
    (re.compile(r"/bot\d+:[\w-]+"), "/bot***"),
    (
        re.compile(r"(?i)(hooks\.slack\.com|discord(?:app)?\.com|logic\.azure\.com|webhook\.office\.com)[^\s\"']*"),
        r"\1/***",
    ),
    # our own links: a token or a signature is a segment of its own
    (re.compile(r"(?<=/)[A-Za-z0-9_-]{40,}(?=[/\s\"'?#]|$)"), "***"),
)


def redacted(text: str) -> str:
    """The text without secrets; an address becomes eight digits of its digest, so that lines about one can be told."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return _EMAIL.sub(_masked, text) if "@" in text else text


def redact(_logger: object, _name: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """A structlog processor: every text of a line, however deep."""
    return {key: _of(value) for key, value in event.items()}


def _of(value: Any) -> Any:  # noqa: ANN401 - whatever a log line holds
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, Mapping):
        return {key: _of(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_of(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else redacted(str(value))


def _masked(found: re.Match[str]) -> str:
    if found[0].startswith("***@"):  # an address of the web that lost its user already
        return found[0]
    return f"<mail:{hashlib.sha256(found[0].lower().encode('utf-8', 'replace')).hexdigest()[:8]}>"
