"""What speaks for a brand, how loud, and what one name may say for another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What kind of evidence speaks for a brand. Each counts once."""

    STRUCTURED = "structured"
    BRAND = "brand"
    PRINT = "print"
    HEAD = "head"
    TOLD = "told"
    FIRM = "firm"
    SHOP = "shop"
    TITLE = "title"
    HOST = "host"


#: The source's own field decides; then the word "brand"; a web address of its own, letters on the thing and the place
#: before the thing's name speak louder than who recalls; a shop's own name is on the thing for want of another only.
WEIGHT = {
    Kind.STRUCTURED: 20.0,
    Kind.BRAND: 4.0,
    Kind.HEAD: 3.5,
    Kind.PRINT: 3.0,
    Kind.HOST: 2.5,
    Kind.FIRM: 2.0,
    Kind.TOLD: 1.5,
    Kind.TITLE: 1.0,
    Kind.SHOP: 0.5,
}
#: Evidence that a name is whole as it stands.
_WHOLE = {Kind.BRAND, Kind.PRINT, Kind.FIRM, Kind.SHOP, Kind.HOST}
TRADER = {Kind.FIRM, Kind.SHOP}


@dataclass(slots=True)
class Case:
    """What speaks for one name."""

    spelling: str
    kinds: dict[Kind, float] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        return sum(self.kinds.values())

    def add(self, kind: Kind, weight: float) -> None:
        self.kinds[kind] = max(weight, self.kinds.get(kind, 0.0))

    def take(self, other: "Case") -> None:
        """Count as one's own what speaks for another name."""
        for kind, weight in other.kinds.items():
            self.add(kind, weight)


def join(cases: dict[str, Case], whole: str) -> None:
    """Let the maker speak for what begins with its name, and a whole name for a part never told without it."""
    starts = beginnings(cases)
    for long in sorted(cases, key=len, reverse=True):
        for short in starts[long]:
            one, two = cases[short], cases[long]
            if one.kinds.keys() & {Kind.FIRM, Kind.HOST} and Kind.SHOP not in one.kinds:
                one.take(two)
            elif Kind.SHOP in one.kinds and two.kinds.keys() & {Kind.BRAND, Kind.PRINT, Kind.HEAD}:
                two.take(one)
                one.kinds = {Kind.SHOP: WEIGHT[Kind.SHOP]}
            elif two.kinds.keys() & _WHOLE and not one.kinds.keys() & _WHOLE and _never_without(one, two, whole):
                two.take(one)
                one.kinds.clear()


def beginnings(cases: Iterable[str]) -> dict[str, list[str]]:
    """Of each name the others that it begins with, all in their order."""
    order = {key: n for n, key in enumerate(cases)}
    return {key: sorted(filter(order.__contains__, _starts(key)), key=order.__getitem__) for key in order}


def _starts(key: str) -> Iterator[str]:
    words = key.split(" ")
    return (" ".join(words[:n]) for n in range(1, len(words)))


def _never_without(short: Case, long: Case, whole: str) -> bool:
    return whole.count(short.spelling) <= whole.count(long.spelling)
