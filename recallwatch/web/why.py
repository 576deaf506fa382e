"""Why did I get this message, or none? One's own story of one notice, as a page and as JSON."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from recallwatch.flow.why import story_line
from recallwatch.flow.why import why as tell

from .api import Reader
from .respond import Ctx, SignedIn, page

router = APIRouter()


@router.get("/why/{notice_id}")
def why(request: Request, context: Ctx, owner: SignedIn, notice_id: str) -> Response:
    """What we know, decided and sent."""
    return page(request, "why.html", own=True, story=tell(context, owner.id, notice_id))


@router.get("/api/why/{notice_id}")
def why_data(context: Ctx, owner: Reader, notice_id: str) -> Response:
    """The same for programs."""
    story = story_line(tell(context, owner.id, notice_id))
    return JSONResponse(story, headers={"Cache-Control": "private, no-store"})
