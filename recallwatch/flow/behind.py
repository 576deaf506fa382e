"""A source behind another: a second channel of one publisher tells only what the first has not told.

harvest -> known under its number, and told by another source? known at its address, from the source before? -> dropped
"""

from collections.abc import Iterable

from recallwatch.model import Notice, Revision
from recallwatch.ports import Source, Store


def untold(store: Store, source: Source, notices: Iterable[Notice]) -> dict[str, Notice]:
    """The notices, by id, that are this source's to tell; all of them unless it stands behind another."""
    said = {notice.id: notice for notice in notices}
    if not source.info.behind:
        return said
    with store.read() as unit:
        known = unit.notices.many(said)
        by_url = unit.notices.by_url({notice.url for notice in said.values() if notice.url})
    before = f"{source.info.behind}:"
    return {
        id_: notice
        for id_, notice in said.items()
        if (told_by(source, known[id_].revision) if id_ in known else not by_url.get(notice.url, "").startswith(before))
    }


def told_by(source: Source, revision: Revision) -> bool:
    """Whether a notice stands as this source told it, and not as another channel of its publisher did."""
    return revision.parser.partition("/")[0] == source.info.parser.partition("/")[0]
