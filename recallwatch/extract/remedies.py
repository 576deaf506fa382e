"""Remedies as the closed list, from the source's own options or the words of the notice."""

import re

from recallwatch.model import Notice

_OPTIONS = {
    "refund": ("refund",),
    "replace": ("replace",),
    "repair": ("repair",),
    "dispose": ("dispose",),
    "new_instructions": ("new instructions", "label"),
}
_WORDS = {
    "refund": re.compile(r"\brefund|money back|store credit|gift card", re.IGNORECASE),
    "replace": re.compile(r"\breplacement|\breplace\b|exchange", re.IGNORECASE),
    "repair": re.compile(r"\brepair|retrofit|inspection", re.IGNORECASE),
    "new_instructions": re.compile(r"new instructions|warning label|instruction (?:sheet|manual)", re.IGNORECASE),
    "dispose": re.compile(r"\bdiscard|\bdispose|\bdestroy|throw (?:it|them) away", re.IGNORECASE),
}
_EITHER = re.compile(r"replac\w+[^.]{0,60}\bor\b|\bor\b[^.]{0,60}replac", re.IGNORECASE)


def remedies(notice: Notice) -> tuple[str, ...]:
    """The closed list's names for what the owner gets."""
    options = [option.strip().lower() for option in notice.remedy_options]
    found = {name for name, starts in _OPTIONS.items() if any(o.startswith(starts) for o in options)}
    found = found or _told(notice.remedy or notice.summary)
    return tuple(name for name in _OPTIONS if name in found)


def _told(text: str) -> set[str]:
    """Names by the words; throwing away is the remedy only where there is no other."""
    found = {name for name, words in _WORDS.items() if words.search(text)}
    if found - {"dispose"}:
        found -= {"dispose"}
    if {"repair", "replace"} <= found and re.search(r"free repair", text, re.IGNORECASE):
        found -= {"replace"}
    if {"refund", "replace"} <= found and not _EITHER.search(text) and re.search(r"full refund|for a refund", text):
        found -= {"replace"}
    return found
