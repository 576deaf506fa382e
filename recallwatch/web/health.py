"""For load balancers and monitors: does the program run, and does its database answer?"""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from recallwatch.errors import StoreError

from .respond import Ctx

router = APIRouter()


@router.get("/healthz")
def healthz(context: Ctx) -> PlainTextResponse:
    """``ok``, or 503. One cheap read: whether the database is whole is for ``doctor`` to look at."""
    try:
        with context.store.read() as unit:
            unit.sources.states()
    except StoreError as error:
        return PlainTextResponse(f"the database does not answer: {error}", 503)
    return PlainTextResponse("ok")
