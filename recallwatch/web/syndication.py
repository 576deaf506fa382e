"""Notices as Atom, RSS and JSON Feed: pure rendering, one entry per case, ids that never change.

``updated`` moves only with a material change, or feed readers would show old news as new.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

from jinja2 import Environment

from recallwatch.extract import advise
from recallwatch.flow.private_feed import Hit
from recallwatch.model import Record
from recallwatch.templating import rfc3339
from recallwatch.text.clean import clean

from . import words
from .view import notice_path, one_per_case, safe_url

#: What an empty feed says it was updated: it has to say something, and must not change by itself.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One case. ``content`` is HTML, already escaped once; the formats carry it as text."""

    id: str
    title: str
    link: str
    official: str
    published: datetime
    updated: datetime
    author: str
    tags: tuple[str, ...]
    content: str

    @property
    def rfc822(self) -> str:
        """The date as RSS writes it."""
        return format_datetime(self.updated.astimezone(UTC), usegmt=True)


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of entries with where it stands and what it is called."""

    title: str
    home: str
    address: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When it last changed materially."""
        return max((entry.updated for entry in self.entries), default=_NEVER)


def entries(records: Iterable[Record], *, base_url: str, titles: dict[str, str], env: Environment) -> tuple[Entry, ...]:
    """One entry per case, in the order given; ``titles`` names the sources."""
    return tuple(
        _entry(record, others, base_url=base_url, titles=titles, env=env) for record, others in one_per_case(records)
    )


def own_entries(hits: Iterable[Hit], *, base_url: str, titles: dict[str, str], env: Environment) -> tuple[Entry, ...]:
    """One entry per thing and case, which its id names: it stays the same whatever the notice says later."""
    return tuple(_own(hit, base_url=base_url, titles=titles, env=env) for hit in hits)


def atom(feed: Feed, env: Environment) -> str:
    """RFC 4287."""
    return env.get_template("feed/atom.xml").render(feed=feed)


def rss(feed: Feed, env: Environment) -> str:
    """RSS 2.0."""
    return env.get_template("feed/rss.xml").render(feed=feed)


def json_feed(feed: Feed, _env: Environment) -> str:
    """JSON Feed 1.1."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.link,
        "external_url": entry.official,
        "title": entry.title,
        "content_html": entry.content,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": entry.author}],
        "tags": list(entry.tags),
    }
    return {name: value for name, value in item.items() if value}


def _own(hit: Hit, *, base_url: str, titles: dict[str, str], env: Environment) -> Entry:
    item, found = hit.item, hit.found
    entry = _entry(found.record, [], base_url=base_url, titles=titles, env=env)
    why = env.get_template("feed/why.html").render(label=clean(item.label), why=found.why)
    return replace(
        entry,
        id=f"{entry.id}:{quote(item.id)}",
        title=f"{clean(item.label)}: {words.verdict_words(found.verdict.outcome, found.record.notice.kind).label}",
        link=f"{base_url}/items#{item.id}",
        content=clean(why) + entry.content,
    )


def _entry(record: Record, others: list[Record], *, base_url: str, titles: dict[str, str], env: Environment) -> Entry:
    notice = record.notice
    author = titles.get(notice.source, notice.source)
    official = safe_url(notice.url)
    content = env.get_template("feed/content.html").render(
        advice=advise(notice, record.reading), official=official, publisher=author, others=others, titles=titles
    )
    return Entry(
        id=f"urn:recallwatch:{quote(clean(record.case_id), safe=':/')}",
        title=" ".join(clean(notice.title).split()) or notice_path(notice.id),
        link=base_url + notice_path(notice.id),
        official=official,
        published=record.first_seen,
        updated=record.changed_at,
        author=clean(author),
        tags=tuple(clean(hazard) for hazard in record.reading.hazards),
        content=clean(content),
    )
