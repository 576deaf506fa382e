"""Keys: the exact strings that let a database join items with notices."""

from enum import StrEnum
from typing import NamedTuple


class KeyKind(StrEnum):
    """What a key is made of. ``model`` is a bare model (long enough to stand alone); ``brand_model`` a brand and a
    model with look-alike characters folded together; ``name`` a brand and the beginning of one word of the name;
    ``vehicle`` make, model and model year; ``event`` joins notices with each other, never with items."""

    GTIN = "gtin"
    VIN = "vin"
    BRAND_MODEL = "brand_model"
    MODEL = "model"
    NAME = "name"
    PREFIX = "prefix"
    VEHICLE = "vehicle"
    EVENT = "event"

    __hash__ = str.__hash__  # an Enum's own is slow, and not that of the text it equals


class Key(NamedTuple):
    """One normalised key; items and notices that share one are candidates, never yet a verdict.

    A tuple and not a dataclass: every check hashes and compares some fifty.
    """

    kind: KeyKind
    value: str
