"""From the bytes of an answer to text, JSON rows or markup, refusing whatever is not what the source serves."""

import codecs
import json
import re
from email.message import Message

from recallwatch.errors import PayloadError
from recallwatch.model import Payload
from recallwatch.text.clean import clean

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HTML = re.compile(r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_DECLARED = re.compile(rb"""\s*<.*?(?:encoding|charset)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE | re.DOTALL)
_URL = re.compile(r"h{1,2}ttp(s?):/{1,3}(?=[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


def decode(payload: Payload) -> str:
    """Decode by byte order mark, else the header's charset, else the document's own, else UTF-8; what does not fit
    is refused rather than replaced, and so is a NUL: words glued together where it stood would be a false change."""
    charset = _by_bom(payload.content) or _by_header(payload) or _by_document(payload.content) or "utf-8"
    try:
        text = payload.content.decode(charset)
    except (UnicodeDecodeError, LookupError) as error:
        raise PayloadError(f"not readable as {charset}: {error}", url=payload.url) from None
    if "\0" in text:
        raise PayloadError(f"damaged: a NUL byte at character {text.index(chr(0)) + 1:,}", url=payload.url)
    return clean(text)


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page: what block pages and error pages are, whatever their status says."""
    return _HTML.match(text[:4000]) is not None


def json_rows(payload: Payload) -> list[object]:
    """Read an answer that must be a JSON array."""
    rows = json_value(payload)
    if not isinstance(rows, list):
        raise PayloadError(f"a JSON {type(rows).__name__} where an array was due: {str(rows)[:80]}", url=payload.url)
    return rows


def json_object(payload: Payload) -> dict[str, object]:
    """Read an answer that must be a JSON object."""
    found = json_value(payload)
    if not isinstance(found, dict):
        raise PayloadError(f"a JSON {type(found).__name__} where an object was due", url=payload.url)
    return found


def json_value(payload: Payload) -> object:
    """Read an answer that must be JSON, whatever it holds."""
    text = decode(payload)
    if text.lstrip().startswith("<"):
        raise PayloadError(f"markup where JSON was due: {text.strip()[:80]!r}", url=payload.url)
    try:
        return json.loads(text, strict=False)  # a raw tab or line break inside a string harms nobody
    except (ValueError, RecursionError) as error:
        raise PayloadError(f"not JSON (cut off?): {error}", url=payload.url) from None


def web_url(text: str) -> str:
    """Give an absolute http(s) URL, mending a doubled ``h`` or a wrong number of slashes; else an empty text."""
    text = text.strip()
    found = _URL.match(text)
    return f"http{found[1].lower()}://{text[found.end() :]}" if found else ""


def _by_bom(content: bytes) -> str:
    """Name the encoding a byte order mark shows, or every second byte being NUL (UTF-16 without one)."""
    head = content[:100]
    if len(head) > 1 and not any(head[1::2]):
        return "utf-16-le"
    if len(head) > 1 and not any(head[0::2]):
        return "utf-16-be"
    return next((name for bom, name in _BOMS if content.startswith(bom)), "")


def _by_header(payload: Payload) -> str:
    header = Message()
    header["content-type"] = next((value for name, value in payload.headers if name.lower() == "content-type"), "")
    return header.get_content_charset("")


def _by_document(content: bytes) -> str:
    found = _DECLARED.match(content[:2000])
    return found[1].decode("ascii") if found else ""
