"""Remember what was worked out of big values, told apart by identity: hashing them takes longer than most answers."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

#: Notices whose words are kept, as many as a store keeps decoded: some 20 kB each.
NOTICES = 4096


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last ``most`` answers of a pure function of values that never change; its arguments stay alive.

    Only the very same objects are met again: an equal copy is worked out anew.
    """

    def decorate(work: Callable[P, R]) -> Callable[P, R]:
        # By the addresses of the values: those are kept beside the answer, so that no other can come to be there.
        known: dict[tuple[int, ...], tuple[tuple[object, ...], R]] = {}
        lock = Lock()

        @wraps(work)
        def ask(*values: P.args, **named: P.kwargs) -> R:
            if named:
                return work(*values, **named)
            key = tuple(map(id, values))
            if (kept := known.get(key)) is not None:
                return kept[1]
            answer = work(*values, **named)
            with lock:
                known[key] = (values, answer)
                if len(known) > most:
                    del known[next(iter(known))]
            return answer

        return ask

    return decorate
