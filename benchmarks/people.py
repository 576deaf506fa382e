"""Owners by the hundred thousand, each with one thing and one way to be told, and the notice that recalls the thing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from sqlalchemy import column, insert, table

from recallwatch.context import Context
from recallwatch.extract import read
from recallwatch.match import item_keys, notice_keys
from recallwatch.model import ChannelKind, Item, Key, Notice
from recallwatch.tokens import new_webhook_secret

_PAGE = 5000

NOTICE = Notice(
    "",
    "bench-1",
    title="Voltique Recalls Power Banks Due to Fire Hazard",
    summary="This recall involves Voltique power banks with model number VQ500.",
    hazard="The lithium-ion battery can overheat, posing a fire hazard.",
    remedy="Consumers should stop using the power banks immediately and contact Voltique for a full refund.",
)


@dataclass(frozen=True, slots=True)
class Person:
    """An owner by number; ``hit``: theirs is the recalled thing."""

    number: int
    kind: ChannelKind
    hit: bool = True

    @property
    def name(self) -> str:
        """Their id."""
        return f"o{self.number:06}"

    @property
    def email(self) -> str:
        """Their address."""
        return f"{self.name}@example.org"

    def item(self) -> Item:
        """As people type it: a third know the serial number, the rest say much the same."""
        serial = "" if self.number % 3 else f"SN{self.number:06}"
        name, model = f"voltique power bank {self.number % 40}", "VQ-500"
        if not self.hit:
            name, model = f"brevix kettle {self.number % 40}", f"BK-{self.number % 400}"
        return Item("item", self.name, name=name, model=model, serial=serial)


def settle_in(context: Context, people: Sequence[Person], *, http_port: int) -> None:
    """Register them, many rows at once."""
    at = context.now().isoformat(timespec="microseconds")
    for start in range(0, len(people), _PAGE):
        page = people[start : start + _PAGE]
        with context.store.write() as unit:
            db = unit.items._db  # type: ignore[attr-defined]  # noqa: SLF001 - a bulk that no caller needs
            seal = unit.owners._cipher.seal  # type: ignore[attr-defined]  # noqa: SLF001
            for name, rows in (
                ("owners", [{"id": p.name, "email": p.email, "created_at": at, "confirmed_at": at} for p in page]),
                ("channels", [_channel(p, at, http_port) for p in page]),
                ("items", [asdict(p.item()) | {"purchased": "", "acquired": ""} for p in page]),
                ("item_keys", [row for p in page for row in _keys(p)]),
            ):
                for row in rows if name == "channels" else ():
                    row["secret"] = seal(row["secret"], about=f"channels/{row['owner_id']}/{row['id']}")
                db.execute(insert(table(name, *map(column, rows[0]))), rows)


def _channel(who: Person, at: str, http_port: int) -> dict[str, object]:
    mail = who.kind is ChannelKind.EMAIL
    return {
        "owner_id": who.name,
        "id": "way",
        "kind": who.kind.value,
        "address": who.email if mail else f"http://127.0.0.1:{http_port}/{who.name}",
        "created_at": at,
        "secret": "" if mail else new_webhook_secret(),
        "confirmed_at": at,
        "disabled_at": None,
        "disabled_why": "",
        "second": False,
        "wants": "",
    }


def _keys(who: Person) -> list[dict[str, object]]:
    item = who.item()
    return [
        {"owner_id": who.name, "item_id": item.id, "kind": key.kind.value, "value": key.value}
        for key in _telling(item.name, item.model)
    ]


@lru_cache
def _telling(name: str, model: str) -> tuple[Key, ...]:
    """The keys that the notice has too, and a few of the others: writing all would take longer than what is measured.

    None of them comes of a serial number, which says nothing of what a thing is.
    """
    recalled = notice_keys(NOTICE, read(NOTICE))
    keys = sorted(item_keys(Item("", "", name=name, model=model)))
    return (*(key for key in keys if key in recalled), *[key for key in keys if key not in recalled][:5])
