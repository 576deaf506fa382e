"""Hand-made answers for crawls: no fetcher, no clock, no network."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from recallwatch.errors import SourceError
from recallwatch.fetch.sniff import check_body
from recallwatch.model import Harvest, Payload
from recallwatch.ports.sources import Crawl, CrawlState, Request, Response, Source

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
FIRST = CrawlState(now=NOW)
HOUR_AFTER_WHOLE = CrawlState(now=NOW, last_complete=NOW - timedelta(hours=1), last_found=3)


def payload(content: bytes | str, url: str = "", **headers: str) -> Payload:
    """A payload as the fetcher would have stored it."""
    body = content.encode() if isinstance(content, str) else content
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Payload(hashlib.sha256(body).hexdigest(), "test", url, body, NOW, headers=pairs)


def _hand_over(crawl: Crawl, request: Request, came: Payload) -> Request:
    """Give a crawl its answer, or, as a poll does, what the fetcher would have said of it."""
    try:
        check_body(came.content, expect=request.expect, url=request.url)
    except SourceError as error:
        return crawl.throw(error)
    return crawl.send(Response(came))


def drive(
    source: Source, answers: Mapping[str, bytes | str | SourceError], state: CrawlState = FIRST, **headers: str
) -> tuple[list[Request], Harvest]:
    """Run a crawl by hand; ``answers`` by URL, the one under an empty URL answers whatever else is asked."""
    asked: list[Request] = []
    crawl = source.crawl(state)
    try:
        request = next(crawl)
        while True:
            asked.append(request)
            body = answers[request.url if request.url in answers else ""]
            if isinstance(body, SourceError):
                request = crawl.throw(body)
            else:
                came = payload(body, request.url, **headers)
                request = _hand_over(crawl, request, came)
    except StopIteration as done:
        harvest: Harvest = done.value
        return asked, harvest
