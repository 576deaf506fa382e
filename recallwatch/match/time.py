"""The time axis: bought before the product was first sold or made? The end of a sale window never clears anything."""

import re
from datetime import date

from recallwatch.model import Acquired, Axis, Evidence, Item, Notice, PartialDate, Reading, Window

from .identity import Match

#: Days: notices round their windows to months, and shops sell a little early.
SLACK = 31
#: Days that old stock may lie in a shop.
SHELF_LIFE = 3 * 365
_SECOND_HAND = re.compile(
    r"\b(?:used|second[- ]?hand|pre[- ]?owned|refurb\w*|marketplace|craigslist|thrift\w*|garage sale|yard sale"
    r"|flea market|hand[- ]me[- ]down|gifted|as a gift|gift from|inherited|gebraucht|d['’]occasion)\b",
    re.IGNORECASE,
)


def bought_too_early(item: Item, reading: Reading, matches: list[Match]) -> Evidence | None:
    """Proof that the item was bought before any recalled unit was sold or made; None when there is none."""
    if item.purchased is None or second_hand(item):
        return None
    starts = [(day, w) for w in _windows(reading, matches) if (day := _start(w))]
    if not starts:
        return None
    start, window = min(starts, key=lambda s: s[0])
    if start.toordinal() - item.purchased.last.toordinal() <= SLACK:
        return None
    return Evidence(Axis.TIME, "bought before it was sold", str(item.purchased), f"from {window.first}", window.quote)


def long_after(item: Item, notice: Notice, reading: Reading) -> bool:
    """Whether the item was bought years after sales ended: no proof of anything, but a bare name then means nothing."""
    end = _last_year(reading) or (reading.sold.last if reading.sold else None) or notice.published
    if item.purchased is None or end is None or second_hand(item):
        return False
    return item.purchased.first.toordinal() - end.last.toordinal() > SHELF_LIFE


def _last_year(reading: Reading) -> PartialDate | None:
    """The latest model year that the names of all products state; None when one of them states none."""
    years = [_MODEL_YEAR.findall(product.name) for product in reading.products]
    return PartialDate(int(max(max(found) for found in years))) if years and all(years) else None


_MODEL_YEAR = re.compile(r"(?<![\w-])(?:19|20)\d\d(?![\w])")


def second_hand(item: Item) -> bool:
    """Whether a date of purchase says nothing about when the unit was first sold."""
    return item.acquired in (Acquired.SECOND_HAND, Acquired.GIFT) or bool(_SECOND_HAND.search(item.name))


def _windows(reading: Reading, matches: list[Match]) -> list[Window]:
    """The sale window; without one, the windows of manufacture if every matched selector has one."""
    if reading.sold:
        return [reading.sold]
    made = [m.selector.made for m in matches if m.selector]
    return [w for w in made if w] if all(made) else []


def _start(window: Window) -> date | None:
    return window.first.first if window.first else None
