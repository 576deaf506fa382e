"""What the core asks of a store about corrections, keys, links and verdicts; ``store`` has its promises."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from recallwatch.model import Item, Key, Link, LinkChange, Overlay, Verdict


class Overlays(Protocol):
    """What operators corrected; every change to it is kept."""

    def add(self, overlay: Overlay) -> None:
        """Append a change; one that exists stays as it is."""
        ...

    def current(self, notice_ids: Iterable[str]) -> dict[str, Overlay]:
        """The last change of each notice that has any; it may have left nothing corrected."""
        ...

    def history(self, notice_id: str) -> list[Overlay]:
        """Every change, oldest first."""
        ...


class Keys(Protocol):
    """The join of notices and items."""

    def set_notice_keys(self, keys: Mapping[str, Iterable[Key]]) -> None:
        """Replace all keys of each notice."""
        ...

    def set_item_keys(self, owner_id: str, item_id: str, keys: Iterable[Key]) -> None: ...
    def items_for(self, notice_ids: Iterable[str]) -> dict[str, list[Item]]:
        """Per notice the items that share a key with it (notices without any left out): one indexed join."""
        ...

    def concerned(self, notice_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """Per notice ``(owner_id, item_id)`` of every item that shares a key with it or has a verdict on it, in order.

        Notices without any are left out.
        """
        ...

    def notices_for(self, keys: Iterable[Key]) -> dict[str, frozenset[Key]]:
        """Every notice that has one of the keys, with the keys shared."""
        ...


class Links(Protocol):
    """Typed relations of notices, and every decision about them."""

    def add(self, links: Iterable[Link]) -> None:
        """Keep links; one of the same notices and type is overwritten, but no operator's by a rule's."""
        ...

    def drop(self, links: Iterable[Link]) -> None: ...
    def of(self, notice_ids: Iterable[str], *, every: bool = False) -> list[Link]:
        """Links that touch one of the notices; ``every``: also those that do not count."""
        ...

    def all(self) -> Iterator[Link]:
        """Every link that counts."""
        ...

    def candidates(self, notice_ids: Iterable[str]) -> set[tuple[str, str]]:
        """Pairs, the smaller id first, of these notices and any that share a key with them.

        Two of one source only if either speaks of an earlier notice. One indexed join.
        """
        ...

    def record(self, changes: Sequence[LinkChange]) -> None:
        """Append decisions; one that exists stays as it is."""
        ...

    def changes(self, notice_ids: Iterable[str] | None = None, *, limit: int = 100) -> list[LinkChange]:
        """Decisions about links of these notices, or all, newest first."""
        ...


class Verdicts(Protocol):
    """What we last thought of an item and a notice."""

    def put(self, verdicts: Iterable[tuple[str, str, Verdict]]) -> None:
        """Keep ``(owner_id, item_id, verdict)``, the last of those on one pair; nothing for an item that is gone."""
        ...

    def forget(self, owner_id: str, item_id: str, notice_id: str) -> None: ...
    def of_item(self, owner_id: str, item_id: str) -> list[Verdict]: ...
    def of_pairs(self, pairs: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], dict[str, Verdict]]:
        """The verdicts on ``(owner_id, item_id, notice_id)``: by item, then by notice."""
        ...
