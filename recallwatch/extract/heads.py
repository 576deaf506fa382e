"""The proper name that the name of a thing begins with: what stands before the words that tell its kind."""

import re

from .joined import as_one
from .kinds import OFTEN, Told, is_small, is_varied, proper

_MOST = 400
_LONGEST = 3
_YEARS = re.compile(
    r"^(?:(?:Certain|Select|Some|All|Recalled|New)\s)?(?:(?:Model\s)?Years?\s)?"
    r"(?:(?:19|20)\d\d(?:\s?(?:-|–|to|and|through)\s?(?:(?:19|20)\d\d|\d\d))?\s)?(?:[Mm]odel\s(?:[Yy]ear\s)?)?"
)
_MARKS, _QUOTED = re.compile(r"[®™]"), re.compile(r"[®™“”\"]")
_REGISTERED = re.compile(r"(?P<name>[A-Z0-9][\w&.+'’-]*(?: [\w&.+'’-]+){0,2}?) ?[®™]")
_LISTED = re.compile(r"(?P<one>[A-Z0-9][\w&.'’-]+(?: [A-Z][\w&.'’-]+)?)(?:, | and |, and | or )")
#: What a series or a model is called is no brand.
_SERIES = re.compile(r"(?:[Ss]eries|[Mm]odels?)\b")
_NEXT = re.compile(r"(?P<next> (?:(?:[A-Z][\w-]+ )?& )?[A-Z][\w-]+) (?P<then>[A-Za-z0-9][\w-]*)")


def heads(name: str, told: Told) -> list[str]:
    """The proper names a product's name may begin with, the likeliest first."""
    words = _words(name, told)
    if not words:
        return []
    prefixes = [" ".join(words[: n + 1]) for n in range(len(words))]
    whole = _unbroken(prefixes[0], _MARKS.sub("", name), told)
    return list(dict.fromkeys([whole, *prefixes]))


def listed(name: str, told: Told) -> list[str]:
    """The further names of a product that begins with several: ``Acme, Boss and Crown kettles``."""
    found: list[str] = []
    at = 0
    bare = _YEARS.sub("", _QUOTED.sub("", name[:_MOST])).strip()
    while hit := _LISTED.match(bare, at):
        at = hit.end()
        found += _words(f"{bare[at:]} ", told)[:1] if _words(hit["one"], told) else []
    return found


def _unbroken(head: str, name: str, told: Told) -> str:
    """A first word with the next ones, where no text has it without them and they are not the last: all is the name."""
    count = told.whole.count(head)
    follows = _NEXT.match(name, name.find(head) + len(head)) if count >= OFTEN and head in name else None
    if not follows or head.count(" ") > 1:
        return head
    both, then = head + follows["next"], follows["then"]
    if told.whole.count(both) < count or not _goes_on(both, then, told) or (" " in head and not is_varied(both, told)):
        return head
    return _unbroken(both, name, told)


def _goes_on(both: str, then: str, told: Told) -> bool:
    """Whether the last word of a name is part of it: a proper one, or a common one inside it."""
    last = both.split()[-1]
    if "&" in both or list(proper([last], told)):
        return not last.endswith(("ed", "ing"))
    return not is_small(last, told.small) and (is_varied(both, told) or bool(list(proper([then], told))))


def _words(name: str, told: Told) -> list[str]:
    marked = _REGISTERED.match(name)
    if marked and list(proper(marked["name"].split()[:1], told)):
        return [marked["name"]]
    bare = _YEARS.sub("", _QUOTED.sub("", name)).strip()
    if joined := as_one(bare, told):
        return [joined]
    words = bare.split()
    named = list(proper(words[:_LONGEST], told))
    return named[:-1] if len(words) > len(named) and _SERIES.match(words[len(named)]) else named
