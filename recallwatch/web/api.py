"""The JSON interface: notices and checks for anybody, things and alerts for who shows an owner's token. It only reads.

What is wrong is answered as ``{"error": ...}`` (see ``app.explain``).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from recallwatch.context import Context
from recallwatch.flow import access
from recallwatch.flow.account import owner_of
from recallwatch.flow.checking import answer, hit
from recallwatch.flow.freshness import freshness
from recallwatch.flow.items import MAX_FIELD, check_many, of_owner
from recallwatch.model import Alert, Delivery, Item, Owner, event_type
from recallwatch.model.lines import notice_line, revision_line, rfc3339
from recallwatch.model.rows import COLUMNS, item_of
from recallwatch.ports import Unit
from recallwatch.text.clean import clean

from .forms import says_something
from .notices import narrowing, query_of
from .respond import Ctx, SignedIn, context_of, message, see, session_of
from .view import cursor_of, read_cursor, with_query

router = APIRouter()

_PAGE, _MOST = 20, 100
_HITS = 100
_ALERTS = 1000


def reader(request: Request) -> Owner:
    """The owner whose token the program shows, or who is signed in."""
    context = context_of(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        owner = access.reader(context, token.strip())
    else:
        owner = owner_of(context, session_of(request))
    if owner is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return owner


Reader = Annotated[Owner, Depends(reader)]


@router.get("/api/notices")
def notices(request: Request, context: Ctx, since: str = "", before: str = "", limit: int = _PAGE) -> Response:
    """Notices, newest change first, narrowed like the list and the feeds; ``next`` is where the next page is."""
    cursor, moment = read_cursor(before), _moment(since)
    if (before and not cursor) or (since and not moment) or not 1 <= limit <= _MOST:
        raise HTTPException(400)
    narrowed = narrowing(request)
    query = replace(query_of(narrowed), since=moment, before=cursor, limit=limit + 1)
    with context.store.read() as unit:
        records = unit.notices.find(query)
        found = [notice_line(each, unit.links.of([each.notice.id])) for each in records[:limit]]
    following = (
        {"since": since, "limit": str(limit), "before": cursor_of(records[limit - 1])} if records[limit:] else {}
    )
    more = f"{context.settings.base_url}{with_query('/api/notices', narrowed | following)}" if following else None
    return _public({"notices": found, "next": more, **_current(context)})


@router.get("/api/notices/{notice_id:path}")
def notice(context: Ctx, notice_id: str) -> Response:
    """One notice with every revision and what each changed, oldest first."""
    notice_id = clean(notice_id)
    with context.store.read() as unit:
        record = unit.notices.get(notice_id)
        if record is None:
            raise HTTPException(404)
        history = [revision_line(each) for each in unit.notices.history(notice_id)]
        found = notice_line(record, unit.links.of([notice_id]))
    return _public({**found, "revisions": history})


@router.post("/api/items/check")
async def check(request: Request, context: Ctx) -> Response:
    """Compare one thing, given as an object like a line of ``recallwatch check --jsonl``; nothing is kept."""
    try:
        row = json.loads(await request.body())
        item = item_of(row)
    except (ValueError, AttributeError, RecursionError):  # no JSON, no object, or brackets within brackets
        raise HTTPException(400) from None
    if not says_something(item) or max(len(str(value)) for value in row.values()) > MAX_FIELD:
        raise HTTPException(422)
    return JSONResponse(await _answered(context, row, item), headers={"Cache-Control": "no-store"})


@router.get("/api/items")
def items(context: Ctx, owner: Reader) -> Response:
    """The owner's things, each with what notices say of it, strongest first."""
    known = of_owner(context, owner.id)
    return _own({"items": [_item(item) | {"hits": [hit(f.record, f.verdict) for f in found]} for item, found in known]})


@router.get("/api/alerts")
def alerts(context: Ctx, owner: Reader) -> Response:
    """What the owner was to be told, newest first, and what became of each sending."""
    with context.store.read() as unit:
        return _own({"alerts": list(_alerts(unit, owner.id))})


@router.post("/my/api-token")
def make_token(request: Request, context: Ctx, owner: SignedIn) -> Response:
    """Make a token, shown this once; one made before ends."""
    return message(
        request,
        "Your token for programs",
        f"Send it as a header: Authorization: Bearer {access.new_token(context, owner.id)}",
        "Whoever has it can read your things and messages, and change nothing. It is shown only now; you can make "
        "another at any time, and this one then stops working.",
        back=("/items#programs", "My things"),
    )


@router.post("/my/api-token/end")
def end_token(context: Ctx, owner: SignedIn) -> Response:
    """End the token."""
    access.end(context, owner.id)
    return see("/items#programs")


async def _answered(context: Context, row: Mapping[str, object], item: Item) -> dict[str, object]:
    [hits] = await to_thread.run_sync(lambda: check_many(context.store, [item], limit=_HITS))
    return answer(row.get("ref"), item, hits, await to_thread.run_sync(freshness, context))


def _alerts(unit: Unit, owner_id: str) -> Iterator[dict[str, object]]:
    channels = {channel.id: channel.kind.value for channel in unit.owners.channels(owner_id)}
    sendings: dict[str, list[dict[str, object]]] = {}
    for each in unit.outbox.deliveries(owner_id=owner_id, limit=_ALERTS * 10):
        sendings.setdefault(each.alert_id, []).append(_delivery(each, channels.get(each.channel_id)))
    for alert in unit.outbox.alerts(owner_id, _ALERTS):
        yield _alert(alert) | {"deliveries": sendings.get(alert.id, [])}


def _alert(alert: Alert) -> dict[str, object]:
    return {
        "id": alert.id,
        "type": event_type(alert).value,
        "thread": alert.thread,
        "notice": alert.notice_id,
        "revision": alert.revision,
        "case": alert.case_id,
        "subject": alert.subject_id,
        "verdict": alert.verdict.outcome.value if alert.verdict else None,
        "changed": list(alert.changed),
        "created_at": rfc3339(alert.created_at),
    }


def _delivery(delivery: Delivery, channel: str | None) -> dict[str, object]:
    return {
        "id": delivery.id,
        "channel": channel,
        "state": delivery.state.value,
        "due_at": rfc3339(delivery.due_at),
        "attempts": delivery.attempts,
        "answer": delivery.answer,
        "sent_at": rfc3339(delivery.sent_at) if delivery.sent_at else None,
    }


def _item(item: Item) -> dict[str, object]:
    fields = {name: str(getattr(item, name) or "") for name in COLUMNS}
    return {"id": item.id, "label": item.label, **fields}


def _current(context: Context) -> dict[str, object]:
    known = freshness(context)
    return {"as_of": {source: rfc3339(at) for source, at in known.as_of.items()}, "stale": list(known.stale)}


def _moment(text: str) -> datetime | None:
    """An RFC 3339 time; None if it is none."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _public(value: object) -> Response:
    return JSONResponse(value, headers={"Cache-Control": "no-cache"})


def _own(value: object) -> Response:
    return JSONResponse(value, headers={"Cache-Control": "private, no-store"})
