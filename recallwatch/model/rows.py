"""An item as people and programs hand it over: a row of CSV or JSON with the field names of the interface."""

from collections.abc import Mapping

from .dates import PartialDate
from .item import Acquired, Item

#: Every field of a row, in the order of a CSV file's columns.
COLUMNS = ("name", "brand", "model", "serial", "gtin", "vin", "purchased", "acquired")


def item_of(row: Mapping[str, object], *, item_id: str = "", owner_id: str = "") -> Item:
    """Read a row; every field may be missing or null. Raises ``ValueError`` that names the field at fault."""
    fields = {name: row.get(name) or "" for name in COLUMNS}
    text = {name: value for name, value in fields.items() if isinstance(value, str)}
    if wrong := sorted(fields.keys() - text.keys()):
        raise ValueError(f"{', '.join(wrong)} must be text")
    return Item(
        id=item_id,
        owner_id=owner_id,
        name=text["name"],
        brand=text["brand"],
        model=text["model"],
        serial=text["serial"],
        gtin=text["gtin"],
        vin=text["vin"],
        purchased=PartialDate.parse(text["purchased"]) if text["purchased"] else None,
        acquired=Acquired(text["acquired"]) if text["acquired"] else None,
    )
