"""Where to claim: the recall page a notice names."""

import re
from collections.abc import Iterator

from recallwatch.model import Notice
from recallwatch.text.phrases import Phrase

_URL = Phrase(r"(?:https?://|www\.)[\w.-]{1,120}\.[a-z]{2,20}(?:/[^\s<>\"”),;]{0,300})?", re.IGNORECASE)
_NOT = Phrase(r"cpsc\.gov|saferproducts|poolsafely|usa\.gov|epa\.gov|facebook\.com|youtube", re.IGNORECASE)
#: An address without http or www: it counts where one is sent to it, or where it says "recall".
_DOMAIN = Phrase(r"\.(?:com|org|net|info|store|shop|us|ca|co|io|eu)\b(?:/[^\s<>\"”),;]{0,300})?", re.IGNORECASE)
_HOST = re.compile(
    r"(?P<sent>\b(?:visit|go to|see|register(?:ing)? at"
    r"|listed at)\s)?(?<![\w.@/-])(?P<host>(?!www\.)[\w-]{1,60}(?:\.[\w-]{1,60}){0,2})\Z",
    re.IGNORECASE,
)


def contact_url(notice: Notice) -> str:
    """The recall page, from the remedy, the contact, the summary; a page that says "recall" goes first."""
    texts = (notice.remedy, notice.contact, notice.summary)
    urls = [u for text in texts for u in (*find_urls(text), *_bare(text))]
    official = [u for u in urls if not _NOT.search(u)]
    about = [u for u in official if "recall" in u.lower()]
    return (about or official or [""])[0]


def find_urls(text: str) -> list[str]:
    """Every web address a text names, without the full stop that ends its sentence."""
    return [_trimmed(found.group()) for found in _URL.finditer(text)]


def _bare(text: str) -> Iterator[str]:
    for domain in _DOMAIN.finditer(text):
        host = _HOST.search(text, max(0, domain.start() - 100), domain.start())
        if host and (host["sent"] or "recall" in f"{host['host']}{domain.group()}".lower()):
            yield _trimmed(f"{host['host']}{domain.group()}")


def _trimmed(url: str) -> str:
    return url.rstrip(".'’:")


def link(url: str) -> str:
    """An address that can be clicked: notices leave the scheme out."""
    return url if not url or url.lower().startswith("http") else f"https://{url}"
