"""Cases: notices joined by links that say "the same event"."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from recallwatch.model import Link


def cases(links: Iterable[Link], first_seen: Mapping[str, datetime]) -> dict[str, str]:
    """The case of every notice in ``first_seen``: the connected parts over the links that join.

    A case is named after its earliest seen notice, so it keeps its name when others join later; when two cases
    grow together, the older name stays.
    """
    parent = {notice: notice for notice in first_seen}
    for link in links:
        if link.joins and link.from_id in parent and link.to_id in parent:
            one, two = _root(parent, link.from_id), _root(parent, link.to_id)
            older, newer = sorted((one, two), key=lambda n: (first_seen[n], n))
            parent[newer] = older
    return {notice: f"case:{_root(parent, notice)}" for notice in parent}


def _root(parent: dict[str, str], notice: str) -> str:
    while parent[notice] != notice:
        parent[notice] = parent[parent[notice]]
        notice = parent[notice]
    return notice
