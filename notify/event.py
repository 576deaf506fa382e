"""The JSON body of a webhook, always under 20 kB: ``type``, ``timestamp``, ``data`` (docs/webhooks.md)."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

from recallwatch.model import Alert, AlertKind, Event, Message, event_type
from recallwatch.text.clean import clean

from .wording import one_line, web_address

_MOST_BYTES = 20_000
#: Lengths texts are cut to, tried in turn until the body fits.
_CUTS = (1000, 400, 150, 50)
_MOST_ROWS = 10

_Row = TypeVar("_Row")


def event_body(message: Message) -> bytes:
    """The event as UTF-8 JSON; long texts are cut, and addresses that would not fit left out, never cut."""
    body = b""
    for cut in _CUTS:
        event = {
            "type": event_type(message.alert).value,
            "timestamp": _time(message.alert.created_at),
            "data": _data(message, cut),
        }
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        if len(body) < _MOST_BYTES:
            break
    return body


def plain_body(event: Event) -> bytes:
    """An event that is no alert, as UTF-8 JSON; long texts are cut."""
    whole = {"type": event.type.value, "timestamp": _time(event.at), "data": _plain(event.data)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, datetime):
        return _time(value)
    return one_line(value, _CUTS[0]) if isinstance(value, str) else value


def _data(message: Message, cut: int) -> dict[str, object]:
    alert, advice, notice = message.alert, message.advice, message.notice
    return {
        "alert": {
            "id": clean(alert.id),
            "thread": clean(alert.thread),
            "after": _after(alert),
            "revision": alert.revision,
        },
        "notice": {
            "id": one_line(notice.id, cut),
            "source": notice.source,
            "title": one_line(notice.title, cut),
            "url": _url(notice.url, cut),
            "jurisdictions": list(notice.jurisdictions[:_MOST_ROWS]),
        },
        "case": clean(alert.case_id),
        **_subject(message, cut),
        "verdict": alert.verdict.outcome.value if alert.verdict else None,
        "question": _question(message, cut),
        "why": _rows({"text": one_line(w.sentence, cut), "quote": one_line(w.quote, cut)} for w in message.why),
        "headline": one_line(advice.headline, cut),
        "danger": one_line(advice.danger, cut),
        "hazards": list(message.reading.hazards[:_MOST_ROWS]),
        "urgent": advice.urgent,
        "steps": _rows({"text": one_line(s.text, cut), "url": _url(s.url, cut)} for s in advice.steps),
        "links": {"notice": _url(message.link_notice, cut), "manage": _url(message.link_item, cut)},
        "first_seen": _time(message.first_seen),
        "changed_at": _time(message.changed_at),
        "changed": _rows(one_line(field, cut) for field in alert.changed),
    }


def _after(alert: Alert) -> str | None:
    """What to handle before: of what stands beside the chain, the message that began it."""
    if alert.kind is AlertKind.LINKED:
        return clean(alert.thread)
    return None if alert.id == alert.thread else clean(alert.after)


def _subject(message: Message, cut: int) -> dict[str, object]:
    item, watch = message.item, message.watch
    return {
        "item": {"id": clean(item.id), "label": one_line(item.label, cut)} if item else None,
        "watch": {"id": clean(watch.id), "name": one_line(watch.name, cut)} if watch else None,
    }


def _question(message: Message, cut: int) -> dict[str, str] | None:
    verdict = message.alert.verdict
    if verdict is None or verdict.question is None:
        return None
    question = verdict.question
    return {
        "ask": question.ask.value,
        "text": one_line(question.text, cut),
        "where": one_line(question.where, cut),
        "url": _url(question.url, cut),
    }


def _url(url: str, cut: int) -> str:
    return url if web_address(url) and len(url) <= 4 * cut else ""


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _rows(values: Iterable[_Row]) -> list[_Row]:
    return list(islice(values, _MOST_ROWS))
