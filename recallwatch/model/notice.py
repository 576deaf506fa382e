"""What a source says: one notice, as plain values in the source's own words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .dates import PartialDate


class Kind(StrEnum):
    """What the authority or maker did. Only some of these oblige an owner."""

    RECALL = "recall"
    WARNING = "warning"
    WITHDRAWAL_FROM_SALE = "withdrawal_from_sale"
    BORDER_REJECTION = "border_rejection"
    CORRECTION = "correction"
    OTHER = "other"


class Status(StrEnum):
    """Where a notice stands. ``missing`` is our observation, ``withdrawn`` needs the publisher's words."""

    ACTIVE = "active"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"


class Role(StrEnum):
    """What a firm has to do with the product."""

    MANUFACTURER = "manufacturer"
    IMPORTER = "importer"
    DISTRIBUTOR = "distributor"
    RETAILER = "retailer"
    RECALLING_FIRM = "recalling_firm"


@dataclass(frozen=True, slots=True)
class Firm:
    """A company named by the notice."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Image:
    """A picture the notice shows, by address; never copied."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Severity:
    """The authority's own grade, verbatim, with the scheme it belongs to (``fda-class`` / ``I``)."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A make and model as a registry lists it. No ``years``: the registry does not say; ``made`` ends may be open."""

    make: str
    model: str
    years: tuple[int, ...] = ()
    made_first: PartialDate | None = None
    made_last: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """One product line of a notice, with what the source itself keeps in fields of their own.

    ``units`` is the source's text ("About 42,000 (in addition, about 620 were sold in Canada)"); ``codes`` its text on
    the bar codes, lots and dates of what is recalled, where food and medicine are identified by those.
    """

    name: str
    brand: str = ""
    category: str = ""
    units: str = ""
    models: tuple[str, ...] = ()
    gtins: tuple[str, ...] = ()
    codes: str = ""
    vehicle: Vehicle | None = None


@dataclass(frozen=True, slots=True)
class DeclaredLink:
    """A tie to another notice that the notice itself states: a URL, a number, or words.

    ``type`` is a link type of ``recallwatch.model.link``; ``target`` a URL, ``source:number`` or, for ``words``
    links, empty; ``words`` the sentence that states it.
    """

    type: str
    target: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One record under the source's own number, as published.

    ``number`` is the source's key; ``id`` is ``source:number``. Texts are the source's, cleaned of control
    characters only, so that a quote can be found in them again. ``published`` and ``updated`` are the source's
    dates. ``remedy_options`` are the source's closed values, verbatim; ``hazard_classes`` the names of our closed list
    that the source's own closed values stand for, where it has such. ``extra`` keeps what has no field of its own.
    ``lookup_url`` is the publisher's page that tells for one unit whether it is recalled (a VIN look-up).
    ``payload`` is the SHA-256 of the payload it was read from: where it came from, not what it says.
    """

    source: str
    number: str
    title: str
    url: str = ""
    kind: Kind = Kind.RECALL
    status: Status = Status.ACTIVE
    language: str = "en"
    jurisdictions: tuple[str, ...] = ()
    published: PartialDate | None = None
    updated: PartialDate | None = None
    summary: str = ""
    hazard: str = ""
    hazard_classes: tuple[str, ...] = ()
    remedy: str = ""
    remedy_options: tuple[str, ...] = ()
    contact: str = ""
    incidents: str = ""
    severity: Severity | None = None
    products: tuple[ListedProduct, ...] = ()
    firms: tuple[Firm, ...] = ()
    sold_at: tuple[str, ...] = ()
    made_in: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    declared: tuple[DeclaredLink, ...] = ()
    lookup_url: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    payload: str = ""

    @property
    def id(self) -> str:
        """``source:number``: the key everywhere."""
        return f"{self.source}:{self.number}"

    def texts(self) -> dict[str, str]:
        """Every text a quote may point into, by part name (``title``, ``summary``, ``products.0`` ...)."""
        parts = {
            "title": self.title,
            "summary": self.summary,
            "hazard": self.hazard,
            "remedy": self.remedy,
            "contact": self.contact,
            "incidents": self.incidents,
        }
        parts |= {f"products.{n}": product.name for n, product in enumerate(self.products)}
        parts |= {f"units.{n}": product.units for n, product in enumerate(self.products)}
        parts |= {f"codes.{n}": product.codes for n, product in enumerate(self.products)}
        parts |= {f"sold_at.{n}": text for n, text in enumerate(self.sold_at)}
        parts |= {f"images.{n}": image.caption for n, image in enumerate(self.images)}
        return {name: text for name, text in parts.items() if text}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be read: kept for the operator, never a reason to stop.

    ``row`` is enough of the original to find it again, at most 2,000 characters.
    """

    source: str
    reason: str
    row: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of one answer, with how they were got. Never changed; ``sha256`` is their key."""

    sha256: str
    source: str
    url: str
    content: bytes
    fetched_at: datetime
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
