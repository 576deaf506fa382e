"""Understand a notice as far as that goes without a store. Pure, so that another process can do it meanwhile.

notice -> reading (extract), digest, keys
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recallwatch.extract import apply, read
from recallwatch.link import event_keys, told
from recallwatch.match import notice_keys
from recallwatch.model import Key, KeyKind, Notice, Overlay, Reading

from .revise import digest


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading, the digest of what was read, and its keys, packed: those of a whole archive must fit into memory."""

    reading: Reading
    digest: str
    keys: str


#: Understands notices, in their order; hears how many are done.
Reader = Callable[[Sequence[Notice], Callable[[int], None]], list[Understood]]


def understand(notice: Notice) -> Understood:
    """Understand one notice nobody has corrected."""
    reading = read(notice)
    return Understood(reading, digest(notice), pack(keys_of(notice, reading)))


def corrected(notice: Notice, made: Understood, overlay: Overlay) -> Understood:
    """What was understood of a notice, with what operators corrected in it."""
    reading = apply(made.reading, notice, overlay)
    return Understood(reading, made.digest, pack(keys_of(notice, reading)))


def one_by_one(notices: Sequence[Notice], heard: Callable[[int], None]) -> list[Understood]:
    """Understand notices here and now."""
    found = []
    for notice in notices:
        found.append(understand(notice))
        heard(len(found))
    return found


def keys_of(notice: Notice, reading: Reading) -> frozenset[Key]:
    """Every key of a notice: those that join it with items, and those that join it with other notices."""
    return notice_keys(notice, reading) | event_keys(told(notice, reading))


def pack(keys: frozenset[Key]) -> str:
    """Keys as one text: their values are folded words, which have no line breaks."""
    return "\n".join(sorted(f"{key.kind.value} {key.value}" for key in keys))


def unpack(keys: str) -> list[Key]:
    """The keys of a text."""
    parts = (line.partition(" ") for line in keys.splitlines())
    return [Key(_KINDS[kind], value) for kind, _, value in parts]


_KINDS = {kind.value: kind for kind in KeyKind}
