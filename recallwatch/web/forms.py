"""What people type, read with limits: an item, or the problems in words that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from recallwatch.model import Acquired, Item, PartialDate
from recallwatch.text.clean import clean
from recallwatch.text.misread import misread

from .words import FIELD_LABELS

#: Characters a field may have; more than any real label holds.
LIMITS = {"name": 200, "brand": 100, "model": 100, "serial": 200, "gtin": 40, "vin": 40}

#: How long a search may be.
MAX_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, field by field as it is shown again, and what is wrong with it."""

    fields: dict[str, str]
    problems: tuple[str, ...] = ()


def typed(values: Mapping[str, str]) -> Typed:
    """The fields of an item among the values, tidied; ``bought`` is the short name of ``purchased``."""
    given = {"purchased": values["bought"], **values} if "bought" in values else dict(values)
    fields = {name: tidy(given[name]) for name in FIELD_LABELS if name in given}
    problems = [_too_long(name, limit) for name, limit in LIMITS.items() if len(fields.get(name, "")) > limit]
    try:
        _date(fields.get("purchased", ""))
    except ValueError:
        problems.append("Write when it was bought as 2023, 2023-05 or 2023-05-31.")
    if fields.get("acquired", "") not in ("", *Acquired):
        problems.append("Choose how you got it from the list.")
    return Typed({name: value[: LIMITS.get(name, 40)] for name, value in fields.items()}, tuple(problems))


def slips(form: Typed) -> tuple[str, ...]:
    """What cannot be right about the numbers typed, as sentences."""
    return tuple(map(sentence, misread(gtin=form.fields.get("gtin", ""), vin=form.fields.get("vin", ""))))


def item_of(form: Typed, onto: Item) -> Item:
    """The item with the typed fields put in; fields that were not in the form stay as they were."""
    plain = {name: form.fields[name] for name in LIMITS if name in form.fields}
    item = replace(onto, **plain)  # type: ignore[arg-type]
    if "purchased" in form.fields:
        item = replace(item, purchased=_date(form.fields["purchased"]))
    if "acquired" in form.fields:
        item = replace(item, acquired=Acquired(form.fields["acquired"]) if form.fields["acquired"] else None)
    return item


def says_something(item: Item) -> bool:
    """Whether there is enough to look for: a brand alone is not."""
    return any((item.name, item.model, item.serial, item.gtin, item.vin))


def fields_of(item: Item) -> dict[str, str]:
    """An item as a form shows it."""
    fields = {name: getattr(item, name) for name in LIMITS}
    return fields | {"purchased": str(item.purchased or ""), "acquired": item.acquired or ""}


def sentence(text: object) -> str:
    """A message as a page shows it: with a capital and a full stop."""
    words = str(text)
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def tidy(text: str) -> str:
    """One line without control characters."""
    return " ".join(clean(text).split())


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _too_long(name: str, limit: int) -> str:
    return f"“{FIELD_LABELS[name]}” is too long; please keep it under {limit} characters."
