"""One's own data: taking it along, and having it erased."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from recallwatch.flow import privacy as flow
from recallwatch.flow.audit import pseudonym

from .respond import Ctx, Form, SignedIn, message, set_cookie

router = APIRouter()


@router.post("/account/export")
def export(context: Ctx, owner: SignedIn) -> Response:
    """Everything as a ZIP file."""
    headers = {"Content-Disposition": 'attachment; filename="recallwatch.zip"', "Cache-Control": "private, no-store"}
    packed = flow.export(context, owner, who=pseudonym(owner.id))
    return Response(packed, media_type="application/zip", headers=headers)


@router.post("/account/erase")
def erase(request: Request, context: Ctx, owner: SignedIn, form: Form) -> Response:
    """Erase everything, if the box was ticked."""
    if form.get("sure") != "yes":
        return message(
            request,
            "Nothing was erased",
            "Tick the box to say that you are sure; there is no way back.",
            status=422,
            back=("/items#data", "My things"),
        )
    flow.erase(context, owner, who=pseudonym(owner.id))
    answer = message(request, "Everything of yours is erased", "You will hear nothing more from us.")
    set_cookie(request, answer, "session", "", lives=0)
    return answer
