"""What else a product is called: names the text gives it, each member of a list, a line without its brand."""

import re
from collections.abc import Iterator

from recallwatch.text.fold import fold
from recallwatch.text.lowered import lowered
from recallwatch.text.phrases import Phrase

from .firms import LEGAL
from .generic import GENERIC

_CALLED = Phrase(
    r"\b(?:also\s(?:known|called|referred\sto|sold|marketed)(?:\sas)?|(?:known|sold|marketed)\sas)\s(?:the\s)?"
    r"(?:[\"“](?P<quoted>[A-Z][^\"”]{3,50}?)[,.]?[\"”]|(?P<named>[A-Z][\w'’®™+-]*(?:\s[A-Z0-9][\w'’®™+-]*){0,5}))"
)
_QUOTED = re.compile(r"[\"“]([A-Z][^\"”]{2,40} [^\"”]{2,40}?)[,.]?[\"”]")
#: ``Swift, Trot and Trot+ travel mugs``: members with a capital, then what they all are.
_MEMBER = r"[A-Z0-9][\w'’®™+-]*(?:\s(?!and\b|or\b)[A-Z0-9][\w'’®™+-]*){0,3}"
_LIST = re.compile(
    rf"(?P<members>{_MEMBER}(?:,\s{_MEMBER})*,?\s(?:and|or)\s{_MEMBER})\s"
    r"(?P<kind>(?!(?:with|of|for|in|from|sold|used)\s)[a-z](?:(?!\s(?:and|or|with)\s)[\w -]){2,60})\Z"
)
_AND = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
_PROPER = re.compile(r"[A-Z][a-z]+\Z|[a-z]+[A-Z]\w+\Z|[A-Z][a-z]+[A-Z]\w*\Z")
_MOST = 8
_BRANDED = re.compile(r"[®™]?(?:[- ]brand(?:ed)?)?\s", re.IGNORECASE)


def aliases(name: str, brands: tuple[str, ...], prose: str, *, only: bool) -> tuple[str, ...]:
    """Other names of a product, best first; ``only``: the notice has no other product the text could speak of."""
    other = [*_within(name), *(_called(prose) if only else ()), *_unbranded(name, brands)]
    found = [*_members(name, brands), *(alias for alias in other if _tells(alias, brands))]
    once = {alias.casefold(): alias for alias in reversed(found) if alias.casefold() != name.casefold()}
    return tuple(reversed(once.values()))[:_MOST]


def _members(name: str, brands: tuple[str, ...]) -> Iterator[str]:
    """Each member of a list with what they all are; brands are no members, nor what only tells kinds apart."""
    listed = _LIST.fullmatch(_without(name, brands))
    members = _AND.split(listed["members"]) if listed else []
    words = {fold(member) for member in members}
    if listed and not words & {fold(b) for b in brands[:1]} and not words <= GENERIC:
        yield from (f"{member} {listed['kind']}" for member in members)


def _within(name: str) -> Iterator[str]:
    for hit in _QUOTED.finditer(name):
        yield hit[1]


def _called(prose: str) -> Iterator[str]:
    for hit in _CALLED.finditer(prose):
        named = hit["quoted"] or hit["named"]
        if not LEGAL.search(named):
            yield named


def _unbranded(name: str, brands: tuple[str, ...]) -> Iterator[str]:
    """What a name is without its brand, where a proper name is left that tells it from others of its kind."""
    bare = _without(name, brands[:1])
    first = re.split(r"[\s®™]", bare)[0]
    if bare != name and " " in bare and _PROPER.match(first) and first.lower() not in GENERIC and not _AND.search(bare):
        yield bare


def _without(name: str, brands: tuple[str, ...]) -> str:
    """A name without the brand it begins with, and without ``brand`` or ``-branded`` behind that."""
    for brand in sorted(brands, key=len, reverse=True):
        if lowered(name).startswith(lowered(brand)) and (start := _BRANDED.match(name, len(brand))):
            return name[start.end() :]
    return name


def _tells(alias: str, brands: tuple[str, ...]) -> bool:
    """Whether an alias says more than a brand or a kind of thing."""
    words = fold(alias).split()
    return len(alias) <= 80 and fold(alias) not in {fold(b) for b in brands} and not set(words) <= GENERIC
