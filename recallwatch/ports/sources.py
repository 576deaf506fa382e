"""A source as the core sees it: pure, no I/O. ``response = yield Request(...)`` is the whole contract."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime

from recallwatch.model import Harvest, Payload, SourceInfo


@dataclass(frozen=True, slots=True)
class Request:
    """One GET that a crawl wants done, or a POST that reads.

    ``page`` asks for robots.txt to be honoured (sites, not APIs); ``conditional`` sends the validators of the last
    good run; ``expect`` names what the body must look like, so that a block page is never taken for content.
    ``post`` is a body in JSON, for a service that tells what it lists only when a search is posted to it; such a
    request is never conditional, and no redirect of it is followed.
    ``also`` are statuses beside 2xx whose body is the service's own answer (openFDA says 404 for "nothing found").
    """

    url: str
    page: bool = False
    conditional: bool = True
    expect: str = ""  # "json", "xml", "html" or "" (anything)
    also: tuple[int, ...] = ()
    post: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to a request, already stored as a payload.

    ``unchanged``: a 304, or the very bytes of the last good run of this URL.
    """

    payload: Payload
    unchanged: bool = False


#: ``response = yield Request(...)``; a request that fails raises its ``SourceError`` at the ``yield``.
Crawl = Generator[Request, Response, Harvest]


@dataclass(frozen=True, slots=True)
class CrawlState:
    """What a crawl may know: now, the last good poll, the last good complete poll and how many rows it had."""

    now: datetime
    last_success: datetime | None = None
    last_complete: datetime | None = None
    last_found: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One place that publishes: facts, how to crawl it, and how to read one saved payload.

    ``crawl`` is the live path; ``parse`` reads one payload's bytes again, years later if need be, and is what the
    crawl itself calls. Both raise ``PayloadError`` or ``ShapeChanged`` when the answer cannot be believed; a single
    bad row is a ``Rejected`` inside the harvest.
    """

    info: SourceInfo
    crawl: Callable[[CrawlState], Crawl]
    parse: Callable[[Payload], Harvest]

    @property
    def id(self) -> str:
        """The source's id, ``us-cpsc``."""
        return self.info.id
