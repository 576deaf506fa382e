"""Remember what was worked out of big values, told apart by identity: hashing them takes longer than most answers."""

from collections.abc import Callable
from functools import lru_cache, wraps
from operator import is_
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

#: Notices whose words are kept: some 20 kB each.
NOTICES = 1024


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last ``most`` answers of a pure function of values that never change; its arguments stay alive.

    Only the very same objects are met again: an equal copy is worked out anew.
    """

    def decorate(work: Callable[P, R]) -> Callable[P, R]:
        anew = cast("Callable[..., R]", work)

        @lru_cache(maxsize=most)
        def kept(same: _Same) -> R:
            return anew(*same.values)

        @wraps(work)
        def ask(*values: P.args, **named: P.kwargs) -> R:
            return anew(*values, **named) if named else kept(_Same(values))

        return ask

    return decorate


class _Same:
    """Values as a key that hashes and compares as cheaply as their addresses do."""

    __slots__ = ("_hash", "values")

    def __init__(self, values: tuple[object, ...]) -> None:
        self.values = values
        self._hash = hash(tuple(map(id, values)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and all(map(is_, self.values, other.values))
