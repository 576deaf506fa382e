"""The feed of one's own hits: a secret address, kept only as a digest, that its owner can change or end at any time."""

from dataclasses import dataclass

from recallwatch import tokens
from recallwatch.context import Context
from recallwatch.model import Item, Outcome, Owner

from .items import Found, of_owner


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing and one case about it: the strongest answer that any of the case's notices gives."""

    item: Item
    found: Found


def new_address(context: Context, owner_id: str) -> str:
    """Make a new address, shown this once; the one before it ends."""
    token = tokens.new_token()
    with context.store.write() as unit:
        unit.owners.set_feed(tokens.digest(token), owner_id=owner_id, at=context.now())
    return f"{context.settings.base_url}/my/{token}/feed.atom"


def end(context: Context, owner_id: str) -> None:
    """Let no address show the feed any more."""
    with context.store.write() as unit:
        unit.owners.end_feed(owner_id)


def owner_by(context: Context, token: str) -> Owner | None:
    """Whose feed an address shows."""
    with context.store.read() as unit:
        return unit.owners.by_feed(tokens.digest(token))


def hits(context: Context, owner_id: str) -> list[Hit]:
    """What affects the owner's things or may do so, one of each thing and case, the newest change first."""
    kept: dict[tuple[str, str], Hit] = {}
    for item, known in of_owner(context, owner_id):
        for found in known:  # best first
            if found.verdict.outcome is not Outcome.CLEAR:
                kept.setdefault((item.id, found.record.case_id), Hit(item, found))
    return sorted(
        kept.values(), key=lambda hit: (hit.found.record.changed_at, hit.found.record.notice.id), reverse=True
    )
