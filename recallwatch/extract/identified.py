"""Products that their source itself identifies, by make and year or by lots and dates: no prose is read for them."""

from dataclasses import dataclass

from recallwatch.model import Notice, Selector, Sort

from .batches import batches
from .quotes import Part
from .review import Doubt
from .vehicles import vehicle_selector


@dataclass(frozen=True, slots=True)
class Identified:
    """The units of one product line, and why a person should look."""

    sort: Sort
    selectors: tuple[Selector, ...]
    brand: str = ""
    doubts: tuple[Doubt, ...] = ()


def identified(notice: Notice, parts: dict[str, Part], n: int) -> Identified | None:
    """What the source says of a product line in fields of its own; None when only its prose tells."""
    if n >= len(notice.products):
        return None
    product = notice.products[n]
    if product.vehicle:
        part = parts.get(f"products.{n}", Part("title", notice.title))
        return Identified(Sort.VEHICLE, (vehicle_selector(product.vehicle, part),), product.vehicle.make)
    found = batches(notice, parts, n)
    if found is None:
        return None
    doubts = (Doubt(f"not understood: {', '.join(found.unread)}", grave=False),) if found.unread else ()
    return Identified(Sort.BATCH, found.selectors, product.brand, doubts)
