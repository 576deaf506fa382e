"""The keys that sign a webhook, as one text: the current one first, then those that are being retired.

``whsec_NEW whsec_OLD@2026-11-26T09:00:00Z``: what stands after an ``@`` is when a key stops signing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

#: Symmetric keys (HMAC-SHA256, signature v1) and private keys (ed25519, signature v1a) of Standard Webhooks.
SYMMETRIC, PRIVATE, PUBLIC = "whsec_", "whsk_", "whpk_"

#: More than anybody rotates within a week.
_MOST = 10


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key; ``until`` is when it stops signing, None for the current one."""

    key: str
    until: datetime | None = None


def signing_keys(secret: str, *, now: datetime) -> tuple[SigningKey, ...]:
    """The keys that sign at ``now``, the current one first."""
    keys = (_read(part) for part in secret.split())
    return tuple(key for key in keys if key.until is None or key.until > now)


def rotated(secret: str, new: str, *, now: datetime, until: datetime) -> str:
    """The text with ``new`` as its current key, and the one before signing along until ``until``."""
    former = (SigningKey(each.key, each.until or until) for each in signing_keys(secret, now=now))
    kept = [each for each in former if each.until is not None and each.until > now]
    return _write([SigningKey(new), *kept[:_MOST]])


def _read(part: str) -> SigningKey:
    key, _, until = part.partition("@")
    return SigningKey(key, datetime.fromisoformat(until) if until else None)


def _write(keys: Iterable[SigningKey]) -> str:
    return " ".join(f"{each.key}@{_time(each.until)}" if each.until else each.key for each in keys)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
