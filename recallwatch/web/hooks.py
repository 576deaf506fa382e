"""What programs post to us: bounces and complaints, as mails or as JSON. The token is the permission."""

import hmac

from anyio import to_thread
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from recallwatch.bounces import from_json
from recallwatch.flow.bounces import take, take_mail

from .respond import Ctx

router = APIRouter()


@router.post("/hooks/bounce")
async def bounce(request: Request, context: Ctx) -> Response:
    """Count bounces and complaints; the answer says how many counted, which what is not ours does not."""
    token = context.settings.bounce_token.get_secret_value()
    if not token:
        raise HTTPException(404)
    if not hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        return JSONResponse({"error": "the token is missing or wrong"}, 401, {"WWW-Authenticate": "Bearer"})
    raw = await request.body()
    if "json" not in request.headers.get("content-type", ""):
        return JSONResponse({"counted": int(await to_thread.run_sync(take_mail, context, raw))})
    try:
        reports = from_json(raw)
    except ValueError as error:
        return JSONResponse({"error": str(error)}, 400)
    counted = [await to_thread.run_sync(take, context, told) for told in reports]
    return JSONResponse({"counted": sum(counted)})
