"""Pages that stand in for what was asked for: blocks, apologies, consent walls, "not found" with status 200."""

import json
import re
from html import unescape

#: What a page of a recall may well contain (a maker's may be about maintenance): told only by its title or first
#: heading. From what Akamai, Cloudflare, Incapsula, DataDome, Azure and common servers serve.
_TITLES = re.compile(
    r"access denied|attention required|just a moment|are you (?:a )?(?:human|robot)|pardon our interruption|"
    r"request (?:rejected|blocked|unsuccessful)|security check|verify(?:ing)? you are|captcha|"
    r"temporarily (?:unavailable|down)|service unavailable|bad gateway|gateway time-?out|internal server error|"
    r"(?:under|scheduled|site|down for) maintenance|we(?:'|’)ll be (?:right )?back|"
    r"(?:page|file|resource) (?:was )?not found|page (?:can(?:no|')t|could not) be found|\b404\b|\b50[0234]\b|"
    r"before you continue|cookie consent|consent required|sign in|log in",
    re.IGNORECASE,
)
#: What only such a page says, wherever it stands: but an article may speak of it, so the page must be short.
_SENTENCES = re.compile(
    r"incapsula incident id|_incapsula_resource|cf-browser-verification|cf-chl-|challenge-platform|"
    r"ddos protection by|reference #\d+\.[0-9a-f]+|errors\.edgesuite\.net|captcha-delivery\.com|px-captcha|"
    r"you don(?:'|’)t have permission to access|enable javascript and cookies to continue|"
    r"(?:is|are) temporarily unavailable|please try again later|under maintenance",
    re.IGNORECASE,
)
_HEADINGS = re.compile(r"<(title|h1)\b[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"<(script|style|noscript)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_SHORT = 1500  # characters of text; the shortest recall page seen has more, the longest block page seen 900
_LOOKED_AT = 200_000

#: Of an object made of these alone nothing is content.
_TELLING = frozenset({"detail", "error", "error_description", "errors", "exception", "message"})
_ERROR_KEYS = _TELLING | {
    "code",
    "correlationid",
    "details",
    "errorcode",
    "instance",
    "ok",
    "path",
    "reason",
    "requestid",
    "status",
    "statuscode",
    "success",
    "timestamp",
    "title",
    "trace",
    "traceid",
    "type",
}


def excuse(text: str) -> str:
    """The words by which a page is one of those; empty if it is not."""
    text = text[:_LOOKED_AT]
    headings = [unescape(_UNSEEN.sub(" ", found[2])) for found in _HEADINGS.finditer(text)][:2]
    told = next((found[0] for heading in headings if (found := _TITLES.search(heading))), "")
    if not told and len(" ".join(_UNSEEN.sub(" ", text).split())) < _SHORT:
        found = _SENTENCES.search(text)
        told = found[0] if found else ""
    return told


def error_object(text: str) -> str:
    """The message of a JSON answer that is nothing but an error; empty if it is something else."""
    if len(text) > 10_000 or not text.startswith("{"):
        return ""
    try:
        answer = json.loads(text)
    except ValueError:
        return ""  # the parser says what is wrong with it
    keys = {key.lower() for key in answer} if isinstance(answer, dict) else set()
    return text[:200] if keys <= _ERROR_KEYS and keys & _TELLING else ""
