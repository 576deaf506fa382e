"""robots.txt: read once a day per site and obeyed for pages (RFC 9309)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

#: The token a site's rules name us by.
AGENT = "recallwatch"

_KEEP = timedelta(hours=24)
_LONGEST_DELAY = 30.0
_READ_AT_MOST = 500 * 1024  # RFC 9309 section 2.5


@dataclass(frozen=True, slots=True)
class Robots:
    """One site's rules as read at one time."""

    text: str
    read_at: datetime

    @classmethod
    def from_body(cls, body: bytes, *, now: datetime) -> "Robots":
        """Rules from the file as served."""
        return cls(body[:_READ_AT_MOST].decode("utf-8-sig", "replace"), now)

    def fresh(self, now: datetime) -> bool:
        """Whether the rules may still be used (RFC 9309 section 2.4: at most a day)."""
        return now - self.read_at < _KEEP

    def allows(self, url: str) -> bool:
        """Whether we may fetch ``url``."""
        return bool(Protego.parse(self.text).can_fetch(url, AGENT))

    def crawl_delay(self) -> float:
        """The pause the site asks for, in seconds, at most 30."""
        return min(Protego.parse(self.text).crawl_delay(AGENT) or 0.0, _LONGEST_DELAY)

    def rule_against(self, url: str) -> str:
        """The longest rule that alone would forbid ``url``, for people."""
        rules = [rule for rule in _disallows(self.text.splitlines()) if _forbids(rule, url)]
        return max(rules, key=len, default="")


def _disallows(lines: Iterable[str]) -> list[str]:
    pairs = (line.partition("#")[0].partition(":") for line in lines)
    return [value.strip() for name, _, value in pairs if name.strip().lower() == "disallow" and value.strip()]


def _forbids(rule: str, url: str) -> bool:
    return not Protego.parse(f"User-agent: *\nDisallow: {rule}").can_fetch(url, AGENT)
