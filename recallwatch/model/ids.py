"""Ids made by the application: sortable by time, unique without asking a database."""

import secrets
import time
from threading import Lock

#: Crockford's base 32 (https://github.com/ulid/spec), two characters, ten bits, at a time.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)


def new_id() -> str:
    """A fresh ULID, 26 characters: 48 bits of milliseconds, then 80 random ones.

    Of those made within one millisecond each is one more than the last, as the specification has it: they are in order.
    """
    return _ids.next()


class _Ids:
    """What all threads draw from: the first 22 characters change with the millisecond, the last 20 bits count."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at, self._begin, self._count = -1, "", 0

    def next(self) -> str:
        with self._lock:
            self._count += 1
            milliseconds = time.time_ns() // 1_000_000
            if milliseconds != self._at or self._count >> 20:
                number = milliseconds << 80 | secrets.randbits(80)
                self._begin = "".join(_PAIRS[number >> shift & 1023] for shift in range(120, 19, -10))
                self._at, self._count = milliseconds, number & 0xFFFFF
            return self._begin + _PAIRS[self._count >> 10] + _PAIRS[self._count & 1023]


_ids = _Ids()
