"""The rows of one NHTSA campaign as one notice: a product line a make and model, texts as filed.

Rows change their place and RECORD_ID in every build of the file, so nothing here depends on their order.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern

from recallwatch.errors import ShapeChanged
from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.model import Firm, ListedProduct, Notice, PartialDate, Payload, Rejected, Role
from recallwatch.text.clean import clean

ID = "us-nhtsa"
#: One row by the column names of the flat file.
Row = dict[str, str]

#: The official answer for one vehicle: only a VIN tells, campaigns cover "certain" vehicles.
LOOKUP = "https://www.nhtsa.gov/recalls"
_NUMBER = re.compile(r"\d{2}[A-Z]\d{6}\Z")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_VEHICLE = ("MAKETXT", "MODELTXT", "YEARTXT", "BGMAN", "ENDMAN")
_SAID_NOWHERE = frozenset(("RECORD_ID", "RCL_CMPT_ID"))
#: What is about one row, or new in every build though nothing changed.
_OF_ROW = (
    "CAMPNO MAKETXT MODELTXT YEARTXT BGMAN ENDMAN RCLTYPECD DATEA "
    "POTAFF RCDATE DESC_DEFECT CONEQUENCE_DEFECT CORRECTIVE_ACTION MFGNAME MFGTXT"
)
_NEEDED = "CAMPNO MAKETXT MODELTXT YEARTXT MFGNAME COMPNAME RCDATE DESC_DEFECT CORRECTIVE_ACTION"
_TYPES = {"V": "Vehicle", "E": "Equipment", "C": "Child restraint", "T": "Tire"}
_FIRST_YEAR, _LAST_YEAR = 1966, 2099  # the agency's first recalls; beyond is another format of days
_NO_MODEL = frozenset({"", "N/A", "NA", "NONE", "UNKNOWN"})
#: The dictionary's own words for its last two columns.
_ADVISORIES = {"DO_NOT_DRIVE": "Consumer advisory: Do not drive.", "PARK_OUTSIDE": "Consumer advisory: Park outside."}


@dataclass(slots=True)
class Campaign:
    """What the rows of one campaign say: the distinct values of each column, and its vehicles as printed."""

    number: str
    values: dict[str, set[str]] = field(default_factory=dict)
    vehicles: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Take one row; equal ones (the file holds hundreds) change nothing."""
        self.vehicles.add(tuple(intern(row.get(name, "")) for name in _VEHICLE))
        for name, value in row.items():
            if value and name not in _SAID_NOWHERE:
                self.values.setdefault(name, set()).add(value)

    def each(self, column: str) -> list[str]:
        """The distinct values of a column, in the order of the alphabet."""
        return sorted({clean(value).strip() for value in self.values.get(column, ())} - {""})

    def text(self, column: str) -> str:
        """A column as one text; a campaign amended in part says two things, and both are kept."""
        return "\n".join(self.each(column))


def campaigns(rows: Iterable[Row | Rejected], payload: Payload) -> Iterator[Notice | Rejected]:
    """Group the rows of a payload by campaign.

    Raises ``ShapeChanged`` when a column we live on is filled in no row.
    """
    found: dict[str, Campaign] = {}
    for row in rows:
        if isinstance(row, Rejected):
            yield row
            continue
        number = row.get("CAMPNO", "").strip()
        if _NUMBER.match(number):
            found.setdefault(number, Campaign(number)).add(row)
        else:
            yield Rejected(ID, f"no campaign number: {number!r:.80}", repr(row)[:2000])
    missing = [name for name in _NEEDED.split() if found and not any(name in c.values for c in found.values())]
    if missing:
        raise ShapeChanged(f"{', '.join(missing)} is in no row", url=payload.url)
    for campaign in found.values():
        yield _notice(campaign, payload.sha256)


def _notice(campaign: Campaign, payload: str) -> Notice | Rejected:
    texts = {name: campaign.text(name) for name in ("DESC_DEFECT", "CONEQUENCE_DEFECT", "CORRECTIVE_ACTION")}
    products = _products(campaign)
    if not products and not any(texts.values()):
        return Rejected(ID, "neither a product nor a text", repr(campaign.values)[:2000], campaign.number)
    published, unread = _first_day(campaign.each("RCDATE"))
    if unread:
        return Rejected(ID, f"not a day: {unread!r:.60}", repr(campaign.values)[:2000], campaign.number)
    advisories = [words for name, words in _ADVISORIES.items() if "yes" in campaign.text(name).lower()]
    return Notice(
        source=ID,
        number=campaign.number,
        title=_title(campaign, products),
        url=f"{LOOKUP}?nhtsaId={campaign.number}",
        jurisdictions=("US",),
        published=published,
        summary=texts["DESC_DEFECT"],
        hazard=texts["CONEQUENCE_DEFECT"],
        remedy="\n".join(text for text in (*advisories, texts["CORRECTIVE_ACTION"]) if text),
        products=products,
        firms=_firms(campaign),
        lookup_url=LOOKUP if campaign.each("RCLTYPECD") == ["V"] else "",
        extra=tuple(
            (name, campaign.text(name))
            for name in sorted(campaign.values)
            if name not in _OF_ROW.split() and campaign.text(name)
        ),
        payload=payload,
    )


def _products(campaign: Campaign) -> tuple[ListedProduct, ...]:
    """Vehicles by make, model and years; seats, tires and parts by brand and model. Units are the campaign's."""
    rows = [VehicleRow(*(clean(value).strip() for value in vehicle)) for vehicle in sorted(campaign.vehicles)]
    kinds = [_TYPES.get(kind, kind) for kind in campaign.each("RCLTYPECD")]
    lines = vehicle_products(rows) if kinds == ["Vehicle"] else _things(rows, ", ".join(kinds))
    units = max(campaign.each("POTAFF"), key=lambda text: (len(text), text), default="")
    return tuple(_with_units(line, units if n == 0 else "") for n, line in enumerate(lines))


def _with_units(line: ListedProduct, units: str) -> ListedProduct:
    return ListedProduct(line.name, line.brand, line.category, units, line.models, vehicle=line.vehicle)


def _things(rows: list[VehicleRow], category: str) -> tuple[ListedProduct, ...]:
    pairs = dict.fromkeys((row.make, row.model) for row in rows if row.make or row.model)
    return tuple(
        ListedProduct(
            f"{make} {model}".strip(),
            brand=make,
            category=category,
            models=() if model.upper() in _NO_MODEL else (model,),
        )
        for make, model in pairs
    )


def _title(campaign: Campaign, products: tuple[ListedProduct, ...]) -> str:
    """The file has no title: who recalls what, and which part of it fails."""
    firm = ", ".join(campaign.each("MFGNAME")) or "A manufacturer"
    more = f" and {len(products) - 1} more" if len(products) > 1 else ""
    what = f" recalls {products[0].name}{more}" if products else ""
    part = "; ".join(campaign.each("COMPNAME"))
    return f"{firm}{what}: {part}" if part else f"{firm}{what}"


def _firms(campaign: Campaign) -> tuple[Firm, ...]:
    filed = [Firm(name, Role.RECALLING_FIRM) for name in campaign.each("MFGNAME")]
    made = [Firm(name, Role.MANUFACTURER) for name in campaign.each("MFGTXT")]
    return (*filed, *made)


def _first_day(values: list[str]) -> tuple[PartialDate | None, str]:
    """The first day of a column, and what in it is no day; 19010101 and its like are fillers."""
    days = []
    for value in values:
        found = _DAY.match(value)
        if not found or int(found[1]) > _LAST_YEAR:
            return None, value
        if int(found[1]) >= _FIRST_YEAR:
            days.append(f"{found[1]}-{found[2]}-{found[3]}")
    try:
        return (PartialDate.parse(days[0]) if days else None), ""
    except ValueError:
        return None, days[0]
