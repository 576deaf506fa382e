"""Columns of a table: what their cells hold, as far as a header says it."""

from dataclasses import dataclass
from enum import StrEnum

from .cues import Kind


class Field(StrEnum):
    """What the cells of a column hold.

    A title is a model given by its name: words, or a code. A lead has no name in the header but may stand before
    the first column.
    """

    CODE = "code"
    MODEL = "model"
    GTIN = "gtin"
    RETAIL = "retail"
    TITLE = "title"
    MADE = "made"
    YEAR = "year"
    NAME = "name"
    BRAND = "brand"
    LEAD = "lead"
    COLOUR = "colour"
    SIZE = "size"
    PRICE = "price"
    SAMPLE = "sample"
    OTHER = "other"


class Role(StrEnum):
    """Which piece of a code a column holds."""

    WHOLE = ""
    PREFIX = "prefix"
    SUFFIX = "suffix"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``kind`` is what its codes are, ``part`` which part of a code is printed (``first8``).

    ``inner``: its cells stand in brackets behind those of the column before; ``ranged``: its header speaks of ranges.
    """

    field: Field
    kind: Kind | None = None
    role: Role = Role.WHOLE
    part: str = ""
    inner: bool = False
    ranged: bool = False
