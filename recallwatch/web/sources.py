"""How every source stands."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from .respond import Ctx, page
from .standing import standings, with_lags

router = APIRouter()


@router.get("/sources")
def sources(request: Request, context: Ctx) -> HTMLResponse:
    """Every source: last try, last success, last change, expected rhythm, lag, gaps, state and why."""
    return page(request, "sources.html", sources=with_lags(context, standings(context)))
