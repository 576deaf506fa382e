"""One row of the CPSC service as a notice. Whatever has no place of its own is kept in ``Notice.extra``."""

import json
import re

from recallwatch.model import (
    DeclaredLink,
    Firm,
    Image,
    LinkType,
    ListedProduct,
    Notice,
    PartialDate,
    Rejected,
    Role,
)
from recallwatch.text.clean import clean
from recallwatch.text.countries import country_codes

from .leaves import Leaves
from .payload import web_url

ID = "us-cpsc"
_NUMBER = re.compile(r"[0-9]{4,6}[A-Za-z]?\Z")
_ROLES = {
    "Manufacturers": Role.MANUFACTURER,
    "Importers": Role.IMPORTER,
    "Distributors": Role.DISTRIBUTOR,
}


def notice(row: object, payload: str) -> Notice | Rejected:
    """Read one row of the payload with this digest; ``26-274`` and ``26274`` are the same number."""
    if not isinstance(row, dict):
        return _rejected(row, "not an object")
    try:
        leaves = Leaves(row)
    except RecursionError:
        return Rejected(ID, "nested too deeply")
    served = row.get("RecallNumber")
    number = re.sub(r"[-\u2010-\u2015]", "", leaves.take("RecallNumber").strip()) if isinstance(served, str) else ""
    if not _NUMBER.match(number):
        return _rejected(row, f"no recall number: {served!r:.80}", number=number)
    if leaves.damaged:
        return _rejected(row, f"a NUL character in {leaves.damaged}", number=number)
    if not leaves.peek("Title") and not leaves.peek("Description"):
        return _rejected(row, "neither title nor description", number=number)
    return _notice(number, leaves, payload)


def _notice(number: str, leaves: Leaves, payload: str) -> Notice:
    return Notice(
        source=ID,
        number=number,
        title=leaves.take("Title"),
        url=_url(leaves, "URL"),
        jurisdictions=("US",),
        published=_date(leaves, "RecallDate"),
        updated=_date(leaves, "LastPublishDate"),
        summary=leaves.take("Description"),
        hazard="\n".join(leaves.take_each("Hazards", "Name")),
        remedy="\n".join(leaves.take_each("Remedies", "Name")),
        remedy_options=leaves.take_each("RemedyOptions", "Option"),
        contact=leaves.take("ConsumerContact"),
        incidents="\n".join(leaves.take_each("Injuries", "Name")),
        products=_products(leaves),
        firms=_firms(leaves),
        sold_at=leaves.take_each("Retailers", "Name"),  # sentences: shops, sale window and price
        made_in=_made_in(leaves),
        images=_images(leaves),
        declared=_declared(leaves),
        extra=leaves.rest,
        payload=payload,
    )


def _url(leaves: Leaves, path: str) -> str:
    """Take a URL that can be followed; any other text stays behind for ``extra``."""
    url = web_url(leaves.peek(path))
    return url and (leaves.take(path) and url)


def _date(leaves: Leaves, path: str) -> PartialDate | None:
    """Take a date (``2026-07-09T00:00:00``); what is none stays behind for ``extra``."""
    try:
        found = PartialDate.parse(leaves.peek(path).partition("T")[0])
    except ValueError:
        return None
    leaves.take(path)
    return found


def _products(leaves: Leaves) -> tuple[ListedProduct, ...]:
    """Read the product lines.

    UPCs belong to the recall, not to a line: every line gets them all, because a unit that carries one of them is
    recalled whichever line it is. With no line at all they stay behind for ``extra``.
    """
    entries = leaves.each("Products")
    gtins = tuple(dict.fromkeys(u.strip() for u in leaves.take_each("ProductUPCs", "UPC"))) if entries else ()
    return tuple(
        ListedProduct(
            name=leaves.take(f"{entry}.Name"),
            category=leaves.take(f"{entry}.Type"),
            units=leaves.take(f"{entry}.NumberOfUnits"),
            models=_one(leaves.take(f"{entry}.Model")),
            gtins=gtins,
        )
        for entry in entries
    )


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _firms(leaves: Leaves) -> tuple[Firm, ...]:
    return tuple(Firm(name, role) for key, role in _ROLES.items() for name in leaves.take_each(key, "Name"))


def _made_in(leaves: Leaves) -> tuple[str, ...]:
    """Read the countries; a text that says more than a country ("China (batteries)") is kept in ``extra`` too."""
    codes: list[str] = []
    for entry in leaves.each("ManufacturerCountries"):
        path = f"{entry}.Country"
        found = country_codes(leaves.peek(path))
        codes += found
        if len(found) == 1 and "(" not in leaves.peek(path):
            leaves.take(path)
    return tuple(dict.fromkeys(codes))


def _images(leaves: Leaves) -> tuple[Image, ...]:
    images = []
    for entry in leaves.each("Images"):
        url = _url(leaves, f"{entry}.URL")
        if url:
            images.append(Image(url, leaves.take(f"{entry}.Caption")))
    return tuple(images)


def _declared(leaves: Leaves) -> tuple[DeclaredLink, ...]:
    """Read the joint notices of other authorities (Health Canada, PROFECO)."""
    urls = [_url(leaves, f"{entry}.URL") for entry in leaves.each("Inconjunctions")]
    return tuple(DeclaredLink(LinkType.SAME_EVENT.value, url) for url in dict.fromkeys(urls) if url)


def _rejected(row: object, reason: str, *, number: str = "") -> Rejected:
    return Rejected(ID, clean(reason), clean(json.dumps(row, ensure_ascii=False))[:2000], number)
