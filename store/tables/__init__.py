"""The tables, one module per group. Their DDL is in ``migrations``; a test holds the two together.

Reference data (payloads, sources, notices, keys, links) never refers to owner data. Every primary key and unique
constraint of owner data begins with ``owner_id``, and ids are made by the application, so that the same tables can
be sharded by owner. The directory (owners, tokens) is what finds the shard.
"""

from .alarms import alarms
from .audit import audit
from .base import metadata
from .jobs import alerts, attempts, deliveries, match_jobs
from .mail import bounces, mutes
from .notices import facets, link_changes, links, notice_keys, notices, overlays, revisions
from .owners import (
    answers,
    api_tokens,
    channels,
    endpoints,
    item_keys,
    items,
    manners,
    owners,
    private_feeds,
    sessions,
    tokens,
    troubles,
    verdicts,
    watches,
)
from .sources import payloads, rejected, runs, source_events, source_states
from .vehicles import vin_patterns

__all__ = [
    "alarms",
    "alerts",
    "answers",
    "api_tokens",
    "attempts",
    "audit",
    "bounces",
    "channels",
    "deliveries",
    "endpoints",
    "facets",
    "item_keys",
    "items",
    "link_changes",
    "links",
    "manners",
    "match_jobs",
    "metadata",
    "mutes",
    "notice_keys",
    "notices",
    "overlays",
    "owners",
    "payloads",
    "private_feeds",
    "rejected",
    "revisions",
    "runs",
    "sessions",
    "source_events",
    "source_states",
    "tokens",
    "troubles",
    "verdicts",
    "vin_patterns",
    "watches",
]
