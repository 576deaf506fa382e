"""Notices: the list with its search, one notice with everything known of it, and each of its revisions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from recallwatch.context import Context
from recallwatch.extract import advise
from recallwatch.model import Link, Record, Revision
from recallwatch.ports import Query, Unit
from recallwatch.text.clean import clean

from .forms import MAX_SEARCH, tidy
from .respond import Ctx, page
from .standing import standings
from .view import citation, cursor_of, one_per_case, read_cursor, with_query
from .words import link_words

router = APIRouter()

_PAGE = 20

#: What a list or feed can be narrowed by; the names of the query parameters.
NARROWING = ("q", "source", "brand", "hazard", "country")


@dataclass(frozen=True, slots=True)
class Related:
    """Another notice that this one is linked with, if we have it, and how."""

    words: str
    notice_id: str
    record: Record | None
    link: Link


def narrowing(request: Request) -> dict[str, str]:
    """How the list or feed is narrowed, tidied; only what is set."""
    given = {name: tidy(request.query_params.get(name, ""))[:MAX_SEARCH] for name in NARROWING}
    given["country"] = given["country"].upper()
    return {name: value for name, value in given.items() if value}


def query_of(narrowed: dict[str, str]) -> Query:
    """The store's question for it."""
    return Query(
        words=narrowed.get("q", ""),
        source=narrowed.get("source", ""),
        brand=narrowed.get("brand", ""),
        hazard=narrowed.get("hazard", ""),
        country=narrowed.get("country", ""),
    )


@router.get("/notices")
def notices(request: Request, context: Ctx, before: str = "") -> HTMLResponse:
    """Search, newest change first, a page at a time."""
    cursor = read_cursor(before)
    if before and not cursor:
        raise HTTPException(400)
    narrowed = narrowing(request)
    query = query_of(narrowed)
    with context.store.read() as unit:
        records = unit.notices.find(replace(query, before=cursor, limit=_PAGE + 1))
    more = cursor_of(records[_PAGE - 1]) if len(records) > _PAGE else ""
    return page(
        request,
        "notices.html",
        cases=one_per_case(records[:_PAGE]),
        narrowed=narrowed,
        feed_query=narrowed,
        sources=standings(context),
        later=bool(cursor),
        more=with_query("/notices", narrowed | {"before": more}) if more else "",
    )


@router.get("/notices/{notice_id:path}/revisions/{number}")
def revision(request: Request, context: Ctx, notice_id: str, number: int) -> HTMLResponse:
    """One revision for good: what it said, and what it changed."""
    return _notice_page(request, context, notice_id, number)


@router.get("/notices/{notice_id:path}")
def notice(request: Request, context: Ctx, notice_id: str) -> HTMLResponse:
    """One notice as it stands, with everything known of it."""
    return _notice_page(request, context, notice_id, None)


def _notice_page(request: Request, context: Context, notice_id: str, number: int | None) -> HTMLResponse:
    notice_id = clean(notice_id)
    with context.store.read() as unit:
        record = unit.notices.get(notice_id)
        history = unit.notices.history(notice_id)
        shown = _shown(record, history, number)
        if record is None or shown is None:
            raise HTTPException(404)
        members = [other for other in unit.notices.in_case(record.case_id) if other.notice.id != notice_id]
        related = _related(unit, notice_id)
    source = next((each for each in standings(context) if each.info.id == shown.notice.source), None)
    publisher = source.info.title if source else shown.notice.source
    return page(
        request,
        "notice.html",
        record=record,
        revision=shown,
        history=history[::-1],
        members=members,
        related=related,
        source=source,
        publisher=publisher,
        advice=advise(shown.notice, shown.reading),
        citation=citation(shown, publisher=publisher, base_url=context.settings.base_url),
        feed_query={"source": shown.notice.source},
    )


def _shown(record: Record | None, history: Sequence[Revision], number: int | None) -> Revision | None:
    if number is None:
        return record.revision if record else None
    return next((revision for revision in history if revision.number == number), None)


def _related(unit: Unit, notice_id: str) -> list[Related]:
    links = unit.links.of([notice_id])
    others = {link: link.to_id if link.from_id == notice_id else link.from_id for link in links}
    records = unit.notices.many(others.values())
    return [
        Related(link_words(link.type, outgoing=link.from_id == notice_id), other, records.get(other), link)
        for link, other in others.items()
    ]
