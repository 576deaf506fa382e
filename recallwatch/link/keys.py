"""Keys under which a database finds notices that may tell of one event; those for owners' things serve beside them.

Two telling words of a notice together are rare enough to join by. What a notice says of allies names makers that stand
nowhere else in it, so those are joined with the kind of thing.
"""

from collections.abc import Iterator
from itertools import combinations, product

from recallwatch.model import Key, KeyKind, Kind
from recallwatch.text.plural import singular

from .told import Told

_TELLING = 10
_KINDS = 8
_SHORTEST = 5  # a number of fewer characters is many authorities'


def event_keys(side: Told) -> frozenset[Key]:
    """The keys of one notice that are made for links alone."""
    return frozenset(Key(KeyKind.EVENT, value) for value in _values(side))


def _values(side: Told) -> Iterator[str]:
    makers = sorted({*map(singular, side.brands), *map(singular, side.allies)})[:_TELLING]
    telling = sorted({*makers, *side.names})[:_TELLING]
    yield from (f"{one} {two}" for one, two in combinations(telling, 2))
    if side.partners:
        yield from (f"{maker} {kind}" for maker, kind in product(makers, sorted(side.kinds)[:_KINDS]))
    yield from (f"#{number}" for number in {side.number, *side.earlier.numbers} if len(number) >= _SHORTEST)
    if side.earlier.type or side.kind is Kind.WARNING:
        yield LOOKS_BACK


#: What a notice has that speaks of an earlier one, or that a later one may supersede: only then are notices of one
#: authority compared with each other.
LOOKS_BACK = "looks back"
