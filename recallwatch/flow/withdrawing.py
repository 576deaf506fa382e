"""What withdrawals do to what they withdraw, and what is left of them when they are taken back themselves.

touched notices -> links of the type *withdraws* -> does one that stands point here? withdrawn : as its publisher states
"""

from collections.abc import Iterable

from recallwatch.model import Link, LinkType, Status
from recallwatch.ports import Head, Unit

#: A withdrawal of a withdrawal of a withdrawal: publishers never got further than the second.
_DEPTH = 5


def withdraw(unit: Unit, ids: Iterable[str]) -> set[str]:
    """Bring the statuses of what these notices withdraw, or are withdrawn by, up to date; gives those that moved.

    A notice that another withdraws stays so, whatever its own later revisions say. One whose withdrawal was withdrawn
    is what its publisher states again.
    """
    moved: set[str] = set()
    touched = set(ids)
    for _ in range(_DEPTH):
        targets = {link.to_id for link in _withdrawals(unit, touched)}
        links = [link for link in _withdrawals(unit, targets) if link.to_id in targets]
        heads = unit.notices.heads({id_ for link in links for id_ in link.pair})
        touched = _apply(unit, targets & heads.keys(), links, heads)
        moved |= touched
        if not touched:
            break
    return moved


def _withdrawals(unit: Unit, ids: Iterable[str]) -> list[Link]:
    return [link for link in unit.links.of(ids) if link.type is LinkType.WITHDRAWS]


def _apply(unit: Unit, targets: set[str], links: list[Link], heads: dict[str, Head]) -> set[str]:
    standing = {link.to_id for link in links if heads[link.from_id].status is not Status.WITHDRAWN}
    gone = {id_ for id_ in targets & standing if heads[id_].status is not Status.WITHDRAWN}
    unit.notices.set_status(gone, Status.WITHDRAWN)
    lifted = {id_ for id_ in targets - standing if heads[id_].status is Status.WITHDRAWN}
    stated = {id_: revision.notice.status for id_, revision in unit.notices.revisions(lifted).items()}
    back = {id_ for id_, status in stated.items() if status is not Status.WITHDRAWN}
    for status in {stated[id_] for id_ in back}:
        unit.notices.set_status([id_ for id_ in back if stated[id_] is status], status)
    return gone | back
