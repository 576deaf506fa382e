"""Put what goes out together into one parcel. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recallwatch.errors import SendError
from recallwatch.model import Message
from recallwatch.ports import Due


@dataclass(frozen=True, slots=True)
class Parcel:
    """One sending: what goes out, or why nothing can, and the deliveries that are settled by how it ends."""

    dues: tuple[Due, ...]
    message: Message | SendError


def parcels(dues: Sequence[Due], messages: Sequence[Message | SendError]) -> list[Parcel]:
    """The claimed deliveries and their messages, those of a bundle in one; what has no message is by itself."""
    groups: dict[tuple[str, str], list[tuple[Due, Message]]] = defaultdict(list)
    made: list[Parcel] = []
    for due, message in zip(dues, messages, strict=True):
        if due.delivery.bundle and isinstance(message, Message):
            groups[due.delivery.owner_id, due.delivery.bundle].append((due, message))
        else:
            made.append(Parcel((due,), message))
    return made + [_together(bundle, group) for (_, bundle), group in groups.items()]


def _together(bundle: str, group: Sequence[tuple[Due, Message]]) -> Parcel:
    first, *others = [message for _, message in group]
    return Parcel(tuple(due for due, _ in group), replace(first, bundle=tuple(others), bundle_id=bundle))
