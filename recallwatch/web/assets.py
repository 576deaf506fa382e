"""The few files pages need, served under a name that carries their digest, so that they can be cached for good."""

import hashlib
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from recallwatch.paths import TEMPLATES

_SCRIPT = "text/javascript; charset=utf-8"
_TYPES = {"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml", "push.js": _SCRIPT, "worker.js": _SCRIPT}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as served."""

    url: str
    content: bytes
    media_type: str


def load() -> dict[str, Asset]:
    """Read the files, keyed by the name that templates use."""
    return {name: _load(name) for name in _TYPES}


def _load(name: str) -> Asset:
    content = (TEMPLATES / "web" / name).read_bytes()
    stem, suffix = name.split(".")
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(f"/assets/{stem}-{digest}.{suffix}", content, _TYPES[name])


@router.get("/worker.js")
def worker(request: Request) -> Response:
    """The service worker, at the root: it may only act for what lies below it, and under a name that stays."""
    found: Asset = request.app.state.assets["worker.js"]
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": "no-cache"})


@router.get("/assets/{name}")
def asset(request: Request, name: str) -> Response:
    """One file; an old name is not found, since its page is old too."""
    for asset in request.app.state.assets.values():
        if asset.url == f"/assets/{name}":
            headers = {"Cache-Control": "public, max-age=31536000, immutable"}
            return Response(asset.content, media_type=asset.media_type, headers=headers)
    raise HTTPException(404)
