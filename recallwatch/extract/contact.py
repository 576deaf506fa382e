"""Where to claim: the recall page a notice names."""

import re

from recallwatch.model import Notice

_URL = re.compile(r"(?:https?://|www\.)[\w.-]{1,120}\.[a-z]{2,20}(?:/[^\s<>\"”),;]{0,300})?", re.IGNORECASE)
_NOT = re.compile(r"cpsc\.gov|saferproducts|poolsafely|usa\.gov|epa\.gov|facebook\.com|youtube", re.IGNORECASE)


def contact_url(notice: Notice) -> str:
    """The recall page, from the remedy, the contact, the summary; a page that says "recall" goes first."""
    urls = [u for text in (notice.remedy, notice.contact, notice.summary) for u in find_urls(text)]
    official = [u for u in urls if not _NOT.search(u)]
    about = [u for u in official if "recall" in u.lower()]
    return (about or official or [""])[0]


def find_urls(text: str) -> list[str]:
    """Every web address a text names, without the full stop that ends its sentence."""
    return [found.group().rstrip(".'’:") for found in _URL.finditer(text)]


def link(url: str) -> str:
    """An address that can be clicked: notices leave the scheme out."""
    return url if not url or url.lower().startswith("http") else f"https://{url}"
