"""A loopback server that answers as the sources would: a robots.txt, the CPSC service, the FDA feed, a maker's pages.

What it serves changes with the chapter of the story. The pages are made up; their shape is the sources' own.
"""

import json
from collections.abc import Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from urllib.parse import parse_qs, urlsplit

_PAGES = files(__package__) / "replay"

_CPSC = "/RestWebServices/Recall"
_FDA = "/about-fda/contact-fda/stay-informed/rss-feeds/food-safety-recalls/rss.xml"

#: The origins the replay stands in for.
ORIGINS = ("https://www.saferproducts.gov", "https://www.fda.gov", "https://www.anker.com")

#: The sources it stands in for.
SOURCES = ("us-cpsc", "us-fda-food-rss", "maker-anker")

_START = {
    _CPSC: "cpsc-1.json",
    _FDA: "fda.xml",
    "/product-recalls": "anker/hub-1.html",
    "/product-recalls/a1642-a1647-a1652": "anker/a1642.html",
    "/product-recalls/soundcore-a3102": "anker/a3102.html",
}
_UNRELATED = _START | {_CPSC: "cpsc-2.json"}
_ANNOUNCED = _UNRELATED | {
    "/product-recalls": "anker/hub-2.html",
    "/product-recalls/anker-321-power-bank": "anker/a1112-1.html",
}
_CORRECTED = _ANNOUNCED | {"/product-recalls/anker-321-power-bank": "anker/a1112-2.html"}

#: What is published, chapter by chapter.
CHAPTERS: tuple[Mapping[str, str], ...] = (_START, _UNRELATED, _ANNOUNCED, _CORRECTED)


class Replay:
    """The server; ``chapter`` says which state of the world it shows."""

    def __init__(self, today: date) -> None:
        self.chapter = 0
        self.today = today
        handler = type("Handler", (_Handler,), {"replay": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def origins(self) -> dict[str, str]:
        """The setting that sends fetches here."""
        return dict.fromkeys(ORIGINS, f"http://127.0.0.1:{self._server.server_port}")

    def answer(self, url: str) -> tuple[int, str, bytes]:
        """Status, content type and body for a path with its query."""
        parts = urlsplit(url)
        name = CHAPTERS[self.chapter].get(parts.path)
        if name is None:
            return 404, "text/plain", b"not found\n"
        text = (_PAGES / name).read_text("utf-8").replace("@TODAY@", str(self.today))
        if parts.path == _CPSC:
            return 200, "application/json; charset=utf-8", _windowed(text, parts.query).encode()
        return 200, "text/html; charset=utf-8" if name.endswith("html") else "application/rss+xml", text.encode()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    replay: Replay

    def do_GET(self) -> None:
        """Answer from the current chapter."""
        status, kind, body = self.replay.answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server gives it
        """Say nothing: the story talks."""


def _windowed(text: str, query: str) -> str:
    """Keep the rows the CPSC service would: those published in the window asked for."""
    start = parse_qs(query).get("LastPublishDateStart", [""])[0]
    return json.dumps([row for row in json.loads(text) if row["LastPublishDate"][:10] >= start])
