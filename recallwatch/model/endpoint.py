"""What an owner wants at an address that programs read, and how that address has been doing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventType(StrEnum):
    """What a message to a program is about (docs/webhooks.md)."""

    ALERT_CREATED = "alert.created"
    ALERT_QUESTION = "alert.question"
    ALERT_UPDATED = "alert.updated"
    ALERT_CLEARED = "alert.cleared"
    ALERT_REMINDER = "alert.reminder"
    CASE_LINKED = "case.linked"
    NOTICE_PUBLISHED = "notice.published"
    NOTICE_REVISED = "notice.revised"
    NOTICE_WITHDRAWN = "notice.withdrawn"
    ENDPOINT_FAILING = "endpoint.failing"
    ENDPOINT_TEST = "endpoint.test"


@dataclass(frozen=True, slots=True)
class Wants:
    """What a webhook takes: of every field that is set one value must fit; ``per_minute`` 0 means no limit.

    ``types`` are event types, ``hazards`` and ``countries`` those of the notice, ``verdicts`` those on the item.
    """

    types: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    per_minute: int = 0


EVERYTHING = Wants()


@dataclass(frozen=True, slots=True)
class Standing:
    """How an endpoint has been doing since its last success; all empty while it does well.

    ``failing_since`` is the first failure of the span, ``failed_at`` the latest; ``lasting`` once the failures were
    more than a passing trouble. ``sent``: how many went out when in the last minute, oldest first, where
    a limit is set.
    """

    owner_id: str
    channel_id: str
    failing_since: datetime | None = None
    failed_at: datetime | None = None
    failures: int = 0
    lasting: bool = False
    sent: tuple[tuple[datetime, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A message to a program that is no alert; ``data`` holds texts, times and tables of them, ready for JSON."""

    id: str
    type: EventType
    at: datetime
    data: Mapping[str, object]


class Stage(StrEnum):
    """What an owner is told of an endpoint's trouble, once per span of failures."""

    FAILING = "failing"  # a delivery failed for the fourth time
    GIVEN_UP = "given_up"  # a delivery was given up
    DISABLED = "disabled"  # the endpoint is no longer used


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to tell an owner of an endpoint; ``since`` names the span of failures."""

    owner_id: str
    channel_id: str
    stage: Stage
    since: datetime
    at: datetime
    words: str = ""
