"""Does a body look like what was asked for? A block page must never be taken for content."""

import codecs
import re

from recallwatch.errors import PayloadError

from .excuses import error_object, excuse

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The root of a page, whatever declaration and comments stand before it.
_HTML = re.compile(r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+)?html\b", re.DOTALL)


def check_body(body: bytes, *, expect: str, url: str, may_refuse: bool = False) -> None:
    """Raise ``PayloadError`` for an empty body, one that cannot be ``expect`` (json, xml, html, "" for any), or one
    that only says why there is nothing (a block, an apology, an error).

    ``may_refuse``: the service says "nothing" with an error of its own, which its source reads.
    """
    start = _start(body)
    if not start:
        raise PayloadError("the answer is empty", url=url)
    if expect and not _fits(start, expect):
        raise PayloadError(f"{_kind(start)} came instead of {expect.upper()}", url=url)
    if expect == "json" and not may_refuse and (message := error_object(body.decode("utf-8-sig", "replace").strip())):
        raise PayloadError(f"the service answered with an error: {message}", url=url)
    if expect == "html" and (words := excuse(body.decode("utf-8", "replace"))):
        raise PayloadError(f"another page came instead of the one asked for: {words!r}", url=url)


def _start(body: bytes) -> str:
    """The first characters without byte order mark and white space, lower-case."""
    head = body[:4096]
    for mark, codec in _BOMS:
        if head.startswith(mark):
            head = head[len(mark) :]
            return head.decode(codec, "replace").strip().lower()
    return head.decode("utf-8", "replace").strip().lower() or _late_start(body)


def _late_start(body: bytes) -> str:
    return body[4096:].strip()[:200].decode("utf-8", "replace").lower()


def _fits(start: str, expect: str) -> bool:
    if expect == "json":
        return start.startswith(("{", "["))
    if expect == "xml":
        return start.startswith("<") and not _HTML.match(start)
    return not start.startswith(("{", "["))


def _kind(start: str) -> str:
    if _HTML.match(start):
        return "an HTML page (a block page?)"
    if start.startswith("<"):
        return "markup"
    return "JSON" if start.startswith(("{", "[")) else "plain text"
